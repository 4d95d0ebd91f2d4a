/**
 * A card of two sides: each is a page of its own in the issued file, and both lie on the sheets that are printed and cut.
 * Places are millimetres from the card's top left corner, moved by where the card lies on its page.
 */
import { type Compositor, compositorFor, filledIn, type TextRefusal } from "./compositor";
import {
  artifact,
  codeOf,
  collect,
  type Element,
  embedEntry,
  ended,
  openFor,
  type Pdf,
  photograph,
  qrCode,
  said,
} from "./draw";
import type { Signing } from "./sign";
import type { CardFace, CardTemplate, PlacedText } from "./template";
import { lower, mm, type TextBlock } from "./text-block";
import type { CertificateView } from "./view";

type Said = { block: TextBlock; role: NonNullable<PlacedText["role"]> | "P" };
export type ArrangedFace = { face: CardFace; said: Said[]; qrAlt: string };
/** Where a card lies on its page. */
export type Corner = { left: number; top: number };

const OWN_PAGE: Corner = { left: 0, top: 0 };

/** Both sides, and what stands in the way of printing them. */
export function arrangeCard(
  view: CertificateView,
  template: CardTemplate,
  at = OWN_PAGE,
): { faces: ArrangedFace[]; refusals: TextRefusal[] } {
  const compositor = compositorFor(view);
  const faces = template.faces.map(
    (face): ArrangedFace => ({
      face,
      said: [
        ...face.texts.flatMap((text) => placedText(text, face, compositor, at)),
        ...noticesOf(view, face, compositor, at),
      ],
      qrAlt: face.qr ? filledIn(face.qr.alt, view) : "",
    }),
  );
  return { faces, refusals: compositor.refusals() };
}

function placedText(text: PlacedText, face: CardFace, compositor: Compositor, at: Corner): Said[] {
  // Its value is left out with it.
  const value = text.role === "Lbl" ? face.texts[face.texts.indexOf(text) + 1] : undefined;
  if (value && !compositor.holds(value.text)) return [];
  const block = compositor.set(text.text, text, {
    x: mm(at.left + text.left),
    baseline: mm(at.top + text.baseline),
    width: mm(text.right - text.left),
    align: text.align ?? "left",
    ...text.wrap,
  });
  if (!block) return [];
  // Several lines stand about the place of the one.
  const extra = block.lines.at(-1)!.baseline - block.lines[0]!.baseline;
  return [{ block: lower(block, -extra / 2), role: text.role ?? "P" }];
}

function noticesOf(view: CertificateView, face: CardFace, compositor: Compositor, at: Corner): Said[] {
  const style = face.notices;
  if (!style) return [];
  let baseline = mm(at.top + style.baseline);
  return view.notices.map((notice) => {
    const { left, right, leading, lines } = style;
    const place = { x: mm(at.left + left), baseline, width: mm(right - left), leading };
    const block = compositor.setNotice(notice, style, {
      ...place,
      ...{ lines, oneLineFrom: style.size, prose: true },
    });
    baseline = block.lines.at(-1)!.baseline + leading * block.size * 1.35;
    return { block, role: "P" as const };
  });
}

/** The issued file: two pages, tagged, with the register entry inside. */
export async function drawCard(
  view: CertificateView,
  template: CardTemplate,
  faces: readonly ArrangedFace[],
  signing?: Signing,
): Promise<Buffer> {
  const doc = openFor(view, template);
  const bytes = collect(doc);
  const paper = doc.struct("Document");
  doc.addStructure(paper);
  faces.forEach((face, n) => {
    if (n > 0) doc.addPage();
    drawFace(doc, paper, { view, template, face, at: OWN_PAGE });
  });
  paper.end();
  embedEntry(doc, view);
  return ended(doc, bytes, signing);
}

/** One side, where the card lies. */
export function drawFace(
  doc: Pdf,
  paper: Element,
  {
    view,
    template,
    face: arranged,
    at,
  }: { view: CertificateView; template: CardTemplate; face: ArrangedFace; at: Corner },
): void {
  const { face } = arranged;
  const section = doc.struct("Sect");
  paper.add(section);
  drawLines(doc, template, face, at);
  const moved = <Place extends { left: number; top: number }>(place: Place): Place => ({
    ...place,
    left: at.left + place.left,
    top: at.top + place.top,
  });
  if (face.photo && view.photo)
    section.add(photograph(doc, view.photo, { ...moved(face.photo), ...template.rule }));
  if (face.qr) section.add(qrCode(doc, codeOf(view), arranged.qrAlt, moved(face.qr)));
  for (const { block, role } of arranged.said) section.add(said(doc, block, role));
  section.end();
}

function drawLines(
  doc: Pdf,
  { page, frame, rule }: CardTemplate,
  { rules }: CardFace,
  { left, top }: Corner,
): void {
  artifact(doc, () => {
    const inset = frame.inset;
    doc.lineWidth(mm(frame.line)).strokeColor(frame.ink);
    doc
      .rect(mm(left + inset), mm(top + inset), mm(page.width - 2 * inset), mm(page.height - 2 * inset))
      .stroke();
    doc.lineWidth(mm(rule.line)).strokeColor(rule.ink);
    for (const { left: from, right: to, y } of rules)
      doc
        .moveTo(mm(left + from), mm(top + y))
        .lineTo(mm(left + to), mm(top + y))
        .stroke();
  });
}
