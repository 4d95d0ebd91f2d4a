/**
 * What an invigilator does while an exam runs: time, pauses, collecting, reopening. Each is an act with its reason, a step
 * in the ledger of every attempt it reaches and an entry in the audit log, all in one transaction. Rules: `invigilation.ts`.
 */
import { record, recordAll } from "~/audit/audit.server";
import type { AuditEntry } from "~/audit/event";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal } from "~/verdict";
import { isOverdue } from "./attempt";
import { appendActs } from "./attempt-acts.server";
import { type Step, stepHash } from "./attempt-chain";
import { entryClosesAt } from "./exam";
import { actsOf } from "./exams.server";
import {
  extended,
  formRefusals,
  type InvigilationActKind,
  lastDeadline,
  mayReach,
  pastCloseRefusals,
  reopenedDeadline,
  resumedDeadline,
} from "./invigilation";
import { lockTargets, type Target, type Targeted } from "./invigilation-targets.server";
import { collect, type LockedAttempt } from "./submission.server";

/** `reached`: how many candidates. Who could not be reached any more (handed in, time over) is left out of a group. */
export type Outcome = { ok: true; reached: number } | { ok: false; refusals: Refusal[] };
type Running = Targeted & { attempt: LockedAttempt };

const no = (refusals: Refusal[]): Outcome => ({ ok: false, refusals });

/**
 * Gives time: "extra-time" once, to the attempt now running or the next to begin; "accommodation" to every attempt of
 * these candidates, the running one included. Refusals: see `formRefusals`, `mayReach`; invigilation.past-close unless
 * `pastClose`; invigilation.released; invigilation.nobody when it would reach no one.
 */
export async function giveTime(
  tx: Tx,
  act: {
    target: Target;
    kind: "extra-time" | "accommodation";
    minutes: number | null;
    reason: string;
    pastClose: boolean;
  },
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
  const mayBegin = now < entryClosesAt(exam);
  const waiting = targeted.filter(
    ({ attempt }) =>
      mayBegin && (attempt === null || (kind === "accommodation" && attempt.state === "submitted")),
  );
  if (running.length + waiting.length === 0) return no(whyNobody(targeted, "extra-time", now));
  const untils = [
    ...running.map(({ attempt }) => extended(attempt.deadlineAt, minutes)),
    ...(waiting.length > 0 ? [lastDeadline(exam, minutes)] : []),
  ];
  const until = new Date(Math.max(...untils.map((instant) => instant.getTime())));
  const past = pastCloseRefusals(until, exam.closesAt, pastClose);
  if (past.length > 0) return no(past);

  const actId = await recordAct(tx, { ...act, kind, minutes }, [...running, ...waiting], actorId, now);
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

/** Stops the clock: nothing is taken until it runs on. Refusals: see `formRefusals`, `mayReach`; invigilation.nobody. */
export function pause(tx: Tx, act: PlainAct, actorId: string | null, now: Date): Promise<Outcome> {
  return stopOrGoOn(tx, act, "pause", actorId, now);
}

/** Lets the clock run on; the deadline moves by what the pause lasted. Refusals as for `pause`. */
export function resume(tx: Tx, act: PlainAct, actorId: string | null, now: Date): Promise<Outcome> {
  return stopOrGoOn(tx, act, "resumption", actorId, now);
}

export type PlainAct = { target: Target; reason: string };

async function stopOrGoOn(
  tx: Tx,
  act: PlainAct,
  kind: "pause" | "resumption",
  actorId: string | null,
  now: Date,
): Promise<Outcome> {
  const wrong = formRefusals(act);
  if (wrong.length > 0) return no(wrong);
  const targeted = await lockTargets(tx, act.target);
  const reached = reachable(targeted, kind, now);
  if (reached.length === 0) return no(whyNobody(targeted, kind, now));
  const actId = await recordAct(tx, { ...act, kind, minutes: null }, reached, actorId, now);
  await appendActs(
    tx,
    reached.map(({ attempt }) => {
      const { deadlineAt, pausedSince } = attempt;
      if (kind === "pause")
        return { attempt, kind: "paused" as const, answer: { actId }, deadlineAt, pausedSince: now };
      const moved = resumedDeadline(deadlineAt, pausedSince!, now);
      const answer = { actId, deadlineAt: moved.toISOString() };
      return { attempt, kind: "resumed" as const, answer, deadlineAt: moved, pausedSince: null };
    }),
    now,
  );
  const type = kind === "pause" ? ("attempt.paused" as const) : ("attempt.resumed" as const);
  await recordAll(
    tx,
    reached.map((one) => ({
      ...about(one, actorId, now),
      type,
      subjectId: one.attempt.id,
      data: { attemptId: one.attempt.id, actId },
    })),
  );
  return { ok: true, reached: reached.length };
}

/** Takes papers in before their time, running or paused. Refusals: see `formRefusals`, `mayReach`; invigilation.nobody. */
export async function collectPapers(
  tx: Tx,
  act: PlainAct,
  actorId: string | null,
  now: Date,
): Promise<Outcome> {
  const wrong = formRefusals(act);
  if (wrong.length > 0) return no(wrong);
  const targeted = await lockTargets(tx, act.target, { withPeople: true });
  const reached = reachable(targeted, "collection", now);
  if (reached.length === 0) return no(whyNobody(targeted, "collection", now));
  await recordAct(tx, { ...act, kind: "collection", minutes: null }, reached, actorId, now);
  for (const { attempt } of reached) {
    const isLate = isOverdue(attempt, now);
    await collect(tx, attempt, isLate ? "deadline" : "invigilator", isLate ? null : actorId, now);
  }
  return { ok: true, reached: reached.length };
}

/**
 * Gives one paper back: its answers stand, a new epoch begins, and the minutes granted count from now. The receipt stays
 * true and is superseded by the next; so is the marking. Refusals: see `formRefusals`, `mayReach`;
 * invigilation.past-close unless `pastClose`; invigilation.released; invigilation.nobody.
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

const about = ({ personId, unitId }: Targeted, actorId: string | null, at: Date) =>
  ({ at, actorId, personId, unitId }) satisfies Partial<AuditEntry>;

function reachable(targeted: readonly Targeted[], kind: InvigilationActKind, now: Date): Running[] {
  return targeted.filter(
    (one): one is Running => one.attempt !== null && mayReach(kind, one.attempt, now).ok,
  );
}

/** Of one candidate the reason; of several only that it reaches nobody. */
function whyNobody(targeted: readonly Targeted[], kind: InvigilationActKind, now: Date): Refusal[] {
  const [only, ...others] = targeted;
  if (!only?.attempt || others.length > 0) return [refusal("invigilation.nobody")];
  const verdict = mayReach(kind, only.attempt, now);
  return verdict.ok ? [refusal("invigilation.nobody")] : verdict.refusals;
}

async function recordAct(
  tx: Tx,
  act: { target: Target; kind: InvigilationActKind; minutes: number | null; reason: string },
  reached: readonly Targeted[],
  actorId: string | null,
  now: Date,
): Promise<string> {
  const { target, kind, minutes, reason } = act;
  const id = newId();
  const { examId, roomId = null } = target;
  await tx.invigilationAct.create({
    data: { id, examId, roomId, kind, minutes, reason: reason.trim(), byId: actorId, at: now },
  });
  await tx.invigilationEffect.createMany({
    data: reached.map(({ registrationId, attempt }) => ({
      actId: id,
      registrationId,
      // An accommodation given after a hand-in is for the next attempt.
      attemptId: attempt?.state === "open" || kind === "reopening" ? attempt!.id : null,
    })),
  });
  return id;
}
