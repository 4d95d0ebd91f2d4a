/** 停用: a published question leaves its bank, with a reason, until it is put back. Past papers stand. */
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { reasonRefusals } from "./draft";

export type Retirable = {
  code: string;
  /** The case it is a part of: a part comes and goes with its case. */
  caseCode: string | null;
  isPublished: boolean;
  isRetired: boolean;
};

/** Refusals: question.part-of-case { code }, question.unpublished, question.retired, question.reason-missing. */
export function mayRetire(question: Retirable, reason: string): Verdict {
  return verdictOf([
    ...wholeAndPublished(question),
    ...(question.isRetired ? [refusal("question.retired")] : []),
    ...reasonRefusals(reason),
  ]);
}

/** Refusals: question.part-of-case { code }, question.unpublished, question.not-retired. */
export function mayRestore(question: Retirable): Verdict {
  return verdictOf([
    ...wholeAndPublished(question),
    ...(question.isPublished && !question.isRetired ? [refusal("question.not-retired")] : []),
  ]);
}

function wholeAndPublished({ caseCode, isPublished }: Retirable): Refusal[] {
  return [
    ...(caseCode === null ? [] : [refusal("question.part-of-case", { code: caseCode })]),
    ...(isPublished ? [] : [refusal("question.unpublished")]),
  ];
}
