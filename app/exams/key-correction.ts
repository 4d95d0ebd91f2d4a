/**
 * 答案更正: a wrong key of an exam gets another, or the question is void; one proposes, the dry run shows whom it moves,
 * another decides on exactly that.
 * In: the question, what stands, what is proposed, who acts. Out: refusals, figures of a dry run.
 */
import type { Cited } from "~/rulebook/schema";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import type { ExamAct } from "./exam";
import type { Correction } from "./marking";

export const TREATMENTS = ["new-key", "full-marks", "taken-out"] as const satisfies Correction["treatment"][];
export type Treatment = (typeof TREATMENTS)[number];
export const CORRECTION_DECISIONS = ["approved", "refused"] as const;

/** What is asked for: the question gets another key, or it is void and the pack says what that gives. */
export const WISHES = ["new-key", "void"] as const;
export type Wish = (typeof WISHES)[number];

export type Proposal = {
  /** Null: nothing was chosen. */
  wish: Wish | null;
  key: readonly string[];
  ground: string;
};
export type Item = { type: string; optionIds: readonly string[]; key: readonly string[] };
export type ProposalFacts = {
  item: Item;
  standing: Correction | null;
  voidQuestion: Cited<"full-marks" | "taken-out">;
  acts: readonly ExamAct[];
  /** Papers handed in with this question, and those on which nothing else counts. */
  papers: number;
  bare: number;
  isOpen: boolean;
  hasSat: boolean;
};

const MULTIPLE = "multiple-choice";

/** The correction proposed; null while nothing is chosen. */
export function correctionFrom(
  { wish, key }: Proposal,
  { voidQuestion }: Pick<ProposalFacts, "voidQuestion">,
): Correction | null {
  if (wish === "new-key") return { treatment: "new-key", key: [...new Set(key)].sort() };
  return wish === "void" ? { treatment: voidQuestion.value } : null;
}

/**
 * Refusals: correction.wish-missing, correction.key-missing, correction.key-one, correction.key-unknown,
 * correction.ground-missing, correction.no-change, correction.exam-cancelled, correction.no-papers, correction.open,
 * correction.sat, correction.nothing-left { papers }.
 */
export function mayPropose(proposal: Proposal, facts: ProposalFacts): Verdict {
  const { item, standing, acts, papers, bare, isOpen, hasSat } = facts;
  const wanted = correctionFrom(proposal, facts);
  const refusals: Refusal[] = [];
  if (!wanted) refusals.push(refusal("correction.wish-missing"));
  if (wanted?.treatment === "new-key") refusals.push(...keyRefusals(wanted.key, item));
  if (proposal.ground.trim() === "") refusals.push(refusal("correction.ground-missing"));
  if (wanted && isSame(wanted, standing ?? { treatment: "new-key", key: item.key }))
    refusals.push(refusal("correction.no-change"));
  if (acts.includes("cancelled")) refusals.push(refusal("correction.exam-cancelled"));
  if (papers === 0) refusals.push(refusal("correction.no-papers"));
  if (isOpen) refusals.push(refusal("correction.open"));
  // 回避: nobody proposes what would move their own mark.
  if (hasSat) refusals.push(refusal("correction.sat"));
  if (wanted?.treatment === "taken-out" && bare > 0)
    refusals.push(refusal("correction.nothing-left", { papers: bare }, facts.voidQuestion.source));
  return verdictOf(refusals);
}

function keyRefusals(key: readonly string[], { type, optionIds }: Item): Refusal[] {
  if (key.length === 0) return [refusal("correction.key-missing")];
  const unknown = key.some((id) => !optionIds.includes(id));
  const tooMany = type !== MULTIPLE && key.length > 1;
  return [
    ...(unknown ? [refusal("correction.key-unknown")] : []),
    ...(tooMany ? [refusal("correction.key-one")] : []),
  ];
}

export function isSame(a: Correction, b: Correction): boolean {
  const text = (one: Correction) =>
    one.treatment === "new-key" ? `new-key ${[...one.key].sort().join(" ")}` : one.treatment;
  return text(a) === text(b);
}

/**
 * Refusals: correction.decided, correction.same-person, correction.sat, correction.outdated where the dry run that was
 * looked at is no longer what would be done.
 */
export function mayDecide(facts: {
  isOpen: boolean;
  isProposer: boolean;
  hasSat: boolean;
  isAsShown: boolean;
}): Verdict {
  const refusals: Refusal[] = [];
  if (!facts.isOpen) refusals.push(refusal("correction.decided"));
  if (facts.isProposer) refusals.push(refusal("correction.same-person"));
  if (facts.hasSat) refusals.push(refusal("correction.sat"));
  if (facts.isOpen && !facts.isAsShown) refusals.push(refusal("correction.outdated"));
  return verdictOf(refusals);
}

export type Standing = { mark: number; fullMark: number; passed: boolean };
export type Change = { attemptId: string; markingId: string; before: Standing; after: Standing };

export const LINE_FILTERS = ["changed", "passing", "failing", "all"] as const;
export type LineFilter = (typeof LINE_FILTERS)[number];

/** `passing`: from fail to pass; `failing`: from pass to fail. */
export type RunFigures = { papers: number; changed: number; passing: number; failing: number };

export function figuresOfRun(changes: readonly Change[]): RunFigures {
  const count = (is: (change: Change) => boolean) => changes.filter(is).length;
  return {
    papers: changes.length,
    changed: count(({ before, after }) => before.mark !== after.mark || before.fullMark !== after.fullMark),
    passing: count(({ before, after }) => !before.passed && after.passed),
    failing: count(({ before, after }) => before.passed && !after.passed),
  };
}
