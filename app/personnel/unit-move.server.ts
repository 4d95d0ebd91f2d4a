/** What a person is in some units, from a day on in the unit these went into: nothing else about it changes. */
import { record } from "~/audit/audit.server";
import { type DateOn, fromDbDate } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { dbRange, knownBy, type Recorded, rangeOf, touching } from "~/organisation/history";
import { refusal } from "~/verdict";
import {
  clearEmployment,
  endSessionsOf,
  insertEmployment,
  recordedIn,
  refusalsOfUnit,
  type Stored,
} from "./employment-history.server";
import { hasLeft } from "./identity";

export type UnitMove = {
  personId: string;
  fromUnitIds: readonly string[];
  toUnitId: string;
  fromOn: DateOn;
  /** The order it rests on. */
  document: string;
};

/**
 * Employment at home and as a guest, loans and later intervals, and legal-affairs duties. Who had left stays where they left.
 * The caller holds the units' locks. Refusals: employment.unknown-unit, employment.none-in-force when there is nothing to move.
 */
export async function moveToUnit(
  tx: Tx,
  move: UnitMove,
  actorId: string | null,
  now: Date,
): Promise<Recorded> {
  const { personId, fromUnitIds, fromOn } = move;
  await lockPeople(tx, personId);
  const refusals = await refusalsOfUnit(tx, move.toUnitId, fromOn);
  if (refusals.length > 0) return { ok: false, refusals };
  const after = { fromOn, toOn: null };
  const stored = [
    ...(await recordedIn(tx, personId, "home", after)),
    ...(await recordedIn(tx, personId, "host", after)),
  ].filter(({ unitId, status }) => fromUnitIds.includes(unitId) && !hasLeft(status));
  for (const one of stored) await moveEmployment(tx, one, move, actorId, now);
  const duties = await moveDuties(tx, move, actorId, now);
  if (stored.length + duties === 0)
    return { ok: false, refusals: [refusal("employment.none-in-force", { fromOn, relation: "home" })] };
  await endSessionsOf(tx, personId, now);
  return { ok: true, factId: stored[0]?.factId ?? personId };
}

async function moveEmployment(
  tx: Tx,
  one: Stored,
  { toUnitId, fromOn, document }: UnitMove,
  actorId: string | null,
  now: Date,
): Promise<void> {
  const range = { fromOn: one.fromOn > fromOn ? one.fromOn : fromOn, toOn: one.toOn };
  await clearEmployment(tx, [one], { fromOn, toOn: null }, actorId, now);
  await insertEmployment(tx, { ...one, unitId: toUnitId, document }, range, one.factId, actorId, now);
  await record(tx, {
    ...{ type: "employment.moved", at: now, actorId, personId: one.personId, unitId: toUnitId },
    data: { fromUnitId: one.unitId, fromOn: range.fromOn, relation: one.relation },
  });
}

async function moveDuties(
  tx: Tx,
  { personId, fromUnitIds, toUnitId, fromOn }: UnitMove,
  actorId: string | null,
  now: Date,
): Promise<number> {
  const rows = await tx.legalDuty.findMany({
    where: { personId, unitId: { in: [...fromUnitIds] }, ...knownBy(), ...touching({ fromOn, toOn: null }) },
  });
  for (const row of rows) {
    const { toOn } = rangeOf(row);
    const began = fromDbDate(row.fromOn);
    const written = { recordedAt: now, recordedById: actorId };
    await tx.legalDuty.updateMany({ where: { id: row.id }, data: { supersededAt: now } });
    if (began < fromOn)
      await tx.legalDuty.create({
        data: { ...row, id: newId(), ...dbRange({ fromOn: began, toOn: fromOn }), ...written },
      });
    const range = dbRange({ fromOn: began > fromOn ? began : fromOn, toOn });
    await tx.legalDuty.create({ data: { ...row, id: newId(), unitId: toUnitId, ...range, ...written } });
  }
  return rows.length;
}
