/** Where people stand in a year's study: computed from the ledger under the pack of each one's unit. */
import { addDays, type DateOn, type DateRange, yearRange } from "~/calendar";
import type { Tx } from "~/db.server";
import { type EmploymentFacts, type PersonnelFacts, personnelFacts } from "~/personnel/facts.server";
import { hasLeft } from "~/personnel/identity";
import { type PackAt, packsFor } from "~/rulebook/packs.server";
import type { RulePack } from "~/rulebook/schema";
import { type Credit, credits } from "./crediting";
import { type Standing, type Student, standings, surplus } from "./quota";
import { creditable, entriesOfYear, recordsOfYear, type StudyRecordFacts } from "./records.server";
import { reliefsInForce } from "./relief-times.server";
import type { StudyEntry } from "./study-entry";

/** One person's year as the rules see it. */
export type ComputedYear = {
  student: Student;
  /** Where the year is reported. */
  unitId: string;
  packVersionId: string;
  pack: RulePack;
  entries: StudyEntry[];
  standings: Standing[];
};

/**
 * For each person, the standing under every quota that is theirs (none for who owes none or has no employment).
 * `today` is the calendar date up to which progress is expected. A handful of queries, however many people.
 */
export async function studyStanding(
  tx: Tx,
  personIds: readonly string[],
  year: number,
  today: DateOn,
): Promise<Map<string, Standing[]>> {
  const computed = await computedYears(tx, personIds, year, today);
  return new Map(personIds.map((personId) => [personId, computed.get(personId)?.standings ?? []]));
}

/** The same with all it rests on; people without an employment in that year are left out. */
export async function computedYears(
  tx: Tx,
  personIds: readonly string[],
  year: number,
  today: DateOn,
): Promise<Map<string, ComputedYear>> {
  const { people, packs } = await studentsOf(tx, personIds, year, today);
  const entries = await entriesOfYear(tx, [...people.keys()], year);
  const before = await surplusesOf(tx, [...people.keys()], packs, year);
  return new Map(
    [...people].map(([personId, { student, unitId }]) => {
      const { pack, versionId } = packs.get(unitId)!;
      const own = entries.get(personId)!;
      const carried = before.get(personId);
      const who = carried ? { ...student, carried } : student;
      return [
        personId,
        {
          student: who,
          unitId,
          packVersionId: versionId,
          pack,
          entries: own,
          standings: standings(who, own, pack, year, today),
        },
      ];
    }),
  );
}

/** H17: what was over a year before, where a pack carries it over: of that year alone, not of those before it. */
async function surplusesOf(
  tx: Tx,
  personIds: readonly string[],
  packs: ReadonlyMap<string, PackAt>,
  year: number,
): Promise<Map<string, Map<string, number>>> {
  if (![...packs.values()].some(({ pack }) => pack.study.carryOver.value)) return new Map();
  const lastDay = addDays(yearRange(year).fromOn, -1);
  const before = await studentsOf(tx, personIds, year - 1, lastDay);
  const entries = await entriesOfYear(tx, [...before.people.keys()], year - 1);
  return new Map(
    [...before.people].map(([personId, { student, unitId }]) => {
      const { pack } = before.packs.get(unitId)!;
      return [personId, surplus(standings(student, entries.get(personId)!, pack, year - 1, lastDay))];
    }),
  );
}

export type StudyFacts = { student: Student; entries: StudyRecordFacts[] };

/** What a year's standing is computed from, for who asks how it would be under other rules than those in force. */
export async function studyFacts(
  tx: Tx,
  personIds: readonly string[],
  year: number,
  today: DateOn,
): Promise<Map<string, StudyFacts>> {
  const { people } = await studentsOf(tx, personIds, year, today);
  const records = creditable(await recordsOfYear(tx, personIds, year));
  const facts = new Map(
    [...people].map(([id, { student }]): [string, StudyFacts] => [id, { student, entries: [] }]),
  );
  for (const record of records) facts.get(record.personId)?.entries.push(record);
  return facts;
}

export type StudyYear = {
  /** Oldest first; reversing entries among them. */
  records: StudyRecordFacts[];
  /** By record; returned and reversed ones have none. */
  credits: Map<string, Credit>;
  standings: Standing[];
  /** Null for someone without an employment in that year. */
  rules: PackAt | null;
  student: Student | null;
};

/** One person's year, entry by entry. */
export async function studyYear(tx: Tx, personId: string, year: number, today: DateOn): Promise<StudyYear> {
  const { people, packs } = await studentsOf(tx, [personId], year, today);
  const records = await recordsOfYear(tx, [personId], year);
  const found = people.get(personId);
  if (!found) return { records, credits: new Map(), standings: [], rules: null, student: null };
  const rules = packs.get(found.unitId)!;
  const entries = creditable(records);
  const carried = (await surplusesOf(tx, [personId], packs, year)).get(personId);
  const student = carried ? { ...found.student, carried } : found.student;
  return {
    records,
    credits: new Map(credits(entries, rules.pack).map((credit) => [credit.entry.id, credit])),
    standings: standings(student, entries, rules.pack, year, today),
    rules,
    student,
  };
}

type Found = { student: Student; unitId: string; jobs: EmploymentFacts[] };

/** H18: the leaves that the pack of the unit lets count. */
function excuse(found: Found, pack: RulePack): void {
  const excusing: readonly string[] = pack.study.excusingLeaves.value;
  const leaves = found.jobs.filter(({ status }) => excusing.includes(status));
  if (leaves.length > 0) found.student.leaves = leaves.map(({ fromOn, toOn }) => ({ fromOn, toOn }));
}

async function studentsOf(tx: Tx, personIds: readonly string[], year: number, today: DateOn) {
  const on = dayIn(year, today);
  const facts = await personnelFacts(tx, [...personIds], { trueOn: on });
  const people = new Map<string, Found>();
  for (const [personId, person] of facts) {
    const found = studentIn(person, year, on);
    if (found) people.set(personId, found);
  }
  const packs = await packsFor(tx, [...new Set([...people.values()].map(({ unitId }) => unitId))], on);
  for (const found of people.values()) excuse(found, packs.get(found.unitId)!.pack);
  for (const [personId, reliefs] of await reliefsInForce(tx, [...people.keys()], year)) {
    const found = people.get(personId);
    if (found) found.student.reliefs = reliefs;
  }
  return { people, packs };
}

/** The day whose rules and identity decide: today, or the year's last day once it is over. */
function dayIn(year: number, today: DateOn): DateOn {
  const { fromOn, toOn } = yearRange(year);
  return today < fromOn ? fromOn : today < toOn ? today : addDays(toOn, -1);
}

function studentIn(person: PersonnelFacts, year: number, on: DateOn): Found | null {
  const range = yearRange(year);
  const served = person.employmentHistory.filter(
    (job) =>
      !hasLeft(job.status) && job.fromOn < range.toOn && (job.toOn === null || job.toOn > range.fromOn),
  );
  const homes = served.filter(({ relation }) => relation === "home");
  const jobs = homes.length > 0 ? homes : served;
  const last = jobs.findLast(({ fromOn }) => fromOn <= on) ?? jobs[0];
  if (!last) return null;
  const student: Student = {
    group: person.studyCategory ?? "other",
    identity: last.identity,
    service: serviceOver(jobs),
  };
  return { student, unitId: last.unitId, jobs };
}

/** From the first day of the first of these jobs to the end of the last: a transfer does not interrupt a year (H18, H19). */
function serviceOver(jobs: readonly EmploymentFacts[]): DateRange {
  const ends = jobs.map(({ toOn }) => toOn);
  return {
    fromOn: jobs.map(({ fromOn }) => fromOn).sort()[0]!,
    toOn: ends.includes(null) ? null : ends.sort().at(-1)!,
  };
}
