/**
 * Packs inherit down the tree: a province states only what it changes.
 * In: a base pack and overrides. Out: a whole pack, checked, and the hash by which a decision remembers it.
 */
import { createHash } from "node:crypto";
import { type Cited, type IssuingRoute, type RulePack, rulePackSchema } from "~/rulebook/schema";

type Overridable<T> =
  T extends Cited<unknown> ? T : T extends object ? { [K in keyof T]?: Overridable<T[K]> } : T;

type Heading = Pick<RulePack, "id" | "title" | "version" | "effectiveFromOn">;

/** What a jurisdiction states: its heading, and the rules that differ from the pack it inherits. */
export type PackOverrides = Heading & Overridable<Omit<RulePack, keyof Heading>>;

/** The base with every stated rule replaced whole: value and citation go together. Throws on data that is no pack. */
export function resolvePack(base: RulePack, overrides: PackOverrides): RulePack {
  return rulePackSchema.parse(merged(base, overrides));
}

/** sha-256 of the pack's canonical JSON: equal for equal content, whatever the order of keys. */
export function packHash(pack: RulePack): string {
  return createHash("sha256").update(canonical(pack)).digest("hex");
}

/** The route that the pack's preset chooses: reviews in order, then the issuer. */
export function issuingRoute(pack: RulePack): Cited<IssuingRoute> {
  return pack.issuing.routes[pack.issuing.preset.value];
}

type Tree = { [key: string]: unknown };

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRule(value: Tree): boolean {
  return "value" in value && "source" in value;
}

function merged(base: unknown, change: unknown): unknown {
  if (change === undefined) return base;
  if (!isTree(base) || !isTree(change) || isRule(change)) return change;
  const keys = new Set([...Object.keys(base), ...Object.keys(change)]);
  return Object.fromEntries([...keys].map((key) => [key, merged(base[key], change[key])]));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isTree(value)) return JSON.stringify(value) ?? "null";
  const entries = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${entries.join(",")}}`;
}
