/**
 * 年审 (K15): an attribute of a certificate and a year, never a state of the certificate, and only where the pack has one.
 * In: the certificate's days, the periods opened for its unit, what was proposed and decided, open applications, an instant.
 * Out: how the year stands, and what the gate is told.
 */
import { chinaDateOf, type DateOn, yearOf } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import { type Refusal, refusal } from "~/verdict";
import type { CertificateDates } from "./status";

export const REVIEW_RESULTS = ["pass", "fail", "exempt", "deferred"] as const;
export type ReviewResult = (typeof REVIEW_RESULTS)[number];
export const REVIEW_DECISIONS = ["approved", "refused", "withdrawn"] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

export const FAIL_GROUNDS = [
  "study-not-met", // 培训学时未达标
  "exam-not-passed", // 考试不合格
  "case-files-failed", // 案卷评查不合格
  "misconduct", // 违法违纪执法
  "not-enforcing", // 不再从事执法工作
] as const;
export const EXEMPT_GROUNDS = ["new-holder", "on-leave", "retiring"] as const; // 新领证, 长期离岗, 即将退休
export const REVIEW_GROUNDS = [...FAIL_GROUNDS, ...EXEMPT_GROUNDS] as const;
export type ReviewGround = (typeof REVIEW_GROUNDS)[number];

/** The grounds that go with a result; none where it needs none. */
export const groundsFor = (result: ReviewResult): readonly ReviewGround[] =>
  result === "fail" ? FAIL_GROUNDS : result === "exempt" ? EXEMPT_GROUNDS : [];

export const REVIEW_STATES = [
  "not-due", // 未到审验期
  "due", // 待审验
  "submitted", // 已申报
  "passed", // 合格
  "failed", // 不合格
  "overdue", // 逾期
  "exempt", // 免审
] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export type ReviewFact = {
  year: number;
  result: ReviewResult;
  ground: ReviewGround | null;
  proposedAt: Date;
  decision: ReviewDecision | null;
  decidedAt: Date | null;
};
/** The days of a year's review in the certificate's unit; nobody is overdue where none was opened. */
export type ReviewPeriod = { year: number; fromOn: DateOn; toOn: DateOn };
export type ReviewHistory = {
  reviews: readonly ReviewFact[];
  periods: readonly ReviewPeriod[];
  /** Applications for another certificate in its place, for the time they were open. */
  pending: readonly { fromAt: Date; untilAt: Date | null }[];
};
export type ReviewedCertificate = CertificateDates & ReviewHistory;

export const hasReviews = (pack: RulePack): boolean => pack.certificate.review.value !== "none";

/** The year of issue is not reviewed. */
export function isReviewYear({ validFromOn, validToOn }: CertificateDates, year: number, pack: RulePack) {
  const age = year - yearOf(validFromOn);
  const cycle = { none: 0, annual: 1, registration: 1, "every-3-years": 3 }[pack.certificate.review.value];
  return cycle > 0 && age > 0 && age % cycle === 0 && year <= yearOf(validToOn);
}

/** Null: that year is none of review for this certificate. */
export function reviewState(
  certificate: ReviewedCertificate,
  year: number,
  at: Date,
  pack: RulePack,
): ReviewState | null {
  if (!isReviewYear(certificate, year, pack)) return null;
  const of = certificate.reviews.filter((one) => one.year === year && one.proposedAt <= at);
  const settled = of
    .filter(({ decision, decidedAt }) => decision === "approved" && decidedAt !== null && decidedAt <= at)
    .sort((a, b) => a.decidedAt!.getTime() - b.decidedAt!.getTime())
    .findLast(({ result }) => result !== "deferred");
  if (settled)
    return ({ pass: "passed", exempt: "exempt", fail: "failed" } as const)[settled.result as "pass"];
  const period = certificate.periods.find((one) => one.year === year);
  const open = of.find(({ decidedAt }) => decidedAt === null || decidedAt > at);
  const on = chinaDateOf(at);
  // What was handed in while there was time does not become overdue on the authority's desk.
  if (open && (!period || chinaDateOf(open.proposedAt) <= period.toOn)) return "submitted";
  if (!period || on < period.fromOn) return "not-due";
  if (on <= period.toOn || isPending(certificate, at)) return "due";
  return "overdue";
}

/** An application is under way: its outcome decides, and the end of the review takes nothing from who waits for it. */
export const isPending = ({ pending }: Pick<ReviewedCertificate, "pending">, at: Date): boolean =>
  pending.some(({ fromAt, untilAt }) => fromAt <= at && (untilAt === null || untilAt > at));

/**
 * K15: the last review that came to an end. A year not begun, or under way, leaves the one before it standing. Refusals, bars
 * or warnings as the pack says: certificate-review.failed { year, ground }, certificate-review.overdue { year, closedOn }.
 */
export function reviewReasons(certificate: ReviewedCertificate, at: Date, pack: RulePack): Refusal[] {
  if (!hasReviews(pack)) return [];
  const { source } = pack.holding.review;
  for (let year = yearOf(chinaDateOf(at)); year > yearOf(certificate.validFromOn); year -= 1) {
    const state = reviewState(certificate, year, at, pack);
    if (state === "passed" || state === "exempt") return [];
    const closedOn = certificate.periods.find((period) => period.year === year)?.toOn ?? null;
    if (state === "overdue")
      return [
        refusal("certificate-review.overdue", { year, closedOn, cure: "review" }, { ...source, rule: "K15" }),
      ];
    if (state === "failed") {
      const ground =
        certificate.reviews.findLast((one) => one.year === year && one.result === "fail")?.ground ?? null;
      return [
        refusal("certificate-review.failed", { year, ground, cure: "review" }, { ...source, rule: "K15" }),
      ];
    }
  }
  return [];
}
