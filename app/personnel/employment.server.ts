/** Employment at a unit: recorded, changed and ended. Every verb takes the person's gate lock first. */
import { record } from "~/audit/audit.server";
import type { DateOn, DateRange } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import type { Recorded } from "~/organisation/history";
import { refusal } from "~/verdict";
import { lockRecord } from "./alias.server";
import { type EmploymentRelation, refusalsOfChange, refusalsOfNew } from "./employment";
import {
  clearEmployment,
  endSessionsOf,
  insertEmployment,
  recordedIn,
  refusalsOfUnit,
  stopAccountOf,
  type Version,
  writeEmployment,
} from "./employment-history.server";
import { type EmploymentIdentity, type EmploymentStatus, hasLeft } from "./identity";

export type NewEmployment = Version & { fromOn: DateOn; toOn?: DateOn | null };

/**
 * Adds an interval of employment. Refusals: employment.range, .status-of-relation, .overlaps, .unknown-unit.
 * An interval that says the person had left (retired, resigned, …) ends where the new one begins.
 */
export async function recordEmployment(
  tx: Tx,
  wanted: NewEmployment,
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  const merged = await lockRecord(tx, wanted.personId);
  if (merged.length > 0) return { ok: false, refusals: merged };
  const range = { fromOn: wanted.fromOn, toOn: wanted.toOn ?? null };
  const before = await recordedIn(tx, wanted.personId, wanted.relation, range);
  const refusals = [
    ...refusalsOfNew({ ...range, relation: wanted.relation, status: wanted.status }, before),
    ...(await refusalsOfUnit(tx, wanted.unitId, wanted.fromOn)),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  await clearEmployment(tx, before, range, actorId, now);
  return { ok: true, factId: await writeEmployment(tx, wanted, range, newId(), actorId, now) };
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
  await lockPeople(tx, change.personId);
  const { personId, relation, fromOn } = change;
  if (change.toOn !== undefined && change.toOn <= fromOn)
    return { ok: false, refusals: [refusal("employment.range")] };
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
  if (next.status === "deceased") await stopAccountOf(tx, personId, actorId, now);
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
  await lockPeople(tx, personId);
  const after = { fromOn: toOn, toOn: null };
  const before = await recordedIn(tx, personId, relation, after);
  const refusals = refusalsOfChange(toOn, relation, before);
  const current = before.find((row) => row.fromOn <= toOn);
  if (refusals.length > 0 || !current) return { ok: false, refusals };
  await clearEmployment(tx, before, after, actorId, now);
  if (status) await insertEmployment(tx, { ...current, status }, after, current.factId, actorId, now);
  await endSessionsOf(tx, personId, now);
  if (status === "deceased") await stopAccountOf(tx, personId, actorId, now);
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
