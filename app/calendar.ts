/**
 * Calendar dates and instants in Asia/Shanghai; the only module that touches Temporal.
 * In: instants (JS Date) and calendar dates (`DateOn`, "YYYY-MM-DD"). Out: the same; formatting is `app/text`'s.
 * Nothing here reads the server's zone or its clock.
 */
import { Temporal } from "temporal-polyfill";

/** A calendar date in China. ISO strings of four-digit years compare with `<` and `>` as dates do. */
export type DateOn = `${number}-${number}-${number}`;

/** Half-open: `fromOn` counts, `toOn` does not; null means no end. "The last day counts" exists only at display. */
export type DateRange = { fromOn: DateOn; toOn: DateOn | null };

/**
 * "start-day-counts": the last day is the day before the corresponding day (cards: 2022-11-01 + 5 y → 2027-10-31).
 * "start-day-excluded": the last day is the corresponding day, or the month's end (民法典 第二百零一条、第二百零二条).
 */
export type CountingConvention = "start-day-counts" | "start-day-excluded";

export type Period = { years?: number; months?: number };

const ZONE = "Asia/Shanghai";

// China has kept UTC+8 without summer time since September 1991. From then on sums replace the zone database, which is
// a hundred times slower and asked several times for every person of a list; before, the database answers.
const SETTLED_ON: DateOn = "1992-01-01";
const OFFSET = 8 * 60 * 60 * 1000;
const DAY = 24 * 60 * 60 * 1000;

const plain = (on: DateOn) =>
  new Temporal.PlainDate(Number(on.slice(0, 4)), Number(on.slice(5, 7)), Number(on.slice(8, 10)));
const text = (date: Temporal.PlainDate) => date.toString() as DateOn;
const zoned = (instant: Date) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(ZONE);

/** Parses wire input: null unless it is exactly YYYY-MM-DD, such a day exists, and so does the next with four digits. */
export function dateOnFrom(raw: string): DateOn | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(raw)) return null;
  // The database knows no year 0.
  if (raw < "0001-01-01" || raw > "9999-12-30") return null;
  try {
    return text(Temporal.PlainDate.from(raw, { overflow: "reject" }));
  } catch {
    return null;
  }
}

/** The China date on which an instant falls. */
export function chinaDateOf(instant: Date): DateOn {
  const on = fromDbDate(new Date(instant.getTime() + OFFSET));
  return on > SETTLED_ON ? on : text(zoned(instant).toPlainDate());
}

/** The China wall clock of an instant, "HH:mm". */
export function chinaClockOf(instant: Date): string {
  return zoned(instant).toPlainTime().toString({ smallestUnit: "minute" });
}

/** 00:00 Asia/Shanghai of that date, as an instant. A gate that ends `toOn` ends exactly here. */
export function startOfDay(on: DateOn): Date {
  return on >= SETTLED_ON ? new Date(Date.parse(on) - OFFSET) : instantAt(on, "00:00");
}

/** The instant at which China's clocks read `clock` ("HH:mm" or "HH:mm:ss") on that date. */
export function instantAt(on: DateOn, clock: string): Date {
  const at = plain(on).toZonedDateTime({ timeZone: ZONE, plainTime: Temporal.PlainTime.from(clock) });
  return new Date(at.epochMilliseconds);
}

/** For a `@db.Date` column, which Prisma writes and reads as UTC midnight. */
export function toDbDate(on: DateOn): Date {
  return new Date(`${on}T00:00:00.000Z`);
}

export function fromDbDate(date: Date): DateOn {
  const day = Math.floor(date.getTime() / DAY);
  const known = written.get(day);
  if (known) return known;
  const on = date.toISOString().slice(0, 10) as DateOn;
  if (written.size === MOST_WRITTEN) written.clear();
  written.set(day, on);
  return on;
}

// A year of study of a thousand people asks for the same few hundred days a hundred thousand times.
const written = new Map<number, DateOn>();
const MOST_WRITTEN = 4_000;

export function addDays(on: DateOn, days: number): DateOn {
  return fromDbDate(new Date(Date.parse(on) + days * DAY));
}

/** A missing day (31 February) becomes the month's last day, or the first of the next month. */
export function addMonths(
  on: DateOn,
  months: number,
  whenMissing: "month-end" | "next-month-first" = "month-end",
): DateOn {
  const date = plain(on);
  const moved = date.add({ months });
  const missing = moved.day !== date.day;
  return text(missing && whenMissing === "next-month-first" ? moved.add({ days: 1 }) : moved);
}

export function addYears(
  on: DateOn,
  years: number,
  whenMissing: "month-end" | "next-month-first" = "month-end",
): DateOn {
  return addMonths(on, years * 12, whenMissing);
}

/** `months` before `on`, month's end if that day is missing: a renewal window before the last valid day. */
export function monthsBack(on: DateOn, months: number): DateOn {
  return addMonths(on, -months);
}

/** The last day on which a period that begins on `startOn` still runs (until 24:00 China). */
export function periodEnd(startOn: DateOn, period: Period, convention: CountingConvention): DateOn {
  const months = (period.years ?? 0) * 12 + (period.months ?? 0);
  // A missing anniversary of 29 February is 1 March here: subtracting a day from 28 February would lose a day.
  return convention === "start-day-counts"
    ? addDays(addMonths(startOn, months, "next-month-first"), -1)
    : addMonths(startOn, months, "month-end");
}

/** Card convention: the start day counts and the last day is the day before the anniversary. */
export function lastDayInclusive(startOn: DateOn, years: number): DateOn {
  return periodEnd(startOn, { years }, "start-day-counts");
}

/** Whole days from one date to another; negative when `toOn` is earlier. */
export function daysBetween(fromOn: DateOn, toOn: DateOn): number {
  return plain(fromOn).until(plain(toOn), { largestUnit: "day" }).days;
}

export function contains(range: DateRange, on: DateOn): boolean {
  return range.fromOn <= on && (range.toOn === null || on < range.toOn);
}

export function overlaps(a: DateRange, b: DateRange): boolean {
  return (b.toOn === null || a.fromOn < b.toOn) && (a.toOn === null || b.fromOn < a.toOn);
}

/** Monday is 1, Sunday is 7. */
export function isoWeekday(on: DateOn): number {
  return plain(on).dayOfWeek;
}

export function yearOf(on: DateOn): number {
  return Number(on.slice(0, 4));
}

/** The calendar year as a half-open range. */
export function yearRange(year: number): { fromOn: DateOn; toOn: DateOn } {
  const y = (value: number) => String(value).padStart(4, "0");
  return { fromOn: `${y(year)}-01-01` as DateOn, toOn: `${y(year + 1)}-01-01` as DateOn };
}

/** The largest number of whole years between two dates: an age, a length of service. */
export function wholeYears(fromOn: DateOn, toOn: DateOn): number {
  return plain(fromOn).until(plain(toOn), { largestUnit: "year" }).years;
}

/** Cuts an interval at every China midnight, so that minutes fall on the day (and year) they were spent. */
export function splitAtMidnight(startAt: Date, endAt: Date): { on: DateOn; startAt: Date; endAt: Date }[] {
  const parts: { on: DateOn; startAt: Date; endAt: Date }[] = [];
  for (let from = startAt; from < endAt; ) {
    const on = chinaDateOf(from);
    const midnight = startOfDay(addDays(on, 1));
    const to = midnight < endAt ? midnight : endAt;
    parts.push({ on, startAt: from, endAt: to });
    from = to;
  }
  return parts;
}
