/**
 * Cards to print and cut: ten on A4 upright, with marks where to cut, and on the next page their backs, mirrored so that each
 * lies behind its front when the sheet is turned over its long edge. A means of printing, not a document: it is not signed.
 */
import { arrangeCard, type Corner, drawFace } from "./card";
import { collect } from "./draw";
import { openSheets, SHEET, type SheetInfo, turnOfOthers } from "./sheet";
import { type CardTemplate, isCard } from "./template";
import { findTemplate } from "./templates/catalogue";
import { mm } from "./text-block";
import type { CertificateView } from "./view";

const COLUMNS = 2;
const ROWS = 5;
const PER_SHEET = COLUMNS * ROWS;
/** Between two cards, so that one cut does not touch the next. */
const GAP = 3;
const MARK = { from: 1, to: 5, line: 0.1, ink: "#000000" };

/** Every view must be of a card that is known to print, as those are that were issued. */
export async function renderCardSheets(
  views: Iterable<CertificateView> | AsyncIterable<CertificateView>,
  info: SheetInfo,
): Promise<Buffer> {
  const doc = openSheets(info);
  const bytes = collect(doc);
  const paper = doc.struct("Document");
  doc.addStructure(paper);
  let sheet: CertificateView[] = [];
  const print = async () => {
    for (const side of [0, 1] as const) {
      doc.addPage();
      for (const [place, view] of sheet.entries()) {
        const template = cardOf(view);
        const at = cornerOf(place, side, template);
        const face = arrangeCard(view, template, at).faces[side]!;
        drawFace(doc, paper, { view, template, face, at });
      }
      cutMarks(doc, cardOf(sheet[0]!));
      await turnOfOthers();
    }
    sheet = [];
  };
  for await (const view of views) if (sheet.push(view) === PER_SHEET) await print();
  if (sheet.length > 0) await print();
  paper.end();
  doc.end();
  return bytes;
}

function cardOf({ templateId, templateVersion }: CertificateView): CardTemplate {
  const template = findTemplate(templateId, templateVersion);
  if (!template || !isCard(template)) throw new Error(`${templateId} ${templateVersion} is no card`);
  return template;
}

/** Fronts from left to right; the back of the left one lies right. */
export function cornerOf(place: number, side: 0 | 1, { page }: Pick<CardTemplate, "page">): Corner {
  const margin = (SHEET.width - COLUMNS * page.width - GAP) / 2;
  const head = (SHEET.height - ROWS * page.height - (ROWS - 1) * GAP) / 2;
  const column = side === 0 ? place % COLUMNS : COLUMNS - 1 - (place % COLUMNS);
  const row = Math.floor(place / COLUMNS);
  return { left: margin + column * (page.width + GAP), top: head + row * (page.height + GAP) };
}

type Doc = ReturnType<typeof openSheets>;

/** Outside the block of cards only, two for each edge to cut along: none stays on a card. */
function cutMarks(doc: Doc, template: CardTemplate): void {
  const { width, height } = template.page;
  const first = cornerOf(0, 0, template);
  const last = cornerOf(PER_SHEET - 1, 0, template);
  const block = { right: last.left + width, bottom: last.top + height };
  doc.markContent("Artifact", { type: "Layout" });
  doc.lineWidth(mm(MARK.line)).strokeColor(MARK.ink);
  for (let n = 0; n < COLUMNS; n++)
    for (const x of [0, width].map((edge) => first.left + n * (width + GAP) + edge)) {
      doc.moveTo(mm(x), mm(first.top - MARK.to)).lineTo(mm(x), mm(first.top - MARK.from));
      doc.moveTo(mm(x), mm(block.bottom + MARK.from)).lineTo(mm(x), mm(block.bottom + MARK.to));
    }
  for (let n = 0; n < ROWS; n++)
    for (const y of [0, height].map((edge) => first.top + n * (height + GAP) + edge)) {
      doc.moveTo(mm(first.left - MARK.to), mm(y)).lineTo(mm(first.left - MARK.from), mm(y));
      doc.moveTo(mm(block.right + MARK.from), mm(y)).lineTo(mm(block.right + MARK.to), mm(y));
    }
  doc.stroke();
  doc.endMarkedContent();
}
