/**
 * What was counted of a course, as sessions of the ledger: real spans of one China day each (H16). In: intervals, in
 * order. Out: spans with whole minutes of study; what does not make a minute is left out.
 */
import { splitAtMidnight } from "~/calendar";

/** A longer pause ends a session. */
const PAUSE_MS = 30 * 60_000;

export type Counted = { startAt: Date; endAt: Date };
export type OnlineSession = Counted & { minutes: number };

export function sessionsOf(intervals: readonly Counted[]): OnlineSession[] {
  const sessions: (Counted & { on: string; ms: number })[] = [];
  for (const { on, startAt, endAt } of intervals.flatMap((one) => splitAtMidnight(one.startAt, one.endAt))) {
    const ms = endAt.getTime() - startAt.getTime();
    const last = sessions.at(-1);
    if (last && last.on === on && startAt.getTime() - last.endAt.getTime() <= PAUSE_MS) {
      last.endAt = endAt;
      last.ms += ms;
    } else sessions.push({ on, startAt, endAt, ms });
  }
  return sessions
    .map(({ startAt, endAt, ms }) => ({ startAt, endAt, minutes: Math.floor(ms / 60_000) }))
    .filter(({ minutes }) => minutes > 0);
}
