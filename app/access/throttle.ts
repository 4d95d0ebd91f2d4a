/**
 * How long a guesser waits. Tries are counted apart by who could be hurt by the count: a name from one address, a name
 * from anywhere, an address, and a name on a device its owner has used before, so that hammering a name from elsewhere
 * neither helps the guesser nor shuts the owner out.
 * In: the instants of tries that failed. Out: whole minutes to wait, 0 for none.
 */

export type ThrottleScope = "name-here" | "name" | "address" | "device";

type Limit = {
  /** Tries are remembered for this long. */
  windowHours: number;
  /** So many failures cost nothing. */
  free: number;
};

/** A bureau behind one address mistypes together, so the address is patient, and forgets within the quarter of an hour. */
const limits: Record<ThrottleScope, Limit> = {
  "name-here": { windowHours: 24, free: 5 },
  name: { windowHours: 24, free: 20 },
  address: { windowHours: 0.25, free: 60 },
  device: { windowHours: 24, free: 5 },
};

/** Nobody is kept out for longer than this after the last counted try. */
export const LONGEST_WAIT_MINUTES = 15;
/** Older tries count for nothing anywhere. */
export const WINDOW_HOURS = 24;

const MINUTE = 60_000;

/** After the free tries each failure doubles the wait: 1, 2, 4, 8, then 15 minutes. `failedAt` in any order. */
export function minutesToWait(scope: ThrottleScope, failedAt: readonly Date[], now: Date): number {
  const { windowHours, free } = limits[scope];
  const since = now.getTime() - windowHours * 60 * MINUTE;
  const counted = failedAt.map((at) => at.getTime()).filter((at) => at > since);
  if (counted.length < free) return 0;
  const wait = Math.min(LONGEST_WAIT_MINUTES, 2 ** Math.min(10, counted.length - free)) * MINUTE;
  const left = Math.max(...counted) + wait - now.getTime();
  return left > 0 ? Math.ceil(left / MINUTE) : 0;
}
