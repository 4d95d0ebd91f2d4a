/**
 * What happened, in the order in which it happened: numbers run on with the years, and the audit log reads as a life.
 * In: pieces of work, each with its instant. Out: the work done, oldest first, each piece in a transaction of its own.
 */
import { chinaDateOf, yearOf } from "~/calendar";
import { inTransaction, type Tx } from "~/db.server";

type Entry = { at: Date; work: () => Promise<void> };

export type Chronicle = {
  /** One transaction at that instant. */
  on(at: Date, work: (tx: Tx, now: Date) => Promise<void>): void;
  /** Work that opens transactions of its own, or none. */
  apart(at: Date, work: (now: Date) => Promise<void>): void;
  /** Does everything up to `until`; what lies later has not happened. One line for each year. */
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
      const yearAt = (index: number) => {
        const entry = past[index];
        return entry && yearOf(chinaDateOf(entry.at));
      };
      let began = performance.now();
      let done = 0;
      for (const [index, { work }] of past.entries()) {
        await work();
        done += 1;
        if (yearAt(index) === yearAt(index + 1)) continue;
        log(`  ${yearAt(index)}: ${done} steps, ${((performance.now() - began) / 1000).toFixed(1)} s`);
        began = performance.now();
        done = 0;
      }
    },
  };
}

/** The answer of a verb that must say yes here. What it refused is a mistake of this script: its codes, and no names. */
export function granted<A extends { ok: boolean }>(answer: A, what: string): Extract<A, { ok: true }> {
  if (answer.ok) return answer as Extract<A, { ok: true }>;
  const { refusals = [] } = answer as { refusals?: { code: string }[] };
  throw new Error(`${what}: ${refusals.map(({ code }) => code).join(", ")}`);
}
