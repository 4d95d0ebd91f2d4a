/**
 * H18: what is owed by who served part of the year, and how much of it by today.
 * In: an amount, dates of service and of leave (half-open), the year. Out: an amount in the quota's unit; a share of the year.
 */
import { type DateOn, type DateRange, daysBetween, yearRange } from "~/calendar";
import type { RulePack } from "~/rulebook/schema";
import type { StudyUnit } from "~/study/measure";

type Owing = {
  service?: DateRange | undefined;
  leaves?: readonly DateRange[] | undefined;
  /** Times from which two offices let them off: they count whatever the pack says of service and leave. */
  reliefs?: readonly DateRange[] | undefined;
};

/**
 * In proportion to the months served, begun ones included and whole ones on leave left out, rounded up to half a day (or
 * a whole 学时 or hour).
 */
export function requiredAmount(
  { amount, unit }: { amount: number; unit: StudyUnit },
  { service, leaves = [], reliefs = [] }: Owing,
  pack: RulePack,
  year: number,
): number {
  const months =
    pack.study.proRata.value === "none"
      ? monthsServed(undefined, reliefs, year)
      : monthsServed(service, [...leaves, ...reliefs], year);
  const step = unit === "days" ? 2 : 1;
  return Math.min(amount, Math.ceil((amount * months * step) / 12) / step);
}

/** The share of the year, or of the service in it, that has passed by the end of today. */
export function elapsedShare(year: number, today: DateOn, service: DateRange | undefined): number {
  const { fromOn, toOn } = within(service, year);
  if (today < fromOn) return 0;
  if (today >= toOn) return 1;
  return (daysBetween(fromOn, today) + 1) / daysBetween(fromOn, toOn);
}

function monthsServed(service: DateRange | undefined, leaves: readonly DateRange[], year: number): number {
  if (!service && leaves.length === 0) return 12;
  const { fromOn, toOn } = within(service, year);
  return monthsOf(year).filter(
    (month) =>
      month.fromOn < toOn &&
      month.toOn > fromOn &&
      !leaves.some((leave) => covers(leave, month, fromOn, toOn)),
  ).length;
}

function monthsOf(year: number): { fromOn: DateOn; toOn: DateOn }[] {
  const starts = Array.from(
    { length: 12 },
    (_, index) => `${year}-${String(index + 1).padStart(2, "0")}-01` as DateOn,
  );
  return starts.map((fromOn, index) => ({ fromOn, toOn: starts[index + 1] ?? yearRange(year).toOn }));
}

/** Of a month, the days served were all days of the leave. */
function covers(leave: DateRange, month: { fromOn: DateOn; toOn: DateOn }, fromOn: DateOn, toOn: DateOn) {
  const first = month.fromOn > fromOn ? month.fromOn : fromOn;
  const end = month.toOn < toOn ? month.toOn : toOn;
  return leave.fromOn <= first && (leave.toOn === null || leave.toOn >= end);
}

function within(service: DateRange | undefined, year: number): { fromOn: DateOn; toOn: DateOn } {
  const range = yearRange(year);
  const fromOn = service && service.fromOn > range.fromOn ? service.fromOn : range.fromOn;
  const toOn = service?.toOn && service.toOn < range.toOn ? service.toOn : range.toOn;
  return { fromOn, toOn };
}
