/** 迟到答案: what arrived after the deadline counts when one proposes it with a reason and another accepts it. */
import type { Actor } from "~/access/permissions";
import { record } from "~/audit/audit.server";
import { lockExam, lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { notify } from "~/notices/notices.server";
import { type Refusal, refusal } from "~/verdict";
import { applyLate, type LateAnswer, type Step, stepHash } from "./attempt-chain";
import { actsOf } from "./exams.server";
import { lateSteps } from "./late-list.server";
import { markAttempt, marksFor } from "./marking.server";
import { paperOf } from "./paper.server";
import { lockAttempt } from "./submission.server";

type Answer = { ok: true } | { ok: false; refusals: Refusal[] };
const no = (reason: Refusal): Answer => ({ ok: false, refusals: [reason] });
/** Who decides, and who they are: nobody decides on their own paper. */
type Decider = Pick<Actor, "accountId" | "personId">;

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
  // Late answers are listed by exam: those of a rehearsal wait for nobody.
  const { exam } = attempt.registration!;
  const counted = attempt as { answers: unknown; flags: unknown } as Parameters<typeof withLate>[0];
  const { answers } = withLate(counted, await lateSteps(tx, attemptId));
  const { slots } = await paperOf(tx, attemptId);
  const before = await marksFor(tx, counted, exam, slots);
  const after = await marksFor(tx, { answers }, exam, slots);
  return {
    before: { mark: before.mark, passed: before.passed },
    after: { mark: after.mark, passed: after.passed },
    fullMark: before.fullMark,
    changes: before.slots.flatMap(({ number, mark }, index) => {
      const changed = after.slots[index]!.mark;
      return changed === mark ? [] : [{ number, before: mark, after: changed }];
    }),
  };
}

/** Refusals: late.reason-missing, late.none, late.not-submitted, late.released, late.proposed, late.own. */
export async function proposeLate(
  tx: Tx,
  { examId, attemptId, reason }: { examId: string; attemptId: string; reason: string },
  actor: Decider,
  now: Date,
): Promise<Answer> {
  if (reason.trim() === "") return no(refusal("late.reason-missing"));
  const { accountId: actorId } = actor;
  const found = await lockForLate(tx, examId, attemptId, actor);
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
 * late.released, late.own.
 */
export async function decideLate(
  tx: Tx,
  { examId, attemptId, decision }: { examId: string; attemptId: string; decision: "approved" | "refused" },
  actor: Decider,
  now: Date,
): Promise<Answer> {
  const { accountId: actorId } = actor;
  const found = await lockForLate(tx, examId, attemptId, actor);
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
  const exam = await tx.exam.findUniqueOrThrow({ where: { id: examId } });
  const { personId } = attempt;
  const code = decision === "approved" ? "exam.late-answers-accepted" : "exam.late-answers-refused";
  const facts = { examId, title: exam.title };
  await notify(tx, [{ personId, code, happening: open.id, facts }], now);
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
  const { slots } = await paperOf(tx, attemptId);
  await markAttempt(tx, { ...attempt, answers: next.answers }, exam, slots, now);
  return { ok: true };
}

async function lockForLate(tx: Tx, examId: string, attemptId: string, actor: Decider) {
  await lockExam(tx, examId);
  const { personId } = await tx.attempt.findUniqueOrThrow({ where: { id: attemptId } });
  await lockPeople(tx, personId);
  const attempt = (await lockAttempt(tx, attemptId))!;
  const no = (reason: Refusal) => ({ ok: false as const, refusals: [reason] });
  if (personId === actor.personId) return no(refusal("late.own"));
  if (attempt.state !== "submitted") return no(refusal("late.not-submitted"));
  if ((await actsOf(tx, examId)).includes("released")) return no(refusal("late.released"));
  return { ok: true as const, attempt };
}
