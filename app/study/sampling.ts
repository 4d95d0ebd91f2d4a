/**
 * 抽查: which records of a frozen population are drawn. In: a seed, the population with its weights, how many.
 * Out: the sample in the order of the draw. The same seed and population give the same sample, in whatever order the
 * population is read; a record that weighs more is drawn rather, and weighing more never loses it its place.
 */
import { createHash } from "node:crypto";

/** A record and its weight, from 1. */
export type Weighed = readonly [recordId: string, weight: number];

const STEPS = 2 ** 52;

/**
 * Each record waits an exponential time of its own, as long as its part of the seed says and shorter the more it weighs;
 * the first `size` to come are drawn. So every record can be, none is twice, and the draw needs no order.
 */
export function drawn(seed: string, population: readonly Weighed[], size: number): string[] {
  return population
    .map(([recordId, weight]) => ({ recordId, wait: -Math.log(shareOf(seed, recordId)) / weight }))
    .sort((a, b) => a.wait - b.wait || (a.recordId < b.recordId ? -1 : 1))
    .slice(0, size)
    .map(({ recordId }) => recordId);
}

/** Between 0 and 1, neither of them. */
function shareOf(seed: string, recordId: string): number {
  const digest = createHash("sha256").update(`${seed}:${recordId}`).digest();
  return (Number(digest.readBigUInt64BE(0) >> 12n) + 0.5) / STEPS;
}

/** What a population is known by: the same for the same records with the same weights, however they are ordered. */
export function populationHash(population: readonly Weighed[]): string {
  const lines = population.map(([recordId, weight]) => `${recordId} ${weight}\n`).sort();
  return createHash("sha256").update(lines.join("")).digest("hex");
}
