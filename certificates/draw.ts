/** Draws what has been arranged, as a tagged PDF/A-3b. Decides nothing about places or sizes. */
import PDFDocument from "pdfkit";
import QRCode from "qrcode";
import type { Arranged, Fact, FootText } from "./arrange";
import { type Face, fontOf, runsOf } from "./fonts";
import { registerEntryJson } from "./register-entry";
import { placeSignature, type Signing, signDocument } from "./sign";
import type { AnyTemplate, CertificateTemplate } from "./template";
import { mm, type TextBlock } from "./text-block";
import type { CertificateView } from "./view";

export type Pdf = InstanceType<typeof PDFDocument>;
export type Element = ReturnType<Pdf["struct"]>;

export function draw(
  view: CertificateView,
  template: CertificateTemplate,
  arranged: Arranged,
  signing?: Signing,
): Promise<Buffer> {
  const doc = openFor(view, template);
  const bytes = collect(doc);
  const paper = doc.struct("Document");
  doc.addStructure(paper);

  drawFrame(doc, template);
  for (const block of arranged.head) paper.add(said(doc, block, block.heading ? "H1" : "P"));
  if (view.photo) paper.add(photograph(doc, view.photo, photoPlace(template)));
  drawFacts(doc, paper, arranged.facts, template);
  paper.add(qrCode(doc, codeOf(view), arranged.qrAlt, qrPlace(template)));
  for (const block of arranged.qrLines) paper.add(said(doc, block));
  for (const block of arranged.signature) paper.add(said(doc, block));
  drawRule(doc, template, mm(template.column.left), mm(template.column.right), arranged.footRule);
  for (const block of arranged.notices) paper.add(said(doc, block));
  for (const item of arranged.foot) drawFootText(doc, paper, item, view.verifyUrl);
  paper.end();

  embedEntry(doc, view);
  return ended(doc, bytes, signing);
}

/** The whole file, signed where somebody signs it. */
export async function ended(doc: Pdf, bytes: Promise<Buffer>, signing?: Signing): Promise<Buffer> {
  const place = signing && placeSignature(doc, signing);
  doc.end();
  const file = await bytes;
  return signing && place ? signDocument(file, place, signing.signer) : file;
}

export function openFor(view: CertificateView, template: AnyTemplate): Pdf {
  const title = `${view.title} ${view.number}`;
  const doc = new PDFDocument({
    size: [mm(template.page.width), mm(template.page.height)],
    margin: 0,
    font: null as unknown as string,
    pdfVersion: "1.7",
    subset: "PDF/A-3b",
    tagged: true,
    lang: "zh-CN",
    displayTitle: true,
    info: {
      Title: forMetadata(title),
      Author: forMetadata(view.issuer),
      // The file's ID is made from these entries, so the document's own identity stands among them.
      Keywords: forMetadata([view.number, view.verifyCode, view.documentId].join(" ")),
      Creator: `${template.id} ${template.version}`,
      CreationDate: view.createdAt,
      ModDate: view.createdAt,
    },
  });
  const modified = `${view.createdAt.toISOString().split(".")[0]}Z`;
  doc.appendXML(`
        <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
            <xmp:ModifyDate>${modified}</xmp:ModifyDate>
            <xmpMM:DocumentID>uuid:${forMetadata(view.documentId)}</xmpMM:DocumentID>
        </rdf:Description>`);
  return doc;
}

/** pdfkit puts these texts into XML as they are. */
export function forMetadata(text: string): string {
  return text.replace(/[&<>]/g, (mark) => ({ "&": "＆", "<": "＜", ">": "＞" })[mark]!);
}

export function collect(doc: Pdf): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
  });
}

export function said(
  doc: Pdf,
  block: TextBlock,
  role: "H1" | "H2" | "P" | "Lbl" | "LBody" | "TH" | "TD" = "P",
) {
  // Letter spacing, a line break or a change of font could pass for a gap: the text is also said outright.
  return doc.struct(role, { actual: block.text }, () => write(doc, block));
}

/** Each line is one text run per face, set from its baseline, and never broken again by pdfkit. */
function write(doc: Pdf, { lines, face, size, tracking, ink }: TextBlock): void {
  doc.fillColor(ink);
  for (const { text, x, baseline } of lines) {
    let at = x;
    for (const run of runsOf(text, face)) {
      const options = { lineBreak: false, baseline: "alphabetic" as const, characterSpacing: tracking };
      inFace(doc, run.face, size).text(run.text, at, baseline, options);
      at += doc.widthOfString(run.text) + tracking * [...run.text].length;
    }
  }
}

function inFace(doc: Pdf, face: Face, size: number): Pdf {
  // pdfkit takes an already parsed font for a source; its types do not say so.
  doc.registerFont(face, fontOf(face) as unknown as string);
  return doc.font(face, size);
}

function drawFacts(doc: Pdf, paper: Element, facts: Fact[], template: CertificateTemplate): void {
  const list = doc.struct("L");
  paper.add(list);
  for (const { label, value, rule } of facts) {
    const item = doc.struct("LI");
    list.add(item);
    item.add(said(doc, label, "Lbl"));
    item.add(said(doc, value, "LBody"));
    item.end();
    drawRule(doc, template, rule.left, rule.right, rule.y);
  }
  list.end();
}

function drawFootText(doc: Pdf, paper: Element, { label, value, link }: FootText, url: string): void {
  const item = doc.struct("P");
  paper.add(item);
  if (label) item.add(() => write(doc, label));
  if (link) {
    const anchor = doc.struct("Link");
    item.add(anchor);
    anchor.add(() => write(doc, value));
    const { x, baseline, width } = value.lines[0]!;
    // pdfkit ties the link to its place in the structure; its types do not say so.
    const tie = { structParent: anchor, Contents: new String(url) } as object;
    doc.link(x, baseline - value.size, width, value.size * 1.3, url, tie);
    anchor.end();
  } else item.add(() => write(doc, value));
  item.end();
}

/** In millimetres, with the line drawn around it. */
export type PhotoPlace = {
  left: number;
  top: number;
  width: number;
  height: number;
  alt: string;
  line: number;
  ink: string;
};

const photoPlace = ({ photo, rule }: CertificateTemplate): PhotoPlace => ({ ...photo, ...rule });

/** Fills its box: what is wider or taller is cut off evenly. */
export function photograph(doc: Pdf, photo: Uint8Array, place: PhotoPlace): Element {
  const { alt, line, ink } = place;
  const [x, y, width, height] = [mm(place.left), mm(place.top), mm(place.width), mm(place.height)];
  return doc.struct("Figure", figure(alt, [x, y, x + width, y + height]), () => {
    doc.save().rect(x, y, width, height).clip();
    doc.image(Buffer.from(photo), x, y, { cover: [width, height], align: "center", valign: "center" });
    doc.restore();
    doc.lineWidth(mm(line)).strokeColor(ink).rect(x, y, width, height).stroke();
  });
}

/** What the code holds. */
export const codeOf = (view: CertificateView): string => view.qrText ?? view.verifyUrl;

/** In millimetres. */
export type QrPlace = { left: number; top: number; size: number; level: "M" | "Q"; ink: string };

const qrPlace = ({ qr }: CertificateTemplate): QrPlace => ({
  ...qr,
  left: qr.right - qr.size,
  level: qr.level ?? "Q",
});

/** One path filled at once, so that no viewer shows seams between modules. */
export function qrCode(doc: Pdf, text: string, alt: string, place: QrPlace): Element {
  const width = mm(place.size);
  const [x, y] = [mm(place.left), mm(place.top)];
  // Said as bytes throughout: looking for shorter mixtures of modes took a seventh of a document's time and found none.
  const segments = [{ data: Buffer.from(text), mode: "byte" as const }];
  const { size, data } = QRCode.create(segments, { errorCorrectionLevel: place.level }).modules;
  return doc.struct("Figure", figure(alt, [x, y, x + width, y + width]), () => {
    doc
      .save()
      .translate(x, y)
      .scale(width / size);
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const start = column;
        while (column < size && data[row * size + column]) column++;
        if (column > start) doc.rect(start, row, column - start, 1);
      }
    }
    doc.fill(place.ink).restore();
  });
}

/** The types of pdfkit do not know that a figure says where it stands. */
function figure(alt: string, bbox: [number, number, number, number]): { alt: string } {
  return { alt, bbox } as { alt: string };
}

function drawFrame(doc: Pdf, { page, frame }: CertificateTemplate): void {
  const inset = mm(frame.inset);
  artifact(doc, () => {
    doc.lineWidth(mm(frame.line)).strokeColor(frame.ink);
    doc.rect(inset, inset, mm(page.width) - 2 * inset, mm(page.height) - 2 * inset).stroke();
  });
}

function drawRule(doc: Pdf, { rule }: CertificateTemplate, left: number, right: number, y: number): void {
  artifact(doc, () => {
    doc.lineWidth(mm(rule.line)).strokeColor(rule.ink).moveTo(left, y).lineTo(right, y).stroke();
  });
}

/** Lines carry no meaning: readers aloud pass over them. */
export function artifact(doc: Pdf, paint: () => void): void {
  doc.markContent("Artifact", { type: "Layout" });
  paint();
  doc.endMarkedContent();
}

export function embedEntry(doc: Pdf, { registerEntry, createdAt }: CertificateView): void {
  const how = {
    relationship: "Data",
    description: "登记信息",
    creationDate: createdAt,
    modifiedDate: createdAt,
  };
  const file = { name: "register-entry.json", type: "application/json", ...how };
  doc.file(Buffer.from(registerEntryJson(registerEntry)), file);
}
