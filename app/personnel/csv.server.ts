/** Text tables: UTF-8 with or without a mark, UTF-16 as Excel's "Unicode text", GB18030; commas, tabs or semicolons. */
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import type { RosterCell } from "./roster-cell";
import type { SheetRow } from "./sheet-xml.server";

const PIECE = 64 * 1024;
const LONGEST_RECORD = 100_000;
const DELIMITERS = [",", "\t", ";"] as const;

export type CsvReading =
  | { ok: true; rows: SheetRow[]; encoding: CsvEncoding }
  | { ok: false; code: "workbook.not-text" | "workbook.broken-quotes"; line: number };
export type CsvEncoding = "utf-8" | "utf-16le" | "gb18030";

/** Null when the bytes are no text of any of these encodings. */
export function decoded(bytes: Buffer): { text: string; encoding: CsvEncoding } | null {
  const tryAs = (encoding: CsvEncoding) => {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
    } catch {
      return null;
    }
  };
  const found =
    bytes[0] === 0xff && bytes[1] === 0xfe ? tryAs("utf-16le") : (tryAs("utf-8") ?? tryAs("gb18030"));
  // What has control characters is no text, whatever it decodes to.
  return found && !/(?![\t\r\n\f\v])\p{Cc}/u.test(found.text.replaceAll("\u001b", "\0")) ? found : null;
}

/** Rows that hold something, numbered as a spreadsheet shows them. `mostRows` stops early. */
export async function readCsv(bytes: Buffer, mostRows: number): Promise<CsvReading> {
  const found = decoded(bytes);
  if (!found) return { ok: false, code: "workbook.not-text", line: 0 };
  const { text, encoding } = found;
  const parser = Readable.from(piecesOf(text)).pipe(
    parse({
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      // ="110" begins without a quote; an open one at the end is still refused.
      relax_quotes: true,
      max_record_size: LONGEST_RECORD,
      bom: true,
    }),
  );
  const rows: SheetRow[] = [];
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1;
      if (row % 500 === 0) await new Promise(setImmediate);
      if (record.every((cell) => cell.trim() === "")) continue;
      rows.push({ row, cells: record.map(cellFrom) });
      if (rows.length >= mostRows) break;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser reads ahead of us: it alone knows how many rows it had finished.
    return { ok: false, code: "workbook.broken-quotes", line: Number(error.records ?? row) + 1 };
  }
  return { ok: true, rows, encoding };
}

/** The mark that most often parts the cells of the first lines, outside quotes. */
export function delimiterOf(text: string): (typeof DELIMITERS)[number] {
  const head = text.slice(0, 4_000).replace(/"[^"]*"/g, "");
  const counts = DELIMITERS.map((mark) => head.split(mark).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}

/** ="110…" is how a formula keeps digits together in a text file; it is a formula all the same. */
function cellFrom(text: string): RosterCell {
  if (/^\s*=/.test(text)) return { formula: true };
  // Our own downloads put an apostrophe before what a spreadsheet could take for a formula.
  return /^'[=+\-@\t\r']/.test(text) ? text.slice(1) : text;
}

function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + PIECE);
    // Never between the two halves of a rare character.
    if (end < text.length && text.charCodeAt(end) >= 0xdc00 && text.charCodeAt(end) <= 0xdfff) end += 1;
    yield text.slice(at, end);
    at = end;
  }
}
