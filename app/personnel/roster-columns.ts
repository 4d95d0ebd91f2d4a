/**
 * The columns a roster may have, and the row that names them.
 * In: the table and the words of either language. Out: which column holds what, or why this is no roster.
 */
import type { StudyGroupWord } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";
import type { LegalDutyKind } from "./duty";
import type { EmploymentIdentity, EmploymentStatus } from "./identity";
import { foldWord, maskDigits, type RosterCell, textOf } from "./roster-cell";

export const ROSTER_COLUMNS = [
  "name",
  "identityNumber",
  "unit",
  "identity",
  "startedOn",
  "title",
  "status",
  "category",
  "legalDuty",
] as const;
export type RosterColumn = (typeof ROSTER_COLUMNS)[number];

export const REQUIRED_COLUMNS: readonly RosterColumn[] = [
  "name",
  "identityNumber",
  "unit",
  "identity",
  "startedOn",
];

/** A title or a note may stand above the headers. */
const HEADER_WITHIN = 5;

/** What headers and cells may say, each folded by `foldWord`. Comes from `app/text`, in both languages at once. */
export type RosterWords = {
  headers: ReadonlyMap<string, RosterColumn>;
  identities: ReadonlyMap<string, EmploymentIdentity>;
  statuses: ReadonlyMap<string, EmploymentStatus>;
  categories: ReadonlyMap<string, StudyGroupWord>;
  duties: ReadonlyMap<string, RosterDuty | null>;
};
export type RosterDuty = { kind: LegalDutyKind; fullTime: boolean };
export type Header = { index: number; columns: (RosterColumn | null)[]; ignored: string[] };

export function headerOf(table: readonly (readonly RosterCell[])[], words: RosterWords): Header | null {
  for (const [index, cells] of table.slice(0, HEADER_WITHIN).entries()) {
    const columns = cells.map((cell) => words.headers.get(foldWord(textOf(cell))) ?? null);
    if (columns.includes("name") && columns.includes("identityNumber")) {
      const ignored = cells.map(textOf).filter((text, at) => text !== "" && columns[at] === null);
      return { index, columns, ignored: ignored.map(maskDigits) };
    }
  }
  return null;
}

export function refusalsOfHeader(columns: readonly (RosterColumn | null)[]): Refusal[] {
  const missing = REQUIRED_COLUMNS.filter((column) => !columns.includes(column));
  const twice = ROSTER_COLUMNS.filter((column) => columns.filter((one) => one === column).length > 1);
  return [
    ...(missing.length > 0 ? [refusal("roster.missing-columns", { columns: missing.join(",") })] : []),
    ...(twice.length > 0 ? [refusal("roster.column-twice", { columns: twice.join(",") })] : []),
  ];
}

export const isBlankTable = (table: readonly (readonly RosterCell[])[]) =>
  table.every((cells) => cells.every((cell) => textOf(cell) === ""));
