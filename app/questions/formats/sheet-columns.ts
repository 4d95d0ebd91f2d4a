/** The columns of a sheet of questions, in order. In: a header. Out: the column it names, in either language. */
import { foldWord } from "~/personnel/roster-cell";
import { sheetWords } from "~/text/question-formats";
import { locales } from "~/text/text";

export const OPTION_LETTERS = ["A", "B", "C", "D", "E", "F"] as const;
export type OptionLetter = (typeof OPTION_LETTERS)[number];

export const sheetColumns = [
  "code",
  "case",
  "type",
  "stem",
  ...OPTION_LETTERS.map((letter) => `option${letter}` as const),
  "key",
  "explanation",
  "citations",
  "topic",
  "difficulty",
  ...OPTION_LETTERS.map((letter) => `feedback${letter}` as const),
  "category",
  "marks",
  "enemies",
] as const;
export type SheetColumn = (typeof sheetColumns)[number];

/** A sheet without one of these has no questions. */
export const REQUIRED: readonly SheetColumn[] = ["type", "stem", "key"];

const headers = new Map<string, SheetColumn>(
  locales.flatMap((locale) =>
    sheetColumns.map((column) => [foldWord(sheetWords[locale].columns[column]), column] as const),
  ),
);

export const columnNamed = (header: string): SheetColumn | null => headers.get(foldWord(header)) ?? null;
