/**
 * A report of any length: a head, words that run over as many pages as they need, then labels and values; where it is
 * asked for, a list of contents on the first page. In: plain strings, already formatted. Out: a tagged PDF, the same for
 * the same view. Nothing is refused: what no font of the house can draw is marked, and the foot says so.
 */
import { collect, type Element, type Pdf } from "./draw";
import { cutToFit, drawable, inStyle, openSheets, placed, put, SHEET } from "./sheet";
import type { TypeStyle } from "./template";
import { mm, type TextBlock } from "./text-block";

export type ReportView = {
  /** The office at the head. */
  sender: string;
  title: string;
  /** Under the title, in one line. */
  subtitle: string;
  /** In their order; an empty heading is none. */
  sections: {
    heading: string;
    paragraphs: readonly string[];
    facts: readonly { label: string; value: string }[];
  }[];
  /** The heading of a list of contents after the first section, which has the first page for itself. */
  contents?: string;
  page: (number: number, of: number) => string;
  /** Stands at the foot of a page where a character stands for one that cannot be printed. */
  gap: string;
  documentId: string;
  createdAt: Date;
};

const HEAD = inStyle("serif-500", 13, 8);
const TITLE = inStyle("serif-700", 21, 11);
const SUBTITLE = inStyle("sans-400", 10, 7);
const HEADING = inStyle("serif-600", 13, 9);
const BODY = inStyle("serif-500", 12);
const LABEL = inStyle("serif-600", 11, 8);
const VALUE = inStyle("serif-500", 11, 8);
const FOOT = inStyle("sans-400", 9, 7);

const LEADING = 1.7;
/** Millimetres from the top: where the words of the first page begin, of every other, and where they end. */
const [FIRST, NEXT, END] = [58, 26, 274];
const LABELS = 46;
const MOST_LINES = 2_000;

type Piece = { block: TextBlock; role: "H2" | "P" | "Lbl" | "LBody" };
type Page = Piece[];

const lineHeight = ({ size }: TypeStyle) => (size * LEADING * 25.4) / 72;

/** Every line on its page; nothing is drawn. */
function arranged({ sections, contents }: ReportView): { pages: Page[]; isGapped: boolean } {
  const pages: Page[] = [[]];
  const begins: { heading: string; page: number }[] = [];
  let list: number | null = null;
  let y = FIRST;
  let isGapped = false;
  const shown = (text: string) => {
    const drawn = drawable(text);
    isGapped ||= drawn !== text;
    return drawn;
  };
  const turn = () => {
    pages.push([]);
    y = NEXT;
  };
  /** Line by line, so that a paragraph goes on overleaf; each part says its own words. */
  const run = (text: string, style: TypeStyle, role: Piece["role"], x: number) => {
    const { block } = placed(shown(text), style, {
      x,
      y: 0,
      width: SHEET.right - x,
      lines: MOST_LINES,
      leading: LEADING,
      prose: true,
    });
    let rest = block.lines;
    while (rest.length > 0) {
      if (y > END) turn();
      const room = Math.max(1, Math.floor((END - y) / lineHeight(style)) + 1);
      const part = rest
        .slice(0, room)
        .map((line, n) => ({ ...line, baseline: mm(y + n * lineHeight(style)) }));
      pages
        .at(-1)!
        .push({ block: { ...block, lines: part, text: part.map((line) => line.text).join("") }, role });
      rest = rest.slice(room);
      y += part.length * lineHeight(style);
    }
  };
  for (const [index, { heading, paragraphs, facts }] of sections.entries()) {
    if (contents !== undefined && index === 1) {
      run(contents, HEADING, "H2", SHEET.left);
      list = y;
      turn();
    }
    if (heading !== "") {
      if (y > END - 20) turn();
      y += 4;
      begins.push({ heading, page: pages.length });
      run(heading, HEADING, "H2", SHEET.left);
    }
    for (const paragraph of paragraphs) run(paragraph, BODY, "P", SHEET.left);
    for (const { label, value } of facts) {
      if (y > END) turn();
      const block = cutToFit(shown(label), LABEL, { y, width: LABELS - 4 });
      pages.at(-1)!.push({ block, role: "Lbl" });
      run(value, VALUE, "LBody", SHEET.left + LABELS);
    }
    y += 3;
  }
  if (list !== null) pages[0]!.push(...listOf(begins, list, shown));
  return { pages, isGapped };
}

/** Where each section begins; what does not fit the first page is not listed. */
function listOf(
  begins: readonly { heading: string; page: number }[],
  from: number,
  shown: (text: string) => string,
): Page {
  return begins.flatMap(({ heading, page }, n): Page => {
    const y = from + n * lineHeight(VALUE);
    if (y > END) return [];
    const width = SHEET.right - SHEET.left - 20;
    return [
      { block: cutToFit(shown(heading), VALUE, { y, width }), role: "P" },
      { block: cutToFit(String(page), VALUE, { x: SHEET.right - 15, y, width: 15 }), role: "P" },
    ];
  });
}

/** The document and how many pages it has. */
export async function renderReport(view: ReportView): Promise<{ bytes: Buffer; pages: number }> {
  const { sender, title, subtitle, page, gap, documentId, createdAt } = view;
  const doc = openSheets({ title: `${title} ${subtitle}`, author: sender, keywords: documentId, createdAt });
  const bytes = collect(doc);
  const paper = doc.struct("Document");
  doc.addStructure(paper);
  const { pages, isGapped } = arranged(view);
  for (const [index, pieces] of pages.entries()) {
    doc.addPage();
    if (index === 0) drawHead(doc, paper, view);
    for (const { block, role } of pieces) put(doc, paper, block, role);
    const numbered = page(index + 1, pages.length);
    const foot = cutToFit(isGapped ? `${numbered}　${gap}` : numbered, FOOT, { y: 285, align: "centre" });
    put(doc, paper, foot);
  }
  paper.end();
  doc.end();
  return { bytes: await bytes, pages: pages.length };
}

function drawHead(doc: Pdf, paper: Element, { sender, title, subtitle }: ReportView): void {
  put(doc, paper, cutToFit(drawable(sender), HEAD, { y: 24, align: "centre" }));
  put(doc, paper, cutToFit(drawable(title), TITLE, { y: 37, align: "centre" }), "H1");
  put(doc, paper, cutToFit(drawable(subtitle), SUBTITLE, { y: 46, align: "centre" }));
}
