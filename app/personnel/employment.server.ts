/** Employment at a unit: recorded, changed and ended. Every verb takes the person's gate lock first. */
import { record } from "~/audit/audit.server";
import type { DateOn, DateRange } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import type { Recorded } from "~/organisation/history";
import { refusal } from "~/verdict";
import { lockRecord } from "./alias.server";
import { recordDeath, refusalsOfDeath } from "./death.server";
import { type EmploymentRelation, refusalsOfChange, refusalsOfNew } from "./employment";
import {
  clearEmployment,
  endSessionsOf,
  insertEmployment,
  recordedIn,
  refusalsOfUnit,
  type Version,
  writeEmployment,
} from "./employment-history.server";
import { type EmploymentIdentity, type EmploymentStatus, hasLeft } from "./identity";

export type NewEmployment = Version & { fromOn: DateOn; toOn?: DateOn | null };

/**
 * Adds an interval of employment. Refusals: employment.range, .status-of-relation, .overlaps, .unknown-unit.
 * An interval that says the person had left (retired, resigned, …) ends where the new one begins; nothing begins after a
 * death (person.deceased). A death itself is `recordDeath`'s, here and below.
 */
export async function recordEmployment(
  tx: Tx,
  wanted: NewEmployment,
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  if (wanted.status === "deceased") return recordDeathAt(tx, wanted, actorId, now);
  const merged = await lockRecord(tx, wanted.personId);
  if (merged.length > 0) return { ok: false, refusals: merged };
  const range = { fromOn: wanted.fromOn, toOn: wanted.toOn ?? null };
  const before = await recordedIn(tx, wanted.personId, wanted.relation, range);
  const refusals = [
    ...refusalsOfNew({ ...range, relation: wanted.relation, status: wanted.status }, before),
    ...(await refusalsOfUnit(tx, wanted.unitId, wanted.fromOn)),
    ...(await refusalsOfDeath(tx, wanted.personId, range)),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  await clearEmployment(tx, before, range, actorId, now);
  return { ok: true, factId: await writeEmployment(tx, wanted, range, newId(), actorId, now) };
}

/** A death with where the person belonged. A death has no last day: employment.range. */
async function recordDeathAt(
  tx: Tx,
  { fromOn: diedOn, toOn, ...version }: NewEmployment,
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  if (toOn) return { ok: false, refusals: [refusal("employment.range")] };
  const refusals = await refusalsOfUnit(tx, version.unitId, diedOn);
  if (refusals.length > 0) return { ok: false, refusals };
  const { personId, document } = version;
  return recordDeath(tx, { personId, diedOn, version, ...(document ? { document } : {}) }, actorId, now);
}

export type EmploymentChange = {
  personId: string;
  relation: EmploymentRelation;
  identity?: EmploymentIdentity;
  status?: EmploymentStatus;
  title?: string | null;
  document?: string | null;
  /** The first day on which it is otherwise; up to the end of the interval in force that day, unless `toOn` is given. */
  fromOn: DateOn;
  toOn?: DateOn;
};

/**
 * From a day on, the employment in force reads otherwise (end of probation, suspension, another title), at the same
 * unit. Refusals: employment.none-in-force, .overlaps, .range.
 */
export async function changeEmployment(
  tx: Tx,
  change: EmploymentChange,
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  const { personId, relation, fromOn } = change;
  const isDeath = change.status === "deceased";
  if (change.toOn !== undefined && (isDeath || change.toOn <= fromOn))
    return { ok: false, refusals: [refusal("employment.range")] };
  if (isDeath)
    return recordDeath(tx, { personId, diedOn: fromOn, document: change.document ?? null }, actorId, now);
  await lockPeople(tx, personId);
  const asked: DateRange = { fromOn, toOn: change.toOn ?? null };
  const before = await recordedIn(tx, personId, relation, asked);
  const refusals = refusalsOfChange(fromOn, relation, before);
  const current = before.find((row) => row.fromOn <= fromOn);
  if (refusals.length > 0 || !current) return { ok: false, refusals };
  const range = { fromOn, toOn: change.toOn ?? current.toOn };
  if (current.toOn !== null && (range.toOn === null || range.toOn > current.toOn))
    return { ok: false, refusals: [refusal("employment.range")] };
  await clearEmployment(tx, [current], range, actorId, now);
  const next = {
    personId,
    relation,
    unitId: current.unitId,
    identity: change.identity ?? current.identity,
    status: change.status ?? current.status,
    title: change.title === undefined ? current.title : change.title,
    document: change.document ?? null,
  };
  const factId = await writeEmployment(tx, next, range, current.factId, actorId, now);
  if (hasLeft(next.status)) await endSessionsOf(tx, personId, now);
  return { ok: true, factId };
}

/**
 * Ends an employment: `toOn` is the first day it no longer holds. With a status (retired, resigned, …) the file says
 * from that day on how it ended. Refusals: employment.none-in-force, .overlaps.
 */
export async function endEmployment(
  tx: Tx,
  ending: { personId: string; relation: EmploymentRelation; toOn: DateOn; status?: EmploymentStatus },
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  const { personId, relation, toOn, status } = ending;
  if (status === "deceased") return recordDeath(tx, { personId, diedOn: toOn }, actorId, now);
  await lockPeople(tx, personId);
  const after = { fromOn: toOn, toOn: null };
  const before = await recordedIn(tx, personId, relation, after);
  const refusals = refusalsOfChange(toOn, relation, before);
  const current = before.find((row) => row.fromOn <= toOn);
  if (refusals.length > 0 || !current) return { ok: false, refusals };
  await clearEmployment(tx, before, after, actorId, now);
  if (status) await insertEmployment(tx, { ...current, status }, after, current.factId, actorId, now);
  await endSessionsOf(tx, personId, now);
  await record(tx, {
    type: "employment.ended",
    at: now,
    actorId,
    personId,
    unitId: current.unitId,
    data: { toOn, status: status ?? current.status },
  });
  return { ok: true, factId: current.factId };
}
