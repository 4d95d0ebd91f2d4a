/**
 * Tables from outside, opened carefully: what claims to be a workbook is measured while it is unfolded, because a few
 * kilobytes can unfold to gigabytes and a single far cell to millions of rows. The content decides, not the name.
 */

import { BrokenArchive, UnfoldsTooFar, zipPartsOf } from "~/archive/zip-parts.server";
import { type Refusal, refusal } from "~/verdict";
import { readCsv } from "./csv.server";
import { ReachesTooFar, readSheetXml, type Sheet } from "./sheet-xml.server";
import { BrokenXml } from "./xml-tokens";

export const MOST_BYTES = 20 * 1024 * 1024;
const MOST_UNFOLDED = 150 * 1024 * 1024;

export type Workbook = { ok: true; sheet: Sheet } | { ok: false; refusals: Refusal[] };

/**
 * The first sheet of an .xlsx file, or a text table. `mostRows` reads no further than that many rows with something in
 * them. Refusals: workbook.empty, .too-large, .old-format (or locked with a password), .picture, .not-a-workbook,
 * .not-text, .broken-quotes, .unfolds-too-far, .reaches-too-far.
 */
export async function readWorkbook(bytes: Buffer, mostRows = Number.POSITIVE_INFINITY): Promise<Workbook> {
  if (bytes.length === 0) return refused("workbook.empty");
  if (bytes.length > MOST_BYTES)
    return refused("workbook.too-large", { megabytes: MOST_BYTES / 1024 / 1024 });
  // A workbook with a password is an old compound file too.
  if (bytes.subarray(0, 8).toString("hex") === "d0cf11e0a1b11ae1") return refused("workbook.old-format");
  if (isPicture(bytes)) return refused("workbook.picture");
  if (bytes.subarray(0, 2).toString("latin1") === "PK") return readXlsx(bytes, mostRows);
  const reading = await readCsv(bytes, mostRows);
  if (!reading.ok) return refused(reading.code, reading.line > 0 ? { row: reading.line } : {});
  const { rows } = reading;
  return {
    ok: true,
    sheet: { rows, merged: [], hiddenColumns: [], hiddenRows: [], hidden: false, others: [] },
  };
}

async function readXlsx(bytes: Buffer, mostRows: number): Promise<Workbook> {
  const parts = zipPartsOf(bytes);
  if (!parts?.has("xl/workbook.xml")) return refused("workbook.not-a-workbook");
  try {
    return { ok: true, sheet: await readSheetXml(bytes, parts, { left: MOST_UNFOLDED }, mostRows) };
  } catch (error) {
    if (error instanceof UnfoldsTooFar) return refused("workbook.unfolds-too-far");
    if (error instanceof ReachesTooFar) return refused("workbook.reaches-too-far", { cell: error.message });
    if (error instanceof BrokenArchive || error instanceof BrokenXml)
      return refused("workbook.not-a-workbook");
    throw error;
  }
}

/** PNG, JPEG, GIF, WebP or TIFF, or a PDF: somebody chose the scan instead of the table. */
function isPicture(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 12).toString("latin1");
  return /^(\x89PNG|\xff\xd8\xff|GIF8|%PDF|II\*\0|MM\0\*)/.test(head) || /^RIFF[\s\S]{4}WEBP/.test(head);
}

const refused = (code: RefusedCode, facts = {}): Workbook => ({
  ok: false,
  refusals: [refusal(code, facts)],
});

type RefusedCode = `workbook.${string}`;
