/**
 * H18: what is owed by who served part of the year, and how much of it by today.
 * In: a quota, dates of service (half-open), the year. Out: an amount in the quota's unit; a share of the year.
 */
import { type DateOn, type DateRange, daysBetween, yearRange } from "~/calendar";
import type { RulePack, StudyQuota } from "~/rulebook/schema";

/** In proportion to the months served, begun ones included, rounded up to half a day (or a whole 学时 or hour). */
export function requiredAmount(
  quota: StudyQuota,
  service: DateRange | undefined,
  pack: RulePack,
  year: number,
): number {
  if (!service || pack.study.proRata.value === "none") return quota.amount;
  const months = monthsServed(service, year);
  const step = quota.unit === "days" ? 2 : 1;
  return Math.min(quota.amount, Math.ceil((quota.amount * months * step) / 12) / step);
}

/** The share of the year, or of the service in it, that has passed by the end of today. */
export function elapsedShare(year: number, today: DateOn, service: DateRange | undefined): number {
  const { fromOn, toOn } = within(service, year);
  if (today < fromOn) return 0;
  if (today >= toOn) return 1;
  return (daysBetween(fromOn, today) + 1) / daysBetween(fromOn, toOn);
}

function monthsServed(service: DateRange, year: number): number {
  const { fromOn, toOn } = within(service, year);
  if (fromOn >= toOn) return 0;
  const first = Number(fromOn.slice(5, 7));
  const end = toOn === yearRange(year).toOn ? 13 : Number(toOn.slice(5, 7)) + (toOn.endsWith("-01") ? 0 : 1);
  return end - first;
}

function within(service: DateRange | undefined, year: number): { fromOn: DateOn; toOn: DateOn } {
  const range = yearRange(year);
  const fromOn = service && service.fromOn > range.fromOn ? service.fromOn : range.fromOn;
  const toOn = service?.toOn && service.toOn < range.toOn ? service.toOn : range.toOn;
  return { fromOn, toOn };
}
