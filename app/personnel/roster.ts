/**
 * 名册导入: a sheet of people, read cell by cell.
 * In: the rows of a table, the words its headers and cells may use in either language, the units it may speak of.
 * Out: an entry for each good row, and for each bad cell what is wrong with it. Nothing shown holds a whole identity number.
 */
import type { DateOn } from "~/calendar";
import type { StudyGroupWord } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";
import type { EmploymentIdentity, EmploymentStatus } from "./identity";
import { personNameFrom } from "./person-name";
import { dateFrom, foldWord, maskDigits, numberFrom, type RosterCell, textOf } from "./roster-cell";
import {
  headerOf,
  isBlankTable,
  REQUIRED_COLUMNS,
  ROSTER_COLUMNS,
  type RosterColumn,
  type RosterDuty,
  type RosterWords,
  refusalsOfHeader,
} from "./roster-columns";

export const ROSTER_MOST_ROWS = 1_000;
const LONGEST_CELL = 200;
export type RosterUnit = { unitId: string; code: string; name: string; shortName: string };

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
  | {
      ok: true;
      rows: RosterRow[];
      /** Headers nobody asked for. */
      ignored: string[];
    }
  | { ok: false; refusals: Refusal[] };

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
