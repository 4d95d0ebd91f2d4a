/** One row of a roster against the register: who it is already, and how it is taken in. */
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { knownBy, rangeOf } from "~/organisation/history";
import { type Refusal, refusal } from "~/verdict";
import { recordLegalDuty } from "./duty.server";
import { recordEmployment } from "./employment.server";
import { type EmploymentStatus, hasLeft } from "./identity";
import { identityIndex } from "./identity-vault.server";
import { maskedName } from "./person";
import { registerPerson } from "./person.server";
import { isSameName } from "./person-name";
import { recordStudyCategory } from "./record.server";
import type { CellProblem, RosterEntry, RosterRow } from "./roster";
import type { RosterColumn } from "./roster-columns";

type Job = { unitId: string; status: EmploymentStatus; fromOn: DateOn; toOn: DateOn | null };
type Known = { personId: string; name: string; jobs: Job[] };

/**
 * For every good row whether its person is known, in three queries however many rows. Adds the refusals that only the
 * register can give: person.exists-under-another-name, roster.employed-elsewhere.
 */
export async function standingOfRows(
  tx: Tx,
  rows: readonly RosterRow[],
): Promise<{ rows: RosterRow[]; standing: Map<number, "new" | "known"> }> {
  const keyOf = (number: string) => Buffer.from(identityIndex(number)).toString("hex");
  const entries = rows.flatMap((row) => (row.entry ? [row.entry.identityNumber] : []));
  const known = await knownByNumber(tx, entries);
  const standing = new Map<number, "new" | "known">();
  const checked = rows.map((row) => {
    const person = row.entry && known.get(keyOf(row.entry.identityNumber));
    if (!row.entry || !person) {
      if (row.entry) standing.set(row.row, "new");
      return row;
    }
    const problems = problemsOfKnown(row.entry, person);
    if (problems.length === 0) standing.set(row.row, "known");
    return problems.length === 0 ? row : { ...row, entry: null, problems: [...row.problems, ...problems] };
  });
  return { rows: checked, standing };
}

function problemsOfKnown(entry: RosterEntry, person: Known): CellProblem[] {
  if (!isSameName(person.name, entry.name))
    return [
      {
        column: "name",
        refusal: refusal("person.exists-under-another-name", { hint: maskedName(person.name) }),
      },
    ];
  const elsewhere = person.jobs.find(
    (job) =>
      job.unitId !== entry.unitId &&
      !hasLeft(job.status) &&
      (job.toOn === null || job.toOn > entry.startedOn),
  );
  if (!elsewhere) return [];
  return [{ column: "unit", refusal: refusal("roster.employed-elsewhere", { fromOn: elsewhere.fromOn }) }];
}

async function knownByNumber(tx: Tx, numbers: string[]): Promise<Map<string, Known>> {
  const found = await tx.identityNumber.findMany({
    where: { supersededAt: null, indexHash: { in: numbers.map(identityIndex) } },
    select: { personId: true, indexHash: true },
  });
  const of = { personId: { in: found.map((row) => row.personId) }, ...knownBy() };
  const names = await tx.personName.findMany({ where: { ...of, toOn: null } });
  const jobs = await tx.employment.findMany({ where: { ...of, relation: "home" } });
  const nameOf = new Map(names.map((row) => [row.personId, row.name]));
  return new Map(
    found.map(({ personId, indexHash }) => [
      Buffer.from(indexHash).toString("hex"),
      {
        personId,
        name: nameOf.get(personId) ?? "",
        jobs: jobs
          .filter((job) => job.personId === personId)
          .map((job) => ({ unitId: job.unitId, status: job.status as EmploymentStatus, ...rangeOf(job) })),
      },
    ]),
  );
}

export type Taken = {
  outcome: "created" | "known" | "refused";
  personId: string | null;
  refusals: { column: RosterColumn; refusal: Refusal }[];
};

/**
 * Takes one person in with their employment, or nothing of it: a row of a roster, or the form. Someone known and already
 * employed there is left as they are. `identityNumber` may be as typed.
 */
export async function enrolPerson(
  tx: Tx,
  entry: RosterEntry,
  origin: "roster" | "form" | "seed",
  actorId: string | null,
  now: Date,
): Promise<Taken> {
  await tx.$executeRawUnsafe("SAVEPOINT roster_row");
  const person = await registerPerson(
    tx,
    { name: entry.name, identityNumber: entry.identityNumber, origin },
    actorId,
    now,
  );
  if (!person.ok) return undone(tx, "name", person.refusals);
  const { personId } = person;
  if (!person.created && (await worksThere(tx, personId, entry)))
    return { outcome: "known", personId, refusals: [] };
  const { unitId, identity, status, title, startedOn: fromOn, category, legalDuty } = entry;
  const employment = await recordEmployment(
    tx,
    { personId, unitId, relation: "home", identity, status, title, fromOn },
    actorId,
    now,
  );
  if (!employment.ok) return undone(tx, "startedOn", employment.refusals);
  if (category) await recordStudyCategory(tx, { personId, category, fromOn }, actorId, now);
  if (legalDuty) {
    const duty = await recordLegalDuty(tx, { personId, unitId, ...legalDuty, fromOn }, actorId, now);
    if (!duty.ok) return undone(tx, "legalDuty", duty.refusals);
  }
  await tx.$executeRawUnsafe("RELEASE SAVEPOINT roster_row");
  return { outcome: person.created ? "created" : "known", personId, refusals: [] };
}

async function worksThere(tx: Tx, personId: string, entry: RosterEntry): Promise<boolean> {
  const jobs = await tx.employment.findMany({
    where: { personId, unitId: entry.unitId, relation: "home", ...knownBy(), toOn: null },
    select: { status: true },
  });
  return jobs.some((job) => !hasLeft(job.status as EmploymentStatus));
}

async function undone(tx: Tx, column: RosterColumn, refusals: Refusal[]): Promise<Taken> {
  await tx.$executeRawUnsafe("ROLLBACK TO SAVEPOINT roster_row");
  return { outcome: "refused", personId: null, refusals: refusals.map((one) => ({ column, refusal: one })) };
}
