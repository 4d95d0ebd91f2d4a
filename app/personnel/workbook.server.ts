/**
 * Spreadsheets from outside, opened carefully: what claims to be a workbook is measured and looked through before the
 * reader sees it, because a few kilobytes can unfold to gigabytes and a single far cell to millions of rows.
 */
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { readSheet } from "read-excel-file/node";
import writeSheets from "write-excel-file/node";
import { type Refusal, refusal } from "~/verdict";
import type { RosterCell } from "./roster-cell";

const inflate = promisify(inflateRaw);

export const MOST_BYTES = 5 * 1024 * 1024;
const MOST_UNFOLDED = 30 * 1024 * 1024;
const MOST_PARTS = 300;
const FARTHEST_ROW = 5_000;
/** Column CV. */
const FARTHEST_COLUMN = 100;

export type Workbook = { ok: true; table: RosterCell[][] } | { ok: false; refusals: Refusal[] };

/**
 * The first sheet of an .xlsx file. Refusals: workbook.empty, .too-large, .old-format (or locked with a password),
 * .not-a-workbook, .unfolds-too-far, .reaches-too-far, .formulas.
 */
export async function readWorkbook(bytes: Buffer): Promise<Workbook> {
  if (bytes.length === 0) return refused("workbook.empty");
  if (bytes.length > MOST_BYTES)
    return refused("workbook.too-large", { megabytes: MOST_BYTES / 1024 / 1024 });
  // A workbook with a password is an old compound file too.
  if (bytes.subarray(0, 8).toString("hex") === "d0cf11e0a1b11ae1") return refused("workbook.old-format");
  const parts = partsOf(bytes);
  if (!parts || parts.length > MOST_PARTS) return refused("workbook.not-a-workbook");
  const problem = await problemIn(bytes, parts);
  if (problem) return { ok: false, refusals: [problem] };
  try {
    return { ok: true, table: (await readSheet(bytes, 1)) as RosterCell[][] };
  } catch {
    return refused("workbook.not-a-workbook");
  }
}

const refused = (code: string, facts = {}): Workbook => ({ ok: false, refusals: [refusal(code, facts)] });

type Part = { name: string; method: number; start: number; length: number };

/** The parts of the archive as its directory lists them; null when it is not an archive we would open. */
function partsOf(bytes: Buffer): Part[] | null {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0 || end + 22 > bytes.length) return null;
  const count = bytes.readUInt16LE(end + 10);
  const parts: Part[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return null;
    const header = bytes.readUInt32LE(at + 42);
    if (header + 30 > bytes.length || bytes.readUInt32LE(header) !== 0x04034b50) return null;
    const nameLength = bytes.readUInt16LE(at + 28);
    const isEncrypted = (bytes.readUInt16LE(at + 8) & 1) === 1;
    if (isEncrypted) return null;
    parts.push({
      name: bytes.subarray(at + 46, at + 46 + nameLength).toString("utf8"),
      method: bytes.readUInt16LE(at + 10),
      start: header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28),
      length: bytes.readUInt32LE(at + 20),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts.some((part) => part.name === "xl/workbook.xml") ? parts : null;
}

/** Unfolds every part within one budget, whatever sizes the directory claims, and looks into the sheets. */
async function problemIn(bytes: Buffer, parts: Part[]): Promise<Refusal | null> {
  let left = MOST_UNFOLDED;
  for (const part of parts) {
    const packed = bytes.subarray(part.start, part.start + part.length);
    const content = await unfolded(part, packed, left);
    if (content === "too-far") return refusal("workbook.unfolds-too-far");
    if (content === null) return refusal("workbook.not-a-workbook");
    left -= content.length;
    if (!part.name.endsWith(".xml") && !part.name.endsWith(".rels")) continue;
    const xml = content.toString("utf8");
    if (/<!DOCTYPE|<!ENTITY/i.test(xml)) return refusal("workbook.not-a-workbook");
    const problem = /^xl\/worksheets\/[^/]+\.xml$/.test(part.name) ? problemOfSheet(xml) : null;
    if (problem) return problem;
  }
  return null;
}

async function unfolded(part: Part, packed: Buffer, most: number): Promise<Buffer | "too-far" | null> {
  if (part.method === 0) return packed.length > most ? "too-far" : packed;
  if (part.method !== 8) return null;
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    return (error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE" ? "too-far" : null;
  }
}

function problemOfSheet(xml: string): Refusal | null {
  for (const [, row] of xml.matchAll(/<(?:\w+:)?row\b[^>]*?\sr="(\d+)"/g))
    if (Number(row) > FARTHEST_ROW) return refusal("workbook.reaches-too-far", { cell: String(row) });
  for (const [, letters = "", row = ""] of xml.matchAll(/<(?:\w+:)?c\b[^>]*?\sr="([A-Z]{1,3})(\d{1,7})"/g))
    if (Number(row) > FARTHEST_ROW || columnNumber(letters) > FARTHEST_COLUMN)
      return refusal("workbook.reaches-too-far", { cell: `${letters}${row}` });
  const formula = /<(?:\w+:)?c\b[^>]*?\sr="([A-Z]{1,3}\d+)"[^>]*>\s*<(?:\w+:)?f[\s/>]/.exec(xml);
  if (formula) return refusal("workbook.formulas", { cell: formula[1] as string });
  return /<(?:\w+:)?f[\s>]/.test(xml) ? refusal("workbook.formulas", { cell: "" }) : null;
}

const columnNumber = (letters: string) =>
  [...letters].reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0);

/** What a template says, in one language: headers (required ones marked) and the words each column takes. */
export type TemplateWords = {
  sheet: string;
  headers: readonly string[];
  guide: {
    sheet: string;
    column: string;
    word: string;
    rows: readonly { column: string; words: readonly string[] }[];
  };
};

const BLANK_ROWS = 300;

/** An empty roster. Every cell is text, so that no spreadsheet rounds an identity number or turns a date around. */
export async function rosterTemplate({ sheet, headers, guide }: TemplateWords): Promise<Buffer> {
  const head = (value: string) => ({
    value,
    type: String,
    fontWeight: "bold" as const,
    backgroundColor: "#EEF2F7",
  });
  const blank = headers.map(() => ({ value: "", type: String, format: "@" }));
  const explained = guide.rows.flatMap(({ column, words }) =>
    words.map((word, index) => [
      { value: index === 0 ? column : "", type: String },
      { value: word, type: String },
    ]),
  );
  return writeSheets([
    {
      sheet,
      data: [headers.map(head), ...Array.from({ length: BLANK_ROWS }, () => blank)],
      columns: headers.map((_, index) => ({ width: index === 1 ? 24 : 18 })),
      stickyRowsCount: 1,
    },
    {
      sheet: guide.sheet,
      data: [[head(guide.column), head(guide.word)], ...explained],
      columns: [{ width: 18 }, { width: 30 }],
      stickyRowsCount: 1,
    },
  ]).toBuffer();
}
