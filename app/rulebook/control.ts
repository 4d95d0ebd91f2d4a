/**
 * Which control each rule takes in a form, read from the schema: a rule added there can be drafted here.
 * In: the schema, and a pack for the quotas it has. Out: one field for each rule, by group.
 */
import type { z } from "zod";
import { type RulePack, rulePackSchema } from "~/rulebook/schema";

export type Control =
  | { kind: "fixed" }
  | { kind: "yes-no" }
  | { kind: "choice"; words: string[] }
  | { kind: "choices"; words: string[] }
  /** `word` may be said instead of a number. */
  | { kind: "number"; whole: boolean; least: number | null; most: number | null; word: string | null }
  | { kind: "date" }
  | { kind: "text" }
  | { kind: "parts"; parts: { name: string; control: Control; optional: boolean }[] }
  /** Rows of parts; a row left empty is not there. */
  | { kind: "rows"; row: Control };

export type RuleField = { key: string; control: Control; optional: boolean };
export type RuleGroupName = Exclude<
  keyof RulePack,
  "id" | "title" | "version" | "effectiveFromOn" | "effectiveToOn"
>;

const shape = rulePackSchema.shape as unknown as Record<string, z.ZodType>;

export const RULE_GROUPS = Object.keys(shape).filter(
  (name) => !["id", "title", "version", "effectiveFromOn", "effectiveToOn"].includes(name),
) as RuleGroupName[];

export function isRuleGroup(name: string | undefined): name is RuleGroupName {
  return (RULE_GROUPS as string[]).includes(name ?? "");
}

/** The rules of one group in the order of the schema; of the quotas those the pack has. */
export function ruleFields(group: RuleGroupName, pack: RulePack): RuleField[] {
  if (group !== "quotas") return fieldsIn(group, shape[group] as z.ZodType);
  return [...Object.keys(pack.quotas).map((id) => `quotas.${id}`)].map((key) => quotaField(key));
}

/** The control for a quota, also for one that is not there yet. */
export function quotaField(key: string): RuleField {
  const record = defOf(shape.quotas as z.ZodType) as Def;
  return fieldsIn(key, record.valueType as z.ZodType)[0] as RuleField;
}

type Def = {
  type: string;
  innerType?: z.ZodType;
  element?: z.ZodType;
  valueType?: z.ZodType;
  options?: z.ZodType[];
  values?: unknown[];
};
const defOf = (schema: z.ZodType) => schema.def as unknown as Def;
const shapeOf = (schema: z.ZodType) => (schema as unknown as { shape: Record<string, z.ZodType> }).shape;

function fieldsIn(key: string, wrapped: z.ZodType): RuleField[] {
  const schema = defOf(wrapped).type === "default" ? (defOf(wrapped).innerType as z.ZodType) : wrapped;
  const inner = shapeOf(schema);
  if ("value" in inner && "source" in inner) {
    const { control, optional } = controlOf(inner.value as z.ZodType);
    return [{ key, control, optional }];
  }
  return Object.entries(inner).flatMap(([name, part]) => fieldsIn(`${key}.${name}`, part));
}

function controlOf(schema: z.ZodType): { control: Control; optional: boolean } {
  const def = defOf(schema);
  if (def.type === "default") return controlOf(def.innerType as z.ZodType);
  if (def.type === "nullable") return { ...controlOf(def.innerType as z.ZodType), optional: true };
  return { control: plainControl(schema, def), optional: false };
}

function plainControl(schema: z.ZodType, def: Def): Control {
  if (def.type === "literal") return { kind: "fixed" };
  if (def.type === "boolean") return { kind: "yes-no" };
  if (def.type === "enum") return { kind: "choice", words: wordsOf(schema) };
  if (def.type === "custom") return { kind: "date" };
  if (def.type === "string") return { kind: "text" };
  if (def.type === "number") return numberControl(schema, null);
  if (def.type === "union") {
    const [word, number] = def.options as [z.ZodType, z.ZodType];
    return numberControl(number, String(defOf(word).values?.[0]));
  }
  if (def.type === "array") {
    const element = def.element as z.ZodType;
    return defOf(element).type === "enum"
      ? { kind: "choices", words: wordsOf(element) }
      : { kind: "rows", row: controlOf(element).control };
  }
  if (def.type === "object")
    return {
      kind: "parts",
      parts: Object.entries(shapeOf(schema)).map(([name, part]) => ({ name, ...controlOf(part) })),
    };
  throw new Error(`No control for a rule of the kind "${def.type}"`);
}

const wordsOf = (schema: z.ZodType) => (schema as unknown as { options: string[] }).options;

function numberControl(schema: z.ZodType, word: string | null): Control {
  const { minValue, maxValue, isInt } = schema as unknown as {
    minValue: number | null;
    maxValue: number | null;
    isInt: boolean;
  };
  const bound = (value: number | null) =>
    value !== null && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null;
  return { kind: "number", whole: isInt, least: bound(minValue), most: bound(maxValue), word };
}
