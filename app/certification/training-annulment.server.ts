/** 撤销: one person proposes to annul a certificate of training on a ground, another decides. It takes effect at once, for ever. */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { reviewerFrom } from "./application-steps.server";
import { ANNULMENT_GROUNDS } from "./training";

export type Annulling = { ground: string; decisionNumber: string; reason: string };

/**
 * Refusals: training.ended, training.annulment-open, training.ground-unknown, training.decision-number-missing,
 * training.reason-missing, training.own.
 */
export async function proposeAnnulment(
  tx: Tx,
  { certificateId, ground, decisionNumber, reason }: Annulling & { certificateId: string },
  actorId: string,
  now: Date,
): Promise<{ ok: true; annulmentId: string } | { ok: false; refusals: Refusal[] }> {
  const { certificate, own } = await locked(tx, certificateId, actorId, now);
  const open = await tx.trainingAnnulment.count({ where: { certificateId, decidedAt: null } });
  const verdict = verdictOf([
    ...(certificate.endedAt ? [refusal("training.ended")] : []),
    ...(open > 0 ? [refusal("training.annulment-open")] : []),
    ...(ANNULMENT_GROUNDS.some((known) => known === ground) ? [] : [refusal("training.ground-unknown")]),
    ...(decisionNumber.trim() === "" ? [refusal("training.decision-number-missing")] : []),
    ...(reason.trim() === "" ? [refusal("training.reason-missing")] : []),
    ...own,
  ]);
  if (!verdict.ok) return verdict;
  const annulmentId = newId();
  await tx.trainingAnnulment.create({
    data: {
      ...{
        id: annulmentId,
        certificateId,
        ground,
        decisionNumber: decisionNumber.trim(),
        reason: reason.trim(),
      },
      ...{ proposedById: actorId, proposedAt: now },
    },
  });
  const { personId, unitId } = certificate;
  await record(tx, {
    ...{ type: "training-certificate.annulment-proposed", at: now, actorId, personId, unitId },
    ...{ subjectId: certificateId, data: { certificateId, ground } },
  });
  return { ok: true, annulmentId };
}

/** Refusals: training.annulment-decided, training.same-person, training.ended, training.own. */
export async function approveAnnulment(
  tx: Tx,
  { annulmentId }: { annulmentId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { annulment, certificate, own } = await annulmentLocked(tx, annulmentId, actorId, now);
  const verdict = verdictOf([
    ...(annulment.decidedAt ? [refusal("training.annulment-decided")] : []),
    ...(annulment.proposedById === actorId ? [refusal("training.same-person")] : []),
    ...(certificate.endedAt ? [refusal("training.ended")] : []),
    ...own,
  ]);
  if (!verdict.ok) return verdict;
  const { id: certificateId, personId, unitId } = certificate;
  const { ground, decisionNumber, reason, proposedById } = annulment;
  await tx.trainingAnnulment.update({
    where: { id: annulmentId },
    data: { decision: "approved", decidedById: actorId, decidedAt: now },
  });
  await tx.trainingCertificate.update({
    where: { id: certificateId },
    data: { endedAt: now, endedAs: "annulled" },
  });
  await tx.trainingAct.create({
    data: {
      ...{ id: newId(), certificateId, act: "annul", ground, decisionNumber, reason },
      ...{ proposedById, approvedById: actorId, recordedAt: now },
    },
  });
  await record(tx, {
    ...{
      type: "training-certificate.annulled",
      at: now,
      actorId,
      personId,
      unitId,
      subjectId: certificateId,
    },
    data: { certificateId, ground },
  });
  return { ok: true };
}

/** Not approved, or taken back by who proposed it. Refusal: training.annulment-decided. */
export async function refuseAnnulment(
  tx: Tx,
  { annulmentId }: { annulmentId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { annulment, certificate } = await annulmentLocked(tx, annulmentId, actorId, now);
  if (annulment.decidedAt) return verdictOf([refusal("training.annulment-decided")]);
  const decision = annulment.proposedById === actorId ? "withdrawn" : "refused";
  await tx.trainingAnnulment.update({
    where: { id: annulmentId },
    data: { decision, decidedById: actorId, decidedAt: now },
  });
  const { id: certificateId, personId, unitId } = certificate;
  await record(tx, {
    ...{ type: "training-certificate.annulment-refused", at: now, actorId, personId, unitId },
    ...{ subjectId: certificateId, data: { certificateId, decision } },
  });
  return { ok: true };
}

async function locked(tx: Tx, certificateId: string, actorId: string, now: Date) {
  const { personId } = await tx.trainingCertificate.findUniqueOrThrow({ where: { id: certificateId } });
  await lockPeople(tx, personId);
  const certificate = await tx.trainingCertificate.findUniqueOrThrow({ where: { id: certificateId } });
  const actor = await reviewerFrom(tx, actorId, certificate.unitId, chinaDateOf(now));
  return { certificate, own: actor.personId === personId ? [refusal("training.own")] : [] };
}

async function annulmentLocked(tx: Tx, annulmentId: string, actorId: string, now: Date) {
  const { certificateId } = await tx.trainingAnnulment.findUniqueOrThrow({ where: { id: annulmentId } });
  const held = await locked(tx, certificateId, actorId, now);
  return { ...held, annulment: await tx.trainingAnnulment.findUniqueOrThrow({ where: { id: annulmentId } }) };
}
