/**
 * 成绩异议: a candidate objects within some days, once to a question and once to the result; who has a hand in it does not
 * answer.
 * In: the attempt, the release and its days, what was objected before, who acts. Out: refusals, states.
 */
import { addDays, chinaDateOf, type DateOn } from "~/calendar";
import type { Citation } from "~/rulebook/schema";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";

export const OBJECTION_OUTCOMES = ["upheld", "dismissed"] as const;
export type ObjectionOutcome = (typeof OBJECTION_OUTCOMES)[number];
/** "overdue" is open, too. */
export const OBJECTION_STATES = ["open", "overdue", "answered"] as const;
export type ObjectionState = (typeof OBJECTION_STATES)[number];

export const LONGEST_REASON = 1_000;

export type ObjectionAsked = {
  /** Null: the result as a whole. */
  slot: number | null;
  reason: string;
};

/**
 * Refusals: objection.not-released, objection.closed { closedAt }, objection.no-such-slot { questions },
 * objection.reason-missing, objection.once.
 */
export function mayObject(
  { slot, reason }: ObjectionAsked,
  facts: { closeAt: Date | null; days: Citation; questions: number; earlier: readonly (number | null)[] },
  now: Date,
): Verdict {
  const refusals: Refusal[] = [];
  const { closeAt, days, questions, earlier } = facts;
  if (closeAt === null) refusals.push(refusal("objection.not-released"));
  else if (now >= closeAt)
    refusals.push(refusal("objection.closed", { closedAt: closeAt.toISOString() }, days));
  if (slot !== null && !(Number.isInteger(slot) && slot >= 1 && slot <= questions))
    refusals.push(refusal("objection.no-such-slot", { questions }));
  if (reason.trim() === "") refusals.push(refusal("objection.reason-missing"));
  if (earlier.includes(slot)) refusals.push(refusal("objection.once", { slot }));
  return verdictOf(refusals);
}

/** The last day on which the answer is in time. The day of the objection is not counted. */
export function answerDueOn(madeAt: Date, days: number): DateOn {
  return addDays(chinaDateOf(madeAt), days);
}

/**
 * Who answers is neither the candidate nor who made the thing objected to: for a question its author and its reviewers,
 * for a result who released it. Refusals: objection.answered, objection.own, objection.made-question,
 * objection.released-it, objection.outcome-missing, objection.reply-missing.
 */
export function mayAnswer(facts: {
  isAnswered: boolean;
  isCandidate: boolean;
  madeQuestion: boolean;
  releasedIt: boolean;
  outcome: ObjectionOutcome | null;
  reply: string;
}): Verdict {
  const refusals: Refusal[] = [];
  if (facts.isAnswered) refusals.push(refusal("objection.answered"));
  if (facts.isCandidate) refusals.push(refusal("objection.own"));
  if (facts.madeQuestion) refusals.push(refusal("objection.made-question"));
  if (facts.releasedIt) refusals.push(refusal("objection.released-it"));
  if (!facts.outcome) refusals.push(refusal("objection.outcome-missing"));
  if (facts.reply.trim() === "") refusals.push(refusal("objection.reply-missing"));
  return verdictOf(refusals);
}

export function stateOfObjection(
  { isAnswered, dueOn }: { isAnswered: boolean; dueOn: DateOn },
  today: DateOn,
): ObjectionState {
  if (isAnswered) return "answered";
  return dueOn < today ? "overdue" : "open";
}
