/**
 * A4 upright, one page or many: what letters, admission tickets and the lists of an exam room share. A tagged PDF/A-3b
 * with the house's fonts, the same for the same texts.
 */
import PDFDocument from "pdfkit";
import { forMetadata, type Pdf, said } from "./draw";
import { missingGlyphs } from "./fonts";
import type { TypeStyle } from "./template";
import { mm, type Place, setBlock, type TextBlock } from "./text-block";

export const SHEET = { width: 210, height: 297, left: 20, right: 190 };
const INK = "#12181f";
const RULE = "#7d8894";

export const inStyle = (face: TypeStyle["face"], size: number, least = size): TypeStyle => ({
  ...{ face, size, least, ink: INK },
});

export type SheetInfo = { title: string; author: string; keywords: string; createdAt: Date };

/** Without a page yet. */
export function openSheets({ title, author, keywords, createdAt }: SheetInfo): Pdf {
  return new PDFDocument({
    size: [mm(SHEET.width), mm(SHEET.height)],
    margin: 0,
    autoFirstPage: false,
    font: null as unknown as string,
    ...{
      pdfVersion: "1.7" as const,
      subset: "PDF/A-3b" as const,
      tagged: true,
      lang: "zh-CN",
      displayTitle: true,
    },
    info: {
      Title: forMetadata(title),
      Author: forMetadata(author),
      Keywords: forMetadata(keywords),
      CreationDate: createdAt,
      ModDate: createdAt,
    },
  });
}

/** Where a text stands, in millimetres from the page's top left corner. */
export type At = { x?: number; y: number; width?: number } & Pick<
  Place,
  "align" | "lines" | "oneLineFrom" | "leading" | "prose"
>;

export function placed(text: string, style: TypeStyle, { x, y, width, ...rest }: At) {
  const left = x ?? SHEET.left;
  const place = { x: mm(left), baseline: mm(y), width: mm(width ?? SHEET.right - left), ...rest };
  return setBlock(text, style, place);
}

/** A list must be printed on the day whatever stands in it: what is too long even at its smallest ends in an ellipsis. */
export function cutToFit(text: string, style: TypeStyle, at: At): TextBlock {
  const characters = [...text];
  let { block, fits } = placed(text, style, at);
  while (!fits && characters.length > 1) {
    characters.pop();
    ({ block, fits } = placed(`${characters.join("").trimEnd()}…`, style, at));
  }
  return block;
}

/** Stands, as printers do it, for a character that no font of the house can draw. */
export const GETA = "〓";

export function drawable(text: string): string {
  const missing = new Set(missingGlyphs(text));
  return missing.size === 0 ? text : [...text].map((each) => (missing.has(each) ? GETA : each)).join("");
}

/** Lines carry no meaning: readers aloud pass over them. */
export function ruled(doc: Pdf, lines: readonly { from: [number, number]; to: [number, number] }[]): void {
  doc.markContent("Artifact", { type: "Layout" });
  doc.lineWidth(mm(0.2)).strokeColor(RULE);
  for (const { from, to } of lines)
    doc.moveTo(mm(from[0]), mm(from[1])).lineTo(mm(to[0]), mm(to[1])).stroke();
  doc.endMarkedContent();
}

/** Said and added to its place in the structure, in one. */
export function put(
  doc: Pdf,
  parent: ReturnType<Pdf["struct"]>,
  block: TextBlock,
  role?: Parameters<typeof said>[2],
): void {
  parent.add(said(doc, block, role));
}

/** Between two pages: who prints hundreds lets others have their turn, for an exam may be under way on the same computer. */
export const turnOfOthers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
