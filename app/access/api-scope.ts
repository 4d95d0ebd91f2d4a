/**
 * What a system's key opens, how long it lasts and how often it may ask.
 * In: counts and instants. Out: yes, or how many seconds to wait.
 */

export const API_SCOPES = ["eligibility", "team", "changes"] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** A key that nobody renews ends after a year. */
export const KEY_DAYS = 365;
/** A renewed key's forerunner goes on for a day, so that the other system can be changed over without a gap. */
export const GRACE_HOURS = 24;
export const PER_MINUTE = { usual: 600, most: 100_000 };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const minuteOf = (now: Date): Date => new Date(Math.floor(now.getTime() / MINUTE) * MINUTE);
export const keyEndsAt = (madeAt: Date): Date => new Date(madeAt.getTime() + KEY_DAYS * DAY);
export const graceEndsAt = (now: Date): Date => new Date(now.getTime() + (GRACE_HOURS / 24) * DAY);

/** 0 while the question is within the limit of its minute, this one counted; else the seconds until the next minute. */
export function secondsToWait(asked: number, perMinute: number, now: Date): number {
  if (asked <= perMinute) return 0;
  return Math.max(1, Math.ceil((minuteOf(now).getTime() + MINUTE - now.getTime()) / 1000));
}
