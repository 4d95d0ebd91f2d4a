/**
 * 名册导入: a sheet of people, read cell by cell.
 * In: the rows of a table, what its columns hold, the words its cells may use, the units it may speak of.
 * Out: an entry for each good row, and for each bad cell what is wrong with it. Nothing shown holds a whole identity number.
 */
import { contains, type DateOn, type DateRange } from "~/calendar";
import type { StudyGroupWord } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";
import type { EmploymentIdentity, EmploymentStatus } from "./identity";
import { personNameFrom } from "./person-name";
import {
  dateFrom,
  dayOfNumber,
  foldWord,
  isFormula,
  maskDigits,
  numberFrom,
  type RosterCell,
  textOf,
} from "./roster-cell";
import {
  REQUIRED_COLUMNS,
  ROSTER_COLUMNS,
  type RosterColumn,
  type RosterDuty,
  type RosterMapping,
  type RosterWords,
} from "./roster-columns";

export const ROSTER_MOST_ROWS = 50_000;
const LONGEST_CELL = 200;
/** `standing`: the days on which the unit exists. */
export type RosterUnit = {
  unitId: string;
  code: string;
  name: string;
  shortName: string;
  standing: readonly DateRange[];
};

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

/** Units by everything a cell may call them. */
export type UnitIndex = ReadonlyMap<string, readonly RosterUnit[]>;

export function unitIndex(units: readonly RosterUnit[]): UnitIndex {
  const index = new Map<string, RosterUnit[]>();
  for (const unit of units)
    for (const key of new Set([unit.code, unit.name, unit.shortName].map(foldWord)))
      index.set(key, [...(index.get(key) ?? []), unit]);
  return index;
}

/**
 * Reads one row. Refusals of a cell: roster.cell-missing, .cell-too-long, .formula-cell, .number-cell, .date,
 * .date-number, .unit-unknown, .unit-ambiguous, .identity-unknown, .status-unknown, .category-unknown, .duty-unknown,
 * employment.unknown-unit, employment.status-of-relation, name.*, identity-number.*.
 */
export function rosterRow(
  { row, cells: raw }: { row: number; cells: readonly RosterCell[] },
  mapping: RosterMapping,
  words: RosterWords,
  units: UnitIndex,
  today: DateOn,
): RosterRow {
  const cells: Partial<Record<RosterColumn, RosterCell>> = {};
  for (const [at, column] of mapping.columns.entries()) if (column) cells[column] = raw[at];
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
    if (isFormula(cells[column])) {
      against(column, refusal("roster.formula-cell"));
      texts[column] = "";
      cells[column] = null;
    }
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
  if (startedOn === null && texts.startedOn !== "") against("startedOn", refusalOfDate(cells.startedOn));
  const named = units.get(foldWord(texts.unit)) ?? [];
  if (texts.unit !== "" && named.length !== 1)
    against("unit", refusal(named.length === 0 ? "roster.unit-unknown" : "roster.unit-ambiguous"));
  const identity = word("identity", words.identities, "roster.identity-unknown", null);
  const status = word("status", words.statuses, "roster.status-unknown", "in-post" as EmploymentStatus);
  const category = word<StudyGroupWord | null>("category", words.categories, "roster.category-unknown", null);
  const legalDuty = word("legalDuty", words.duties, "roster.duty-unknown", null);

  const unit = named[0];
  if (unit && named.length === 1 && startedOn && !unit.standing.some((range) => contains(range, startedOn)))
    against("startedOn", refusal("employment.unknown-unit", { fromOn: startedOn }));
  // A roster is of those on the unit's establishment.
  if (status === "seconded-in")
    against("status", refusal("employment.status-of-relation", { status, relation: "home" }));
  if (status === "deceased" && startedOn && legalDuty)
    against("legalDuty", refusal("person.deceased", { on: startedOn }));
  if (status === "deceased" && startedOn && today && startedOn > today)
    against("startedOn", refusal("employment.death-ahead", { on: startedOn }));

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

function refusalOfDate(cell: RosterCell): Refusal {
  const day = dayOfNumber(cell);
  return day ? refusal("roster.date-number", { number: textOf(cell), day }) : refusal("roster.date");
}

/** The same identity number in two rows: neither is taken, for one of them is somebody else. */
export function withoutDoubles(rows: RosterRow[]): RosterRow[] {
  const seen = new Map<string, number[]>();
  for (const { entry, row } of rows) {
    if (!entry) continue;
    const there = seen.get(entry.identityNumber);
    if (there) there.push(row);
    else seen.set(entry.identityNumber, [row]);
  }
  return rows.map((one) => {
    const same = one.entry ? (seen.get(one.entry.identityNumber) ?? []) : [];
    if (same.length < 2) return one;
    const otherRow = same.find((row) => row !== one.row) ?? one.row;
    const problem = {
      column: "identityNumber" as const,
      refusal: refusal("roster.number-twice", { otherRow }),
    };
    return { ...one, entry: null, problems: [...one.problems, problem] };
  });
}
