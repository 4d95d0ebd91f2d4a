/** A list given out as a file: exactly what is filtered, how many rows and under which filter; always recorded. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { type Rows, type Sheet, writeCsv, writeXlsx } from "~/spreadsheet.server";

export const EXPORT_FORMATS = ["xlsx", "csv"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const formatFrom = (raw: unknown): ExportFormat => EXPORT_FORMATS.find((one) => one === raw) ?? "xlsx";

export type ListExport = {
  list:
    | "people"
    | "certificates"
    | "training-certificates"
    | "items"
    | "units"
    | "positions"
    | "shifts"
    | "item-statistics"
    | "requirements"
    | "exam-report"
    | "study-audit"
    | "unit-change"
    | "renewals"
    | "campaign"
    | "clearance";
  format: ExportFormat;
  /** Name of the sheet, and of the last one that says what it is. */
  sheet: string;
  /** In a workbook, before the list: what sums it up. */
  sheets?: readonly Sheet[];
  about: { sheet: string; rows: string; lines: readonly (readonly [string, string])[] };
  columns: readonly string[];
  rows: AsyncIterable<readonly string[]>;
  /** Filters in force, as codes: never what somebody typed. */
  filters: string[];
  numbers: "none" | "masked" | "whole";
  reason: string | null;
};

/** The file, read in one go from one moment of the register: open the transaction as RepeatableRead. */
export async function exportList(tx: Tx, wanted: ListExport, actorId: string, now: Date): Promise<Buffer> {
  const { list, format, columns, filters, numbers, reason, about } = wanted;
  let count = 0;
  async function* counted(): AsyncGenerator<readonly string[]> {
    yield columns;
    for await (const row of wanted.rows) {
      count += 1;
      yield row;
    }
  }
  // Written after the list, when the count is known.
  function* aboutRows(): Generator<readonly string[]> {
    yield [about.rows, String(count)];
    yield* about.lines;
  }
  const bytes =
    format === "csv"
      ? await writeCsv(counted())
      : await writeXlsx([
          ...(wanted.sheets ?? []),
          { name: wanted.sheet, rows: counted() as Rows, widths: columns.map(() => 20) },
          { name: about.sheet, rows: aboutRows(), widths: [20, 60] },
        ]);
  await record(tx, {
    type: "list.exported",
    at: now,
    actorId,
    data: { list, format, rows: count, filters, numbers, reason },
  });
  return bytes;
}
