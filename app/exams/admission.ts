/**
 * 候考: candidates are let in one after the other over some seconds, so that thousands do not begin in the same one.
 * In: how many are entered, a candidate's place among them. Out: their own moment, and the exam as it is for them.
 */
import type { ExamTimes } from "./exam";
import { type Hold, heldMs } from "./invigilation";

/** What one computer takes without anybody noticing: each beginning draws a paper. */
export const STARTS_PER_SECOND = 50;
/** However many they are, the last is let in a minute after the first. */
const LONGEST_SECONDS = 60;

/** Over how many seconds so many are let in. Fewer than fifty all come in at once. */
export function admissionSeconds(entered: number): number {
  return Math.min(LONGEST_SECONDS, Math.floor(entered / STARTS_PER_SECOND));
}

/** How long after the opening the candidate is let in; `place` from 0 up to 1, the same whenever it is asked. */
export function admissionDelayMs(place: number, entered: number): number {
  return Math.floor(place * admissionSeconds(entered) * 1000);
}

/**
 * The exam as it is for who is let in so much later: its end, and with it the last entry, comes as much later. Nobody has
 * less time for having waited, and nobody more.
 */
export function windowFrom<Exam extends ExamTimes>(exam: Exam, delayMs: number): Exam {
  const later = (at: Date) => new Date(at.getTime() + delayMs);
  return { ...exam, opensAt: later(exam.opensAt), closesAt: later(exam.closesAt) };
}

/**
 * The same for one candidate with what pauses have taken of the time to begin: who was kept out has as long as everybody
 * else once they are let in, as a pause moves the deadline of who has begun.
 */
export function ownWindow<Exam extends ExamTimes>(
  exam: Exam,
  { delayMs, holds }: { delayMs: number; holds: readonly Hold[] },
  now: Date,
): Exam {
  const letIn = windowFrom(exam, delayMs);
  return windowFrom(letIn, heldMs(holds, letIn.opensAt, now));
}

/** The longest a waiting page without a script stands: what was changed meanwhile shows, and the session stays open. */
const LONGEST_LOOK_SECONDS = 300;

/** After how many whole seconds such a page looks again: never before its moment, and at once when that has come. */
export function secondsToNextLook(waitMs: number): number {
  return Math.min(LONGEST_LOOK_SECONDS, Math.max(1, Math.ceil(waitMs / 1000)));
}
