/** Taking a granted exemption back, where its ground proves wrong or has ended: one proposes with a reason, another decides. */
import type { Actor } from "~/access/permissions";
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import type { PartWord } from "~/rulebook/words";
import { type Refusal, refusal, verdictOf } from "~/verdict";
import { eventOf, lockExemption, tellHolder } from "./exemptions.server";
import { endExemptedPart } from "./qualification.server";
import { addRequirementStep, settleRequirements } from "./requirement-steps.server";

type Answer = { ok: true } | { ok: false; refusals: Refusal[] };
/** Who decides, and who they are: nobody decides about themselves. */
type Decider = Pick<Actor, "accountId" | "personId">;

/**
 * Refusals: exemption.not-granted, exemption.own, exemption.revocation-open, exemption.revocation-reason-missing.
 * null: there is no such exemption.
 */
export async function proposeRevocation(
  tx: Tx,
  { exemptionId, reason }: { exemptionId: string; reason: string },
  { accountId, personId }: Decider,
  now: Date,
): Promise<Answer | null> {
  const found = await lockExemption(tx, exemptionId);
  if (!found) return null;
  const { exemption, requirement } = found;
  const stands = exemption.decision === "granted" && exemption.revokedAt === null;
  const verdict = verdictOf([
    ...(stands ? [] : [refusal("exemption.not-granted")]),
    ...(requirement.personId === personId ? [refusal("exemption.own")] : []),
    ...((await openRevocation(tx, exemptionId)) ? [refusal("exemption.revocation-open")] : []),
    ...(reason.trim() === "" ? [refusal("exemption.revocation-reason-missing")] : []),
  ]);
  if (!verdict.ok) return verdict;
  await tx.exemptionRevocation.create({
    data: { id: newId(), exemptionId, reason: reason.trim(), proposedById: accountId, proposedAt: now },
  });
  const data = { ground: exemption.ground };
  await record(tx, { ...eventOf(requirement, accountId, now), type: "exemption.revocation-proposed", data });
  return { ok: true };
}

/**
 * The second person's answer. Approved: the exam is owed again unless a pass answers it, and a part of the qualification
 * that was granted in place of the exam does not stand. Refusals: exemption.no-revocation, exemption.own,
 * exemption.revocation-same-person. null: there is no such exemption.
 */
export async function decideRevocation(
  tx: Tx,
  { exemptionId, decision }: { exemptionId: string; decision: "approved" | "refused" },
  { accountId, personId }: Decider,
  now: Date,
): Promise<Answer | null> {
  const found = await lockExemption(tx, exemptionId);
  if (!found) return null;
  const { exemption, requirement } = found;
  const open = await openRevocation(tx, exemptionId);
  if (!open) return { ok: false, refusals: [refusal("exemption.no-revocation")] };
  const verdict = verdictOf([
    ...(requirement.personId === personId ? [refusal("exemption.own")] : []),
    ...(open.proposedById === accountId ? [refusal("exemption.revocation-same-person")] : []),
  ]);
  if (!verdict.ok) return verdict;
  await tx.exemptionRevocation.update({
    where: { id: open.id },
    data: { decision, decidedById: accountId, decidedAt: now },
  });
  const about = eventOf(requirement, accountId, now);
  const data = { ground: exemption.ground };
  if (decision === "refused") {
    await record(tx, { ...about, type: "exemption.revocation-refused", data });
    return { ok: true };
  }
  await tx.examExemption.update({ where: { id: exemptionId }, data: { revokedAt: now } });
  await record(tx, { ...about, type: "exemption.revoked", data });
  const { part, field } = requirement;
  if (requirement.kind === "qualification" && exemption.decidedAt)
    await endExemptedPart(
      tx,
      {
        personId: requirement.personId,
        part: part as PartWord,
        field,
        grantedAt: exemption.decidedAt,
      },
      accountId,
      now,
    );
  const step = { act: "exemption-revoked", state: "owed", exemptionId, reason: open.reason } as const;
  await addRequirementStep(tx, requirement, step, accountId, now);
  await settleRequirements(tx, [requirement.personId], accountId, now);
  await tellHolder(tx, found, "exam.exemption-revoked", now);
  return { ok: true };
}

const openRevocation = (tx: Tx, exemptionId: string) =>
  tx.exemptionRevocation.findFirst({ where: { exemptionId, decision: null } });
