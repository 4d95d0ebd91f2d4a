/**
 * 作答: when an attempt may begin, and when it is over. The server's clock alone decides; the deadline is stored when
 * the attempt begins and survives every restart.
 * In: the exam, the registration and earlier attempts of one person, an instant. Out: refusals, yes or no.
 */
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { type ExamAct, type ExamTimes, entryClosesAt, phaseOf } from "./exam";

export const ATTEMPT_STATES = ["open", "submitted"] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

/** 本人提交 · 到时收卷 · 监考收卷 */
export const SUBMITTED_BY = ["candidate", "deadline", "invigilator"] as const;
export type SubmittedBy = (typeof SUBMITTED_BY)[number];

export type StartFacts = {
  exam: ExamTimes & { acts: readonly ExamAct[]; attemptsAllowed: number };
  isRegistered: boolean;
  attemptsUsed: number;
  /** 违纪 or 作弊 of effect in this exam. */
  isVoid: boolean;
  /** The invigilator has paused the room before this candidate began. */
  isHeld: boolean;
  /** K11, from `banRefusals`: a ban may have come after the registration. */
  banRefusals: readonly Refusal[];
};

/**
 * Refusals: attempt.not-registered, attempt.not-yet { opensAt }, attempt.entry-closed { closedAt },
 * attempt.exam-over, attempt.attempts-used { used, allowed }, attempt.void, attempt.held, registration.banned.
 */
export function mayStart(
  { exam, isRegistered, attemptsUsed, isVoid, isHeld, banRefusals }: StartFacts,
  now: Date,
): Verdict {
  const refusals: Refusal[] = [...banRefusals];
  if (!isRegistered) refusals.push(refusal("attempt.not-registered"));
  if (isVoid) refusals.push(refusal("attempt.void"));
  if (isHeld) refusals.push(refusal("attempt.held"));
  const phase = phaseOf(exam, exam.acts, now);
  if (phase === "announced")
    refusals.push(refusal("attempt.not-yet", { opensAt: exam.opensAt.toISOString() }));
  else if (phase === "running")
    refusals.push(refusal("attempt.entry-closed", { closedAt: entryClosesAt(exam).toISOString() }));
  else if (phase !== "open") refusals.push(refusal("attempt.exam-over"));
  if (attemptsUsed >= exam.attemptsAllowed)
    refusals.push(refusal("attempt.attempts-used", { used: attemptsUsed, allowed: exam.attemptsAllowed }));
  return verdictOf(refusals);
}

export type Deadline = { deadlineAt: Date; graceSeconds: number };

/** The last instant at which a save or a hand-in still counts, by server receipt. */
export function acceptedUntil({ deadlineAt, graceSeconds }: Deadline): Date {
  return new Date(deadlineAt.getTime() + graceSeconds * 1000);
}

/** Still open although nothing that arrives now can count: whoever looks at it collects it. The clock of a pause stands. */
export function isOverdue(
  attempt: Deadline & { state: AttemptState; pausedSince: Date | null },
  now: Date,
): boolean {
  return attempt.state === "open" && attempt.pausedSince === null && now > acceptedUntil(attempt);
}
