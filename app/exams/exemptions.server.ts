/**
 * 免考: asked for with evidence by one person, granted or refused by another; taking a granted one back is
 * `exemption-revocations.server.ts`. The database refuses a decision with the
 * name of whoever asked under it. A granted exemption from a part of the qualification is that part.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { plainFileName, storeFile } from "~/files.server";
import { newId } from "~/ids";
import { notifyAll } from "~/notices/notices.server";
import { packFor } from "~/rulebook/packs.server";
import type { ExemptionWord, PartWord } from "~/rulebook/words";
import { type Refusal, refusal, verdictOf } from "~/verdict";
import type { ExamExemption, ExamRequirement } from "../../prisma/generated/client";
import { grantQualification } from "./qualification.server";
import { examIn, isTold, mayAskExemption } from "./requirement";
import { addRequirementStep, lockRequirement, termsIn } from "./requirement-steps.server";

type Answer = { ok: true } | { ok: false; refusals: Refusal[] };

export type AskedExemption = {
  requirementId: string;
  ground: ExemptionWord;
  note: string;
  /** null: none was given. */
  evidence: { bytes: Buffer; mediaType: string; fileName: string } | null;
};

/** The first of two people. Refusals: see `mayAskExemption`. null: there is no such requirement. */
export async function askExemption(
  tx: Tx,
  asked: AskedExemption,
  actorId: string,
  now: Date,
): Promise<{ ok: true; exemptionId: string } | { ok: false; refusals: Refusal[] } | null> {
  const { requirementId, ground, note, evidence } = asked;
  const requirement = await lockRequirement(tx, requirementId);
  if (!requirement) return null;
  const { pack, versionId } = await packFor(tx, requirement.unitId, chinaDateOf(now));
  const hasOpen = (await tx.examExemption.count({ where: { requirementId, decidedAt: null } })) > 0;
  const verdict = mayAskExemption(
    { ...termsIn(requirement), hasOpen },
    { ground, hasEvidence: evidence !== null },
    pack,
  );
  if (!verdict.ok || !evidence) return verdict.ok ? { ok: false, refusals: [] } : verdict;
  const { bytes, mediaType, fileName } = evidence;
  const evidenceHash = await storeFile(tx, { bytes, mediaType, purpose: "evidence", now });
  const exemptionId = newId();
  await tx.examExemption.create({
    data: {
      ...{ id: exemptionId, requirementId, ground, note, evidenceHash, packVersionId: versionId },
      evidenceName: plainFileName(fileName, "evidence"),
      ...{ askedById: actorId, askedAt: now },
    },
  });
  await record(tx, { ...eventOf(requirement, actorId, now), type: "exemption.asked", data: { ground } });
  return { ok: true, exemptionId };
}

/**
 * The second of two people: the requirement is exempt from now on. Refusals: exemption.decided, exemption.same-person,
 * exemption.own (nobody lets themselves off), requirement.settled. null: there is none.
 */
export async function grantExemption(
  tx: Tx,
  { exemptionId }: { exemptionId: string },
  actorId: string,
  now: Date,
): Promise<Answer | null> {
  const found = await lockExemption(tx, exemptionId);
  if (!found) return null;
  const { exemption, requirement } = found;
  const settled =
    requirement.state === "owed" ? [] : [refusal("requirement.settled", { state: requirement.state })];
  const verdict = verdictOf([...(await secondRefusals(tx, found, actorId)), ...settled]);
  if (!verdict.ok) return verdict;
  await decide(tx, exemptionId, { decision: "granted", decisionReason: null }, actorId, now);
  const step = { act: "exempted" as const, state: "exempt" as const, exemptionId };
  await addRequirementStep(tx, requirement, step, actorId, now);
  const { ground } = exemption;
  await record(tx, { ...eventOf(requirement, actorId, now), type: "exemption.granted", data: { ground } });
  await tellHolder(tx, found, "exam.exemption-granted", now);
  if (requirement.kind === "qualification") await grantPart(tx, requirement, exemption, actorId, now);
  return { ok: true };
}

async function grantPart(
  tx: Tx,
  { personId, part, field }: ExamRequirement,
  { evidenceName }: ExamExemption,
  actorId: string,
  now: Date,
): Promise<void> {
  const granted = { personId, part: part as PartWord, field, origin: "exemption" as const };
  await grantQualification(
    tx,
    { ...granted, evidence: evidenceName, fromOn: chinaDateOf(now) },
    actorId,
    now,
  );
}

/**
 * The second of two people says no, and why: the exam is owed as before. Refusals: exemption.decided,
 * exemption.same-person, exemption.own, exemption.reason-missing. null: there is none.
 */
export async function refuseExemption(
  tx: Tx,
  { exemptionId, reason }: { exemptionId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<Answer | null> {
  const found = await lockExemption(tx, exemptionId);
  if (!found) return null;
  const unsaid = reason.trim() === "" ? [refusal("exemption.reason-missing")] : [];
  const verdict = verdictOf([...(await secondRefusals(tx, found, actorId)), ...unsaid]);
  if (!verdict.ok) return verdict;
  await decide(tx, exemptionId, { decision: "refused", decisionReason: reason.trim() }, actorId, now);
  const { exemption, requirement } = found;
  const data = { ground: exemption.ground };
  await record(tx, { ...eventOf(requirement, actorId, now), type: "exemption.refused", data });
  await tellHolder(tx, found, "exam.exemption-refused", now);
  return { ok: true };
}

/** Taken back by whoever asked. Harmless to repeat. Refusals: exemption.decided, exemption.not-own. null: there is none. */
export async function withdrawExemption(
  tx: Tx,
  { exemptionId }: { exemptionId: string },
  actorId: string,
  now: Date,
): Promise<Answer | null> {
  const found = await lockExemption(tx, exemptionId);
  if (!found) return null;
  const { exemption, requirement } = found;
  if (exemption.askedById !== actorId) return { ok: false, refusals: [refusal("exemption.not-own")] };
  if (exemption.decision === "withdrawn") return { ok: true };
  if (exemption.decision) return { ok: false, refusals: [refusal("exemption.decided")] };
  await decide(tx, exemptionId, { decision: "withdrawn", decisionReason: null }, actorId, now);
  const data = { ground: exemption.ground };
  await record(tx, { ...eventOf(requirement, actorId, now), type: "exemption.withdrawn", data });
  return { ok: true };
}

type Locked = { exemption: ExamExemption; requirement: ExamRequirement };

/** The person's lock first, then the exemption: of two who decide at once the second reads what the first wrote; null: there is none. */
export async function lockExemption(tx: Tx, exemptionId: string): Promise<Locked | null> {
  const before = await tx.examExemption.findUnique({
    where: { id: exemptionId },
    select: { requirementId: true },
  });
  const requirement = before && (await lockRequirement(tx, before.requirementId));
  if (!requirement) return null;
  return { requirement, exemption: await tx.examExemption.findUniqueOrThrow({ where: { id: exemptionId } }) };
}

async function secondRefusals(
  tx: Tx,
  { exemption, requirement }: Locked,
  actorId: string,
): Promise<Refusal[]> {
  const account = await tx.account.findUnique({ where: { id: actorId }, select: { personId: true } });
  return [
    ...(exemption.decidedAt ? [refusal("exemption.decided")] : []),
    ...(exemption.askedById === actorId ? [refusal("exemption.same-person")] : []),
    ...(account?.personId === requirement.personId ? [refusal("exemption.own")] : []),
  ];
}

const decide = (
  tx: Tx,
  id: string,
  decision: { decision: "granted" | "refused" | "withdrawn"; decisionReason: string | null },
  actorId: string,
  now: Date,
) => tx.examExemption.update({ where: { id }, data: { ...decision, decidedById: actorId, decidedAt: now } });

export async function tellHolder(
  tx: Tx,
  { exemption, requirement }: Locked,
  code: "exam.exemption-granted" | "exam.exemption-refused" | "exam.exemption-revoked",
  now: Date,
): Promise<void> {
  if (!isTold(requirement.source)) return;
  const told = { code, happening: exemption.id, facts: examIn(requirement) };
  await notifyAll(tx, [requirement.personId], told, now);
}

export const eventOf = ({ id, personId, unitId }: ExamRequirement, actorId: string, now: Date) => ({
  ...{ at: now, actorId, personId, unitId, subjectId: id },
});
