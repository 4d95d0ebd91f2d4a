import { useCallback, useEffect, useRef, useState } from "react";

/** Minutes before the end at which a screen reader hears how many are left. */
const SPOKEN_MINUTES = [30, 15, 10, 5, 1];
const TICK_MS = 250;

/**
 * The server's clock in the browser. It runs on the browser's monotonic timer, so that setting the computer's clock
 * changes nothing, and is set right by every answer of the server. `now` is what the server said in the page itself.
 */
export function useServerClock(now: string, deadlineAt: string) {
  const [serverNow, setServerNow] = useState(() => Date.parse(now));
  const [deadline, setDeadline] = useState(() => Date.parse(deadlineAt));
  const offset = useRef<number | null>(null);

  const setRight = useCallback((word: { now: string; deadlineAt?: string }, sentAt: number) => {
    const received = performance.now();
    // Half of the way there and back: the answer was written in the middle.
    offset.current = Date.parse(word.now) - (sentAt + received) / 2;
    if (word.deadlineAt) setDeadline(Date.parse(word.deadlineAt));
  }, []);

  useEffect(() => {
    offset.current ??= Date.parse(now) - performance.now();
    const tick = () => setServerNow(performance.now() + (offset.current ?? 0));
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [now]);

  return { remainingMs: Math.max(0, deadline - serverNow), deadline, setRight };
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
