/**
 * 试题质量提示: what in a question's figures should make its keeper read it again, from how many answers on.
 * In: figures, and what the question is. Out: a finding for every flag; too few answers give no judgement.
 */
import type { Figures } from "./item-statistics";

/** Worst first. */
export const FLAGS = [
  "key-beaten",
  "negative-discrimination",
  "guess-level",
  "too-hard",
  "low-discrimination",
  "too-easy",
  "unused-option",
] as const;
export type Flag = (typeof FLAGS)[number];

/**
 * `from`: papers below which nothing is said (for `key-beaten`, papers of the best third). `limit`: a share of the marks,
 * a correlation, or what it may lie above guessing. `weight`: how far up a list the flag brings a question.
 */
export const THRESHOLDS = {
  /** More of the best third chose a wrong option than the key: the key itself may be wrong. */
  "key-beaten": { from: 10, limit: 0, weight: 64 },
  /** Who does well elsewhere does worse here. */
  "negative-discrimination": { from: 30, limit: 0, weight: 32 },
  "guess-level": { from: 30, limit: 0.05, weight: 16 },
  "too-hard": { from: 20, limit: 0.3, weight: 8 },
  "low-discrimination": { from: 30, limit: 0.15, weight: 4 },
  "too-easy": { from: 20, limit: 0.95, weight: 2 },
  /** Nobody chose it, so it does not tempt. */
  "unused-option": { from: 30, limit: 0, weight: 1 },
} as const satisfies Record<Flag, { from: number; limit: number; weight: number }>;

/** Below the least of them nothing at all can be said of a question. */
export const LEAST_PAPERS = Math.min(
  ...FLAGS.filter((flag) => flag !== "key-beaten").map((flag) => THRESHOLDS[flag].from),
);

export type Item = { type: string; optionIds: readonly string[]; key: readonly string[] };
/** `not-asked`: the flag means nothing for this kind of question, or its figure cannot be computed. */
export type Finding =
  | { state: "raised"; options: string[] }
  | { state: "clear" }
  | { state: "not-asked" }
  | { state: "too-few"; have: number; need: number };
export type Findings = Record<Flag, Finding>;

export function findingsOf(figures: Figures, item: Item): Findings {
  const { attempts, facility, discrimination, guess } = figures;
  const said = (flag: Flag, isRaised: boolean | null, have = attempts): Finding => {
    const need = THRESHOLDS[flag].from;
    if (have < need) return { state: "too-few", have, need };
    if (isRaised === null) return { state: "not-asked" };
    return isRaised ? { state: "raised", options: [] } : { state: "clear" };
  };
  const naming = (flag: Flag, options: string[] | null, have = attempts): Finding => {
    const finding = said(flag, options && options.length > 0, have);
    return finding.state === "raised" ? { ...finding, options: options ?? [] } : finding;
  };
  const isKnown = discrimination !== null;
  const isEasy = facility === null ? null : facility > THRESHOLDS["too-easy"].limit;
  return {
    "key-beaten": naming("key-beaten", beatingTheKey(figures, item), figures.papers[0]),
    "negative-discrimination": said("negative-discrimination", isKnown ? discrimination < 0 : null),
    "guess-level": said(
      "guess-level",
      facility === null || guess === null ? null : facility <= guess + THRESHOLDS["guess-level"].limit,
    ),
    "too-hard": said("too-hard", facility === null ? null : facility < THRESHOLDS["too-hard"].limit),
    // What is below zero has a flag of its own, and what nearly everybody knows cannot tell people apart.
    "low-discrimination": said(
      "low-discrimination",
      isKnown && !isEasy
        ? discrimination >= 0 && discrimination < THRESHOLDS["low-discrimination"].limit
        : null,
    ),
    "too-easy": said("too-easy", isEasy),
    "unused-option": naming("unused-option", unused(figures, item)),
  };
}

export const raised = (findings: Findings): Flag[] =>
  FLAGS.filter((flag) => findings[flag].state === "raised");

/** How far up a list that begins with the worst; -1: too few answers to say anything. */
export function severityOf(findings: Findings, attempts: number): number {
  if (attempts < LEAST_PAPERS) return -1;
  return raised(findings).reduce((sum, flag) => sum + THRESHOLDS[flag].weight, 0);
}

/** Wrong options that more of the best third chose than the key; of several right options, than the least chosen. */
function beatingTheKey({ options }: Figures, { optionIds, key }: Item): string[] {
  const ofBest = (id: string) => options[id]?.[0] ?? 0;
  const least = Math.min(...key.map(ofBest));
  return optionIds.filter((id) => !key.includes(id) && ofBest(id) > least);
}

function unused({ options }: Figures, { type, optionIds, key }: Item): string[] | null {
  // Of two there is none to spare: whether both are chosen is what "too easy" tells.
  if (type === "true-false") return null;
  return optionIds.filter((id) => !key.includes(id) && !options[id]?.some((count) => count > 0));
}
