/** The rows behind employment: read for a range, superseded, written. Callers hold the person's gate lock. */
import { endSessions } from "~/access/session.server";
import { record } from "~/audit/audit.server";
import type { DateOn, DateRange } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { dbRange, knownBy, rangeOf, touching, without } from "~/organisation/history";
import { findUnit } from "~/organisation/units.server";
import { type Refusal, refusal } from "~/verdict";
import type { EmploymentRelation } from "./employment";
import type { EmploymentIdentity, EmploymentStatus } from "./identity";

export type Version = {
  personId: string;
  unitId: string;
  relation: EmploymentRelation;
  identity: EmploymentIdentity;
  status: EmploymentStatus;
  /** 职务. */
  title: string | null;
  /** The decision it rests on. */
  document?: string | null;
};
export type Stored = Version & DateRange & { id: string; factId: string };

export async function recordedIn(
  tx: Tx,
  personId: string,
  relation: EmploymentRelation,
  range: DateRange,
): Promise<Stored[]> {
  if (range.toOn !== null && range.toOn <= range.fromOn) return [];
  const rows = await tx.employment.findMany({
    where: { personId, relation, ...knownBy(), ...touching(range) },
    orderBy: { fromOn: "asc" },
  });
  return rows.map((row) => ({
    id: row.id,
    factId: row.factId,
    personId,
    unitId: row.unitId,
    relation,
    identity: row.identity as EmploymentIdentity,
    status: row.status as EmploymentStatus,
    title: row.title,
    document: row.document,
    ...rangeOf(row),
  }));
}

/** Supersedes what stands in the range; what lies outside it is written again unchanged. */
export async function clearEmployment(
  tx: Tx,
  before: Stored[],
  taken: DateRange,
  actorId: string | null,
  now: Date,
): Promise<void> {
  for (const old of before) {
    await tx.employment.updateMany({
      where: { id: old.id, supersededAt: null },
      data: { supersededAt: now },
    });
    for (const rest of without(old, taken)) await insertEmployment(tx, old, rest, old.factId, actorId, now);
  }
}

export async function insertEmployment(
  tx: Tx,
  version: Version,
  range: DateRange,
  factId: string,
  actorId: string | null,
  now: Date,
): Promise<void> {
  await tx.employment.create({
    data: {
      id: newId(),
      factId,
      personId: version.personId,
      unitId: version.unitId,
      relation: version.relation,
      identity: version.identity,
      status: version.status,
      title: version.title,
      document: version.document ?? null,
      ...dbRange(range),
      recordedAt: now,
      recordedById: actorId,
    },
  });
}

export async function writeEmployment(
  tx: Tx,
  version: Version,
  range: DateRange,
  factId: string,
  actorId: string | null,
  now: Date,
): Promise<string> {
  await insertEmployment(tx, version, range, factId, actorId, now);
  await record(tx, {
    type: "employment.recorded",
    at: now,
    actorId,
    personId: version.personId,
    unitId: version.unitId,
    data: { identity: version.identity, status: version.status, fromOn: range.fromOn, toOn: range.toOn },
  });
  return factId;
}

export async function refusalsOfUnit(tx: Tx, unitId: string, on: DateOn): Promise<Refusal[]> {
  return (await findUnit(tx, unitId, on)) ? [] : [refusal("employment.unknown-unit", { fromOn: on })];
}

/** Who someone is has changed: what their open sessions may do is asked anew. */
export async function endSessionsOf(tx: Tx, personId: string, now: Date): Promise<void> {
  const account = await tx.account.findUnique({ where: { personId }, select: { id: true } });
  if (account) await endSessions(tx, account.id, "employment-changed", now);
}
