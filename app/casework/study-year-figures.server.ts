/** The figures of a district's year of study, computed from the ledger, the plans and the statements as they stand. */
import { addDays, chinaDateOf, type DateOn, yearRange } from "~/calendar";
import type { Tx } from "~/db.server";
import { namesOn } from "~/personnel/person.server";
import { effectCounts, isFulfilled } from "~/plans/plan";
import { type PlanFacts, plansOf } from "~/plans/plans.server";
import { minutesByUnit } from "~/study/counted";
import { credits } from "~/study/crediting";
import { participation } from "~/study/participation.server";
import { type ComputedYear, computedYears } from "~/study/standing.server";
import { statementStandings } from "~/study/statements.server";
import { isCredited } from "~/study/study-entry";
import {
  attendancesIn,
  type ExamFigures,
  NO_EXAMS,
  type PersonFigures,
  quotaFigures,
  resultOf,
  type StatementStanding,
  type UnitFigures,
} from "~/study/year-figures";
import { addedExams, type DistrictFigures, districtFigures, unitFigures } from "~/study/year-sums";

const BATCH = 500;

export type YearAsked = { unitId: string; year: number };
export type YearUnit = { unitId: string; name: string; path: string };
export type YearFigures = { people: PersonFigures[]; units: UnitFigures[]; district: DistrictFigures };

/** Units under this one at any time of the year, as they last stood in it, parents before children. */
export function unitsOfYear(tx: Tx, { unitId, year }: YearAsked): Promise<YearUnit[]> {
  const { fromOn, toOn } = yearRange(year);
  return tx.$queryRaw<YearUnit[]>`
    SELECT "unitId", name, path FROM (
      SELECT DISTINCT ON (v.unit_id) v.unit_id::text AS "unitId", v.short_name AS name, v.path
      FROM unit_version v JOIN unit_version top ON top.unit_id = ${unitId}::uuid AND top.superseded_at IS NULL
        AND daterange(top.from_on, top.to_on) && daterange(${fromOn}::date, ${toOn}::date) AND starts_with(v.path, top.path)
      WHERE v.superseded_at IS NULL AND daterange(v.from_on, v.to_on) && daterange(${fromOn}::date, ${toOn}::date)
      ORDER BY v.unit_id, v.from_on DESC) u
    ORDER BY path`;
}

/** Whoever worked in one of the units in the year, or studied for one. */
async function peopleOf(tx: Tx, unitIds: readonly string[], year: number): Promise<string[]> {
  const { fromOn, toOn } = yearRange(year);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id::text AS id FROM person p WHERE p.merged_into_id IS NULL AND (
      EXISTS (SELECT 1 FROM employment e WHERE e.person_id = p.id AND e.superseded_at IS NULL
        AND e.unit_id = ANY(${[...unitIds]}::uuid[]) AND daterange(e.from_on, e.to_on) && daterange(${fromOn}::date, ${toOn}::date))
      OR EXISTS (SELECT 1 FROM study_record r WHERE r.person_id = p.id AND r.unit_id = ANY(${[...unitIds]}::uuid[])
        AND r.start_at >= (${fromOn}::date::timestamp AT TIME ZONE 'Asia/Shanghai')
        AND r.start_at < (${toOn}::date::timestamp AT TIME ZONE 'Asia/Shanghai')))
    ORDER BY p.id`;
  return rows.map(({ id }) => id);
}

/** What is not the ledger's, by person: it stays as it was signed when the ledger is amended. */
export type BesideLedger = { exams: ExamFigures; statement: StatementStanding | "none" };
export type Beside = (personId: string) => BesideLedger | undefined;

/** Figures of people, a batch at a time. `units`: those of the district, whose people are reported here. */
export async function peopleFigures(
  tx: Tx,
  personIds: readonly string[],
  { units, year, beside, now }: { units: readonly YearUnit[]; year: number; beside: Beside; now: Date },
): Promise<PersonFigures[]> {
  const here = new Set(units.map(({ unitId }) => unitId));
  const lastDay = addDays(yearRange(year).toOn, -1);
  const found: PersonFigures[] = [];
  for (let from = 0; from < personIds.length; from += BATCH) {
    const batch = personIds.slice(from, from + BATCH);
    const computed = await computedYears(tx, batch, year, chinaDateOf(now));
    const names = await namesOn(tx, batch, lastDay);
    for (const [personId, one] of computed) {
      const figures = figuresOf(personId, one, here, year, chinaDateOf(now), beside(personId));
      if (figures) found.push({ ...figures, name: names.get(personId) ?? "" });
    }
  }
  return found.sort((a, b) => (a.personId < b.personId ? -1 : 1));
}

function figuresOf(
  personId: string,
  { student, unitId, pack, entries, standings }: ComputedYear,
  here: ReadonlySet<string>,
  year: number,
  today: DateOn,
  beside: BesideLedger = { exams: NO_EXAMS, statement: "missing" },
): PersonFigures | null {
  const counting = credits(
    entries.filter(({ status }) => isCredited(status)),
    pack,
  );
  const minutes = Object.fromEntries([...minutesByUnit(counting, year)].sort(([a], [b]) => (a < b ? -1 : 1)));
  const studiedHere = Object.keys(minutes).filter((id) => here.has(id));
  const movedOut = !here.has(unitId);
  if (movedOut && studiedHere.length === 0) return null;
  const quotas = movedOut ? [] : standings.map((standing) => quotaFigures(standing, pack, year, today));
  const isLeader = student.group === "leading-cadre" && !movedOut;
  return {
    ...{ personId, name: "", movedOut, minutes, quotas },
    unitId: movedOut ? studiedHere.at(-1)! : unitId,
    group: student.group,
    result: resultOf(quotas),
    attendances: attendancesIn(entries, year),
    exams: beside.exams,
    statement: isLeader && beside.statement !== "none" ? beside.statement : null,
    relieved: (student.reliefs ?? []).length > 0,
  };
}

/** All of a district's year. A few statements for five hundred people. */
export async function computeYear(tx: Tx, asked: YearAsked, now: Date): Promise<YearFigures> {
  return computeUnits(tx, await unitsOfYear(tx, asked), asked.year, now);
}

/** The same of some of its units: who went from one of them to another of the district has gone from here. */
export async function computeUnits(
  tx: Tx,
  units: readonly YearUnit[],
  year: number,
  now: Date,
): Promise<YearFigures> {
  const unitIds = units.map(({ unitId }) => unitId);
  const plans = (await plansOf(tx, unitIds, year, now)).filter(({ approvedOn }) => approvedOn !== null);
  const exams = examsByPerson(plans);
  const statements = await statementStandings(tx, year);
  const beside: Beside = (personId) => ({
    exams: exams.get(personId) ?? NO_EXAMS,
    statement: statements.get(personId) ?? "missing",
  });
  const people = await peopleFigures(tx, await peopleOf(tx, unitIds, year), { units, year, beside, now });
  const counts = await participation(tx, unitIds, year);
  const figures = units.map((unit) =>
    unitFigures(unit, people, counts.of(unit.unitId), plannedIn(plans, unit.unitId)),
  );
  return { people, units: figures, district: districtFigures(figures, counts.all) };
}

function examsByPerson(plans: readonly PlanFacts[]): Map<string, ExamFigures> {
  const of = new Map<string, ExamFigures>();
  for (const item of plans.flatMap(({ items }) => items)) {
    if (item.examId === null) continue;
    for (const personId of item.personIds) {
      const one = effectCounts({ ...item, personIds: [personId] });
      of.set(personId, addedExams([of.get(personId) ?? NO_EXAMS, one]));
    }
  }
  return of;
}

/** An item is done once it was closed, or when nothing of the five is missing. */
function plannedIn(plans: readonly PlanFacts[], unitId: string): Pick<UnitFigures, "plan" | "exams"> {
  const items = plans.filter((plan) => plan.unitId === unitId).flatMap((plan) => plan.items);
  const done = items.filter(({ closedOn, lights }) => closedOn !== null || isFulfilled(lights)).length;
  const withExam = items.filter(({ examId }) => examId !== null);
  return { plan: { planned: items.length, done }, exams: addedExams(withExam.map(effectCounts)) };
}
