/** Lists without identity numbers as downloads: units, posts, certificates, an exam's report. Opened at one moment, written, recorded. */

import { inTransaction, type Tx } from "~/db.server";
import { CSV, download, type Sheet, XLSX } from "~/spreadsheet.server";
import { shortInstant } from "~/text/dates";
import { exportsText } from "~/text/exports";
import { type Locale, localeFrom } from "~/text/text";
import { exportList, formatFrom, type ListExport } from "./list-export.server";

const LONGEST_MS = 5 * 60_000;

export type Listed = {
  /** In a workbook, before the list: what sums it up. */
  sheets?: readonly Sheet[];
  columns: readonly string[];
  rows: AsyncIterable<readonly string[]>;
  /** The filters in force: their names and values as shown, and as codes for the record. */
  words: readonly (readonly [name: string, value: string])[];
  filters: string[];
};

/** `read` is asked inside the transaction; `search` is the list's own address. */
export async function listDownload(
  request: Request,
  list: ListExport["list"],
  read: (tx: Tx, asked: { search: URLSearchParams; locale: Locale; now: Date }) => Promise<Listed>,
  actorId: string,
): Promise<Response> {
  const now = new Date();
  const locale = localeFrom(request);
  const search = new URL(request.url).searchParams;
  const format = formatFrom(search.get("format"));
  const t = exportsText[locale];
  const bytes = await inTransaction(
    async (tx) => {
      const { columns, rows, words, filters, sheets = [] } = await read(tx, { search, locale, now });
      const filter = words.map(([name, value]) => t.pair(name, value)).join(t.join) || t.everything;
      const about = {
        sheet: t.aboutSheet,
        rows: t.rows,
        lines: [[t.filter, filter] as const, [t.at, shortInstant(now)] as const],
      };
      const wanted = {
        list,
        format,
        sheet: t.fileNames[list],
        about,
        sheets,
        columns,
        rows,
        filters,
        numbers: "none" as const,
        reason: null,
      };
      return exportList(tx, wanted, actorId, now);
    },
    "RepeatableRead",
    LONGEST_MS,
  );
  return download(bytes, {
    type: format === "csv" ? CSV : XLSX,
    plainName: `${t.plainNames[list]}.${format}`,
    name: `${t.fileNames[list]}.${format}`,
  });
}
