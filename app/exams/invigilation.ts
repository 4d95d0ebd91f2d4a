/**
 * 监考: extra time, pauses, collecting and reopening. A deadline only ever moves forward.
 * In: where one attempt stands, what is asked, an instant. Out: refusals, the new deadline, how much time is left.
 */
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { type AttemptState, type Deadline, isOverdue } from "./attempt";
import type { Step } from "./attempt-chain";
import { type ExamTimes, entryClosesAt } from "./exam";

export const INVIGILATION_ACTS = [
  "accommodation", // 便利安排加时：每次作答都有
  "extra-time", // 加时
  "pause", // 暂停
  "resumption", // 恢复
  "collection", // 强制收卷
  "reopening", // 重开
] as const;
export type InvigilationActKind = (typeof INVIGILATION_ACTS)[number];

export const PAGE_LEAVINGS = ["left", "returned"] as const;
export type PageLeaving = (typeof PAGE_LEAVINGS)[number];

/** More at once is a mistake in typing; what is really needed can be given twice. */
export const MOST_MINUTES = 240;

export type Underway = Deadline & { state: AttemptState; pausedSince: Date | null };

const MINUTE = 60_000;
const later = (a: Date, b: Date) => (a > b ? a : b);

export const extended = (deadlineAt: Date, minutes: number) =>
  new Date(deadlineAt.getTime() + minutes * MINUTE);

/** C6: a pause adds to the deadline what it lasted. */
export const resumedDeadline = (deadlineAt: Date, pausedSince: Date, now: Date) =>
  new Date(deadlineAt.getTime() + Math.max(0, now.getTime() - pausedSince.getTime()));

/** The minutes granted count from now; who had more left when the paper came in keeps it. */
export const reopenedDeadline = (deadlineAt: Date, minutes: number, now: Date) =>
  later(deadlineAt, extended(now, minutes));

/** While paused it stands still. */
export const remainingMs = (
  { deadlineAt, pausedSince }: Omit<Underway, "state" | "graceSeconds">,
  now: Date,
) => Math.max(0, deadlineAt.getTime() - (pausedSince ?? now).getTime());

/** A pause that kept somebody from beginning, or its end. */
export type Hold = { kind: "pause" | "resumption"; at: Date };

export const isHeld = (holds: readonly Hold[]): boolean => holds.at(-1)?.kind === "pause";

/** What pauses took of the time to begin, from one's own opening on; `holds` in order, and one without an end lasts still. */
export function heldMs(holds: readonly Hold[], opensAt: Date, now: Date): number {
  return holds.reduce((sum, { kind, at }, index) => {
    const end = holds[index + 1]?.at ?? now;
    return kind === "pause" ? sum + Math.max(0, end.getTime() - later(at, opensAt).getTime()) : sum;
  }, 0);
}

/** When the paper of the last who may still begin is collected, with time that waits for them. */
export const lastDeadline = (exam: ExamTimes, extraMinutes: number) =>
  extended(
    new Date(Math.min(extended(entryClosesAt(exam), exam.minutes).getTime(), exam.closesAt.getTime())),
    extraMinutes,
  );

/**
 * What is wrong with the form of an act, whoever it is about. `minutes`: undefined where the act gives none.
 * Refusals: invigilation.reason-missing, invigilation.minutes { most }.
 */
export function formRefusals({ reason, minutes }: { reason: string; minutes?: number | null }): Refusal[] {
  const given = minutes === undefined || (minutes !== null && Number.isInteger(minutes));
  return [
    ...(reason.trim() === "" ? [refusal("invigilation.reason-missing")] : []),
    ...(given && (minutes ?? 1) >= 1 && (minutes ?? 1) <= MOST_MINUTES
      ? []
      : [refusal("invigilation.minutes", { most: MOST_MINUTES })]),
  ];
}

/** Whether an act reaches this attempt. Refusals: invigilation.not-open, invigilation.time-over { deadlineAt },
 * invigilation.paused, invigilation.not-paused, invigilation.not-submitted. */
export function mayReach(kind: InvigilationActKind, attempt: Underway, now: Date): Verdict {
  if (kind === "reopening")
    return verdictOf(attempt.state === "submitted" ? [] : [refusal("invigilation.not-submitted")]);
  if (attempt.state !== "open") return verdictOf([refusal("invigilation.not-open")]);
  // Its paper is as good as in: only reopening can give it back.
  const isOver =
    attempt.pausedSince === null && (kind === "pause" ? now >= attempt.deadlineAt : isOverdue(attempt, now));
  if (isOver && kind !== "collection")
    return verdictOf([refusal("invigilation.time-over", { deadlineAt: attempt.deadlineAt.toISOString() })]);
  if (kind === "pause" && attempt.pausedSince) return verdictOf([refusal("invigilation.paused")]);
  if (kind === "resumption" && !attempt.pausedSince) return verdictOf([refusal("invigilation.not-paused")]);
  return verdictOf([]);
}

/** The end of the exam is overstepped only by who says so. Refusal: invigilation.past-close { closesAt, until }. */
export function pastCloseRefusals(until: Date, closesAt: Date, isAcknowledged: boolean): Refusal[] {
  if (until <= closesAt || isAcknowledged) return [];
  return [
    refusal("invigilation.past-close", { closesAt: closesAt.toISOString(), until: until.toISOString() }),
  ];
}

/** The deadline as the ledger tells it: the one stored at the start, moved by every step that moved it. */
export function replayedDeadline(first: Date, steps: readonly Pick<Step, "kind" | "answer">[]): Date {
  return steps.reduce((deadline, { kind, answer }) => {
    if (kind !== "extra-time" && kind !== "resumed" && kind !== "reopened") return deadline;
    return later(deadline, new Date((answer as { deadlineAt: string }).deadlineAt));
  }, first);
}
