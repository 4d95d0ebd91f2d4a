/**
 * Seeded randomness that gives the same paper in ten years: sfc32 started from the SHA-256 of a seed, integers only.
 * In: a seed. Out: a source of unsigned 32-bit integers, and what is drawn from it.
 */
import { createHash } from "node:crypto";

/** Each call gives the next unsigned 32-bit integer. */
export type Random = () => number;

export function randomFrom(seed: string): Random {
  const digest = createHash("sha256").update(seed, "utf8").digest();
  let a = digest.readUInt32LE(0);
  let b = digest.readUInt32LE(4);
  let c = digest.readUInt32LE(8);
  let counter = digest.readUInt32LE(12);
  return () => {
    const next = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + next;
    c |= 0;
    return next >>> 0;
  };
}

/** An integer from 0 up to, not including, `limit`; each equally likely. */
export function below(limit: number, random: Random): number {
  // Without this cut the first few values would come up a little more often.
  const fair = 2 ** 32 - (2 ** 32 % limit);
  let drawn = random();
  while (drawn >= fair) drawn = random();
  return drawn % limit;
}

/** A new array in an order of which each is equally likely (Fisher–Yates). */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const result = [...list];
  for (let last = result.length - 1; last > 0; last--) {
    const other = below(last + 1, random);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}
