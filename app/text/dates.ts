/**
 * Dates and instants as a reader sees them.
 * A calendar date (`…On`) comes as 'YYYY-MM-DD' and has no zone. An instant (`…At`) comes as a Date or an ISO string
 * with a zone and is always shown as Asia/Shanghai, whatever the zone of the server or the reader.
 */
import type { Locale } from "./text";

const ZONE = "Asia/Shanghai";

const months = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" });
const weekdays: Record<Locale, Intl.DateTimeFormat> = {
  "zh-CN": new Intl.DateTimeFormat("zh-CN", { weekday: "long", timeZone: "UTC" }),
  en: new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" }),
};
const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE,
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** 2026年11月20日 · 20 November 2026 */
export function longDate(on: string, locale: Locale): string {
  const { year, month, day } = partsOf(on);
  return locale === "zh-CN" ? `${year}年${month}月${day}日` : `${day} ${monthName(on)} ${year}`;
}

/** 11月20日 · 20 November: where the year is plain from the page. */
export function dayAndMonth(on: string, locale: Locale): string {
  const { month, day } = partsOf(on);
  return locale === "zh-CN" ? `${month}月${day}日` : `${day} ${monthName(on)}`;
}

/** 2026年11月 · November 2026; takes 'YYYY-MM' or a date in that month. */
export function longMonth(month: string, locale: Locale): string {
  const first = `${month.slice(0, 7)}-01`;
  const { year, month: number } = partsOf(first);
  return locale === "zh-CN" ? `${year}年${number}月` : `${monthName(first)} ${year}`;
}

/** 2026-11-20: for tables and figures, the same in both languages. */
export function shortDate(on: string): string {
  partsOf(on);
  return on.slice(0, 10);
}

/** 星期五 · Friday */
export function weekday(on: string, locale: Locale): string {
  return weekdays[locale].format(utcOf(on));
}

/** 2026年11月20日 星期五 · Friday, 20 November 2026 */
export function fullDate(on: string, locale: Locale): string {
  const date = longDate(on, locale);
  return locale === "zh-CN" ? `${date} ${weekday(on, locale)}` : `${weekday(on, locale)}, ${date}`;
}

/** The last day of a half-open range that ends before `to`: '2026-12-31' for '2027-01-01'. Only for display. */
export function lastDayBefore(to: string): string {
  return new Date(utcOf(to).getTime() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

/** The calendar date in Asia/Shanghai on which an instant falls, as 'YYYY-MM-DD'. */
export function dateOfInstant(at: Date | string): string {
  const { year, month, day } = clockParts(at);
  return `${year}-${month}-${day}`;
}

/** 10:46 */
export function clockTime(at: Date | string): string {
  const { hour, minute } = clockParts(at);
  return `${hour}:${minute}`;
}

/** 10:46:09: where the second matters (saves, receipts, checks). */
export function clockTimeToTheSecond(at: Date | string): string {
  const { hour, minute, second } = clockParts(at);
  return `${hour}:${minute}:${second}`;
}

/** 52:48, or 1:30:00 from an hour on. */
export function countdown(remainingMs: number): string {
  const seconds = Math.ceil(remainingMs / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

/** 2026年11月20日 10:46 · 20 November 2026, 10:46 */
export function longInstant(at: Date | string, locale: Locale): string {
  return joined(at, clockTime(at), locale);
}

/** 2026年11月20日 10:46:09 · 20 November 2026, 10:46:09 */
export function longInstantToTheSecond(at: Date | string, locale: Locale): string {
  return joined(at, clockTimeToTheSecond(at), locale);
}

/** 2026-11-20 10:46: for tables and logs. */
export function shortInstant(at: Date | string): string {
  return `${dateOfInstant(at)} ${clockTime(at)}`;
}

function joined(at: Date | string, time: string, locale: Locale): string {
  const date = longDate(dateOfInstant(at), locale);
  return locale === "zh-CN" ? `${date} ${time}` : `${date}, ${time}`;
}

function monthName(on: string): string {
  return months.format(utcOf(on));
}

function utcOf(on: string): Date {
  partsOf(on);
  return new Date(`${on.slice(0, 10)}T00:00:00Z`);
}

function partsOf(on: string): { year: number; month: number; day: number } {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(on);
  if (!found) throw new RangeError("A calendar date is written YYYY-MM-DD");
  return { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) };
}

type ClockPart = "year" | "month" | "day" | "hour" | "minute" | "second";

function clockParts(at: Date | string): Record<ClockPart, string> {
  const parts = clock.formatToParts(typeof at === "string" ? new Date(at) : at);
  const found = (type: ClockPart) => parts.find((part) => part.type === type)?.value ?? "";
  return {
    year: found("year"),
    month: found("month"),
    day: found("day"),
    hour: found("hour"),
    minute: found("minute"),
    second: found("second"),
  };
}
