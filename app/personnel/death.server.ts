/** 死亡: from the day on every employment, loan and duty is over and the account is stopped; and what a death recorded wrongly closed. */
import { closeAccountOf } from "~/access/account-state.server";
import { record, recordAll } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, type DateRange, overlaps, toDbDate } from "~/calendar";
import { lockUnitToChange, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { gapsIn, knownBy, type Recorded, rangeOf, touching, without } from "~/organisation/history";
import { supersede, writeAgain } from "~/organisation/versions.server";
import { type Refusal, refusal } from "~/verdict";
import { lockRecord } from "./alias.server";
import { clearEmployment, insertEmployment, recordedIn, type Version } from "./employment-history.server";
import { type EmploymentStatus, hasLeft } from "./identity";

type Stamp = { recordedAt: Date; recordedById: string | null };
const DECEASED: EmploymentStatus = "deceased";

/** Duties are unit-wide facts: taken, before the person's lock, by who may have to end or give back some. */
export async function lockUnitsOfDuties(tx: Tx, personId: string): Promise<void> {
  const duties = await tx.legalDuty.findMany({
    where: { personId },
    select: { unitId: true },
    distinct: ["unitId"],
  });
  if (duties.length > 0) await lockUnitToChange(tx, ...duties.map(({ unitId }) => unitId));
}

/** Refusal: person.deceased { on }, when the person is dead on any day of the range. */
export async function refusalsOfDeath(tx: Tx, personId: string, range: DateRange): Promise<Refusal[]> {
  const [death] = await tx.employment.findMany({
    where: { personId, status: DECEASED, ...knownBy(), ...touching(range) },
  });
  return death ? [refusal("person.deceased", { on: rangeOf(death).fromOn })] : [];
}

/**
 * From `diedOn` (the day itself included) the file says deceased and nothing else of employment and duty; what had been
 * planned for later goes too. `version` is where they belonged, for who had no employment that day.
 * Refusals: employment.death-ahead, person.deceased, person.merged, employment.none-in-force.
 */
export async function recordDeath(
  tx: Tx,
  {
    personId,
    diedOn,
    version,
    document,
  }: { personId: string; diedOn: DateOn; version?: Version; document?: string | null },
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  await lockUnitsOfDuties(tx, personId);
  const after = { fromOn: diedOn, toOn: null };
  const merged = await lockRecord(tx, personId);
  const refusals = [
    ...merged,
    ...refusalsOfDay(diedOn, now),
    ...(await refusalsOfDeath(tx, personId, after)),
  ];
  const last = await lastOn(tx, personId, diedOn);
  const where = last ?? version;
  if (!where) refusals.push(refusal("employment.none-in-force", { fromOn: diedOn, relation: "home" }));
  if (refusals.length > 0 || !where) return { ok: false, refusals };
  const factId = last?.factId ?? newId();
  await closeForDeath(tx, personId, diedOn, actorId, now);
  const dead = { ...where, personId, status: DECEASED, document: document ?? null };
  await insertEmployment(tx, dead, after, factId, actorId, now);
  await record(tx, {
    type: "employment.ended",
    at: now,
    actorId,
    personId,
    unitId: where.unitId,
    data: { toOn: diedOn, status: DECEASED },
  });
  return { ok: true, factId };
}

/** Nobody dies tomorrow. Refusal: employment.death-ahead. */
export function refusalsOfDay(diedOn: DateOn, now: Date): Refusal[] {
  return diedOn > chinaDateOf(now) ? [refusal("employment.death-ahead", { on: diedOn })] : [];
}

/** Where the person belonged on the day, at home before on loan. */
async function lastOn(tx: Tx, personId: string, on: DateOn) {
  for (const relation of ["home", "host"] as const) {
    const rows = await recordedIn(tx, personId, relation, { fromOn: on, toOn: null });
    const current = rows.find(({ fromOn, status }) => fromOn <= on && status !== DECEASED);
    if (current) return current;
  }
  return null;
}

/** Ends what is open on the day and takes back what was to begin after it; the account with it. Callers hold the locks. */
export async function closeForDeath(
  tx: Tx,
  personId: string,
  diedOn: DateOn,
  actorId: string | null,
  now: Date,
): Promise<void> {
  const after = { fromOn: diedOn, toOn: null };
  for (const relation of ["home", "host"] as const) {
    const rows = await recordedIn(tx, personId, relation, after);
    await clearEmployment(tx, rows, after, actorId, now);
    if (relation === "home") continue;
    for (const { unitId, status, fromOn } of rows)
      if (!hasLeft(status) && fromOn < diedOn)
        await record(tx, {
          type: "employment.ended",
          at: now,
          actorId,
          personId,
          unitId,
          data: { toOn: diedOn, status: DECEASED },
        });
  }
  await closeBesideEmployment(tx, personId, diedOn, actorId, now);
}

/** Legal-affairs duties end on the day, and the account is stopped. Callers hold the locks. */
export async function closeBesideEmployment(
  tx: Tx,
  personId: string,
  diedOn: DateOn,
  actorId: string | null,
  now: Date,
): Promise<void> {
  const after = { fromOn: diedOn, toOn: null };
  const duties = await tx.legalDuty.findMany({ where: { personId, ...knownBy(), ...touching(after) } });
  const rest = duties.flatMap((duty) =>
    without(rangeOf(duty), after).map((range) => ({ id: duty.id, ...range })),
  );
  await supersede(
    tx,
    "legal_duty",
    duties.map(({ id }) => id),
    now,
  );
  await writeAgain(tx, "legal_duty", rest, actorId, now);
  await recordAll(
    tx,
    duties.map(({ unitId }) => ({
      ...{ type: "legal-duty.ended" as const, at: now, actorId, personId, unitId },
      data: { toOn: diedOn },
    })),
  );
  await closeAccountOf(tx, personId, actorId, now);
}

/**
 * The death was recorded wrongly: employments and duties that it closed hold again from that day, except on days that
 * are otherwise taken since. The account stays stopped until somebody lets its owner in again.
 */
export async function giveBackAfterDeath(
  tx: Tx,
  death: { personId: string; fromOn: Date; recordedAt: Date },
  stamp: Stamp,
): Promise<void> {
  const { personId } = death;
  const day = { fromOn: rangeOf({ ...death, toOn: null }).fromOn, toOn: null };
  const closed = { personId, supersededAt: death.recordedAt, ...touching(day) };
  const wrote = { personId, recordedAt: death.recordedAt, supersededAt: null, toOn: toDbDate(day.fromOn) };

  const jobs = await tx.employment.findMany({ where: { ...closed, status: { not: DECEASED } } });
  for (const row of jobs) {
    const { relation, factId } = row;
    const believed = { personId, relation, ...knownBy(), ...touching(day) };
    const taken = await tx.employment.findMany({ where: believed });
    const before = await tx.employment.findFirst({ where: { ...wrote, factId } });
    await giveBack(tx, "employment", { row, before, taken }, day, stamp);
  }
  for (const row of await tx.legalDuty.findMany({ where: closed })) {
    const { unitId, kind, factId } = row;
    const believed = { personId, unitId, kind, ...knownBy(), ...touching(day) };
    const taken = await tx.legalDuty.findMany({ where: believed });
    const before = await tx.legalDuty.findFirst({ where: { ...wrote, factId } });
    await giveBack(tx, "legal_duty", { row, before, taken }, day, stamp);
  }
}

type Dated = { id: string; fromOn: Date; toOn: Date | null };

/** What lies on or after the day and is taken by nothing else holds again; what was left of it `before` the day goes on. */
async function giveBack(
  tx: Tx,
  table: "employment" | "legal_duty",
  { row, before, taken }: { row: Dated; before: Dated | null; taken: readonly Dated[] },
  day: DateRange,
  { recordedAt, recordedById }: Stamp,
): Promise<void> {
  const range = rangeOf(row);
  const ahead = range.fromOn < day.fromOn ? { ...range, fromOn: day.fromOn } : range;
  const back = gapsIn(ahead, taken.map(rangeOf)).filter((part) => overlaps(part, day));
  if (before && back[0]?.fromOn === day.fromOn) {
    back[0] = { ...back[0], fromOn: rangeOf(before).fromOn };
    await supersede(tx, table, [before.id], recordedAt);
  }
  const again = back.map((part) => ({ id: row.id, ...part }));
  await writeAgain(tx, table, again, recordedById, recordedAt);
}
