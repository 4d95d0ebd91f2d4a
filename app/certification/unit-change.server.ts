/**
 * What a change of units does to certificates and applications (T25). Every verb takes the holder's gate lock first and is
 * called by casework, which asks two people before.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, startOfDay } from "~/calendar";
import { lockApplication, lockPeople, lockUnitToRead, rollBackTo, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { holdersAt, notifyAll, peopleBehind } from "~/notices/notices.server";
import { standingFor } from "~/organisation/succession.server";
import { type Refusal, refusal, refusalsOf } from "~/verdict";
import { type ApplicationKind, ROLE_OF_REVIEWER, turnOf } from "./application";
import { decideApplication } from "./application-decision.server";
import { applicationFrom } from "./application-steps.server";
import { submitApplication } from "./applications.server";
import { eventOf, type Held, held, writeAct } from "./held.server";

/** The order that changes the units: from when, by whom, with which number. */
export type UnitOrder = {
  changeId: string;
  switchOn: DateOn;
  orderNumber: string;
  proposedById: string;
  approvedById: string;
};

/** 机构编制: the ground on which certificates of a unit end with it. */
const LEGAL_BASIS = "机构编制文件";

/**
 * An application that is under way goes on for the unit its own went into, with the reviews it has passed; where it was stays in
 * `application_move`. Who applies, who handed it in and whose turn it is are told. Asking twice changes nothing.
 */
export async function moveApplication(
  tx: Tx,
  { applicationId, toUnitId, kind }: { applicationId: string; toUnitId: string; kind: ApplicationKind },
  order: UnitOrder,
  now: Date,
): Promise<void> {
  const { personId, unitId } = await tx.application.findUniqueOrThrow({
    where: { id: applicationId },
    select: { personId: true, unitId: true },
  });
  await lockUnitToRead(tx, unitId, toUnitId);
  await lockPeople(tx, personId);
  await lockApplication(tx, applicationId);
  const row = await tx.application.findUniqueOrThrow({
    where: { id: applicationId },
    include: { steps: { orderBy: { id: "asc" } } },
  });
  if (row.closedAt || row.unitId === toUnitId) return;
  const { approvedById: byId, changeId } = order;
  await tx.applicationMove.create({
    data: {
      ...{ id: newId(), applicationId, changeId, byId, at: now },
      ...{ fromUnitId: row.unitId, toUnitId, kindBefore: row.kind, kindAfter: kind },
    },
  });
  await tx.application.update({ where: { id: applicationId }, data: { unitId: toUnitId, kind } });
  await record(tx, {
    ...{ type: "application.moved", at: now, actorId: byId, personId, unitId: toUnitId },
    ...{ subjectId: applicationId, data: { applicationId, fromUnitId: row.unitId, changeId } },
  });
  const code = "certificate.application-moved" as const;
  const told = (own: boolean) =>
    ({ code, happening: `${changeId}.${applicationId}`, facts: { applicationId, own } }) as const;
  await notifyAll(tx, [personId], told(true), now);
  const { route, standing, steps } = applicationFrom(row);
  const turn = turnOf(route, standing);
  const reviewers = turn
    ? await holdersAt(tx, { unitId: toUnitId, role: ROLE_OF_REVIEWER[turn.role] }, now)
    : [];
  const handedIn = await peopleBehind(tx, [steps[0]?.byId ?? null]);
  const others = [...new Set([...reviewers, ...handedIn])].filter((one) => one !== personId);
  await notifyAll(tx, others, told(false), now);
}

export type Exchange =
  | { ok: true; applicationId: string; certificate: Held }
  | { ok: false; refusals: Refusal[]; certificate: Held };

/**
 * 换发: the old certificate ends with its unit on the day of the order (`act`; null: it stays in use until the new one is
 * collected) and an application for the new one is made at once, or the one that came along goes on. Nothing is written when the
 * application would be refused. Refusals: those of `submitApplication`.
 */
export async function exchangeCertificate(
  tx: Tx,
  asked: {
    certificateId: string;
    toUnitId: string;
    kind: ApplicationKind;
    act: "replace" | "cancel" | "void" | null;
  },
  order: UnitOrder,
  now: Date,
): Promise<Exchange> {
  const certificate = await held(tx, asked.certificateId, now);
  const { personId, certificateType, field } = certificate;
  await tx.$executeRaw`SAVEPOINT exchange`;
  if (asked.act) await endWithUnit(tx, certificate, asked.act, order, now);
  const open = await tx.application.findFirst({
    where: { personId, certificateType, closedAt: null, unitId: asked.toUnitId },
    select: { id: true },
  });
  const wanted = { personId, unitId: asked.toUnitId, kind: asked.kind, field };
  // One that came along is judged like a new one: it must not carry anybody who may not hold a certificate there.
  const answer = open
    ? { applicationId: open.id, ...(await decideApplication(tx, wanted, now, open.id)) }
    : await submitApplication(tx, wanted, order.proposedById, now);
  if (!answer.ok) {
    await rollBackTo(tx, "exchange");
    return { ok: false, refusals: refusalsOf(answer), certificate };
  }
  const { applicationId } = answer;
  const told = {
    code: "certificate.exchange-begun" as const,
    happening: `${order.changeId}.${certificate.id}`,
    facts: { certificateId: certificate.id, orderNumber: order.orderNumber, fromOn: order.switchOn },
  };
  await notifyAll(tx, [personId], told, now);
  return { ok: true, applicationId, certificate };
}

/** 注销: the unit is no more and no other takes its holder up, for the reasons that stand in the line of the change. */
export async function cancelWithUnit(
  tx: Tx,
  { certificateId, act }: { certificateId: string; act: "cancel" | "void" },
  order: UnitOrder,
  now: Date,
): Promise<void> {
  const certificate = await held(tx, certificateId, now);
  await endWithUnit(tx, certificate, act, order, now);
  const { orderNumber: decisionNumber, switchOn: fromOn, changeId } = order;
  const facts = { certificateId, decisionNumber, fromOn };
  const told = { code: "certificate.cancelled", happening: `${changeId}.${certificateId}`, facts } as const;
  await notifyAll(tx, [certificate.personId], told, now);
}

/** Everything somebody has proposed about it and nobody has decided: a merger must not carry anybody past a revocation. */
export async function undecidedRefusals(tx: Tx, certificateId: string): Promise<Refusal[]> {
  const open = await tx.actProposal.count({ where: { certificateId, decidedAt: null } });
  return open > 0 ? [refusal("certificate.proposal-open")] : [];
}

const EVENT_OF = { replace: "certificate.replaced", void: "certificate.voided" } as const;

async function endWithUnit(
  tx: Tx,
  certificate: Held,
  act: "replace" | "cancel" | "void",
  order: UnitOrder,
  now: Date,
): Promise<void> {
  const { orderNumber: decisionNumber, proposedById, approvedById, switchOn } = order;
  const certificateId = certificate.id;
  const decided = { decisionNumber, legalBasis: LEGAL_BASIS, ground: "unit-dissolved" };
  // Also of one issued later that day: when it was, its unit was no more.
  const effectiveAt = startOfDay(switchOn);
  const who = { proposedById, approvedById };
  await writeAct(tx, certificate, { act, effectiveAt, ...who, ...decided }, now);
  const event = eventOf(certificate, approvedById, now);
  if (act === "cancel")
    await record(tx, { ...event, type: "certificate.cancelled", data: { certificateId, decisionNumber } });
  else
    await record(tx, {
      ...event,
      type: EVENT_OF[act],
      data: { certificateId },
    });
}

/**
 * The hold is lifted, but the paper of a unit that is no more does not come back to life: it ends as exchanged, and an application
 * for the unit that came after is made at once; where that one is refused, the unit is told in the usual way when it applies.
 */
export async function exchangeCarried(
  tx: Tx,
  certificate: Held,
  {
    effectiveAt,
    proposedById,
    approvedById,
  }: { effectiveAt: Date; proposedById: string; approvedById: string },
  now: Date,
): Promise<void> {
  const unitId = await standingFor(tx, certificate.unitId, chinaDateOf(effectiveAt));
  if (unitId === certificate.unitId) return;
  const ended = {
    act: "replace" as const,
    effectiveAt,
    proposedById,
    approvedById,
    ground: "unit-dissolved",
  };
  await writeAct(tx, certificate, ended, now);
  await record(tx, {
    ...eventOf(certificate, approvedById, now),
    type: "certificate.replaced",
    data: { certificateId: certificate.id },
  });
  const { personId, field } = certificate;
  await submitApplication(tx, { personId, unitId, kind: "transfer", field }, proposedById, now);
}
