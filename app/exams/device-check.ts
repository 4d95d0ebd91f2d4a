/**
 * 设备检查: whether a browser can sit an exam, before the day.
 * In: what the page found out by trying. Out: a finding for each check, worst cases named; the words are the page's.
 */

export const DEVICE_CHECKS = [
  "script",
  "browser",
  "connection",
  "clock",
  "storage",
  "screen",
  "print",
] as const;
export type DeviceCheck = (typeof DEVICE_CHECKS)[number];

/** ok: nothing to do; poor: it will do, with a drawback; not: no exam with this; unknown: only a script can tell. */
export type Grade = "ok" | "poor" | "not" | "unknown";

/** One question to the server's clock; all in milliseconds, `serverNow` and the browser's clock since 1970. */
export type Answered = { roundTrip: number; serverNow: number; browserNow: number };

export type Found = {
  /** What the exam room asks of a browser and is not there, by name. */
  lacks: readonly string[];
  canStore: boolean;
  width: number;
  /** Of the questions asked, those that were answered. */
  answers: readonly Answered[];
  asked: number;
};

/** A save is shown as not arriving after four seconds; up to half a second nobody notices it. */
const QUICK_MS = 500;
const SLOW_MS = 2_000;
/** A clock that is further off irritates whoever looks at both: it shows another minute. */
const CLOCK_MS = 30_000;
/** The narrowest page the room is made for, and the width from which the answer sheet stands beside the question. */
const NARROWEST = 360;
export const SHEET_BESIDE = 1_024;

export type Findings = {
  grades: Record<DeviceCheck, Grade>;
  lacks: readonly string[];
  /** The middle one of the round trips; null: none was answered. */
  roundTrip: number | null;
  /** How far the browser's clock is ahead of the server's; null: nobody answered. */
  clockAhead: number | null;
};

/** Before any script ran: the page itself shows that there is a connection, and the large print is always on offer. */
export const WITHOUT_SCRIPT: Findings = {
  grades: {
    script: "unknown",
    browser: "unknown",
    connection: "unknown",
    clock: "unknown",
    storage: "unknown",
    screen: "unknown",
    print: "ok",
  },
  lacks: [],
  roundTrip: null,
  clockAhead: null,
};

export function findingsFrom({ lacks, canStore, width, answers, asked }: Found): Findings {
  const roundTrip = middle(answers.map((answer) => answer.roundTrip));
  const clockAhead = aheadBy(answers);
  return {
    grades: {
      script: "ok",
      browser: lacks.length === 0 ? "ok" : "not",
      connection: connectionGrade(roundTrip, answers.length < asked),
      clock: clockAhead === null ? "unknown" : Math.abs(clockAhead) < CLOCK_MS ? "ok" : "poor",
      storage: canStore ? "ok" : "poor",
      screen: width >= NARROWEST ? "ok" : "poor",
      print: "ok",
    },
    lacks,
    roundTrip,
    clockAhead,
  };
}

function connectionGrade(roundTrip: number | null, someWereLost: boolean): Grade {
  if (roundTrip === null || roundTrip > SLOW_MS) return "not";
  return roundTrip > QUICK_MS || someWereLost ? "poor" : "ok";
}

/** By the quickest answer, which tells most: it was written somewhere between asking and receiving. */
function aheadBy(answers: readonly Answered[]): number | null {
  const [best] = [...answers].sort((a, b) => a.roundTrip - b.roundTrip);
  return best ? best.browserNow - best.roundTrip / 2 - best.serverNow : null;
}

function middle(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
