/**
 * What happened, in the order in which it happened: numbers run on with the years, and the audit log reads as a life.
 * In: pieces of work, each with its instant. Out: the work done, oldest first, each piece in a transaction of its own;
 * what happens at one instant is done side by side, so such pieces must not touch the same people.
 */
import { chinaDateOf, yearOf } from "~/calendar";
import { inTransaction, type Tx } from "~/db.server";

/** The database and this process work at the same time; more would only make them wait for each other. */
const LANES = 4;

type Entry = { at: Date; work: () => Promise<void> };

export type Chronicle = {
  /** One transaction at that instant. */
  on(at: Date, work: (tx: Tx, now: Date) => Promise<void>): void;
  /** Work that opens transactions of its own, or none. */
  apart(at: Date, work: (now: Date) => Promise<void>): void;
  /** Does everything up to `until`; what lies later has not happened. One line for each year, and for each month of the last. */
  play(until: Date, log: (line: string) => void): Promise<void>;
};

export function newChronicle(): Chronicle {
  const entries: Entry[] = [];
  const apart: Chronicle["apart"] = (at, work) => void entries.push({ at, work: () => work(at) });
  return {
    apart,
    on: (at, work) => apart(at, (now) => inTransaction((tx) => work(tx, now))),
    async play(until, log) {
      const past = entries.filter(({ at }) => at <= until).sort((a, b) => a.at.getTime() - b.at.getTime());
      for (const [period, steps] of consecutive(past, ({ at }) => periodOf(at, until))) {
        const began = performance.now();
        for (const [, together] of consecutive(steps, ({ at }) => at.getTime()))
          await inLanes(together, ({ work }) => work());
        log(`  ${period}: ${steps.length} steps, ${((performance.now() - began) / 1000).toFixed(1)} s`);
      }
    },
  };
}

function periodOf(at: Date, until: Date): string {
  const on = chinaDateOf(at);
  return on.slice(0, yearOf(on) === yearOf(chinaDateOf(until)) ? 7 : 4);
}

/** A few at a time, begun in order. */
export async function inLanes<T>(list: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...list];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(LANES, list.length) }, lane));
}

/** Runs of a sorted list that share a key. */
function consecutive<T, K>(list: readonly T[], keyOf: (item: T) => K): [K, T[]][] {
  const runs: [K, T[]][] = [];
  for (const item of list) {
    const last = runs.at(-1);
    if (last && last[0] === keyOf(item)) last[1].push(item);
    else runs.push([keyOf(item), [item]]);
  }
  return runs;
}

/** The answer of a verb that must say yes here. What it refused is a mistake of this script: its codes, and no names. */
export function granted<A extends { ok: boolean }>(answer: A, what: string): Extract<A, { ok: true }> {
  if (answer.ok) return answer as Extract<A, { ok: true }>;
  const { refusals = [] } = answer as { refusals?: { code: string }[] };
  throw new Error(`${what}: ${refusals.map(({ code }) => code).join(", ")}`);
}
