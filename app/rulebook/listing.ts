/**
 * A pack laid out to be read: one line for each rule, with where it comes from.
 * In: a pack and the one it inherits from. Out: rules by their place in the pack, and which of them differ.
 */
import type { Citation, RulePack } from "./schema";

export type RuleLine = {
  /** Where it stands in the pack: "certificate.validYears". */
  key: string;
  value: unknown;
  source: Citation;
  /** Not as in the pack it inherits from. */
  isOwn: boolean;
};
export type RuleGroup = { group: string; rules: RuleLine[] };

/** Every rule of a pack by its first word, in the order of the pack. */
export function rulesOf(pack: RulePack, base: RulePack | null): RuleGroup[] {
  const inherited = new Map(base === null ? [] : linesOf(base).map((line) => [line.key, signature(line)]));
  const groups = new Map<string, RuleLine[]>();
  for (const line of linesOf(pack)) {
    const group = line.key.split(".")[0] as string;
    const isOwn = base !== null && inherited.get(line.key) !== signature(line);
    groups.set(group, [...(groups.get(group) ?? []), { ...line, isOwn }]);
  }
  return [...groups].map(([group, rules]) => ({ group, rules }));
}

export type PackLine = Omit<RuleLine, "isOwn">;

/** Every rule of a pack in its order. */
export function linesOf(pack: RulePack): PackLine[] {
  return Object.entries(pack).flatMap(([key, part]) => linesIn(key, part));
}

function linesIn(key: string, part: unknown): PackLine[] {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return [];
  if ("value" in part && "source" in part)
    return [{ key, value: part.value, source: part.source as Citation }];
  return Object.entries(part).flatMap(([name, inner]) => linesIn(`${key}.${name}`, inner));
}

const signature = ({ value, source }: PackLine) => JSON.stringify([value, source]);
