/** 重开: one paper that was collected is given back. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { refusal } from "~/verdict";
import { type Step, stepHash } from "./attempt-chain";
import { actsOf } from "./exams.server";
import { formRefusals, pastCloseRefusals, reopenedDeadline } from "./invigilation";
import {
  about,
  no,
  type Outcome,
  type PlainAct,
  reachable,
  recordAct,
  whyNobody,
} from "./invigilation-acts.server";
import { lockTargets } from "./invigilation-targets.server";

/**
 * Gives one paper back: its answers stand, a new epoch begins, and the minutes granted count from now. The receipt stays
 * true and is superseded by the next; so is the marking. Refusals: see `formRefusals`, `whyNobody`;
 * invigilation.past-close unless `pastClose`; invigilation.released.
 */
export async function reopen(
  tx: Tx,
  act: PlainAct & { minutes: number | null; pastClose: boolean },
  actorId: string | null,
  now: Date,
): Promise<Outcome> {
  const { target, minutes, reason, pastClose } = act;
  const wrong = formRefusals({ reason, minutes });
  if (wrong.length > 0 || minutes === null) return no(wrong);
  const targeted = await lockTargets(tx, target);
  const [one] = reachable(targeted, "reopening", now);
  if (!one || !target.registrationId) return no(whyNobody(targeted, "reopening", now));
  if ((await actsOf(tx, target.examId)).includes("released")) return no([refusal("invigilation.released")]);
  const exam = await tx.exam.findUniqueOrThrow({ where: { id: target.examId } });
  const { attempt } = one;
  const deadlineAt = reopenedDeadline(attempt.deadlineAt, minutes, now);
  const past = pastCloseRefusals(deadlineAt, exam.closesAt, pastClose);
  if (past.length > 0) return no(past);

  const actId = await recordAct(tx, { target, reason, kind: "reopening", minutes }, [one], actorId, now);
  const step: Step = {
    attemptId: attempt.id,
    epoch: attempt.epoch + 1,
    seq: attempt.lastSeq,
    kind: "reopened",
    slot: null,
    answer: { actId, minutes, deadlineAt: deadlineAt.toISOString() },
    receivedAt: now,
  };
  const hash = new Uint8Array(stepHash(attempt.lastHash, step));
  await tx.attempt.update({
    where: { id: attempt.id },
    data: {
      state: "open",
      epoch: step.epoch,
      deadlineAt,
      lastHash: hash,
      submittedAt: null,
      submittedBy: null,
      receiptNumber: null,
    },
  });
  await tx.answerStep.create({ data: { ...step, answer: step.answer as object, hash } });
  await record(tx, {
    ...about(one, actorId, now),
    type: "attempt.reopened",
    subjectId: attempt.id,
    data: { attemptId: attempt.id, actId, minutes },
  });
  return { ok: true, reached: 1 };
}
