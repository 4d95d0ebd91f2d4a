/**
 * The ledger of an attempt: every step carries a hash of itself and of the step before, so that none can be changed,
 * left out or slipped in unseen. In: steps in the order they were stored. Out: hashes, and the first step that is wrong.
 * `attempt.server.ts` computes the same hash inside the statement that saves an answer.
 */
import { createHash } from "node:crypto";

export const STEP_KINDS = [
  "started",
  "answer",
  "flag",
  "take-over",
  "late",
  "submission",
  "extra-time",
  "paused",
  "resumed",
  "reopened",
  "late-accepted",
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export type Step = {
  attemptId: string;
  epoch: number;
  seq: number;
  kind: StepKind;
  slot: number | null;
  /** What the step says, as JSON; null where the kind says it all. */
  answer: unknown;
  receivedAt: Date;
};

/** An attempt's first step has nothing before it. */
export const genesis = Buffer.alloc(32);

/** The bytes of a step that its hash covers, as text. */
export function stepPayload({ attemptId, epoch, seq, kind, slot, answer, receivedAt }: Step): string {
  return [attemptId, epoch, seq, kind, slot ?? "", sortedJson(answer), receivedAt.getTime()].join("|");
}

export function stepHash(previous: Uint8Array, step: Step): Buffer {
  return createHash("sha256").update(previous).update(stepPayload(step), "utf8").digest();
}

/**
 * The index of the first step whose hash is wrong, or null. A late step counts for nothing: it hangs on the step
 * before it and nothing hangs on it.
 */
export function firstBrokenStep(steps: readonly (Step & { hash: Uint8Array })[]): number | null {
  let previous: Uint8Array = genesis;
  for (const [index, step] of steps.entries()) {
    if (!stepHash(previous, step).equals(step.hash)) return index;
    if (step.kind !== "late") previous = step.hash;
  }
  return null;
}

/** The answers and marks of an attempt as its steps tell them: what the attempt's own columns must say too. */
export function replayed(steps: readonly Step[]): {
  answers: Record<string, string[]>;
  flags: Record<string, boolean>;
} {
  const answers: Record<string, string[]> = {};
  const flags: Record<string, boolean> = {};
  for (const { kind, slot, answer } of steps) {
    if (kind === "answer") answers[String(slot)] = answer as string[];
    if (kind === "flag") flags[String(slot)] = answer === true;
    if (kind === "late-accepted")
      for (const late of (answer as { accepted: LateAnswer[] }).accepted) applyLate(late, answers, flags);
  }
  return { answers, flags };
}

/** What came too late: labels chosen, or a flag. */
export type LateAnswer = { slot: number; answer: string[] | boolean };

export function applyLate(
  { slot, answer }: LateAnswer,
  answers: Record<string, string[]>,
  flags: Record<string, boolean>,
): void {
  if (typeof answer === "boolean") flags[String(slot)] = answer;
  else answers[String(slot)] = answer;
}

/** The database returns the members of an object in an order of its own. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
