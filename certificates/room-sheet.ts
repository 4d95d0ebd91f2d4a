/**
 * Lists of an exam room: one to hang on the door, one to sign. A new page for each room, its head on every page, pages
 * counted by room. In: plain strings, already formatted. Out: the bytes of a tagged PDF. Nothing is refused: on the day the
 * list has to hang.
 */
import { collect, type Element, type Pdf } from "./draw";
import {
  cutToFit,
  drawable,
  inStyle,
  openSheets,
  put,
  ruled,
  SHEET,
  type SheetInfo,
  turnOfOthers,
} from "./sheet";
import type { TypeStyle } from "./template";
import { lower } from "./text-block";

export type Column = { head: string; width: number; align?: "left" | "centre" };

export type RoomSheet = {
  exam: string;
  /** The room, and which list this is. */
  title: string;
  /** Date, times and how many, in one line. */
  facts: string;
  columns: readonly Column[];
  /** As many cells as there are columns; an empty one is written in by hand. */
  rows: readonly (readonly string[])[];
  /** On the room's last page, each with a line to sign on. */
  signatures: readonly string[];
  /** Under the signatures, to be filled in by hand. */
  counts: string | null;
  page: (number: number, of: number) => string;
  /** Stands at the foot of a page where a character stands for one that cannot be printed. */
  gap: string;
};

const EXAM = inStyle("serif-600", 13, 8);
const TITLE = inStyle("serif-700", 21, 11);
const FACTS = inStyle("sans-400", 10, 7);
const COLUMN = inStyle("sans-600", 10, 7);
const CELL = inStyle("serif-500", 12, 6.5);
const FOOT = inStyle("sans-400", 9, 7);
const SIGN = inStyle("serif-500", 12, 8);

const { left: LEFT, right: RIGHT } = SHEET;
/** Where the table begins and the last row ends. */
const [TABLE, END] = [52, 272];
const ROW = 8.75;
const SIGNATURE = 12;
const ROWS = Math.floor((END - TABLE) / ROW) - 1;

/**
 * So many rows to a page. What is signed stands under the last of them: where there is no room for it, half of the last
 * page's rows move on with it, so that nobody signs a sheet without a name on it.
 */
export function pagesOf({ rows, signatures, counts }: RoomSheet): RoomSheet["rows"][] {
  const pages: RoomSheet["rows"][] = [];
  for (let from = 0; from < rows.length; from += ROWS) pages.push(rows.slice(from, from + ROWS));
  const last = pages.at(-1) ?? [];
  const below = (signatures.length + (counts === null ? 0 : 1)) * SIGNATURE;
  const room = Math.max(1, Math.floor((END - TABLE - below) / ROW) - 1);
  if (last.length <= room) return pages;
  const stay = Math.max(Math.ceil(last.length / 2), last.length - room);
  return [...pages.slice(0, -1), last.slice(0, stay), last.slice(stay)];
}

/** `numbered`: each room's pages for themselves, or, of what is read as one document, all of them through. */
export async function renderRoomSheets(
  rooms: readonly RoomSheet[],
  info: SheetInfo,
  { numbered = "each" }: { numbered?: "each" | "through" } = {},
): Promise<Buffer> {
  const doc = openSheets(info);
  const bytes = collect(doc);
  const paper = doc.struct("Document");
  doc.addStructure(paper);
  const isThrough = numbered === "through";
  const all = rooms.map(pagesOf);
  const count = all.reduce((sum, pages) => sum + pages.length, 0);
  let before = 0;
  for (const [at, room] of rooms.entries()) {
    const pages = all[at]!;
    for (const [index, rows] of pages.entries()) {
      doc.addPage();
      const place = isThrough
        ? { number: before + index + 1, of: count }
        : { number: index + 1, of: pages.length };
      const section = doc.struct("Sect");
      paper.add(section);
      drawPage(doc, section, room, rows, place);
      section.end();
      await turnOfOthers();
    }
    before += pages.length;
  }
  paper.end();
  doc.end();
  return bytes;
}

function drawPage(
  doc: Pdf,
  section: Element,
  room: RoomSheet,
  rows: RoomSheet["rows"],
  { number, of }: { number: number; of: number },
): void {
  let isGapped = false;
  const sayIn = (
    parent: Element,
    text: string,
    style: TypeStyle,
    at: Parameters<typeof cutToFit>[2],
    role?: Parameters<typeof put>[3],
  ) => {
    const shown = drawable(text);
    isGapped ||= shown !== text;
    const block = cutToFit(shown, style, at);
    // Two lines stand in the middle of the row that one is made for.
    put(doc, parent, block.lines.length > 1 ? lower(block, -0.6 * block.size) : block, role);
  };
  sayIn(section, room.exam, EXAM, { y: 22, align: "centre" });
  sayIn(section, room.title, TITLE, { y: 34, align: "centre" }, "H1");
  sayIn(section, room.facts, FACTS, { y: 43, align: "centre" });

  const edges = [LEFT];
  for (const { width } of room.columns) edges.push(edges.at(-1)! + width);
  const table = doc.struct("Table");
  section.add(table);
  const row = (cells: readonly string[], n: number, style: TypeStyle, role: "TH" | "TD") => {
    const line = doc.struct("TR");
    table.add(line);
    for (const [index, cell] of cells.entries()) {
      const { width, align } = room.columns[index]!;
      const at = { x: edges[index]! + 2, y: TABLE + n * ROW + 5.9, width: width - 4, align };
      sayIn(line, cell === "" ? " " : cell, style, { ...at, lines: 2, oneLineFrom: 10, leading: 1.2 }, role);
    }
    line.end();
  };
  row(
    room.columns.map(({ head }) => head),
    0,
    COLUMN,
    "TH",
  );
  for (const [index, cells] of rows.entries()) row(cells, index + 1, CELL, "TD");
  table.end();
  const lines = rows.length + 1;
  ruled(doc, gridOf(edges, lines));
  if (number === of) drawSignatures(doc, section, room, TABLE + lines * ROW, sayIn);
  const numbered = room.page(number, of);
  sayIn(section, isGapped ? `${numbered}　${room.gap}` : numbered, FOOT, { y: 285, align: "centre" });
}

function gridOf(edges: readonly number[], lines: number) {
  const [top, bottom] = [TABLE, TABLE + lines * ROW];
  const right = edges.at(-1)!;
  return [
    ...Array.from({ length: lines + 1 }, (_, n) => ({
      from: [LEFT, top + n * ROW] as [number, number],
      to: [right, top + n * ROW] as [number, number],
    })),
    ...edges.map((x) => ({ from: [x, top] as [number, number], to: [x, bottom] as [number, number] })),
  ];
}

/** A name and a line to sign on. */
function drawSignatures(
  doc: Pdf,
  section: Element,
  { signatures, counts }: RoomSheet,
  below: number,
  sayIn: (parent: Element, text: string, style: TypeStyle, at: Parameters<typeof cutToFit>[2]) => void,
): void {
  let y = below;
  if (counts !== null) {
    y += SIGNATURE;
    sayIn(section, counts, SIGN, { y });
  }
  for (const words of signatures) {
    y += SIGNATURE;
    sayIn(section, words, SIGN, { y, width: 92 });
    ruled(doc, [{ from: [LEFT + 95, y + 1], to: [RIGHT, y + 1] }]);
  }
}
