/**
 * K15 at the gate. In: what carries a person at a place and instant, with the reviews of each certificate, and the pack. Out:
 * what the reviews say against it; nothing while one certificate is without reproach, or a ministry's card carries.
 */
import { addDays, chinaDateOf, type DateOn, startOfDay, yearOf } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import type { Refusal } from "~/verdict";
import { type Carriers, carryingCertificates, carryingMinistryCards, type Place } from "./carrying";
import { isPending, reviewReasons, reviewState } from "./periodic-review";

export function carriedReviewReasons(facts: Carriers, place: Place, at: Date, pack: RulePack): Refusal[] {
  if (carryingMinistryCards(facts, place, at).length > 0) return [];
  const reasons = carryingCertificates(facts, place, at).map(({ review, ...certificate }) =>
    review ? reviewReasons({ ...certificate, ...review }, at, pack) : [],
  );
  return reasons.some((of) => of.length === 0) ? [] : (reasons.at(-1) ?? []);
}

/** Where a review missed is a bar: the instant at which one that is due and not handed in begins to be one; null: none does. */
export function carriedReviewEnd(facts: Carriers, place: Place, at: Date, pack: RulePack): Date | null {
  if (pack.holding.review.value !== "block" || carryingMinistryCards(facts, place, at).length > 0)
    return null;
  const ends = carryingCertificates(facts, place, at).map(({ review, ...dates }): DateOn | null => {
    const year = yearOf(chinaDateOf(at));
    const certificate = { ...dates, ...(review ?? { reviews: [], periods: [], pending: [] }) };
    const isDue = reviewState(certificate, year, at, pack) === "due" && !isPending(certificate, at);
    return isDue ? (certificate.periods.find((period) => period.year === year)?.toOn ?? null) : null;
  });
  const last = ends.includes(null) ? null : (ends.sort().at(-1) ?? null);
  return last && startOfDay(addDays(last, 1));
}
