import { useCallback, useEffect, useRef, useState } from "react";
import type { ServerWord } from "./server-line";

/** Minutes before the end at which a screen reader hears how many are left. */
const SPOKEN_MINUTES = [30, 15, 10, 5, 1];
const TICK_MS = 250;

/** What the browser's timer may lose or gain against the server's between two looks, a share of the time between. */
const DRIFT = 1e-3;

type Estimate = { offsetMs: number; errorMs: number; at: number };

/**
 * The better of two estimates of how far the server's clock is ahead of this browser's timer. An answer was written
 * somewhere between asking and receiving: half of that time is the most it can be wrong by. A slow answer tells less than
 * a quick one before it, unless it proves it wrong: a computer that slept had its timer stopped.
 */
export function nearer(before: Estimate | null, now: Estimate): Estimate {
  if (!before) return now;
  const errorBefore = before.errorMs + (now.at - before.at) * DRIFT;
  const contradicts = Math.abs(now.offsetMs - before.offsetMs) > now.errorMs + errorBefore;
  return contradicts || now.errorMs <= errorBefore ? now : before;
}

/**
 * The server's clock in the browser. It runs on the browser's monotonic timer, so that setting the computer's clock
 * changes nothing, and is set right by every answer of the server. `now` is what the server said in the page itself.
 */
export function useServerClock(now: string, deadlineAt: string, pausedAt: string | null) {
  const [serverNow, setServerNow] = useState(() => Date.parse(now));
  const [deadline, setDeadline] = useState(() => Date.parse(deadlineAt));
  const [pausedSince, setPausedSince] = useState(() => (pausedAt ? Date.parse(pausedAt) : null));
  const [leavings, setLeavings] = useState(0);
  const estimate = useRef<Estimate | null>(null);

  const setRight = useCallback((word: ServerWord, sentAt: number) => {
    const received = performance.now();
    estimate.current = nearer(estimate.current, {
      offsetMs: Date.parse(word.now) - (sentAt + received) / 2,
      errorMs: (received - sentAt) / 2,
      at: received,
    });
    if (word.deadlineAt) setDeadline(Date.parse(word.deadlineAt));
    if (word.leavings !== undefined) setLeavings(word.leavings);
    if (word.pausedSince !== undefined)
      setPausedSince(word.pausedSince ? Date.parse(word.pausedSince) : null);
  }, []);

  useEffect(() => {
    const shownAt = performance.now();
    const tick = () => {
      const offset = estimate.current?.offsetMs ?? Date.parse(now) - shownAt;
      setServerNow(performance.now() + offset);
    };
    const timer = setInterval(tick, TICK_MS);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [now]);

  // While the exam is paused the clock stands where it was.
  const remainingMs = Math.max(0, deadline - (pausedSince ?? serverNow));
  return { remainingMs, deadline, isPaused: pausedSince !== null, leavings, setRight };
}

/** The minute to speak, once each: the smallest threshold that has been passed. */
export function spokenMinute(remainingMs: number): number | null {
  const minutes = remainingMs / 60_000;
  return SPOKEN_MINUTES.filter((threshold) => minutes <= threshold).at(-1) ?? null;
}
