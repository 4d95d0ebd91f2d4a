/** The district's days, all reckoned from today in China, so that it is as alive next year as it is now. */
import { addDays, addMonths, type DateOn, instantAt, isoWeekday, yearOf } from "~/calendar";

/** So much before `today`. */
export type Ago = { years?: number; months?: number; days?: number };

export function ago(today: DateOn, { years = 0, months = 0, days = 0 }: Ago): DateOn {
  return addDays(addMonths(today, -12 * years - months), -days);
}

/** The day itself, or the Friday before it: offices act on weekdays. Public holidays are let be. */
export function weekday(on: DateOn): DateOn {
  return addDays(on, -Math.max(0, isoWeekday(on) - 5));
}

/** A clock time on the weekday that is, or comes last before, that day. */
export function officeHour(on: DateOn, clock: string): Date {
  return instantAt(weekday(on), clock);
}

/** The district took the register into use at the start of this year: nothing in it was recorded earlier. */
export function firstDay(today: DateOn): DateOn {
  return `${yearOf(today) - 6}-01-06` as DateOn;
}
