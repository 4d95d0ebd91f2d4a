/**
 * 名册导入: a sheet of people, read cell by cell.
 * In: the rows of a table, the words its headers and cells may use in either language, the units it may speak of.
 * Out: an entry for each good row, and for each bad cell what is wrong with it. Nothing shown holds a whole identity number.
 */
import { type DateOn, dateOnFrom } from "~/calendar";
import type { StudyGroupWord } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";
import type { LegalDutyKind } from "./duty";
import type { EmploymentIdentity, EmploymentStatus } from "./identity";
import { identityNumberFrom, normaliseIdentityNumber } from "./identity-number";
import { personNameFrom } from "./person-name";

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

export const ROSTER_MOST_ROWS = 1_000;
const LONGEST_CELL = 200;
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
export type RosterUnit = { unitId: string; code: string; name: string; shortName: string };
export type RosterCell = string | number | boolean | Date | null | undefined;

export type RosterEntry = {
  name: string;
  /** 18 characters. Never leaves the server. */
  identityNumber: string;
  unitId: string;
  identity: EmploymentIdentity;
  status: EmploymentStatus;
  title: string | null;
  startedOn: DateOn;
  category: StudyGroupWord | null;
  legalDuty: RosterDuty | null;
};
export type CellProblem = { column: RosterColumn; refusal: Refusal };
export type RosterRow = {
  /** As the spreadsheet counts: the first row is 1. */
  row: number;
  /** What stands in the cells, with every long run of digits masked. */
  shown: Partial<Record<RosterColumn, string>>;
  entry: RosterEntry | null;
  problems: CellProblem[];
};
export type RosterReading =
  | { ok: true; rows: RosterRow[] /** Headers nobody asked for. */; ignored: string[] }
  | { ok: false; refusals: Refusal[] };

/** Half width, lower case, no blanks, stars or colons: 「姓名＊：」 and "Name" are found. */
export function foldWord(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s*:]/g, "");
}

/**
 * Reads the sheet. Refusals of the whole: roster.empty, .missing-columns, .column-twice, .too-many-rows.
 * Of a cell: roster.cell-missing, .cell-too-long, .number-cell, .number-twice, .date, .unit-unknown, .unit-ambiguous,
 * .identity-unknown, .status-unknown, .category-unknown, .duty-unknown, name.*, identity-number.*.
 */
export function rosterFrom(
  table: readonly (readonly RosterCell[])[],
  words: RosterWords,
  units: readonly RosterUnit[],
  today: DateOn,
): RosterReading {
  const header = headerOf(table, words);
  if (!header)
    return {
      ok: false,
      refusals: [
        refusal(isBlankTable(table) ? "roster.empty" : "roster.missing-columns", {
          columns: REQUIRED_COLUMNS.join(","),
        }),
      ],
    };
  const refusals = refusalsOfHeader(header.columns);
  const body = table
    .slice(header.index + 1)
    .flatMap((cells, offset) =>
      cells.every((cell) => textOf(cell) === "") ? [] : [{ cells, row: header.index + offset + 2 }],
    );
  if (body.length === 0) refusals.push(refusal("roster.empty"));
  if (body.length > ROSTER_MOST_ROWS)
    refusals.push(refusal("roster.too-many-rows", { rows: body.length, most: ROSTER_MOST_ROWS }));
  if (refusals.length > 0) return { ok: false, refusals };

  const byName = unitIndex(units);
  const rows = body.map(({ cells, row }) =>
    rowFrom(row, cellsByColumn(cells, header.columns), words, byName, today),
  );
  return { ok: true, rows: withoutDoubles(rows), ignored: header.ignored };
}

type Header = { index: number; columns: (RosterColumn | null)[]; ignored: string[] };

function headerOf(table: readonly (readonly RosterCell[])[], words: RosterWords): Header | null {
  for (const [index, cells] of table.slice(0, HEADER_WITHIN).entries()) {
    const columns = cells.map((cell) => words.headers.get(foldWord(textOf(cell))) ?? null);
    if (columns.includes("name") && columns.includes("identityNumber")) {
      const ignored = cells.map(textOf).filter((text, at) => text !== "" && columns[at] === null);
      return { index, columns, ignored: ignored.map(maskDigits) };
    }
  }
  return null;
}

function refusalsOfHeader(columns: readonly (RosterColumn | null)[]): Refusal[] {
  const missing = REQUIRED_COLUMNS.filter((column) => !columns.includes(column));
  const twice = ROSTER_COLUMNS.filter((column) => columns.filter((one) => one === column).length > 1);
  return [
    ...(missing.length > 0 ? [refusal("roster.missing-columns", { columns: missing.join(",") })] : []),
    ...(twice.length > 0 ? [refusal("roster.column-twice", { columns: twice.join(",") })] : []),
  ];
}

const isBlankTable = (table: readonly (readonly RosterCell[])[]) =>
  table.every((cells) => cells.every((cell) => textOf(cell) === ""));

function cellsByColumn(
  cells: readonly RosterCell[],
  columns: readonly (RosterColumn | null)[],
): Partial<Record<RosterColumn, RosterCell>> {
  const found: Partial<Record<RosterColumn, RosterCell>> = {};
  for (const [at, column] of columns.entries()) if (column) found[column] = cells[at];
  return found;
}

function rowFrom(
  row: number,
  cells: Partial<Record<RosterColumn, RosterCell>>,
  words: RosterWords,
  units: ReadonlyMap<string, readonly RosterUnit[]>,
  today: DateOn,
): RosterRow {
  const problems: CellProblem[] = [];
  const against = (column: RosterColumn, ...refusals: Refusal[]) => {
    for (const one of refusals) problems.push({ column, refusal: one });
  };
  const shown: RosterRow["shown"] = {};
  const texts = {} as Record<RosterColumn, string>;
  for (const column of ROSTER_COLUMNS) {
    const text = textOf(cells[column]);
    texts[column] = text;
    if (text !== "") shown[column] = maskDigits(text.slice(0, LONGEST_CELL));
    if (text === "" && REQUIRED_COLUMNS.includes(column))
      against(column, refusal("roster.cell-missing", { column }));
    if (text.length > LONGEST_CELL)
      against(column, refusal("roster.cell-too-long", { column, most: LONGEST_CELL }));
  }
  const word = <T>(column: RosterColumn, known: ReadonlyMap<string, T>, code: string, whenEmpty: T): T => {
    if (texts[column] === "") return whenEmpty;
    const value = known.get(foldWord(texts[column]));
    if (value === undefined) against(column, refusal(code));
    return value === undefined ? whenEmpty : value;
  };

  const name = personNameFrom(texts.name);
  if (!name.ok && texts.name !== "") against("name", ...name.refusals);
  const number = numberFrom(cells.identityNumber, today);
  if (!number.ok && texts.identityNumber !== "") against("identityNumber", ...number.refusals);
  const startedOn = dateFrom(cells.startedOn);
  if (startedOn === null && texts.startedOn !== "") against("startedOn", refusal("roster.date"));
  const named = units.get(foldWord(texts.unit)) ?? [];
  if (texts.unit !== "" && named.length !== 1)
    against("unit", refusal(named.length === 0 ? "roster.unit-unknown" : "roster.unit-ambiguous"));
  const identity = word("identity", words.identities, "roster.identity-unknown", null);
  const status = word("status", words.statuses, "roster.status-unknown", "in-post" as EmploymentStatus);
  const category = word<StudyGroupWord | null>("category", words.categories, "roster.category-unknown", null);
  const legalDuty = word("legalDuty", words.duties, "roster.duty-unknown", null);

  const unit = named[0];
  const complete = problems.length === 0 && name.ok && number.ok && startedOn && identity && unit;
  const entry = complete
    ? {
        name: name.name,
        identityNumber: number.number,
        unitId: unit.unitId,
        identity,
        status,
        title: texts.title === "" ? null : texts.title,
        startedOn,
        category,
        legalDuty,
      }
    : null;
  return { row, shown, entry, problems };
}

/** A number cell keeps fifteen digits and turns the rest into zeros: what stands there is not what was typed. */
function numberFrom(cell: RosterCell, today: DateOn): ReturnType<typeof identityNumberFrom> {
  if (typeof cell === "number") return { ok: false, refusals: [refusal("roster.number-cell")] };
  return identityNumberFrom(textOf(cell), today);
}

/** The same identity number in two rows: neither is taken, for one of them is somebody else. */
function withoutDoubles(rows: RosterRow[]): RosterRow[] {
  const seen = new Map<string, number[]>();
  for (const { entry, row } of rows)
    if (entry) seen.set(entry.identityNumber, [...(seen.get(entry.identityNumber) ?? []), row]);
  return rows.map((one) => {
    const [other] = (one.entry ? (seen.get(one.entry.identityNumber) ?? []) : []).filter(
      (row) => row !== one.row,
    );
    if (other === undefined) return one;
    const problem = {
      column: "identityNumber" as const,
      refusal: refusal("roster.number-twice", { otherRow: other }),
    };
    return { ...one, entry: null, problems: [...one.problems, problem] };
  });
}

function unitIndex(units: readonly RosterUnit[]): Map<string, RosterUnit[]> {
  const index = new Map<string, RosterUnit[]>();
  for (const unit of units)
    for (const key of new Set([unit.code, unit.name, unit.shortName].map(foldWord)))
      index.set(key, [...(index.get(key) ?? []), unit]);
  return index;
}

/** A date cell, or a date as people write it: 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日. */
function dateFrom(cell: RosterCell): DateOn | null {
  // A date cell is read as midnight UTC.
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? null : dateOnFrom(cell.toISOString().slice(0, 10));
  const found = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(
    textOf(cell).normalize("NFKC"),
  );
  if (!found) return null;
  const [, year, month, day] = found as unknown as [string, string, string, string];
  return dateOnFrom(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

function textOf(cell: RosterCell): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "?" : cell.toISOString().slice(0, 10);
  return String(cell).trim();
}

/** An identity number may have been put in any column: every long run of digits keeps its ends only. */
export function maskDigits(text: string): string {
  return text.replace(/[0-9０-９](?:[\s\u00A0]?[0-9０-９]){10,}[XxＸｘ]?/g, (run) => {
    const digits = normaliseIdentityNumber(run);
    return `${digits.slice(0, 6)}${"*".repeat(Math.max(4, digits.length - 10))}${digits.slice(-4)}`;
  });
}
