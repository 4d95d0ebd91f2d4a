/** Which pack a unit follows is proposed by one person and decided by another. */
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, fromDbDate, toDbDate } from "~/calendar";
import { lockUnitToChange, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal, refuse, type Verdict, verdictOf } from "~/verdict";
import { assignPack } from "./packs.server";

export type AssignmentWanted = { unitId: string; packCode: string; fromOn: DateOn; reason: string | null };
export type AssignmentProposal = {
  proposalId: string;
  unitId: string;
  packCode: string;
  fromOn: DateOn;
  reason: string | null;
  proposedById: string | null;
  proposedAt: Date;
};

/**
 * Refusals: pack.unknown (or without a version), pack-assignment.open-already (one proposal for a unit at a time),
 * pack-assignment.as-before, draft.reason-missing (from a past day without a reason).
 */
export async function proposeAssignment(
  tx: Tx,
  { unitId, packCode, fromOn, reason }: AssignmentWanted,
  actorId: string,
  now: Date,
): Promise<Verdict> {
  await lockUnitToChange(tx, unitId);
  const pack = await tx.rulePack.findFirst({
    where: { code: packCode, versions: { some: {} } },
    select: { id: true },
  });
  if (!pack) return refuse(refusal("pack.unknown"));
  const refusals: Refusal[] = [];
  if (await tx.rulePackAssignmentProposal.findFirst({ where: { unitId, decision: null } }))
    refusals.push(refusal("pack-assignment.open-already"));
  if (await followsAlready(tx, unitId, pack.id, fromOn)) refusals.push(refusal("pack-assignment.as-before"));
  if (fromOn < chinaDateOf(now) && reason === null)
    refusals.push(refusal("draft.reason-missing", { effectiveOn: fromOn }));
  if (refusals.length > 0) return verdictOf(refusals);
  const id = newId();
  await tx.rulePackAssignmentProposal.create({
    data: {
      id,
      unitId,
      packId: pack.id,
      fromOn: toDbDate(fromOn),
      reason,
      proposedById: actorId,
      proposedAt: now,
    },
  });
  await record(tx, {
    type: "rule-pack.assignment-proposed",
    at: now,
    actorId,
    unitId,
    subjectId: id,
    data: { packId: pack.id, fromOn },
  });
  return verdictOf([]);
}

async function followsAlready(tx: Tx, unitId: string, packId: string, fromOn: DateOn): Promise<boolean> {
  const from = toDbDate(fromOn);
  const rows = await tx.unitRulePack.findMany({
    where: { unitId, supersededAt: null, OR: [{ toOn: null }, { toOn: { gt: from } }] },
  });
  return rows.length === 1 && rows[0]!.packId === packId && rows[0]!.fromOn <= from && rows[0]!.toOn === null;
}

export type AssignmentDecision = "approved" | "refused" | "withdrawn";

/**
 * Approved, the unit and all below it without a pack of their own follow the pack from that day; withdrawn is for who
 * proposed it, the other two are for somebody else.
 * Refusals: pack-assignment.decided, pack-assignment.own, pack-assignment.others, draft.reason-missing.
 */
export async function decideAssignment(
  tx: Tx,
  { proposalId, decision }: { proposalId: string; decision: AssignmentDecision },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { unitId } = await tx.rulePackAssignmentProposal.findUniqueOrThrow({
    where: { id: proposalId },
    select: { unitId: true },
  });
  await lockUnitToChange(tx, unitId);
  const row = await tx.rulePackAssignmentProposal.findUniqueOrThrow({
    where: { id: proposalId },
    include: { pack: { select: { code: true } } },
  });
  const fromOn = fromDbDate(row.fromOn);
  const isOwn = row.proposedById === actorId;
  const refusals: Refusal[] = [];
  if (row.decision !== null) refusals.push(refusal("pack-assignment.decided", { decision: row.decision }));
  if (decision === "withdrawn" && !isOwn) refusals.push(refusal("pack-assignment.others"));
  if (decision !== "withdrawn" && isOwn) refusals.push(refusal("pack-assignment.own"));
  if (decision === "approved" && fromOn < chinaDateOf(now) && row.reason === null)
    refusals.push(refusal("draft.reason-missing", { effectiveOn: fromOn }));
  if (refusals.length > 0) return verdictOf(refusals);
  await tx.rulePackAssignmentProposal.update({
    where: { id: proposalId },
    data: { decision, decidedById: actorId, decidedAt: now },
  });
  const { packId } = row;
  if (decision === "approved")
    await assignPack(tx, { unitId, packCode: row.pack.code, fromOn }, actorId, now);
  else
    await record(tx, {
      type: decision === "refused" ? "rule-pack.assignment-refused" : "rule-pack.assignment-withdrawn",
      at: now,
      actorId,
      unitId,
      subjectId: proposalId,
      data: { packId },
    });
  return verdictOf([]);
}

/** What waits for a second person, oldest first. */
export async function openAssignments(tx: Tx): Promise<AssignmentProposal[]> {
  const rows = await tx.rulePackAssignmentProposal.findMany({
    where: { decision: null },
    orderBy: { proposedAt: "asc" },
    include: { pack: { select: { code: true } } },
  });
  return rows.map(({ id, unitId, pack, fromOn, reason, proposedById, proposedAt }) => ({
    proposalId: id,
    unitId,
    packCode: pack.code,
    fromOn: fromDbDate(fromOn),
    reason,
    proposedById,
    proposedAt,
  }));
}
