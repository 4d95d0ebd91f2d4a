/**
 * The place for a signature in a document, and the signature put into it. A place is drawn with the document, so that the
 * file is written once and holds no second version of itself; what the signature takes is known before.
 */
import { detachedSignature, roomFor } from "./cms";
import type { Pdf } from "./draw";
import type { Signer } from "./signer";

/** The signature and the instant that it says it was made at: now, for whoever draws. */
export type Signing = { signer: Signer; at: Date };

/** Where the place stands in the file is known when the file is whole. */
export type SignaturePlace = { offset: number };

/** As wide as the largest file's offsets, and put out of the way by the real ones. */
const UNKNOWN = 9_999_999_999;
const UNKNOWN_RANGE = `[0 ${UNKNOWN} ${UNKNOWN} ${UNKNOWN}]`;

const PRINTED_AND_LOCKED = 4 + 128;
const SIGNED_AND_APPENDED_TO_ONLY = 1 + 2;

/** Call it before the document ends. The field has no face on the page: the paper imitates no seal. */
export function placeSignature(doc: Pdf, { signer, at }: Signing): SignaturePlace {
  const signature = doc.ref({
    Type: "Sig",
    Filter: "Adobe.PPKLite",
    SubFilter: "ETSI.CAdES.detached",
    ByteRange: [0, UNKNOWN, UNKNOWN, UNKNOWN],
    Contents: Buffer.alloc(roomFor(signer)),
    M: at,
    Name: new String(signer.name),
  });
  const inside = doc as unknown as Inside;
  const field = doc.ref({
    ...{ Type: "Annot", Subtype: "Widget", FT: "Sig", T: new String("Signature1") },
    ...{ Rect: [0, 0, 0, 0], F: PRINTED_AND_LOCKED, P: inside.page.dictionary, V: signature },
  });
  inside.page.annotations.push(field);
  // pdfkit's own way to a form wants a font and asks viewers to draw fields anew, which PDF/A forbids. It ends the form.
  inside._acroform = { fonts: {}, defaultFont: "none" };
  const resources = { Font: {} };
  inside._root.data.AcroForm = doc.ref({
    Fields: [field],
    SigFlags: SIGNED_AND_APPENDED_TO_ONLY,
    DR: resources,
  });
  for (const part of [signature, field]) part.end(undefined);
  return signature as unknown as SignaturePlace;
}

/** What pdfkit has and its types do not tell. */
type Inside = {
  page: { dictionary: unknown; annotations: unknown[] };
  _root: { data: Record<string, unknown> };
  _acroform: { fonts: object; defaultFont: string };
};

/** Signs every byte of the file but the signature's own. */
export async function signDocument(file: Buffer, place: SignaturePlace, signer: Signer): Promise<Buffer> {
  const range = file.indexOf(UNKNOWN_RANGE, place.offset);
  const contents = file.indexOf("/Contents <", place.offset);
  const start = contents + "/Contents ".length;
  const end = file.indexOf(">", start) + 1;
  if (range < 0 || contents < 0) throw new Error("The document has no place for a signature");
  const actual = `[0 ${start} ${end} ${file.length - end}]`;
  file.write(actual.padEnd(UNKNOWN_RANGE.length), range, "latin1");
  const signature = await detachedSignature([file.subarray(0, start), file.subarray(end)], signer);
  const hex = signature.toString("hex");
  if (hex.length > end - start - 2) throw new Error("The signature is longer than its place");
  file.write(hex, start + 1, "latin1");
  return file;
}
