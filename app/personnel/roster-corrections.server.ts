/** The uploaded sheet given back with a column of what is wrong in each row, bad cells coloured. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { type Cell, writeXlsx } from "~/spreadsheet.server";
import type { Refusal } from "~/verdict";
import { textOf } from "./roster-cell";
import { checkedRows, latestCheck } from "./roster-check.server";
import { sheetOf } from "./roster-import.server";
import type { SheetMapping } from "./sheet-columns";
import type { SheetRow } from "./sheet-xml.server";

export type CorrectionWords = { sheet: string; column: string; problem: (refusal: Refusal) => string };

/**
 * Every row below the headers as its owner gave it, identity numbers as text. For the uploader, or who may see whole
 * numbers; callers ask for that. Each download is recorded.
 */
export async function correctedSheet(
  tx: Tx,
  importId: string,
  words: CorrectionWords,
  actorId: string,
  now: Date,
): Promise<Buffer> {
  const check = await latestCheck(tx, importId);
  if (!check) throw new Error("The import has not been checked yet");
  const { sheet, unitId } = await sheetOf(tx, importId);
  const { bad } = await checkedRows(tx, check, { bad: [0, check.counts.bad], good: [0, 0] });
  const rows = sheet.rows.filter(({ row }) => row >= check.mapping.headerRow);
  await record(tx, {
    type: "roster.corrections-downloaded",
    at: now,
    actorId,
    unitId,
    subjectId: importId,
    data: { importId, rows: rows.length - 1 },
  });
  return writeXlsx([{ name: words.sheet, rows: correctedRows(rows, check.mapping, bad, words) }]);
}

type BadRow<C extends string> = { row: number; problems: readonly { column: C; refusal: Refusal }[] };

/** The rows of a table from its headers down, bad cells marked and what is wrong at the end of each. */
export function* correctedRows<C extends string>(
  rows: readonly SheetRow[],
  mapping: SheetMapping<C>,
  bad: readonly BadRow<C>[],
  words: CorrectionWords,
): Generator<Cell[]> {
  const problems = new Map(bad.map((one) => [one.row, one.problems]));
  const width = mapping.columns.length;
  for (const { row, cells } of rows) {
    const texts = Array.from({ length: width }, (_, at) => textOf(cells[at]));
    if (row === mapping.headerRow) {
      yield [...texts, words.column];
      continue;
    }
    const found = problems.get(row) ?? [];
    const wrong = new Set(found.map(({ column }) => mapping.columns.indexOf(column)));
    yield [
      ...texts.map((text, at) => (wrong.has(at) ? { text, bad: true as const } : text)),
      found.map(({ refusal }) => words.problem(refusal)).join(" "),
    ];
  }
}
