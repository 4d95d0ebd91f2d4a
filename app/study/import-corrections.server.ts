/** The uploaded table of past study given back with a column of what is wrong in each row, bad cells coloured. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { type CorrectionWords, correctedRows } from "~/personnel/roster-corrections.server";
import { headerRowOf } from "~/personnel/sheet-columns";
import { writeXlsx } from "~/spreadsheet.server";
import { checkedRows, latestCheck } from "./import-check.server";
import { type ImportWords, tellsStudy } from "./import-columns";
import { sheetOf } from "./imports.server";

/**
 * Every row below the headers as its owner gave it, identity numbers as text. For the uploader, or who may see whole
 * numbers; callers ask for that. Each download is recorded.
 */
export async function correctedStudy(
  tx: Tx,
  importId: string,
  { words, says }: { words: ImportWords; says: CorrectionWords },
  actorId: string,
  now: Date,
): Promise<Buffer> {
  const check = await latestCheck(tx, importId);
  const { sheet, unitId } = await sheetOf(tx, importId);
  const mapping = headerRowOf(sheet.rows, words.headers, tellsStudy);
  if (!mapping) throw new Error("The stored table of study no longer names its columns");
  const { bad } = await checkedRows(tx, check, { bad: [0, check.counts.bad], good: [0, 0] });
  const rows = sheet.rows.filter(({ row }) => row >= mapping.headerRow);
  await record(tx, {
    type: "study-import.corrections-downloaded",
    at: now,
    actorId,
    unitId,
    subjectId: importId,
    data: { importId, rows: rows.length - 1 },
  });
  return writeXlsx([{ name: says.sheet, rows: correctedRows(rows, mapping, bad, says) }]);
}
