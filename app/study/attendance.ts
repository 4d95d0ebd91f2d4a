/**
 * Who was at a session, and how much of its study is theirs. In: what was seen of a person, event by event, in the order
 * in which it was entered; the session. Out: from when to when they were there; late and early minutes; their minutes.
 */
import { spanMinutes } from "./session";

export const ATTENDANCE_EVENTS = ["in", "out", "absent"] as const;
export type AttendanceEvent = { event: (typeof ATTENDANCE_EVENTS)[number]; at: Date; how: "roster" | "qr" };

export type Presence = { inAt: Date | null; outAt: Date | null };
export const NOWHERE: Presence = { inAt: null, outAt: null };

/**
 * What the recorder says from the roster stands over what was scanned before. Of scans the first in and the last out
 * count: who scans twice loses nothing.
 */
export function presenceOf(events: readonly AttendanceEvent[]): Presence {
  let known = NOWHERE;
  for (const { event, at, how } of events) {
    if (event === "absent") known = NOWHERE;
    else if (event === "out") known = { inAt: known.inAt, outAt: at };
    else known = { inAt: how === "qr" ? (known.inAt ?? at) : at, outAt: known.outAt };
  }
  return known;
}

type Held = { startAt: Date; endAt: Date; minutes: number };

export type Attended =
  | { kind: "absent" }
  /** Seen coming or going only: the recorder says the other. */
  | { kind: "undecided"; missing: "in" | "out" }
  | {
      kind: "present";
      startAt: Date;
      endAt: Date;
      /** Their share of the session's study. */
      minutes: number;
      lateMinutes: number;
      earlyMinutes: number;
    };

const MINUTE = 60_000;
const wholeMinutes = (from: Date, to: Date) =>
  Math.max(0, Math.floor((to.getTime() - from.getTime()) / MINUTE));

/**
 * Nobody knows in which minutes of a meeting the law was read: who was there for half of it is given half. Begun minutes
 * are not late. Who missed so much that no minute is left was absent.
 */
export function attendedOf(session: Held, { inAt, outAt }: Presence): Attended {
  if (inAt === null && outAt === null) return { kind: "absent" };
  if (inAt === null || outAt === null) return { kind: "undecided", missing: inAt === null ? "in" : "out" };
  const { startAt, endAt } = session;
  const span = spanMinutes(session);
  const lateMinutes = wholeMinutes(startAt, inAt);
  const earlyMinutes = wholeMinutes(outAt, endAt);
  const present = span - lateMinutes - earlyMinutes;
  const minutes = Math.floor((session.minutes * present) / span);
  if (present <= 0 || minutes <= 0) return { kind: "absent" };
  return {
    kind: "present",
    startAt: new Date(startAt.getTime() + lateMinutes * MINUTE),
    endAt: new Date(endAt.getTime() - earlyMinutes * MINUTE),
    ...{ minutes, lateMinutes, earlyMinutes },
  };
}
