/**
 * The row of a table that names its columns, whatever the table is of.
 * In: the first rows, what each header word means. Out: which column holds what; what is missing or named twice.
 */
import { foldWord, type RosterCell, textOf } from "./roster-cell";

/** A title or a note may stand above the headers. */
export const HEADER_WITHIN = 10;

/** Which row names the columns (the first is 1), and what each column holds; null: not read. */
export type SheetMapping<C extends string> = { headerRow: number; columns: readonly (C | null)[] };
type Row = { row: number; cells: readonly RosterCell[] };

/** The first row near the top in which the columns that tell such a table are named; null when there is none. */
export function headerRowOf<C extends string>(
  rows: readonly Row[],
  headers: ReadonlyMap<string, C>,
  tells: (columns: readonly (C | null)[]) => boolean,
): SheetMapping<C> | null {
  for (const { row, cells } of rows.slice(0, HEADER_WITHIN)) {
    const columns = cells.map((cell) => headers.get(foldWord(textOf(cell))) ?? null);
    if (tells(columns)) return { headerRow: row, columns };
  }
  return null;
}

export const missingOf = <C extends string>(columns: readonly (C | null)[], required: readonly C[]): C[] =>
  required.filter((column) => !columns.includes(column));

export const twiceIn = <C extends string>(columns: readonly (C | null)[], all: readonly C[]): C[] =>
  all.filter((column) => columns.filter((one) => one === column).length > 1);

/** Headers that were read by nobody, as they stand. */
export function ignoredHeaders<C extends string>(
  cells: readonly RosterCell[],
  columns: readonly (C | null)[],
): string[] {
  return cells.map(textOf).filter((text, at) => text !== "" && !columns[at]);
}
