/**
 * Shares of the mark that other systems give to each answer. Here a question has a key and is marked by the exam's own
 * rule: shares that say the same are taken as a key, others are refused by their reason.
 */
import { type Place, type Problem, problem, Unreadable } from "./exchanged-question";

/** In per cent; below nothing it is a penalty. */
export type Weighted = { fraction: number };

/** Systems write thirds and sixths with five digits. */
const CLOSE = 0.01;

/** A share as systems write it. Throws Unreadable for anything else. */
export function fractionFrom(written: string, place: Place): number {
  if (!/^-?\d{1,3}(\.\d{1,10})?$/.test(written)) throw new Unreadable(problem("format.bad-weight", place));
  return Number(written);
}

/** Places of the right answers, from 0. Throws Unreadable for shares no key can say; penalties are noted as left out. */
export function rightOnes(
  answers: readonly Weighted[],
  isMultiple: boolean,
  place: Place,
): { key: number[]; notes: Problem[] } {
  const key = answers.flatMap(({ fraction }, at) => (fraction > 0 ? [at] : []));
  const notes = answers.some(({ fraction }) => fraction < 0) ? [problem("format.penalty", place)] : [];
  const shares = key.map((at) => (answers[at] as Weighted).fraction);
  if (!isMultiple && key.length > 1) {
    const allFull = shares.every((share) => Math.abs(share - 100) < CLOSE);
    throw new Unreadable(problem(allFull ? "format.either-right" : "format.weighted", place));
  }
  const whole = isMultiple ? 100 / key.length : 100;
  if (shares.some((share) => Math.abs(share - whole) > CLOSE))
    throw new Unreadable(problem("format.weighted", place));
  return { key, notes };
}

/** What each of so many right answers gets, with five digits. */
export const shareOf = (right: number) => String(Number((100 / right).toFixed(5)));
