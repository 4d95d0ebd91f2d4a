/**
 * What differs between two packs or versions, rule by rule. In: two packs. Out: one line for each rule that says
 * something else, rests on something else, or stands in one of them only.
 */
import { linesOf, type PackLine } from "./listing";
import type { RulePack } from "./schema";

export type RuleDifference = {
  key: string;
  /** null: the rule stands in the other pack only. */
  before: PackLine | null;
  after: PackLine | null;
  valueChanged: boolean;
  sourceChanged: boolean;
};

/** In the order of the packs; rules of the first that the second lacks stand last. */
export function differenceOf(before: RulePack, after: RulePack): RuleDifference[] {
  const old = new Map(linesOf(before).map((line) => [line.key, line]));
  const now = new Map(linesOf(after).map((line) => [line.key, line]));
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => {
    const was = old.get(key) ?? null;
    const is = now.get(key) ?? null;
    const valueChanged = !same(was?.value, is?.value);
    const sourceChanged = !same(was?.source, is?.source);
    return valueChanged || sourceChanged
      ? [{ key, before: was, after: is, valueChanged, sourceChanged }]
      : [];
  });
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

/** The order of an object's keys says nothing; that of a list does. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, ordered(part)]),
  );
}
