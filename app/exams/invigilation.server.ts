/**
 * What an invigilator does while an exam runs: pauses and collecting (time: `extra-time.server.ts`, giving back:
 * `reopening.server.ts`). Each is an act with its reason, a step in the ledger of every attempt it reaches and an entry
 * in the audit log, all in one transaction. Rules: `invigilation.ts`.
 */
import { recordAll } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { isOverdue } from "./attempt";
import { appendActs } from "./attempt-acts.server";
import { formRefusals, resumedDeadline } from "./invigilation";
import {
  about,
  no,
  type Outcome,
  type PlainAct,
  type Running,
  reachable,
  recordAct,
  whyNobody,
} from "./invigilation-acts.server";
import { lockTargets, type Targeted } from "./invigilation-targets.server";
import { collect } from "./submission.server";
import { entryOf, heldRegistrations } from "./waiting.server";

/**
 * Stops the clock: nothing is taken until it runs on, and who has not begun may not begin.
 * Refusals: see `formRefusals`, `whyNobody`.
 */
export async function pause(tx: Tx, act: PlainAct, actorId: string | null, now: Date): Promise<Outcome> {
  const wrong = formRefusals(act);
  if (wrong.length > 0) return no(wrong);
  const { examId } = act.target;
  const targeted = await lockTargets(tx, act.target);
  const running = reachable(targeted, "pause", now);
  const exam = await tx.exam.findUniqueOrThrow({ where: { id: examId } });
  const out = targeted.filter(({ attempt, isOwn }) => attempt === null && !isOwn);
  const ids = out.map((one) => one.registrationId);
  const entry = await entryOf(tx, exam, ids, now);
  const waiting = out.filter(({ registrationId }) => {
    const { closesAt, isHeld } = entry(registrationId);
    return !isHeld && now < closesAt;
  });
  const reached = [...running, ...waiting];
  if (reached.length === 0) return no(whyNobody(targeted, "pause", now));
  const actId = await recordAct(tx, { ...act, kind: "pause", minutes: null }, reached, actorId, now);
  await appendActs(
    tx,
    running.map(({ attempt }) => ({
      attempt,
      kind: "paused" as const,
      answer: { actId },
      deadlineAt: attempt.deadlineAt,
      pausedSince: now,
    })),
    now,
  );
  const said = { actId, actorId, now, examId };
  await recordEach(tx, ["attempt.paused", "registration.held"], running, waiting, said);
  return { ok: true, reached: reached.length };
}

/** Lets the clock run on; the deadline moves by what the pause lasted. Refusals as for `pause`. */
export async function resume(tx: Tx, act: PlainAct, actorId: string | null, now: Date): Promise<Outcome> {
  const wrong = formRefusals(act);
  if (wrong.length > 0) return no(wrong);
  const targeted = await lockTargets(tx, act.target);
  const running = reachable(targeted, "resumption", now);
  const out = targeted.filter(({ attempt, isOwn }) => attempt === null && !isOwn);
  const held = await heldRegistrations(
    tx,
    out.map((one) => one.registrationId),
  );
  const waiting = out.filter(({ registrationId }) => held.has(registrationId));
  const reached = [...running, ...waiting];
  if (reached.length === 0) return no(whyNobody(targeted, "resumption", now));
  const actId = await recordAct(tx, { ...act, kind: "resumption", minutes: null }, reached, actorId, now);
  await appendActs(
    tx,
    running.map(({ attempt }) => {
      const deadlineAt = resumedDeadline(attempt.deadlineAt, attempt.pausedSince!, now);
      const answer = { actId, deadlineAt: deadlineAt.toISOString() };
      return { attempt, kind: "resumed" as const, answer, deadlineAt, pausedSince: null };
    }),
    now,
  );
  const said = { actId, actorId, now, examId: act.target.examId };
  await recordEach(tx, ["attempt.resumed", "registration.admitted"], running, waiting, said);
  return { ok: true, reached: reached.length };
}

/** Takes papers in before their time, running or paused. Refusals: see `formRefusals`, `whyNobody`. */
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

/** One entry for each: of who is answering in the attempt's own words, of who has not begun in the registration's. */
function recordEach(
  tx: Tx,
  [ofAttempt, ofRegistration]:
    | ["attempt.paused", "registration.held"]
    | ["attempt.resumed", "registration.admitted"],
  running: readonly Running[],
  waiting: readonly Targeted[],
  { actId, actorId, now, examId }: { actId: string; actorId: string | null; now: Date; examId: string },
): Promise<unknown> {
  return recordAll(tx, [
    ...running.map((one) => ({
      ...about(one, actorId, now),
      type: ofAttempt,
      subjectId: one.attempt.id,
      data: { attemptId: one.attempt.id, actId },
    })),
    ...waiting.map((one) => ({
      ...about(one, actorId, now),
      type: ofRegistration,
      subjectId: examId,
      data: { examId, actId },
    })),
  ]);
}
