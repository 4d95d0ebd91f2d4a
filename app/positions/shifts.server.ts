/** 执法班次: plans shifts, puts people on them and takes them off. The gate is decided inside the transaction that writes. */
import { record } from "~/audit/audit.server";
import { lockPeople, lockUnitToRead, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal, refusalsOf, type Verdict } from "~/verdict";
import { decideEnforcements, type GateAnswer } from "./gate.server";
import { askedAt, mayMan, mayPlanShift, type ShiftStanding, type ShiftTimes } from "./shift";
import type { TeamAct } from "./team";

export type NewShift = ShiftTimes & { unitId: string; act: TeamAct; field: string | null; place: string };

const OVER: ShiftStanding = {
  people: [],
  team: [refusal("shift.over", {}, { title: "本平台默认设置" })],
};

/** Plans a shift with nobody on it yet, or refuses with all reasons of `mayPlanShift`. */
export async function addShift(
  tx: Tx,
  planned: NewShift,
  actorId: string,
  now: Date,
): Promise<{ ok: true; shiftId: string } | { ok: false; refusals: Refusal[] }> {
  const verdict = mayPlanShift(planned, now);
  if (!verdict.ok) return { ok: false, refusals: refusalsOf(verdict) };
  const shiftId = newId();
  await tx.shift.create({ data: { ...planned, id: shiftId, createdAt: now, createdById: actorId } });
  const { unitId, startsAt, endsAt } = planned;
  await record(tx, {
    ...{ type: "shift.added", at: now, actorId, unitId, subjectId: shiftId },
    data: { shiftId, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
  });
  return { ok: true, shiftId };
}

/** The gate about people of a shift, at the instant it is asked about, by as many statements as about one. */
export async function answersFor(
  tx: Tx,
  personIds: readonly string[],
  shift: { unitId: string; field: string | null } & ShiftTimes,
  now: Date,
): Promise<Map<string, GateAnswer>> {
  const { unitId, field } = shift;
  const asked = [...new Set(personIds)].map((personId) => ({ personId, unitId, field }));
  const answers = await decideEnforcements(tx, asked, askedAt(shift, now));
  return new Map(asked.map(({ personId }, index) => [personId, answers[index]!]));
}

/**
 * Puts all of them on the shift or nobody, with every reason about everybody. Takes the unit's and everybody's lock, so that
 * whoever loses the right meanwhile is seen. A refusal is logged; nothing else is written. Null: no such shift of the unit.
 */
export async function manShift(
  tx: Tx,
  { unitId, shiftId, personIds }: { unitId: string; shiftId: string; personIds: readonly string[] },
  actorId: string,
  now: Date,
): Promise<{ ok: true } | ({ ok: false } & ShiftStanding) | null> {
  if (!(await tx.shift.findFirst({ where: { id: shiftId, unitId }, select: { id: true } }))) return null;
  await lockUnitToRead(tx, unitId);
  const already = await tx.shiftDuty.findMany({ where: { shiftId, takenOffAt: null } });
  const wantedIds = [...new Set(personIds)];
  await lockPeople(tx, ...wantedIds, ...already.map(({ personId }) => personId));
  // Another may have withdrawn it or manned it while the locks were waited for.
  await tx.$queryRaw`SELECT 1 FROM shift WHERE id = ${shiftId}::uuid FOR NO KEY UPDATE`;
  const shift = await tx.shift.findUniqueOrThrow({
    where: { id: shiftId },
    include: { duties: { where: { takenOffAt: null } } },
  });
  const act = shift.act as TeamAct;
  const onIt = shift.duties.map(({ personId }) => personId);
  const answers = await answersFor(tx, [...wantedIds, ...onIt], shift, now);
  const member = (personId: string) => ({ personId, answer: answers.get(personId)! });
  const others = await tx.shiftDuty.findMany({
    where: {
      ...{ personId: { in: wantedIds }, takenOffAt: null },
      ...{ startsAt: { lt: shift.endsAt }, endsAt: { gt: shift.startsAt } },
    },
  });
  const there = onIt.filter((one) => !wantedIds.includes(one));
  const verdict =
    shift.withdrawnAt !== null || shift.endsAt <= now
      ? OVER
      : mayMan(
          shift,
          {
            ...{ wanted: wantedIds.map(member), there: there.map(member) },
            busy: new Set(others.map(({ personId }) => personId)),
          },
          act,
        );
  const refusals = [...verdict.team, ...verdict.people.flatMap((one) => one.refusals)];
  if (refusals.length > 0) {
    const codes = [...new Set(refusals.map(({ code }) => code))];
    await record(tx, {
      ...{ type: "shift.refused", at: now, actorId, unitId, subjectId: shiftId },
      data: { shiftId, codes },
    });
    return { ok: false, ...verdict };
  }
  for (const personId of wantedIds) {
    const dutyId = newId();
    const { startsAt, endsAt } = shift;
    const { packVersionId } = answers.get(personId)!;
    await tx.shiftDuty.create({
      data: { id: dutyId, shiftId, personId, startsAt, endsAt, packVersionId, putAt: now, putById: actorId },
    });
    await record(tx, {
      ...{ type: "shift.manned", at: now, actorId, personId, unitId, subjectId: shiftId },
      data: { shiftId, dutyId },
    });
  }
  return { ok: true };
}

/** Takes somebody off; doing it twice changes nothing. False: no such duty of the unit. */
export async function leaveShift(
  tx: Tx,
  { unitId, dutyId, reason }: { unitId: string; dutyId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<boolean> {
  const duty = await tx.shiftDuty.findFirst({ where: { id: dutyId, shift: { unitId } } });
  if (!duty) return false;
  const { count } = await tx.shiftDuty.updateMany({
    where: { id: dutyId, takenOffAt: null },
    data: { takenOffAt: now, takenOffById: actorId, takenOffReason: reason },
  });
  if (count === 0) return true;
  const { personId, shiftId } = duty;
  await record(tx, {
    ...{ type: "shift.left", at: now, actorId, personId, unitId, subjectId: shiftId },
    data: { shiftId, dutyId },
  });
  return true;
}

/** Withdraws a shift and takes everybody off it. Refusal: shift.over. Twice changes nothing. Null: no such shift of the unit. */
export async function withdrawShift(
  tx: Tx,
  { unitId, shiftId, reason }: { unitId: string; shiftId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<Verdict | null> {
  await tx.$queryRaw`SELECT 1 FROM shift WHERE id = ${shiftId}::uuid FOR NO KEY UPDATE`;
  const shift = await tx.shift.findFirst({ where: { id: shiftId, unitId } });
  if (!shift) return null;
  if (shift.withdrawnAt) return { ok: true };
  if (shift.endsAt <= now) return { ok: false, refusals: OVER.team };
  const duties = await tx.shiftDuty.findMany({ where: { shiftId, takenOffAt: null } });
  for (const { id: dutyId } of duties) await leaveShift(tx, { unitId, dutyId, reason }, actorId, now);
  await tx.shift.update({
    where: { id: shiftId },
    data: { withdrawnAt: now, withdrawnById: actorId, withdrawReason: reason },
  });
  await record(tx, {
    ...{ type: "shift.withdrawn", at: now, actorId, unitId, subjectId: shiftId },
    data: { shiftId },
  });
  return { ok: true };
}
