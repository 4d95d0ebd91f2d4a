/**
 * One row of a table of past study, read cell by cell.
 * In: the cells, what the columns hold, the words cells may use, today in China. Out: who is meant, in the words of the
 * row, and the session; or what is wrong with each bad cell. Nothing shown holds a whole identity number.
 */
import { addDays, type DateOn, startOfDay } from "~/calendar";
import {
  dateFrom,
  dayOfNumber,
  foldWord,
  isFormula,
  maskDigits,
  numberFrom,
  type RosterCell,
  textOf,
} from "~/personnel/roster-cell";
import { type Refusal, refusal } from "~/verdict";
import { clockFrom } from "./clock-cell";
import {
  IMPORT_COLUMNS,
  type ImportColumn,
  type ImportMapping,
  type ImportWords,
  REQUIRED_COLUMNS,
} from "./import-columns";
import type { StudySession } from "./session";

const LONGEST_CELL = 200;
const MINUTE = 60_000;

/** As the row says it; `identityNumber` has 18 characters and never leaves the server. */
export type SaidWho = { identityNumber: string | null; name: string; unit: string };
export type ImportProblem = { column: ImportColumn; refusal: Refusal };
export type ReadRow = {
  /** As the spreadsheet counts: the first row is 1. */
  row: number;
  /** What stands in the cells, with every long run of digits masked. */
  shown: Partial<Record<ImportColumn, string>>;
  who: SaidWho;
  on: DateOn | null;
  session: StudySession | null;
  problems: ImportProblem[];
};

/**
 * Refusals of a cell: roster.formula-cell, .number-cell, .date, .date-number, identity-number.*, study-import.cell-missing
 * { column }, .cell-too-long { column, most }, .clock, .word-unknown { column }, .nobody, study-record.minutes-missing.
 */
export function importRow(
  { row, cells: raw }: { row: number; cells: readonly RosterCell[] },
  mapping: ImportMapping,
  words: ImportWords,
  today: DateOn,
): ReadRow {
  const cells: Partial<Record<ImportColumn, RosterCell>> = {};
  for (const [at, column] of mapping.columns.entries()) if (column) cells[column] = raw[at];
  const problems: ImportProblem[] = [];
  const against = (column: ImportColumn, ...refusals: Refusal[]) => {
    for (const one of refusals) problems.push({ column, refusal: one });
    return null;
  };
  const shown: ReadRow["shown"] = {};
  const texts = {} as Record<ImportColumn, string>;
  for (const column of IMPORT_COLUMNS) {
    const text = textOf(cells[column]);
    texts[column] = text;
    const written = CLOCKS.includes(column) ? clockShown(cells[column]) : text;
    if (text !== "") shown[column] = maskDigits(written.slice(0, LONGEST_CELL));
    if (text === "" && REQUIRED_COLUMNS.includes(column))
      against(column, refusal("study-import.cell-missing", { column }));
    if (text.length > LONGEST_CELL)
      against(column, refusal("study-import.cell-too-long", { column, most: LONGEST_CELL }));
    if (isFormula(cells[column])) {
      against(column, refusal("roster.formula-cell"));
      texts[column] = "";
      cells[column] = null;
    }
  }
  const word = <T>(column: ImportColumn, known: ReadonlyMap<string, T>, text = texts[column]): T | null => {
    if (text === "") return null;
    return known.get(foldWord(text)) ?? against(column, refusal("study-import.word-unknown", { column }));
  };
  const clock = (column: "start" | "end") =>
    texts[column] === ""
      ? null
      : (clockFrom(cells[column]) ?? against(column, refusal("study-import.clock")));

  const number = texts.identityNumber === "" ? null : numberFrom(cells.identityNumber, today);
  if (number && !number.ok) against("identityNumber", ...number.refusals);
  const isHidden = problems.some(({ column }) => ["identityNumber", "name", "unit"].includes(column));
  if (!isHidden && number === null && (texts.name === "" || texts.unit === ""))
    against(texts.name === "" ? "name" : "unit", refusal("study-import.nobody"));
  const on = dateFrom(cells.date);
  if (on === null && texts.date !== "") against("date", refusalOfDate(cells.date));
  const [start, end] = [clock("start"), clock("end")];
  const mode = word("mode", words.modes);
  const category = word("category", words.categories);
  const organiserLevel = word("level", words.levels);
  const minutes = /^\d{1,4}$/.test(texts.minutes.normalize("NFKC"))
    ? Number(texts.minutes.normalize("NFKC"))
    : null;
  if (minutes === null && texts.minutes !== "") against("minutes", refusal("study-record.minutes-missing"));
  const kinds = parted(texts.evidenceKind).map((text) => word("evidenceKind", words.evidenceKinds, text));
  const who = { identityNumber: number?.ok ? number.number : null, name: texts.name, unit: texts.unit };
  const isComplete =
    problems.length === 0 && on !== null && start !== null && end !== null && minutes !== null;
  if (!isComplete || !mode || !category || !organiserLevel)
    return { row, shown, who, on, session: null, problems };
  const session: StudySession = {
    ...{ title: texts.title, mode, category, organiserLevel, minutes },
    laws: parted(texts.laws).map((law) => law.replace(/^《|》$/g, "")),
    startAt: instantIn(on, start),
    endAt: instantIn(on, end),
    evidence: [...new Set(kinds)].flatMap((kind) => (kind ? [{ kind, reference: texts.evidence }] : [])),
  };
  return { row, shown, who, on, session, problems };
}

const CLOCKS: readonly ImportColumn[] = ["start", "end"];

function clockShown(cell: RosterCell): string {
  const clock = clockFrom(cell);
  if (clock === null) return textOf(cell);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(clock / 60))}:${two(clock % 60)}`;
}

/** Minutes after midnight; the whole day's are the next one's beginning. */
const instantIn = (on: DateOn, clock: number): Date =>
  clock === 24 * 60 ? startOfDay(addDays(on, 1)) : new Date(startOfDay(on).getTime() + clock * MINUTE);

/** 、；, and the like part what stands in one cell. */
const parted = (text: string): string[] =>
  text
    .split(/[、;；,，\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

function refusalOfDate(cell: RosterCell): Refusal {
  const day = dayOfNumber(cell);
  return day ? refusal("roster.date-number", { number: textOf(cell), day }) : refusal("roster.date");
}
