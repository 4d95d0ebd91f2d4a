/**
 * 班次不再成立: whoever planned a shift and the unit's officers are told when somebody on it has lost the right to enforce.
 * The page decides for itself whenever it is read; this only tells.
 */
import { createHash } from "node:crypto";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { holdersAt, notifyAll, peopleBehind } from "~/notices/notices.server";
import { brokenShifts, type ShiftShown } from "~/positions/shift-list.server";

/** Answers in how many shifts somebody may not enforce. The same people on the same shift are told of once. */
export async function tellOfBrokenShifts(tx: Tx, now: Date): Promise<number> {
  const units = await tx.shift.findMany({
    where: { withdrawnAt: null, endsAt: { gt: now }, duties: { some: { takenOffAt: null } } },
    distinct: ["unitId"],
    select: { unitId: true },
  });
  let broken = 0;
  for (const { unitId } of units) {
    // Too few after somebody was taken off is the planner's own doing, and on the page.
    const lost = (await brokenShifts(tx, unitId, now)).filter((shift) => lostOn(shift).length > 0);
    broken += lost.length;
    if (lost.length === 0) continue;
    const officers = await holdersAt(tx, { unitId, role: "unit-personnel-officer" }, now);
    for (const shift of lost) {
      const { shiftId, startsAt } = shift;
      const told = {
        ...{ code: "shift.broken" as const, happening: `${shiftId}/${digestOf(lostOn(shift))}` },
        facts: { unitId, on: chinaDateOf(startsAt), people: lostOn(shift).length },
      };
      await notifyAll(tx, [...new Set([...officers, ...(await plannersOf(tx, shiftId))])], told, now);
    }
  }
  return broken;
}

const lostOn = ({ people }: ShiftShown): string[] =>
  people.flatMap(({ dutyId, refusals }) => (refusals.length > 0 ? [dutyId] : []));

const digestOf = (dutyIds: readonly string[]) =>
  createHash("sha256")
    .update([...dutyIds].sort().join())
    .digest("hex");

/** Who planned it and who put people on it. */
async function plannersOf(tx: Tx, shiftId: string): Promise<string[]> {
  const { createdById, duties } = await tx.shift.findUniqueOrThrow({
    where: { id: shiftId },
    select: { createdById: true, duties: { where: { takenOffAt: null }, select: { putById: true } } },
  });
  return peopleBehind(tx, [createdById, ...duties.map(({ putById }) => putById)]);
}
