/** 加时、便利安排加时: time given to who is answering, and kept for who has not begun. */
import { recordAll } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { refusal } from "~/verdict";
import { appendActs } from "./attempt-acts.server";
import { actsOf } from "./exams.server";
import { extended, formRefusals, lastDeadline, pastCloseRefusals } from "./invigilation";
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
import { entryOf } from "./waiting.server";

/**
 * Gives time: "extra-time" once, to the attempt now running or the next to begin; "accommodation" to every attempt of
 * these candidates, the running one included. Refusals: see `formRefusals`, `whyNobody`; invigilation.past-close unless
 * `pastClose`; invigilation.released.
 */
export async function giveTime(
  tx: Tx,
  act: PlainAct & { kind: "extra-time" | "accommodation"; minutes: number | null; pastClose: boolean },
  actorId: string | null,
  now: Date,
): Promise<Outcome> {
  const { target, kind, minutes, reason, pastClose } = act;
  const wrong = formRefusals({ reason, minutes });
  if (wrong.length > 0 || minutes === null) return no(wrong);
  const targeted = await lockTargets(tx, target);
  if ((await actsOf(tx, target.examId)).includes("released")) return no([refusal("invigilation.released")]);
  const exam = await tx.exam.findUniqueOrThrow({ where: { id: target.examId } });
  const running = reachable(targeted, "extra-time", now);
  // Who has not begun takes the time along, as long as one may still begin; only an accommodation waits for a resit.
  const between = targeted.filter(
    ({ attempt, isOwn }) =>
      !isOwn && (attempt === null || (kind === "accommodation" && attempt.state === "submitted")),
  );
  const ids = between.map((one) => one.registrationId);
  const entry = await entryOf(tx, exam, ids, now);
  const waiting = between.filter(({ registrationId }) => now < entry(registrationId).closesAt);
  if (running.length + waiting.length === 0) return no(whyNobody(targeted, "extra-time", now));
  const untils = [
    ...running.map(({ attempt }) => extended(attempt.deadlineAt, minutes)),
    ...(waiting.length > 0 ? [lastDeadline(exam, minutes)] : []),
  ];
  const until = new Date(Math.max(...untils.map((instant) => instant.getTime())));
  const past = pastCloseRefusals(until, exam.closesAt, pastClose);
  if (past.length > 0) return no(past);

  const actId = await recordAct(
    tx,
    { target, kind, minutes, reason },
    [...running, ...waiting],
    actorId,
    now,
  );
  await appendActs(
    tx,
    running.map(({ attempt }) => {
      const deadlineAt = extended(attempt.deadlineAt, minutes);
      return {
        attempt,
        kind: "extra-time" as const,
        answer: { actId, minutes, deadlineAt: deadlineAt.toISOString() },
        deadlineAt,
        pausedSince: attempt.pausedSince,
      };
    }),
    now,
  );
  await recordAll(tx, [
    ...running.map((one) => ({
      ...about(one, actorId, now),
      type: "attempt.extended" as const,
      subjectId: one.attempt.id,
      data: { attemptId: one.attempt.id, actId, minutes },
    })),
    ...waiting.map((one) => ({
      ...about(one, actorId, now),
      type: "registration.time-given" as const,
      subjectId: target.examId,
      data: { examId: target.examId, actId, minutes },
    })),
  ]);
  return { ok: true, reached: running.length + waiting.length };
}
