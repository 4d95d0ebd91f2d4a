/**
 * What of a sheet cannot be read without guessing.
 * In: a sheet and its columns. Out: every reason to refuse the whole, naming cells, columns and rows.
 */
import { type Refusal, refusal } from "~/verdict";
import { ROSTER_MOST_ROWS } from "./roster";
import { type RosterMapping, refusalsOfHeader } from "./roster-columns";
import { columnLetters, columnNumber } from "./sheet-place";
import type { Sheet } from "./sheet-xml.server";

const MOST_NAMED = 10;

/**
 * Refusals: roster.empty, .missing-columns, .column-twice, .too-many-rows, and those of `refusalsOfShape`.
 */
export function refusalsOfSheet(sheet: Sheet, { headerRow, columns }: RosterMapping): Refusal[] {
  const rows = sheet.rows.filter(({ row }) => row > headerRow).length;
  return [
    ...refusalsOfHeader(columns),
    ...(rows === 0 ? [refusal("roster.empty")] : []),
    ...(rows > ROSTER_MOST_ROWS ? [refusal("roster.too-many-rows", { rows, most: ROSTER_MOST_ROWS })] : []),
    ...refusalsOfShape(sheet, headerRow),
  ];
}

/**
 * Of any table. Refusals: workbook.hidden-sheet, .merged-cells, .hidden-columns, .hidden-rows. A title merged across the
 * top, and hidden columns beyond the last header, do no harm.
 */
export function refusalsOfShape(sheet: Sheet, headerRow: number): Refusal[] {
  const last = lastColumnOf(sheet, headerRow);
  const merged = sheet.merged.filter((range) => reachesData(range, headerRow, last));
  const hiddenColumns = sheet.hiddenColumns.filter(({ first }) => first <= last);
  const hiddenRows = sheet.hiddenRows.filter((row) => row >= headerRow);
  return [
    ...(sheet.hidden ? [refusal("workbook.hidden-sheet")] : []),
    ...(merged.length > 0
      ? [refusal("workbook.merged-cells", { cells: named(merged), count: merged.length })]
      : []),
    ...(hiddenColumns.length > 0
      ? [
          refusal("workbook.hidden-columns", {
            columns: named(hiddenColumns.map((range) => spanOf(range, last))),
          }),
        ]
      : []),
    ...(hiddenRows.length > 0
      ? [refusal("workbook.hidden-rows", { rows: named(hiddenRows.map(String)), count: hiddenRows.length })]
      : []),
  ];
}

const named = (all: readonly string[]) =>
  `${all.slice(0, MOST_NAMED).join(", ")}${all.length > MOST_NAMED ? " …" : ""}`;

function lastColumnOf(sheet: Sheet, headerRow: number): number {
  return sheet.rows.find(({ row }) => row === headerRow)?.cells.length ?? 0;
}

function reachesData(range: string, headerRow: number, last: number): boolean {
  const [, from = "A", , toRow = ""] = /^([A-Z]{1,3})(\d+)(?::[A-Z]{1,3}(\d+))?$/.exec(range) ?? [];
  const lastRow = Number(toRow || (/\d+/.exec(range)?.[0] ?? 0));
  return lastRow >= headerRow && columnNumber(from) <= last;
}

function spanOf({ first, last }: { first: number; last: number }, end: number): string {
  const to = Math.min(last, end);
  return first === to ? columnLetters(first) : `${columnLetters(first)}–${columnLetters(to)}`;
}
