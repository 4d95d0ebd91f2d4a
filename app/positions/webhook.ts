/**
 * 状态推送: when a message is sent again, and when it is given up.
 * In: what a receiver answered, how often it was tried. Out: what comes next.
 */
export const STOP_REASONS = ["by-hand", "failing", "gone"] as const;
export type StopReason = (typeof STOP_REASONS)[number];
export const MESSAGE_OUTCOMES = ["delivered", "given-up"] as const;
export type MessageOutcome = (typeof MESSAGE_OUTCOMES)[number];
/** Why nothing came back: the address is one of the inside, does not resolve, or nobody answered there. */
export const FAILURES = ["inside-address", "unknown-host", "no-connection", "no-answer"] as const;
export type Failure = (typeof FAILURES)[number];
export type Answer = { status: number } | { failure: Failure };

/** Of one system: two receivers and one being changed over. */
export const MOST_WEBHOOKS = 3;
export const LONGEST_ADDRESS = 500;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** After the first failure, the second, and so on: three days and three hours in all. */
const WAITS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
export const MOST_TRIES = WAITS.length + 1;

export type Next =
  | { is: "delivered" }
  | { is: "again"; after: Date }
  /** The whole subscription stops with it: what came later is not sent past it. */
  | { is: "stopped"; reason: Extract<StopReason, "failing" | "gone"> };

/** `tries`: how often it has been sent, this time counted. 410 says that nobody wants any more. */
export function nextAfter(answer: Answer, tries: number, at: Date): Next {
  if ("status" in answer && answer.status >= 200 && answer.status < 300) return { is: "delivered" };
  if ("status" in answer && answer.status === 410) return { is: "stopped", reason: "gone" };
  const wait = WAITS[tries - 1];
  if (wait === undefined) return { is: "stopped", reason: "failing" };
  return { is: "again", after: new Date(at.getTime() + wait) };
}
