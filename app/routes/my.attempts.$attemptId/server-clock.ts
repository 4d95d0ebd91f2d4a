import { useCallback, useEffect, useRef, useState } from "react";
import type { ServerWord } from "./answer-queue";

/** Minutes before the end at which a screen reader hears how many are left. */
const SPOKEN_MINUTES = [30, 15, 10, 5, 1];
const TICK_MS = 250;

/**
 * The server's clock in the browser. It runs on the browser's monotonic timer, so that setting the computer's clock
 * changes nothing, and is set right by every answer of the server. `now` is what the server said in the page itself.
 */
export function useServerClock(now: string, deadlineAt: string, pausedAt: string | null) {
  const [serverNow, setServerNow] = useState(() => Date.parse(now));
  const [deadline, setDeadline] = useState(() => Date.parse(deadlineAt));
  const [pausedSince, setPausedSince] = useState(() => (pausedAt ? Date.parse(pausedAt) : null));
  const [leavings, setLeavings] = useState(0);
  const offset = useRef<number | null>(null);

  const setRight = useCallback((word: ServerWord, sentAt: number) => {
    const received = performance.now();
    // Half of the way there and back: the answer was written in the middle.
    offset.current = Date.parse(word.now) - (sentAt + received) / 2;
    if (word.deadlineAt) setDeadline(Date.parse(word.deadlineAt));
    if (word.leavings !== undefined) setLeavings(word.leavings);
    if (word.pausedSince !== undefined)
      setPausedSince(word.pausedSince ? Date.parse(word.pausedSince) : null);
  }, []);

  useEffect(() => {
    offset.current ??= Date.parse(now) - performance.now();
    const tick = () => setServerNow(performance.now() + (offset.current ?? 0));
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
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

/** 52:48, or 1:30:00 from an hour on. */
export function countdown(remainingMs: number): string {
  const seconds = Math.ceil(remainingMs / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}
