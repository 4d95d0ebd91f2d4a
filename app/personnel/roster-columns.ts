/**
 * The columns a roster may have, and the row that names them.
 * In: the table and the words of either language. Out: which column holds what, or why this is no roster.
 */
import type { StudyGroupWord } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";
import type { LegalDutyKind } from "./duty";
import type { EmploymentIdentity, EmploymentStatus } from "./identity";
import { foldWord, type RosterCell, textOf } from "./roster-cell";
import { HEADER_WITHIN, headerRowOf, missingOf, type SheetMapping, twiceIn } from "./sheet-columns";

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

/** What headers and cells may say, each folded by `foldWord`. Comes from `app/text`, in both languages at once. */
export type RosterWords = {
  headers: ReadonlyMap<string, RosterColumn>;
  identities: ReadonlyMap<string, EmploymentIdentity>;
  statuses: ReadonlyMap<string, EmploymentStatus>;
  categories: ReadonlyMap<string, StudyGroupWord>;
  duties: ReadonlyMap<string, RosterDuty | null>;
};
export type RosterDuty = { kind: LegalDutyKind; fullTime: boolean };
export type RosterMapping = SheetMapping<RosterColumn>;
type Row = { row: number; cells: readonly RosterCell[] };

/** The row whose words are known and what its columns hold; null when no row near the top names people. */
export function headerOf(rows: readonly Row[], words: RosterWords): RosterMapping | null {
  return headerRowOf(
    rows,
    words.headers,
    (columns) => columns.includes("name") && columns.includes("identityNumber"),
  );
}

/** Every required column is there and none twice: the sheet can be read without asking. */
export const isComplete = ({ columns }: RosterMapping) => refusalsOfHeader(columns).length === 0;

/** The row to be asked about when no row is known: the first near the top with two words or more. */
export function likelyHeaderRow(rows: readonly Row[]): number | null {
  const found = rows
    .slice(0, HEADER_WITHIN)
    .find(({ cells }) => cells.filter((cell) => /\p{L}/u.test(textOf(cell))).length >= 2);
  return found?.row ?? null;
}

/** For each header the column it most likely means, by equal or similar words; none twice. */
export function proposedColumns(headers: readonly string[], words: RosterWords): (RosterColumn | null)[] {
  const proposed: (RosterColumn | null)[] = headers.map(
    (header) => words.headers.get(foldWord(header)) ?? null,
  );
  const scored = headers.flatMap((header, at) =>
    proposed[at] !== null
      ? []
      : [...words.headers].map(([word, column]) => ({
          at,
          column,
          score: similarity(foldWord(header), word),
        })),
  );
  for (const { at, column, score } of scored.sort((a, b) => b.score - a.score))
    if (score >= SIMILAR && proposed[at] === null && !proposed.includes(column)) proposed[at] = column;
  return proposed;
}

const SIMILAR = 0.5;

/** Shared pairs of characters against all pairs (Dice); a word inside the other counts as alike. */
function similarity(a: string, b: string): number {
  if (a === "" || b === "") return 0;
  if (a.length > 1 && b.length > 1 && (a.includes(b) || b.includes(a)))
    return 0.6 + 0.3 * (Math.min(a.length, b.length) / Math.max(a.length, b.length));
  const pairs = (text: string) => [...text].slice(1).map((character, at) => `${[...text][at]}${character}`);
  const [first, second] = [pairs(a), pairs(b)];
  if (first.length === 0 || second.length === 0) return 0;
  const shared = first.filter((pair) => second.includes(pair)).length;
  return (2 * shared) / (first.length + second.length);
}

/** Two sheets with the same headers in the same order have the same columns. */
export const headersOf = (cells: readonly RosterCell[]) =>
  cells.map((cell) => foldWord(textOf(cell)).slice(0, 60)).join("|");

export function refusalsOfHeader(columns: readonly (RosterColumn | null)[]): Refusal[] {
  const missing = missingOf(columns, REQUIRED_COLUMNS);
  const twice = twiceIn(columns, ROSTER_COLUMNS);
  return [
    ...(missing.length > 0 ? [refusal("roster.missing-columns", { columns: missing.join(",") })] : []),
    ...(twice.length > 0 ? [refusal("roster.column-twice", { columns: twice.join(",") })] : []),
  ];
}
