/**
 * The columns a table of past study may have, and what its cells may say.
 * In: what stands in its header row. Out: what is missing or named twice. Words come from `app/text`, of both languages.
 */
import { missingOf, type SheetMapping, twiceIn } from "~/personnel/sheet-columns";
import type { ReviewLevelWord, StudyCategoryWord, StudyEvidenceWord, StudyModeWord } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";

export const IMPORT_COLUMNS = [
  "identityNumber",
  "name",
  "unit",
  "title",
  "date",
  "start",
  "end",
  "minutes",
  "mode",
  "category",
  "level",
  "laws",
  "evidenceKind",
  "evidence",
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/** Beside them a row says who: by identity number, or by name and unit. */
export const REQUIRED_COLUMNS: readonly ImportColumn[] = [
  "title",
  "date",
  "start",
  "end",
  "minutes",
  "mode",
  "category",
  "level",
  "evidenceKind",
  "evidence",
];

export type ImportMapping = SheetMapping<ImportColumn>;
/** What headers and cells may say, each folded by `foldWord`. */
export type ImportWords = {
  headers: ReadonlyMap<string, ImportColumn>;
  modes: ReadonlyMap<string, StudyModeWord>;
  categories: ReadonlyMap<string, StudyCategoryWord>;
  levels: ReadonlyMap<string, ReviewLevelWord>;
  evidenceKinds: ReadonlyMap<string, StudyEvidenceWord>;
};

/** A row that names when somebody studied what, whatever else it names. */
export const tellsStudy = (columns: readonly (ImportColumn | null)[]): boolean =>
  columns.includes("title") && columns.includes("date");

/** Refusals: study-import.missing-columns { columns }, .nobody-named, .column-twice { columns }. */
export function refusalsOfHeader(columns: readonly (ImportColumn | null)[]): Refusal[] {
  const missing = missingOf(columns, REQUIRED_COLUMNS);
  const twice = twiceIn(columns, IMPORT_COLUMNS);
  const isNamed =
    columns.includes("identityNumber") || missingOf(columns, ["name", "unit"] as const).length === 0;
  return [
    ...(missing.length > 0 ? [refusal("study-import.missing-columns", { columns: missing.join(",") })] : []),
    ...(isNamed ? [] : [refusal("study-import.nobody-named")]),
    ...(twice.length > 0 ? [refusal("study-import.column-twice", { columns: twice.join(",") })] : []),
  ];
}
