/**
 * The first sheet of an .xlsx file, read piece by piece: cells as they were typed, and what a reader of cells alone
 * would miss: formulas, merged cells, hidden columns, rows and sheets.
 */

import {
  BrokenArchive,
  type Budget,
  textOfPart,
  UnfoldsTooFar,
  type ZipPart,
} from "~/archive/zip-parts.server";
import type { RosterCell } from "./roster-cell";
import { cellName, columnNumber } from "./sheet-place";
import { xmlReader } from "./xml-tokens";

export type SheetRow = { row: number; cells: RosterCell[] };
export type Sheet = {
  /** Rows that hold something, in order. */
  rows: SheetRow[];
  /** Ranges such as B3:B5. */
  merged: string[];
  /** First and last of each run of hidden columns, the first column being 1. */
  hiddenColumns: { first: number; last: number }[];
  hiddenRows: number[];
  hidden: boolean;
  /** Sheets beside the first that hold rows nobody will read. */
  others: { name: string; hidden: boolean }[];
};

/** Strings kept in memory: fifty thousand people with twelve columns are about six million characters. */
const MOST_CHARACTERS = 40_000_000;
const LONGEST_CELL = 32_767;
/** Fifty thousand people with twelve columns have two million; what costs time is the tags, not the bytes. */
const MOST_TAGS = 5_000_000;
/** Sheets of people pack ten to forty times; a thousand times is all that packing can do. */
const MOST_TIMES_PACKED = 200;
const SURELY_HARMLESS = 4 * 1024 * 1024;
/** Formats of Excel that show a number as a date or a time (ECMA-376 18.8.30, with those of Chinese Excel). */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Different texts remembered at a time: more than a sheet of people repeats. */
const MOST_REMEMBERED = 4_000;

/**
 * A text as a copy of its own, and the same for every cell that says the same. What was cut out of a piece of the file
 * would keep that whole piece in memory for as long as the cell lives: a hundred megabytes for fifty thousand people.
 */
function ownTexts(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const own = Buffer.from(text, "utf8").toString("utf8");
    if (known.size === MOST_REMEMBERED) known.clear();
    known.set(own, own);
    return own;
  };
}

type Book = { sheets: { name: string; hidden: boolean; part: string }[]; strings: string; from1904: boolean };

/** Throws UnfoldsTooFar, BrokenArchive or BrokenXml. `mostRows` stops early. */
export async function readSheetXml(
  bytes: Buffer,
  parts: ReadonlyMap<string, ZipPart>,
  budget: Budget,
  mostRows: number,
): Promise<Sheet> {
  let tags = 0;
  const read = async (name: string, handler: Parameters<typeof xmlReader>[0], stop = () => false) => {
    const part = parts.get(name);
    if (!part) return false;
    const reader = xmlReader({
      ...handler,
      open(name, attributes, selfClosing) {
        tags += 1;
        if (tags > MOST_TAGS) throw new UnfoldsTooFar();
        handler.open?.(name, attributes, selfClosing);
      },
    });
    let unfolded = 0;
    for await (const piece of textOfPart(bytes, part, budget)) {
      unfolded += piece.length;
      if (unfolded > SURELY_HARMLESS && unfolded > part.length * MOST_TIMES_PACKED) throw new UnfoldsTooFar();
      reader.write(piece);
      if (stop()) return true;
    }
    reader.end();
    return true;
  };
  const book = await bookOf(read);
  const [first, ...others] = book.sheets;
  if (!first) throw new BrokenArchive();
  const strings = await stringsOf(read, book.strings);
  const dated = await dateStylesOf(read);
  const sheet: Sheet = {
    rows: [],
    merged: [],
    hiddenColumns: [],
    hiddenRows: [],
    hidden: first.hidden,
    others: others.map(({ name, hidden }) => ({ name, hidden })),
  };
  const handler = sheetHandler(sheet, { strings, dated, from1904: book.from1904 });
  if (!(await read(first.part, handler, () => sheet.rows.length >= mostRows))) throw new BrokenArchive();
  return sheet;
}

type Read = (name: string, handler: Parameters<typeof xmlReader>[0]) => Promise<boolean>;

async function bookOf(read: Read): Promise<Book> {
  const listed: { name: string; hidden: boolean; id: string }[] = [];
  let from1904 = false;
  await read("xl/workbook.xml", {
    open(name, at) {
      if (name === "workbookPr") from1904 = /^(1|true)$/.test(at("date1904") ?? "");
      if (name === "sheet")
        listed.push({
          name: (at("name") ?? "").slice(0, 60),
          hidden: (at("state") ?? "visible") !== "visible",
          id: at("r:id") ?? at("id") ?? "",
        });
    },
  });
  const targets = new Map<string, string>();
  let strings = "xl/sharedStrings.xml";
  await read("xl/_rels/workbook.xml.rels", {
    open(name, at) {
      if (name !== "Relationship") return;
      const target = at("Target") ?? "";
      const path = target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`;
      targets.set(at("Id") ?? "", path);
      if ((at("Type") ?? "").endsWith("/sharedStrings")) strings = path;
    },
  });
  const sheets = listed.map(({ name, hidden, id }, index) => ({
    name,
    hidden,
    part: targets.get(id) ?? `xl/worksheets/sheet${index + 1}.xml`,
  }));
  if (sheets.length === 0) sheets.push({ name: "", hidden: false, part: "xl/worksheets/sheet1.xml" });
  return { sheets, strings, from1904 };
}

async function stringsOf(read: Read, part: string): Promise<string[]> {
  const strings: string[] = [];
  const own = ownTexts();
  let current = "";
  let inText = false;
  let inPhonetic = false;
  let characters = 0;
  await read(part, {
    open(name) {
      if (name === "si") current = "";
      if (name === "t") inText = true;
      if (name === "rPh") inPhonetic = true;
    },
    text(text) {
      if (inText && !inPhonetic && current.length < LONGEST_CELL) current += text;
    },
    close(name) {
      if (name === "t") inText = false;
      if (name === "rPh") inPhonetic = false;
      if (name !== "si") return;
      characters += current.length;
      if (characters > MOST_CHARACTERS) throw new UnfoldsTooFar();
      strings.push(own(current));
    },
  });
  return strings;
}

async function dateStylesOf(read: Read): Promise<boolean[]> {
  const own = new Map<number, boolean>();
  const dated: boolean[] = [];
  let inCells = false;
  await read("xl/styles.xml", {
    open(name, at) {
      if (name === "numFmt") own.set(Number(at("numFmtId")), showsDate(at("formatCode") ?? ""));
      if (name === "cellXfs") inCells = true;
      if (name !== "xf" || !inCells) return;
      const id = Number(at("numFmtId") ?? 0);
      dated.push(own.get(id) ?? isBuiltInDate(id));
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return dated;
}

/** Quoted words and colours aside, a format with a letter of days, months or years shows a date. */
const showsDate = (format: string) =>
  /[ymd年月日]/i.test(format.replace(/"[^"]*"|\\.|\[[^\]]*\]|General/gi, ""));

function sheetHandler(
  sheet: Sheet,
  book: { strings: readonly string[]; dated: readonly boolean[]; from1904: boolean },
): Parameters<typeof xmlReader>[0] {
  let row = 0;
  let rowIsHidden = false;
  let cells: RosterCell[] = [];
  let column = 0;
  let cell = { type: "", style: 0, value: "", formula: false, isText: false };
  let listens = false;
  let characters = 0;
  const own = ownTexts();
  const finishRow = () => {
    if (cells.some((value) => value !== undefined && value !== null && value !== "")) {
      sheet.rows.push({ row, cells: Array.from(cells, (value) => value ?? null) });
      if (rowIsHidden) sheet.hiddenRows.push(row);
    }
    cells = [];
  };
  return {
    open(name, at) {
      if (name === "c") {
        const reference = /^([A-Z]{1,3})(\d{1,7})$/.exec(at("r") ?? "");
        column = reference ? columnNumber(reference[1] as string) : column + 1;
        cell = {
          type: at("t") ?? "n",
          style: Number(at("s") ?? 0),
          value: "",
          formula: false,
          isText: false,
        };
      } else if (name === "row") {
        row = Number(at("r") ?? row + 1);
        rowIsHidden = /^(1|true)$/.test(at("hidden") ?? "");
        column = 0;
      } else if (name === "v" || name === "t") listens = true;
      else if (name === "f") cell.formula = true;
      else if (name === "col" && /^(1|true)$/.test(at("hidden") ?? ""))
        sheet.hiddenColumns.push({ first: Number(at("min")), last: Number(at("max")) });
      else if (name === "mergeCell") sheet.merged.push((at("ref") ?? "").slice(0, 20));
    },
    text(text) {
      if (listens && cell.value.length < LONGEST_CELL) cell.value += text;
    },
    close(name) {
      if (name === "v" || name === "t") listens = false;
      else if (name === "c") {
        const value = cellValue(cell, book);
        if (value === null) return;
        characters += cell.value.length + 16;
        if (characters > MOST_CHARACTERS) throw new UnfoldsTooFar();
        if (row > FARTHEST_ROW || column > FARTHEST_COLUMN) throw new ReachesTooFar(cellName(column, row));
        cells[column - 1] = typeof value === "string" && cell.type !== "s" ? own(value) : value;
      } else if (name === "row") finishRow();
    },
  };
}

const FARTHEST_ROW = 60_000;
/** Column CV. */
export const FARTHEST_COLUMN = 100;

/** Something stands far away from any people. */
export class ReachesTooFar extends Error {}

type RawCell = { type: string; style: number; value: string; formula: boolean };

function cellValue(
  { type, style, value, formula }: RawCell,
  book: { strings: readonly string[]; dated: readonly boolean[]; from1904: boolean },
): RosterCell {
  if (formula) return { formula: true };
  if (value === "") return null;
  if (type === "s") return book.strings[Number(value)] ?? null;
  if (type === "b") return value === "1";
  if (type === "d") return new Date(value.length === 10 ? `${value}T00:00:00Z` : value);
  if (type !== "n") return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  return book.dated[style] ? dateOfSerial(number, book.from1904) : number;
}

const DAY = 86_400_000;

/** Midnight UTC of the day a spreadsheet counts: day 1 is 1 January 1900, and 29 February 1900 is believed in. */
export function dateOfSerial(serial: number, from1904 = false): Date {
  const days = Math.floor(serial) + (from1904 ? 1462 : 0);
  return new Date(Date.UTC(1899, 11, 30) + (days < 60 ? days + 1 : days) * DAY);
}
