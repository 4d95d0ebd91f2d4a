/**
 * A group of rules as a form. In: a pack, or what was typed. Out: a pack as typed text; the pack as it would be, with
 * every problem beside its field. Field names: the rule's place, "/" into a value, ":" for its citation.
 */
import { dateOnFrom } from "~/calendar";
import { type Control, quotaField, type RuleField, type RuleGroupName, ruleFields } from "~/rulebook/control";
import { faultsOf } from "~/rulebook/fault";
import { type RulePack, rulePackSchema } from "~/rulebook/schema";
import {
  CITATION_PARTS,
  NEW_QUOTA,
  type RuleProblem,
  rowCount,
  type TypedRules,
} from "~/rulebook/typed-rules";

/** A group of a pack as its form shows it. */
export function typedRules(group: RuleGroupName, pack: RulePack): TypedRules {
  const typed: TypedRules = {};
  for (const { key, control } of ruleFields(group, pack)) {
    const { value, source } = ruleAt(pack, key);
    write(typed, key, control, value);
    for (const part of CITATION_PARTS) typed[`${key}:${part}`] = [source[part] ?? ""];
  }
  return typed;
}

function write(typed: TypedRules, name: string, control: Control, value: unknown): void {
  if (control.kind === "parts") {
    for (const part of control.parts) {
      const inner = (value as Record<string, unknown> | null)?.[part.name] ?? null;
      write(typed, `${name}/${part.name}`, part.control, inner);
    }
  } else if (control.kind === "rows") {
    for (const [index, row] of ((value ?? []) as unknown[]).entries())
      write(typed, `${name}/${index}`, control.row, row);
  } else if (control.kind === "choices") {
    typed[name] = (value ?? []) as string[];
  } else typed[name] = [value === null || value === undefined ? "" : String(value)];
}

type Rule = { value: unknown; source: Record<string, string | undefined> };

function ruleAt(pack: RulePack, key: string): Rule {
  return placesOf(key).reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], pack) as Rule;
}

/** No name in a pack has a dot in it. */
const placesOf = (key: string) => key.split(".");

export type RulesRead = { pack: RulePack | null; problems: RuleProblem[] };

/**
 * The pack with one group as typed. `pack` is null while there are problems. A quota emptied is taken out; a new one
 * needs a code. Rules nobody may change (`fixed`) keep their value, whatever was sent.
 */
export function rulesRead(group: RuleGroupName, pack: RulePack, typed: TypedRules): RulesRead {
  const problems: RuleProblem[] = [];
  const values = structuredClone(pack) as unknown as Record<string, unknown>;
  for (const field of ruleFields(group, pack)) readRule(values, field, field.key, pack, typed, problems);
  if (group === "quotas") readNewQuota(values, pack, typed, problems);
  if (problems.length > 0) return { pack: null, problems };
  const checked = rulePackSchema.safeParse(values);
  if (!checked.success)
    return { pack: null, problems: checked.error.issues.map(({ path }) => notAllowed(path, values)) };
  const faults = faultsOf(checked.data).filter(({ rule }) => rule.startsWith(`${group}.`));
  if (faults.length === 0) return { pack: checked.data, problems };
  return {
    pack: null,
    problems: faults.map(({ rule, fault }) => ({ field: rule, key: rule, code: "fault", fault })),
  };
}

function readRule(
  values: Record<string, unknown>,
  { control, optional, key: name }: RuleField,
  key: string,
  pack: RulePack,
  typed: TypedRules,
  problems: RuleProblem[],
): void {
  const places = placesOf(key);
  const last = places.pop() as string;
  const parent = places.reduce<unknown>(
    (part, place) => (part as Record<string, unknown>)[place],
    values,
  ) as Record<string, unknown>;
  if (key.startsWith("quotas.") && isEmptied(typed, name)) {
    delete parent[last];
    return;
  }
  const at = (part: string) => (typed[`${name}:${part}`]?.[0] ?? "").trim();
  if (at("title") === "") problems.push({ field: `${name}:title`, key: name, code: "missing" });
  const value =
    control.kind === "fixed" ? ruleAt(pack, key).value : read(name, control, optional, typed, name, problems);
  const source = Object.fromEntries(
    CITATION_PARTS.flatMap((part) => (at(part) === "" ? [] : [[part, at(part)]])),
  );
  parent[last] = { value, source };
}

function isEmptied(typed: TypedRules, name: string): boolean {
  return (typed[`${name}/groups`] ?? []).length === 0 && (typed[`${name}/amount`]?.[0] ?? "").trim() === "";
}

function readNewQuota(
  values: Record<string, unknown>,
  pack: RulePack,
  typed: TypedRules,
  problems: RuleProblem[],
): void {
  const code = (typed[`${NEW_QUOTA}:code`]?.[0] ?? "").trim();
  if (code === "" && isEmptied(typed, NEW_QUOTA)) return;
  if (!/^[a-z0-9-]+$/.test(code) || code in pack.quotas) {
    problems.push({ field: `${NEW_QUOTA}:code`, key: NEW_QUOTA, code: "not-allowed" });
    return;
  }
  readRule(values, quotaField(NEW_QUOTA), `quotas.${code}`, pack, typed, problems);
}

function read(
  name: string,
  control: Control,
  optional: boolean,
  typed: TypedRules,
  key: string,
  problems: RuleProblem[],
): unknown {
  const wrong = (code: RuleProblem["code"], limit?: number) => {
    problems.push({ field: name, key, code, ...(limit === undefined ? {} : { limit }) });
    return null;
  };
  if (control.kind === "parts") {
    if (optional && isBlank(typed, name)) return null;
    return Object.fromEntries(
      control.parts.map((part) => [
        part.name,
        read(`${name}/${part.name}`, part.control, part.optional, typed, key, problems),
      ]),
    );
  }
  if (control.kind === "rows")
    return Array.from({ length: rowCount(typed, name) }, (_, index) => `${name}/${index}`)
      .filter((row) => !isBlank(typed, row))
      .map((row) => read(row, control.row, false, typed, key, problems));
  if (control.kind === "choices") {
    const chosen = control.words.filter((word) => typed[name]?.includes(word));
    return chosen.length === 0 && optional ? null : chosen;
  }
  const text = (typed[name]?.[0] ?? "").trim();
  if (text === "") return optional ? null : wrong("missing");
  if (control.kind === "yes-no")
    return text === "true" ? true : text === "false" ? false : wrong("not-allowed");
  if (control.kind === "choice") return control.words.includes(text) ? text : wrong("not-allowed");
  if (control.kind === "date") return dateOnFrom(text) ?? wrong("not-a-date");
  if (control.kind !== "number") return text;
  if (control.word !== null && text === control.word) return text;
  if (!/^\d{1,9}(\.\d{1,4})?$/.test(text)) return wrong("not-a-number");
  const number = Number(text);
  if (control.whole && !Number.isInteger(number)) return wrong("not-whole");
  if (control.least !== null && number < control.least) return wrong("too-small", control.least);
  if (control.most !== null && number > control.most) return wrong("too-large", control.most);
  return number;
}

function isBlank(typed: TypedRules, name: string): boolean {
  return Object.entries(typed)
    .filter(([field]) => field.startsWith(`${name}/`))
    .every(([, texts]) => texts.every((text) => text.trim() === ""));
}

/** Where a checked value stands in the form: the rule's place, then into its value. */
function notAllowed(path: PropertyKey[], values: Record<string, unknown>): RuleProblem {
  const names = path.map(String);
  const at = names.findIndex((name) => name === "value" || name === "source");
  const key = names.slice(0, at < 0 ? names.length : at).join(".");
  const rest = names.slice(at + 1);
  const isNew = key.startsWith("quotas.") && !(placesOf(key)[1]! in (values.quotas as object));
  const name = isNew ? NEW_QUOTA : key;
  const field = names[at] === "source" ? `${name}:${rest.join("/")}` : [name, ...rest].join("/");
  return { field, key: name, code: "not-allowed" };
}
