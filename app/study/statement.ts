/**
 * 述法: a leading cadre's own report on the year, with the facts that the system computes beside it. In: the steps taken, who
 * asks. Out: where it stands; every reason against a step. Handed in, words and facts stay; only a return opens it again.
 */
import { type Refusal, refusal, type Source, type Verdict, verdictOf } from "~/verdict";
import type { StatementStanding } from "./year-figures";

export const STATEMENT_STEPS = ["submitted", "returned", "reviewed"] as const;
export type StatementStep = (typeof STATEMENT_STEPS)[number];
export const STATEMENT_STANDINGS = ["missing", "draft", "submitted", "returned", "reviewed"] as const;

export const LONGEST_STATEMENT = 6_000;
const SHORTEST_STATEMENT = 20;
export const LONGEST_COMMENT = 500;

const DUTY: Source = { title: "市级人民政府依法行政意见（地方文件）", article: "第二十二项" };

/** What the system says beside the words: computed as it was handed in, and kept. */
export type StatementFacts = {
  /** 天, 学时 or hours, by quota. */
  quotas: {
    quotaId: string;
    unit: "days" | "periods" | "hours";
    required: number;
    credited: number;
    isMet: boolean;
  }[];
  /** Laws of accepted entries, with how often. */
  laws: { law: string; times: number }[];
  attendances: number;
  minutes: number;
  /** 每月一法: laws set for them with an exam, and what came of it. */
  exams: {
    required: number;
    passed: number;
    failed: number;
    exempt: number;
    absent: number;
    pending: number;
  };
  mustKnow: { laws: number; covered: number };
};

/** `last`: null before it was ever handed in. */
export function standingOf(last: string | null): StatementStanding {
  return last === null ? "draft" : (last as StatementStep);
}

/** The author's words are open. */
export function isWritable(standing: StatementStanding): boolean {
  return standing === "missing" || standing === "draft" || standing === "returned";
}

/** Refusals: law-statement.not-open { standing }, law-statement.too-short { least }. */
export function maySubmitStatement(standing: StatementStanding, words: string): Verdict {
  const refusals: Refusal[] = [];
  if (!isWritable(standing)) refusals.push(refusal("law-statement.not-open", { standing }, DUTY));
  if ([...words.trim()].length < SHORTEST_STATEMENT)
    refusals.push(refusal("law-statement.too-short", { least: SHORTEST_STATEMENT }, DUTY));
  return verdictOf(refusals);
}

/**
 * Refusals: law-statement.not-submitted { standing }, law-statement.own, law-statement.comment-missing,
 * law-statement.score-missing (a whole number from 0 to 100).
 */
export function mayReviewStatement(
  { standing, personId }: { standing: StatementStanding; personId: string },
  { step, score, comment }: { step: "returned" | "reviewed"; score: number | null; comment: string },
  reviewer: { personId: string | null },
): Verdict {
  const refusals: Refusal[] = [];
  if (standing !== "submitted") refusals.push(refusal("law-statement.not-submitted", { standing }, DUTY));
  if (reviewer.personId === personId) refusals.push(refusal("law-statement.own", {}, DUTY));
  if (comment.trim() === "") refusals.push(refusal("law-statement.comment-missing"));
  const isScore = score !== null && Number.isInteger(score) && score >= 0 && score <= 100;
  if (step === "reviewed" && !isScore) refusals.push(refusal("law-statement.score-missing"));
  return verdictOf(refusals);
}
