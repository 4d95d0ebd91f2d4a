/**
 * Who is reminded of a certificate's last day, and when. In: the last day that counts and today, dates in China. Out: the
 * reminder due, in days before the last day; null where none is.
 */
import { type DateOn, daysBetween } from "~/calendar";

/** Half a year opens the window of most rule packs; the last two are for whoever let it pass. */
export const REMIND_DAYS = [180, 90, 30, 7] as const;
export type RemindDays = (typeof REMIND_DAYS)[number];

/**
 * The nearest of those reached: who is recorded, or looked at, late is told once, not four times. On the last day it is
 * still 7; after it nothing, because what has run out is applied for anew.
 */
export function reminderOn(validToOn: DateOn, today: DateOn): RemindDays | null {
  const left = daysBetween(today, validToOn);
  return left < 0 ? null : (REMIND_DAYS.findLast((days) => left <= days) ?? null);
}
