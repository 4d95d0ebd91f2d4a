/** One row of a roster against the register: who it is already, and how it is taken in. */
import type { DateRange } from "~/calendar";
import { lockPeople, rollBackTo, type Tx } from "~/db.server";
import { knownBy } from "~/organisation/history";
import { type Refusal, refusal } from "~/verdict";
import { recordLegalDuty } from "./duty.server";
import { recordEmployment } from "./employment.server";
import { type EmploymentIdentity, type EmploymentStatus, hasLeft } from "./identity";
import { identityIndex } from "./identity-vault.server";
import { maskedName } from "./person";
import { registerPerson } from "./person.server";
import { isSameName } from "./person-name";
import { recordStudyCategory } from "./record.server";
import type { CellProblem, RosterEntry, RosterRow } from "./roster";
import type { RosterColumn } from "./roster-columns";

type Job = DateRange & {
  unitId: string;
  identity: EmploymentIdentity;
  status: EmploymentStatus;
  title: string | null;
};
type Known = { personId: string; name: string; jobs: Job[]; category: string | null };

/**
 * What taking a good row in does: makes a person, gives a known one an employment, or nothing. Someone known who works
 * there already is left as they are; `differs` names the columns in which the sheet says something else of them.
 */
export type Standing = {
  state: "new" | "joining" | "differs" | "known";
  personId: string | null;
  differs: RosterColumn[];
};
export type StandingRow = RosterRow & { standing: Standing | null };

/** A good row that would be written; `personId`: null of somebody nobody knows yet. */
export type AskedRow = { row: number; entry: RosterEntry; personId: string | null };
/** What rooms to the right have against such rows, by the sheet's row. */
export type RowsAsked = (tx: Tx, rows: readonly AskedRow[]) => Promise<Map<number, CellProblem[]>>;

const AT_ONCE = 2_000;

/**
 * For every good row whether its person is known, in two queries for each two thousand rows. Adds the refusals that
 * only the register can give: person.exists-under-another-name, roster.employed-elsewhere, and those of `alsoAsked`. With
 * `lock`, everyone known is locked first, so that nothing changes until the transaction ends.
 */
export async function standingOfRows(
  tx: Tx,
  rows: readonly RosterRow[],
  { lock = false, alsoAsked }: { lock?: boolean; alsoAsked?: RowsAsked | undefined } = {},
): Promise<StandingRow[]> {
  const keys: (string | null)[] = [];
  for (const [at, { entry }] of rows.entries()) {
    if (at % 1_000 === 0) await new Promise(setImmediate);
    keys.push(entry && numberKey(entry.identityNumber));
  }
  const wanted = keys.filter((key) => key !== null);
  const people = await peopleByNumber(tx, wanted);
  if (lock) await lockPeople(tx, ...people.values());
  const looked: StandingRow[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const batch = rows.slice(from, from + AT_ONCE);
    const idOf = (at: number) => people.get(keys[from + at] ?? "") ?? null;
    const known = await factsOf(
      tx,
      batch.flatMap((_, at) => idOf(at) ?? []),
    );
    const stood = batch.map((row, at) => standingOfRow(row, known.get(idOf(at) ?? "") ?? null));
    const barred = alsoAsked ? await alsoAsked(tx, stood.flatMap(writtenRow)) : NOBODY;
    for (const one of stood) {
      const problems = barred.get(one.row) ?? [];
      looked.push(problems.length > 0 ? barredRow(one, problems) : one);
    }
  }
  return looked;
}

const NOBODY: ReadonlyMap<number, CellProblem[]> = new Map();

/** Of who is left as they are nothing is written. */
const writtenRow = ({ row, entry, standing }: StandingRow): AskedRow[] =>
  entry && (standing?.state === "new" || standing?.state === "joining")
    ? [{ row, entry, personId: standing.personId }]
    : [];

const barredRow = (row: StandingRow, problems: readonly CellProblem[]): StandingRow => ({
  ...row,
  ...{ entry: null, problems: [...row.problems, ...problems], standing: null },
});

function standingOfRow(row: RosterRow, person: Known | null): StandingRow {
  if (!row.entry) return { ...row, standing: null };
  if (!person) return { ...row, standing: NEW };
  const standing = standingOfKnown(row.entry, person);
  const problems = problemsOfKnown(row.entry, person);
  return problems.length > 0 ? barredRow({ ...row, standing }, problems) : { ...row, standing };
}

const NEW: Standing = { state: "new", personId: null, differs: [] };

function standingOfKnown(entry: RosterEntry, person: Known): Standing {
  const { personId } = person;
  const job = person.jobs.find(
    (one) => one.unitId === entry.unitId && !hasLeft(one.status) && one.toOn === null,
  );
  if (!job) return { state: "joining", personId, differs: [] };
  const differs: RosterColumn[] = [
    ...(job.identity !== entry.identity ? (["identity"] as const) : []),
    ...(job.status !== entry.status ? (["status"] as const) : []),
    ...(entry.title !== null && job.title !== entry.title ? (["title"] as const) : []),
    ...(entry.category !== null && person.category !== entry.category ? (["category"] as const) : []),
  ];
  return { state: differs.length > 0 ? "differs" : "known", personId, differs };
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

/** What a number is found by, in hexadecimal. */
export const numberKey = (identityNumber: string): string =>
  Buffer.from(identityIndex(identityNumber)).toString("hex");

/** Key of a number → the person who has it now. */
export async function peopleByNumber(tx: Tx, keys: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let at = 0; at < keys.length; at += AT_ONCE) {
    const rows = await tx.$queryRaw<{ key: string; personId: string }[]>`
      SELECT encode(n.index_hash, 'hex') AS key, n.person_id::text AS "personId"
      FROM unnest(${keys.slice(at, at + AT_ONCE)}::text[]) AS k (hex)
      JOIN identity_number n ON n.index_hash = decode(k.hex, 'hex') AND n.superseded_at IS NULL`;
    for (const { key, personId } of rows) found.set(key, personId);
  }
  return found;
}

/** Only what is compared, and as few objects as can be: a roster may speak of fifty thousand people known. */
async function factsOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, Known>> {
  const rows = await tx.$queryRaw<Known[]>`
    SELECT n.person_id::text AS "personId", n.name,
      (SELECT c.category FROM study_category c WHERE c.person_id = n.person_id AND c.superseded_at IS NULL AND c.to_on IS NULL) AS category,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('unitId', e.unit_id, 'identity', e.identity, 'status', e.status,
          'title', e.title, 'fromOn', e.from_on, 'toOn', e.to_on)), '[]')
        FROM employment e WHERE e.person_id = n.person_id AND e.superseded_at IS NULL AND e.relation = 'home') AS jobs
    FROM person_name n
    WHERE n.person_id = ANY(${[...personIds]}::uuid[]) AND n.superseded_at IS NULL AND n.to_on IS NULL`;
  return new Map(rows.map((row) => [row.personId, row]));
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
  await rollBackTo(tx, "roster_row");
  return { outcome: "refused", personId: null, refusals: refusals.map((one) => ({ column, refusal: one })) };
}
