/** 调动, by two people of two units: the old unit releases, the new one accepts or declines. Nothing moves until it is accepted. */
import { record } from "~/audit/audit.server";
import { type DateOn, fromDbDate, toDbDate } from "~/calendar";
import { lockPeople, rollBackTo, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { holdersAt, notifyAll, peopleBehind } from "~/notices/notices.server";
import { lockUnitsOfDuties } from "~/personnel/death.server";
import { personnelFacts } from "~/personnel/facts.server";
import { type EmploymentIdentity, hasLeft } from "~/personnel/identity";
import { type Refusal, refusal, refusalsOf } from "~/verdict";
import { transferEmploymentAsked } from "./employment-acts.server";
import { type Answering, mayAnswerTransfer, type TransferDecision } from "./transfer";

export type NewTransfer = {
  personId: string;
  /** Where they go to. */
  unitId: string;
  /** The day from whose 00:00 (China time) they belong to the new unit. */
  fromOn: DateOn;
  /** As before, if not given. */
  identity?: EmploymentIdentity;
  title: string | null;
  /** 调动文号. */
  documentNumber: string;
};
type Refused = { ok: false; refusals: Refusal[] };

/**
 * The first of two people, for the unit the person belongs to. The move is tried and taken back, so that what stands against it
 * is told now. Refusals: transfer.own, transfer.open-already, and all of `transferEmploymentAsked`.
 */
export async function releaseForTransfer(
  tx: Tx,
  asked: NewTransfer,
  by: Answering,
  now: Date,
): Promise<{ ok: true; transferId: string } | Refused> {
  const { personId, unitId, fromOn, documentNumber, identity, title } = asked;
  await lockUnitsOfDuties(tx, personId);
  await lockPeople(tx, personId);
  const open = await tx.transfer.findFirst({ where: { personId, decision: null }, select: { id: true } });
  const fromUnitId = await homeOn(tx, personId, fromOn);
  await tx.$executeRaw`SAVEPOINT releasing`;
  const tried = await transferEmploymentAsked(tx, asMove(asked), by.accountId, now);
  await rollBackTo(tx, "releasing");
  const refusals = [
    ...(by.personId === personId ? [refusal("transfer.own")] : []),
    ...(open ? [refusal("transfer.open-already")] : []),
    ...refusalsOf(tried),
  ];
  if (refusals.length > 0 || !fromUnitId) return { ok: false, refusals };
  const transferId = newId();
  await tx.transfer.create({
    data: {
      ...{ id: transferId, personId, fromUnitId, toUnitId: unitId, fromOn: toDbDate(fromOn), documentNumber },
      ...{ identity: identity ?? null, title, releasedById: by.accountId, releasedAt: now },
    },
  });
  await record(tx, {
    ...{ type: "transfer.released", at: now, actorId: by.accountId, personId, unitId: fromUnitId },
    ...{ subjectId: transferId, data: { transferId, toUnitId: unitId, fromOn } },
  });
  const told = { code: "transfer.to-answer" as const, happening: transferId, facts: { transferId, fromOn } };
  await notifyAll(tx, await officersOf(tx, unitId, now), told, now);
  return { ok: true, transferId };
}

/**
 * The second of two people, for the unit they go to; or the first one's unit, which takes it back. An acceptance asks everything
 * again and moves the person. Refusals: those of `mayAnswerTransfer`; accepting also transfer.moved-already { fromOn } and all
 * of `transferEmploymentAsked`, and the transfer waits on then.
 */
export async function answerTransfer(
  tx: Tx,
  { transferId, decision, reason }: { transferId: string; decision: TransferDecision; reason: string },
  by: Answering,
  now: Date,
): Promise<{ ok: true } | Refused> {
  const named = await tx.transfer.findUniqueOrThrow({ where: { id: transferId } });
  await lockUnitsOfDuties(tx, named.personId);
  await lockPeople(tx, named.personId);
  await tx.$queryRaw`SELECT 1 FROM transfer WHERE id = ${transferId}::uuid FOR NO KEY UPDATE`;
  const row = await tx.transfer.findUniqueOrThrow({ where: { id: transferId } });
  const { personId, fromUnitId, toUnitId, releasedById } = row;
  const fromOn = fromDbDate(row.fromOn);
  const verdict = mayAnswerTransfer(row, { decision, reason }, by);
  if (!verdict.ok) return { ok: false, refusals: refusalsOf(verdict) };
  let factId: string | null = null;
  if (decision === "accepted") {
    if ((await homeOn(tx, personId, fromOn)) !== fromUnitId)
      return { ok: false, refusals: [refusal("transfer.moved-already", { fromOn })] };
    const identity = row.identity as EmploymentIdentity | null;
    const { title, documentNumber } = row;
    const asked = {
      ...{ personId, unitId: toUnitId, fromOn, title, documentNumber },
      ...(identity ? { identity } : {}),
    };
    const moved = await transferEmploymentAsked(tx, asMove(asked), by.accountId, now);
    if (!moved.ok) return moved;
    factId = moved.factId;
  }
  await tx.transfer.update({
    where: { id: transferId },
    data: { decision, decidedById: by.accountId, decidedAt: now, reason: reason.trim() || null, factId },
  });
  const event = { at: now, actorId: by.accountId, personId, subjectId: transferId } as const;
  if (decision === "accepted")
    await record(tx, {
      ...{ ...event, type: "transfer.accepted", unitId: toUnitId },
      data: { transferId, fromUnitId, fromOn },
    });
  else if (decision === "declined")
    await record(tx, {
      ...{ ...event, type: "transfer.declined", unitId: toUnitId },
      data: { transferId, fromUnitId },
    });
  else
    await record(tx, {
      ...{ ...event, type: "transfer.withdrawn", unitId: fromUnitId },
      data: { transferId, toUnitId },
    });
  await tell(tx, { transferId, personId, fromOn, toUnitId, releasedById, decision }, now);
  return { ok: true };
}

/** The unit somebody belongs to on a day; null: to none. */
async function homeOn(tx: Tx, personId: string, on: DateOn): Promise<string | null> {
  const jobs = (await personnelFacts(tx, [personId], { trueOn: on })).get(personId)?.employments ?? [];
  return jobs.find(({ relation, status }) => relation === "home" && !hasLeft(status))?.unitId ?? null;
}

const asMove = ({ documentNumber, ...asked }: NewTransfer) => ({ ...asked, document: documentNumber });

const officersOf = (tx: Tx, unitId: string, now: Date) =>
  holdersAt(tx, { unitId, role: "unit-personnel-officer" }, now);

type Answered = {
  transferId: string;
  personId: string;
  fromOn: DateOn;
  toUnitId: string;
  releasedById: string;
  decision: TransferDecision;
};

async function tell(tx: Tx, answered: Answered, now: Date): Promise<void> {
  const { transferId, personId, fromOn, toUnitId, releasedById, decision } = answered;
  const happening = transferId;
  if (decision === "withdrawn") {
    const told = { code: "transfer.withdrawn" as const, happening, facts: { transferId } };
    return notifyAll(tx, await officersOf(tx, toUnitId, now), told, now);
  }
  const told = { code: "transfer.answered" as const, happening, facts: { transferId, outcome: decision } };
  await notifyAll(tx, await peopleBehind(tx, [releasedById]), told, now);
  if (decision !== "accepted") return;
  const yours = { code: "transfer.yours" as const, happening, facts: { transferId, fromOn } };
  await notifyAll(tx, [personId], yours, now);
}
