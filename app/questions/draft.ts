/**
 * The life of a question's draft 试题草稿: opened, changed, submitted, and published by somebody who wrote none of it.
 * In: its steps in order, who asks, what is wrong with its content. Out: its state, and verdicts with every refusal.
 */
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";

export const DRAFT_ACTS = ["opened", "changed", "submitted", "returned", "published", "discarded"] as const;
export type DraftAct = (typeof DRAFT_ACTS)[number];
export const DRAFT_STATES = ["open", "submitted", "published", "discarded"] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

export const stateAfter = {
  opened: "open",
  changed: "open",
  returned: "open",
  submitted: "submitted",
  published: "published",
  discarded: "discarded",
} as const satisfies Record<DraftAct, DraftState>;

export type DraftStep = { number: number; act: DraftAct; actorId: string | null; reason: string | null };

export function draftState(steps: readonly DraftStep[]): DraftState {
  const last = steps.at(-1);
  return last ? stateAfter[last.act] : "open";
}

/** Nothing happens to it any more. */
export const isEnded = (state: DraftState) => state === "published" || state === "discarded";

/** Everyone who wrote a part of it or submitted it: none of them may publish it. */
export function authorsOf(steps: readonly DraftStep[]): Set<string> {
  const writing: readonly DraftAct[] = ["opened", "changed", "submitted"];
  return new Set(steps.flatMap(({ act, actorId }) => (writing.includes(act) && actorId ? [actorId] : [])));
}

/** Why it was last sent back; null when it was submitted again since, or never sent back. */
export function returnedFor(steps: readonly DraftStep[]): { reason: string | null; at: number } | null {
  const last = steps.findLast(({ act }) => act === "returned" || act === "submitted");
  return last?.act === "returned" ? { reason: last.reason, at: last.number } : null;
}

/** What a reviewer puts a name to, item by item. All of it, or the question is not published. */
export const REVIEW_ITEMS = [
  "article-read",
  "key-exact",
  "wrong-options-wrong",
  "no-clue",
  "stem-alone",
  "periods-said",
  "own-words",
  "no-real-names",
  "difficulty-fits",
] as const;
export type ReviewItem = (typeof REVIEW_ITEMS)[number];

/** Refusals: question.draft-not-open { state }, question.draft-changed-meanwhile (somebody saved since the form was opened). */
export function mayChange(steps: readonly DraftStep[], seen: number): Verdict {
  return verdictOf([
    ...inState(steps, "open"),
    ...(steps.at(-1)?.number === seen ? [] : [refusal("question.draft-changed-meanwhile")]),
  ]);
}

/** Refusals: question.draft-not-open { state }, and what is wrong with its content. */
export function maySubmit(steps: readonly DraftStep[], faults: readonly Refusal[]): Verdict {
  return verdictOf([...inState(steps, "open"), ...faults]);
}

/** Where the question stands that the draft is to become the next version of. */
export type Base = {
  /** Whether the draft began from what is its newest version now, or from nothing where there is none. */
  isNewest: boolean;
  newest: number;
  isRetired: boolean;
};

/**
 * Refusals: question.draft-not-submitted { state }, question.draft-own (who wrote a part of it),
 * question.checklist-incomplete { missing }, question.base-superseded { number }, question.retired, and what is wrong
 * with its content by now.
 */
export function mayPublish(
  steps: readonly DraftStep[],
  actorId: string,
  checklist: readonly string[],
  base: Base,
  faults: readonly Refusal[],
): Verdict {
  // What has ended is past being checked.
  if (isEnded(draftState(steps))) return verdictOf(inState(steps, "submitted"));
  const missing = REVIEW_ITEMS.filter((item) => !checklist.includes(item)).length;
  return verdictOf([
    ...inState(steps, "submitted"),
    ...(authorsOf(steps).has(actorId) ? [refusal("question.draft-own")] : []),
    ...(missing > 0 ? [refusal("question.checklist-incomplete", { missing })] : []),
    ...(base.isNewest ? [] : [refusal("question.base-superseded", { number: base.newest })]),
    ...(base.isRetired ? [refusal("question.retired")] : []),
    ...faults,
  ]);
}

/**
 * Sent back by a reviewer, or taken back by who wrote it. Refusals: question.draft-not-submitted { state },
 * question.draft-others, question.reason-missing.
 */
export function mayReturn(
  steps: readonly DraftStep[],
  { actorId, isReviewer, reason }: { actorId: string; isReviewer: boolean; reason: string },
): Verdict {
  return verdictOf([
    ...inState(steps, "submitted"),
    ...(isReviewer || authorsOf(steps).has(actorId) ? [] : [refusal("question.draft-others")]),
    ...reasonRefusals(reason),
  ]);
}

/** Given up, and kept. Refusals: question.draft-ended { state }, question.reason-missing. */
export function mayDiscard(steps: readonly DraftStep[], reason: string): Verdict {
  const state = draftState(steps);
  return verdictOf([
    ...(isEnded(state) ? [refusal("question.draft-ended", { state })] : []),
    ...reasonRefusals(reason),
  ]);
}

export const LONGEST_REASON = 500;

/** question.reason-missing; question.reason-long { most } */
export function reasonRefusals(reason: string): Refusal[] {
  if (reason.trim() === "") return [refusal("question.reason-missing")];
  return reason.trim().length > LONGEST_REASON
    ? [refusal("question.reason-long", { most: LONGEST_REASON })]
    : [];
}

function inState(steps: readonly DraftStep[], wanted: "open" | "submitted"): Refusal[] {
  const state = draftState(steps);
  if (state === wanted) return [];
  return [
    wanted === "open"
      ? refusal("question.draft-not-open", { state })
      : refusal("question.draft-not-submitted", { state }),
  ];
}
