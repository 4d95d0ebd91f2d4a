/**
 * 法制岗: may this person take a post of advising or reviewing on law? In: what they enforce in those days, what they hold, and
 * whether they have reviewed before. Out: every reason at once (K08, K20).
 */
import { type DateOn, type DateRange, overlaps } from "~/calendar";
import { K08, type LegalDutyKind } from "~/personnel/duty";
import { K20, type LegalQualificationFact } from "~/personnel/legal-qualification";
import { type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { isLegal, type PositionFamily } from "./position";

export type LegalPostFacts = {
  /** Enforcement posts held. */
  enforcing: readonly DateRange[];
  /** 国家统一法律职业资格, confirmed. */
  qualifications: readonly LegalQualificationFact[];
  /** First days of legal review, on posts and as a duty: who has begun once does not begin again. */
  reviewingSince: readonly DateOn[];
};

/** Refusals: assignment.enforces { fromOn, toOn } (K08) for each such post, assignment.no-legal-qualification { fromOn } (K20). */
export function mayTakeLegalPost(facts: LegalPostFacts, family: PositionFamily, days: DateRange): Verdict {
  if (!isLegal(family)) return verdictOf([]);
  return verdictOf([
    ...facts.enforcing
      .filter((post) => overlaps(post, days))
      .map(({ fromOn, toOn }) =>
        refusal("assignment.enforces", { fromOn, toOn, cure: "end-assignment" }, K08),
      ),
    ...(family === "legal-review" ? unqualified(facts, days) : []),
  ]);
}

/** Refusal: assignment.no-legal-qualification { fromOn } (K20), for review that is recorded as a duty and stands without a post. */
export const mayTakeLegalDuty = (
  facts: Omit<LegalPostFacts, "enforcing">,
  kind: LegalDutyKind,
  days: Pick<DateRange, "fromOn">,
): Verdict => verdictOf(kind === "legal-review" ? unqualified(facts, days) : []);

/** 行政处罚法 (2017 修正) 第三十八条, in force that day: who reviewed before had begun, and does not begin now. */
const ASKED_SINCE: DateOn = "2018-01-01";

function unqualified(
  { qualifications, reviewingSince }: Omit<LegalPostFacts, "enforcing">,
  { fromOn }: Pick<DateRange, "fromOn">,
): Refusal[] {
  const holds = qualifications.some(({ obtainedOn }) => obtainedOn <= fromOn);
  const isFirst = fromOn >= ASKED_SINCE && !reviewingSince.some((on) => on < fromOn);
  return isFirst && !holds
    ? [refusal("assignment.no-legal-qualification", { fromOn, cure: "record-qualification" }, K20)]
    : [];
}
