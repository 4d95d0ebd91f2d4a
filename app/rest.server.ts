/**
 * Rests between the batches of long work beside requests. A batch takes longer when the database is busy, and so does the
 * rest after it; whoever rests does nothing, so what keeps this process busy meanwhile are requests, and they go first.
 */
import { performance } from "node:perf_hooks";
import { setTimeout as after } from "node:timers/promises";

/** Waits, and answers whether to go on. */
export type Rest = () => Promise<boolean>;

/** Of the time, work has a quarter. */
const RESTS_TO_WORK = 3;
const SHORTEST_MS = 50;
const LONGEST_MS = 5_000;
/** From this share of its time on, the process counts as busy with requests. */
const BUSY = 0.3;
/** So often it gives way in a row: a server that is busy all day has its lists kept all the same. */
const GIVES_WAY = 20;

/** `load` answers how busy the process was since it was asked the last time, from 0 to 1. */
type Surroundings = { now: () => number; wait: (ms: number) => Promise<void>; load: () => number };

/** Rests for work that ends when it is told to stop. */
export function restUntil(stopped: AbortSignal, around = surroundingsOf(stopped)): Rest {
  let workedFrom = around.now();
  return async () => {
    const worked = around.now() - workedFrom;
    const rest = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, worked * RESTS_TO_WORK));
    around.load();
    for (let times = 0; times < GIVES_WAY && !stopped.aborted; times += 1) {
      await around.wait(rest);
      if (around.load() < BUSY) break;
    }
    workedFrom = around.now();
    return !stopped.aborted;
  };
}

function surroundingsOf(stopped: AbortSignal): Surroundings {
  let last = performance.eventLoopUtilization();
  return {
    now: () => performance.now(),
    wait: (ms) => after(ms, undefined, { signal: stopped, ref: false }).catch(() => {}),
    load: () => {
      const here = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(here, last);
      last = here;
      return utilization;
    },
  };
}
