import { useEffect, useState } from "react";

const TICK_MS = 250;

/**
 * Milliseconds left of what the server said in the page itself; null before the script runs. They count from when the page
 * arrived. Setting the computer's clock may show the button early or late: the server decides who begins.
 */
export function useCountdown(waitMs: number): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const ends = arrivedAt() + waitMs;
    const tick = () => setLeft(Math.max(0, ends - Date.now()));
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [waitMs]);
  return left;
}

function arrivedAt(): number {
  const [page] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return performance.timeOrigin + (page?.responseStart ?? performance.now());
}
