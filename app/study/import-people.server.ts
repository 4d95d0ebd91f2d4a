/**
 * Whom rows of past study mean, and where they worked on the day: by identity number, or by name and unit. Asked for all
 * rows at once, however many.
 */
import { contains, type DateOn } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { type EmploymentFacts, personnelFacts } from "~/personnel/facts.server";
import { hasLeft } from "~/personnel/identity";
import { maskedName } from "~/personnel/person";
import { isSameName, normalisePersonName } from "~/personnel/person-name";
import type { UnitIndex } from "~/personnel/roster";
import { foldWord } from "~/personnel/roster-cell";
import { numberKey, peopleByNumber } from "~/personnel/roster-row.server";
import { type Refusal, refusal } from "~/verdict";
import type { ImportColumn } from "./import-columns";
import type { ReadRow } from "./import-row";
import type { Place, PlacedRow } from "./import-standing";

const AT_ONCE = 500;

type Worker = { personId: string; name: string; jobs: EmploymentFacts[] };
type Scope = { units: UnitIndex; unitIds: ReadonlySet<string> };
type Refused = [column: ImportColumn, refusal: Refusal];

/**
 * Refusals of a cell: roster.unit-unknown, .unit-ambiguous, person.exists-under-another-name { hint },
 * study-import.person-unknown, .nobody-of-name { onDate }, .name-ambiguous, .no-job { onDate }, .not-in-unit { onDate },
 * .out-of-scope { onDate }. With `lock` everybody who is meant is locked before their facts are read.
 */
export async function placeRows(
  tx: Tx,
  rows: readonly ReadRow[],
  scope: Scope,
  today: DateOn,
  lock: boolean,
): Promise<PlacedRow[]> {
  const keys = new Map<string, string>();
  const names = new Set<string>();
  for (const { who } of rows)
    if (who.identityNumber === null) names.add(normalisePersonName(who.name));
    else if (!keys.has(who.identityNumber)) keys.set(who.identityNumber, numberKey(who.identityNumber));
  const byNumber = await peopleByNumber(tx, [...keys.values()]);
  const byName = await peopleByName(tx, [...names], [...scope.unitIds]);
  const personIds = [...new Set([...byNumber.values(), ...[...byName.values()].flat()])];
  if (lock) await lockPeople(tx, ...personIds);
  const workers = await workersOf(tx, personIds, today);
  const meant = ({ who }: ReadRow): Worker[] =>
    (who.identityNumber === null
      ? (byName.get(normalisePersonName(who.name)) ?? [])
      : [byNumber.get(keys.get(who.identityNumber)!) ?? ""]
    ).flatMap((personId) => workers.get(personId) ?? []);
  return rows.map((row) => {
    // What hides who is meant, or when, has been said.
    if (row.on === null || row.problems.some(({ column }) => WHO.includes(column)))
      return { ...row, place: null };
    const found = placeOf(row, row.on, meant(row), scope);
    if (!Array.isArray(found)) return { ...row, place: found };
    const [column, why] = found;
    return { ...row, place: null, problems: [...row.problems, { column, refusal: why }] };
  });
}

const WHO: readonly ImportColumn[] = ["identityNumber", "name", "unit"];

function placeOf({ who }: ReadRow, onDate: DateOn, meant: Worker[], scope: Scope): Place | Refused {
  const named = who.unit === "" ? null : (scope.units.get(foldWord(who.unit)) ?? []);
  if (named?.length === 0) return ["unit", refusal("roster.unit-unknown")];
  if (named && named.length > 1) return ["unit", refusal("roster.unit-ambiguous")];
  const unitId = named?.[0]?.unitId ?? null;
  const jobsOn = (worker: Worker) =>
    worker.jobs.filter((job) => !hasLeft(job.status) && contains(job, onDate));
  if (who.identityNumber === null) {
    const there = meant.filter((worker) => jobsOn(worker).some((job) => job.unitId === unitId));
    if (there.length > 1) return ["name", refusal("study-import.name-ambiguous")];
    const [worker] = there;
    return worker && unitId
      ? { personId: worker.personId, name: worker.name, unitId }
      : ["name", refusal("study-import.nobody-of-name", { onDate })];
  }
  const [worker] = meant;
  if (!worker) return ["identityNumber", refusal("study-import.person-unknown")];
  const { personId, name } = worker;
  if (who.name !== "" && !isSameName(name, who.name))
    return ["name", refusal("person.exists-under-another-name", { hint: maskedName(name) })];
  const jobs = jobsOn(worker);
  if (unitId !== null)
    return jobs.some((job) => job.unitId === unitId)
      ? { personId, name, unitId }
      : ["unit", refusal("study-import.not-in-unit", { onDate })];
  const job = jobs.find(({ relation }) => relation === "home") ?? jobs[0];
  if (!job) return ["date", refusal("study-import.no-job", { onDate })];
  return scope.unitIds.has(job.unitId)
    ? { personId, name, unitId: job.unitId }
    : ["identityNumber", refusal("study-import.out-of-scope", { onDate })];
}

/** People who bear or bore one of these names and work or worked in one of these units. */
async function peopleByName(
  tx: Tx,
  names: readonly string[],
  unitIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (names.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ name: string; personIds: string[] }[]>`
    SELECT n.name, array_agg(DISTINCT n.person_id::text) AS "personIds" FROM person_name n
    WHERE n.superseded_at IS NULL AND n.name = ANY(${[...names]}::text[]) AND EXISTS (
      SELECT FROM employment e WHERE e.person_id = n.person_id AND e.superseded_at IS NULL
        AND e.unit_id = ANY(${[...unitIds]}::uuid[]))
    GROUP BY n.name`;
  return new Map(rows.map(({ name, personIds }) => [name, personIds]));
}

async function workersOf(tx: Tx, personIds: readonly string[], today: DateOn): Promise<Map<string, Worker>> {
  const workers = new Map<string, Worker>();
  for (let from = 0; from < personIds.length; from += AT_ONCE) {
    const facts = await personnelFacts(tx, personIds.slice(from, from + AT_ONCE), { trueOn: today });
    for (const [personId, { name, employmentHistory }] of facts)
      workers.set(personId, { personId, name, jobs: employmentHistory });
  }
  return workers;
}
