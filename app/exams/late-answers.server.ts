/** 迟到答案: what arrived after the deadline counts when one proposes it with a reason and another accepts it. */
import { record } from "~/audit/audit.server";
import { lockExam, lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal } from "~/verdict";
import { applyLate, type LateAnswer, type Step, stepHash } from "./attempt-chain";
import { actsOf } from "./exams.server";
import { isPass } from "./marking";
import { markAttempt, marksFor } from "./marking.server";
import { lockAttempt } from "./submission.server";

type Answer = { ok: true } | { ok: false; refusals: Refusal[] };
const no = (reason: Refusal): Answer => ({ ok: false, refusals: [reason] });

export type LateStep = LateAnswer & { id: bigint; receivedAt: Date };

/** The late steps of an attempt that do not count yet, in the order in which they were answered. */
export async function lateSteps(tx: Tx, attemptId: string): Promise<LateStep[]> {
  const accepted = await tx.lateAcceptance.findMany({
    where: { attemptId, decision: "approved" },
    select: { stepIds: true },
  });
  const rows = await tx.answerStep.findMany({
    where: { attemptId, kind: "late", id: { notIn: accepted.flatMap((one) => one.stepIds) } },
    orderBy: [{ epoch: "asc" }, { seq: "asc" }],
    select: { id: true, slot: true, answer: true, receivedAt: true },
  });
  return rows.map(({ id, slot, answer, receivedAt }) => ({
    id,
    slot: slot!,
    answer: answer as LateAnswer["answer"],
    receivedAt,
  }));
}

/** The attempt's answers and flags as they would be with these late ones. */
function withLate(
  attempt: { answers: Record<string, string[]>; flags: Record<string, boolean> },
  late: readonly LateAnswer[],
) {
  const answers = { ...attempt.answers };
  const flags = { ...attempt.flags };
  for (const one of late) applyLate(one, answers, flags);
  return { answers, flags };
}

export type LateRehearsal = {
  before: { mark: number; passed: boolean };
  after: { mark: number; passed: boolean };
  fullMark: number;
  /** Questions whose marks would change, by number. */
  changes: { number: number; before: number; after: number }[];
};

/** What accepting every waiting late answer would change; nothing is stored. */
export async function rehearseLate(tx: Tx, attemptId: string): Promise<LateRehearsal> {
  const attempt = await tx.attempt.findUniqueOrThrow({
    where: { id: attemptId },
    include: { registration: { include: { exam: true } } },
  });
  const { exam } = attempt.registration;
  const now = attempt as { answers: unknown; flags: unknown } as Parameters<typeof withLate>[0];
  const { answers } = withLate(now, await lateSteps(tx, attemptId));
  const before = await marksFor(tx, { id: attemptId, answers: now.answers }, exam);
  const after = await marksFor(tx, { id: attemptId, answers }, exam);
  return {
    before: { mark: before.mark, passed: isPass(before.mark, exam.passMark) },
    after: { mark: after.mark, passed: isPass(after.mark, exam.passMark) },
    fullMark: before.fullMark,
    changes: before.slots.flatMap(({ number, mark }, index) => {
      const changed = after.slots[index]!.mark;
      return changed === mark ? [] : [{ number, before: mark, after: changed }];
    }),
  };
}

/** Refusals: late.reason-missing, late.none, late.not-submitted, late.released, late.proposed. */
export async function proposeLate(
  tx: Tx,
  { examId, attemptId, reason }: { examId: string; attemptId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<Answer> {
  if (reason.trim() === "") return no(refusal("late.reason-missing"));
  const found = await lockForLate(tx, examId, attemptId);
  if (!found.ok) return found;
  const open = await tx.lateAcceptance.count({ where: { attemptId, decision: null } });
  if (open > 0) return no(refusal("late.proposed"));
  const waiting = await lateSteps(tx, attemptId);
  if (waiting.length === 0) return no(refusal("late.none"));
  await tx.lateAcceptance.create({
    data: {
      id: newId(),
      attemptId,
      stepIds: waiting.map(({ id }) => id),
      reason: reason.trim(),
      proposedById: actorId,
      proposedAt: now,
    },
  });
  await record(tx, {
    type: "attempt.late-answers-proposed",
    at: now,
    actorId,
    personId: found.attempt.personId,
    subjectId: attemptId,
    data: { attemptId, answers: waiting.length },
  });
  return { ok: true };
}

/**
 * The second person's answer. Approved: the answers join the ledger, and the paper is marked again from it. The receipt
 * stays as it is: it says what had arrived by then. Refusals: late.not-proposed, late.same-person, late.not-submitted,
 * late.released.
 */
export async function decideLate(
  tx: Tx,
  { examId, attemptId, decision }: { examId: string; attemptId: string; decision: "approved" | "refused" },
  actorId: string,
  now: Date,
): Promise<Answer> {
  const found = await lockForLate(tx, examId, attemptId);
  if (!found.ok) return found;
  const { attempt } = found;
  const open = await tx.lateAcceptance.findFirst({ where: { attemptId, decision: null } });
  if (!open) return no(refusal("late.not-proposed"));
  if (open.proposedById === actorId) return no(refusal("late.same-person"));
  const waiting = await lateSteps(tx, attemptId);
  const accepted = waiting.filter(({ id }) => open.stepIds.includes(id));
  await tx.lateAcceptance.update({
    where: { id: open.id },
    data: { decision, decidedById: actorId, decidedAt: now },
  });
  await record(tx, {
    type: decision === "approved" ? "attempt.late-answers-accepted" : "attempt.late-answers-refused",
    at: now,
    actorId,
    personId: attempt.personId,
    subjectId: attemptId,
    data: { attemptId, answers: accepted.length },
  });
  if (decision === "refused") return { ok: true };
  const { epoch } = attempt;
  const earlier = await tx.answerStep.count({ where: { attemptId, epoch, kind: "late-accepted" } });
  const step: Step = {
    attemptId,
    epoch,
    seq: earlier + 1,
    kind: "late-accepted",
    slot: null,
    answer: { acceptanceId: open.id, accepted: accepted.map(({ slot, answer }) => ({ slot, answer })) },
    receivedAt: now,
  };
  const hash = new Uint8Array(stepHash(attempt.lastHash, step));
  const { flags } = await tx.attempt.findUniqueOrThrow({ where: { id: attemptId }, select: { flags: true } });
  const next = withLate({ answers: attempt.answers, flags: flags as Record<string, boolean> }, accepted);
  await tx.attempt.update({ where: { id: attemptId }, data: { ...next, lastHash: hash } });
  await tx.answerStep.create({ data: { ...step, answer: step.answer as object, hash } });
  const exam = await tx.exam.findUniqueOrThrow({ where: { id: examId } });
  await markAttempt(tx, { ...attempt, answers: next.answers }, exam, now);
  return { ok: true };
}

async function lockForLate(tx: Tx, examId: string, attemptId: string) {
  await lockExam(tx, examId);
  const { personId } = await tx.attempt.findUniqueOrThrow({ where: { id: attemptId } });
  await lockPeople(tx, personId);
  const attempt = (await lockAttempt(tx, attemptId))!;
  const no = (reason: Refusal) => ({ ok: false as const, refusals: [reason] });
  if (attempt.state !== "submitted") return no(refusal("late.not-submitted"));
  if ((await actsOf(tx, examId)).includes("released")) return no(refusal("late.released"));
  return { ok: true as const, attempt };
}

export type LateLine = {
  attemptId: string;
  personId: string;
  deadlineAt: Date;
  steps: LateStep[];
  proposal: { reason: string; proposedById: string } | null;
};

/** Attempts of an exam with late answers that do not count yet; or the one with this id. */
export async function lateLines(
  tx: Tx,
  { examId, attemptId }: { examId: string; attemptId?: string },
): Promise<LateLine[]> {
  const rows = await tx.attempt.findMany({
    where: {
      ...(attemptId ? { id: attemptId } : {}),
      state: "submitted",
      registration: { examId },
      steps: { some: { kind: "late" } },
    },
    orderBy: { id: "asc" },
    select: {
      id: true,
      personId: true,
      deadlineAt: true,
      lateAcceptances: { where: { decision: null }, select: { reason: true, proposedById: true } },
    },
  });
  const lines: LateLine[] = [];
  for (const { id, personId, deadlineAt, lateAcceptances } of rows)
    lines.push({
      attemptId: id,
      personId,
      deadlineAt,
      steps: await lateSteps(tx, id),
      proposal: lateAcceptances[0] ?? null,
    });
  return lines.filter(({ steps }) => steps.length > 0);
}
