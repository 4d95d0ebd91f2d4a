/**
 * What a unit may propose for a certificate and year of review, and who may decide it: two people, neither of them the holder.
 * In: the certificate as `periodic-review.ts` knows it, what is proposed or waits, who asks. Out: every refusal.
 */
import { chinaDateOf, type DateOn, wholeYears, yearOf } from "~/calendar";
import type { QualificationFact } from "~/exams/qualification";
import type { RulePack } from "~/rulebook/schema";
import { type Refusal, refusal } from "~/verdict";
import {
  groundsFor,
  isPending,
  type ReviewDecision,
  type ReviewedCertificate,
  type ReviewGround,
  type ReviewResult,
  reviewState,
} from "./periodic-review";
import { type CertificateDates, type CertificateState, isHeld, isLive } from "./status";

export type Asking = { accountId: string; personId: string | null };
export type Proposed = { year: number; result: ReviewResult; ground: ReviewGround | null };

/**
 * May this be proposed? Refusals: certificate-review.own, certificate-review.not-in-use { status }, certificate-review.not-due { year } where no review is open, certificate-review.settled
 * { year, state }, certificate-review.proposed-already, certificate-review.ground-missing, certificate-review.nothing-pending
 * for a deferral, certificate-review.exam-missing { years, year } for a pass where the pack asks for last year's exam.
 */
export function proposalRefusals(
  certificate: ReviewedCertificate & {
    state: CertificateState;
    personId: string;
    qualifications: readonly QualificationFact[];
  },
  { year, result, ground }: Proposed,
  by: Asking,
  at: Date,
  pack: RulePack,
): Refusal[] {
  const state = reviewState(certificate, year, at, pack);
  const reasons: Refusal[] = [];
  if (certificate.personId === by.personId) reasons.push(refusal("certificate-review.own"));
  if (!isLive(certificate.state) && !isHeld(certificate.state))
    reasons.push(refusal("certificate-review.not-in-use", { status: certificate.state }));
  if (state === null || state === "not-due") reasons.push(refusal("certificate-review.not-due", { year }));
  if (state === "passed" || state === "exempt")
    reasons.push(refusal("certificate-review.settled", { year, state }));
  if (certificate.reviews.some((one) => one.year === year && one.decision === null))
    reasons.push(refusal("certificate-review.proposed-already", { year }));
  const grounds = groundsFor(result);
  if (grounds.length > 0 && (ground === null || !grounds.includes(ground)))
    reasons.push(refusal("certificate-review.ground-missing"));
  if (result === "deferred" && !isPending(certificate, at))
    reasons.push(refusal("certificate-review.nothing-pending"));
  return result === "pass" ? [...reasons, ...examReasons(certificate, at, pack)] : reasons;
}

/** 四川: who has held the card for so many full years has passed an exam of the last year. */
function examReasons(
  { validFromOn, qualifications }: CertificateDates & { qualifications: readonly QualificationFact[] },
  at: Date,
  pack: RulePack,
): Refusal[] {
  const { value: years, source } = pack.certificate.reviewExamAfterYears;
  const on = chinaDateOf(at);
  if (years === null || wholeYears(validFromOn, on) < years) return [];
  const year = yearOf(on) - 1;
  const sinceOn: DateOn = `${year}-01-01`;
  return qualifications.some(({ fromOn }) => sinceOn <= fromOn && fromOn <= on)
    ? []
    : [refusal("certificate-review.exam-missing", { years, year }, source)];
}

export type Waiting = { personId: string; proposedById: string; decision: ReviewDecision | null };

/**
 * May this be decided so? Refusals: certificate-review.decided, certificate-review.same-person, certificate-review.own,
 * certificate-review.opinion-missing for a refusal without one; of a withdrawal certificate-review.not-yours.
 */
export function decisionRefusals(
  waiting: Waiting,
  { decision, opinion }: { decision: ReviewDecision; opinion: string },
  by: Asking,
): Refusal[] {
  const proposedByYou = waiting.proposedById === by.accountId;
  const reasons: Refusal[] = waiting.decision === null ? [] : [refusal("certificate-review.decided")];
  if (decision === "withdrawn")
    return proposedByYou ? reasons : [...reasons, refusal("certificate-review.not-yours")];
  if (proposedByYou) reasons.push(refusal("certificate-review.same-person"));
  if (waiting.personId === by.personId) reasons.push(refusal("certificate-review.own"));
  if (decision === "refused" && opinion.trim() === "")
    reasons.push(refusal("certificate-review.opinion-missing"));
  return reasons;
}
