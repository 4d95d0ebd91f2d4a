/**
 * The columns a table of an opening balance may have, and what its cells may say.
 * In: what stands in its header row. Out: what is missing or named twice. Words come from `app/text`, of both languages.
 */
import { missingOf, twiceIn } from "~/personnel/sheet-columns";
import { type Refusal, refusal } from "~/verdict";
import type { LedgerKind } from "./item";

export const OPENING_COLUMNS = [
  "identityNumber",
  "name",
  "unit",
  "kind",
  "number",
  "quantity",
  "handedOn",
  "validToOn",
  "note",
] as const;
export type OpeningColumn = (typeof OPENING_COLUMNS)[number];
export const OPENING_REQUIRED: readonly OpeningColumn[] = ["kind"];

/** What headers and cells may say, each folded by `foldWord`. */
export type OpeningWords = {
  headers: ReadonlyMap<string, OpeningColumn>;
  kinds: ReadonlyMap<string, LedgerKind>;
};

export const tellsOpening = (columns: readonly (OpeningColumn | null)[]): boolean =>
  columns.includes("kind") && (columns.includes("identityNumber") || columns.includes("name"));

/** Refusals: item-opening.missing-columns { columns }, .nobody-named, .column-twice { columns }. */
export function refusalsOfOpeningHeader(columns: readonly (OpeningColumn | null)[]): Refusal[] {
  const missing = missingOf(columns, OPENING_REQUIRED);
  const twice = twiceIn(columns, OPENING_COLUMNS);
  const isNamed =
    columns.includes("identityNumber") || missingOf(columns, ["name", "unit"] as const).length === 0;
  return [
    ...(missing.length > 0 ? [refusal("item-opening.missing-columns", { columns: missing.join(",") })] : []),
    ...(isNamed ? [] : [refusal("item-opening.nobody-named")]),
    ...(twice.length > 0 ? [refusal("item-opening.column-twice", { columns: twice.join(",") })] : []),
  ];
}
