/**
 * The signature itself, detached, as ETSI EN 319 122 and 319 142 want it of a document at level B-B: content type, digest
 * and the signing certificate stand among what is signed, the time does not (it stands in the document). RFC 5652, 5035.
 */
import { createHash } from "node:crypto";
import { der, elementsOf, FIRST, NULL, OCTETS, oid, SEQUENCE, SET, smallInteger } from "./der";
import { algorithms, type Signer } from "./signer";

const SIGNED_DATA = oid("1.2.840.113549.1.7.2");
const DATA = oid("1.2.840.113549.1.7.1");
const CONTENT_TYPE = oid("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST = oid("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE_V2 = oid("1.2.840.113549.1.9.16.2.47");
/** Everything around certificates and signature takes about 300 bytes; no signature here takes more than 1,024. */
const AROUND = 2_048;

/** As many bytes as a signature of this signer may take at most. */
export function roomFor({ chain }: Signer): number {
  return AROUND + chain.reduce((sum, certificate) => sum + certificate.length, 0);
}

/** Over these pieces, one after the other. */
export async function detachedSignature(pieces: readonly Uint8Array[], signer: Signer): Promise<Buffer> {
  const { digest, digestId, signatureId } = algorithms[signer.algorithm];
  const content = createHash(digest);
  for (const piece of pieces) content.update(piece);
  const own = signer.chain[0]!;
  const digestName = der(SEQUENCE, oid(digestId));
  // SHA-256 is what is meant where nothing is said, and DER leaves out what is meant anyway.
  const hashName = digest === "sha256" ? [] : [digestName];
  const ownHash = der(OCTETS, createHash(digest).update(own).digest());
  const signed = inOrder([
    attribute(CONTENT_TYPE, DATA),
    attribute(MESSAGE_DIGEST, der(OCTETS, content.digest())),
    attribute(SIGNING_CERTIFICATE_V2, der(SEQUENCE, der(SEQUENCE, der(SEQUENCE, ...hashName, ownHash)))),
  ]);
  const signature = await signer.sign(der(SET, ...signed));
  const signatureName =
    signer.algorithm === "rsa-sha256"
      ? der(SEQUENCE, oid(signatureId), NULL)
      : der(SEQUENCE, oid(signatureId));
  const signerInfo = der(
    SEQUENCE,
    smallInteger(1),
    issuerAndSerialOf(own),
    digestName,
    der(FIRST, ...signed),
    signatureName,
    der(OCTETS, signature),
  );
  const signedData = der(
    SEQUENCE,
    smallInteger(1),
    der(SET, digestName),
    der(SEQUENCE, DATA),
    der(FIRST, ...signer.chain),
    der(SET, signerInfo),
  );
  return der(SEQUENCE, SIGNED_DATA, der(FIRST, signedData));
}

const attribute = (name: Buffer, value: Buffer): Buffer => der(SEQUENCE, name, der(SET, value));

/** DER sorts the members of a set by their bytes. */
const inOrder = (members: Buffer[]): Buffer[] => members.sort(Buffer.compare);

/** The bytes of the certificate itself: a name written anew would not be the same name to every reader. */
function issuerAndSerialOf(certificate: Uint8Array): Buffer {
  const [whole] = elementsOf(certificate);
  const [body] = elementsOf(whole!.content);
  const fields = elementsOf(body!.content);
  const at = fields[0]!.tag === FIRST ? 1 : 0;
  const [serial, , issuer] = fields.slice(at);
  return der(SEQUENCE, issuer!.bytes, serial!.bytes);
}
