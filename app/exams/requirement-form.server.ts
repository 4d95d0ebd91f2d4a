/** The form that requires an exam of a unit or of people: what was typed, and what is required when all can be read. */
import { z } from "zod";
import { type DateOn, dateOnFrom } from "~/calendar";
import { PART_WORDS, REGIME_WORDS } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";
import { EXAM_KINDS } from "./exam";
import type { NewRequirement } from "./requirements.server";

const orNone = <T extends z.ZodType>(value: T) => z.union([z.literal("").transform(() => null), value]);
const day = z.string().transform((raw, context) => {
  const on = dateOnFrom(raw.trim());
  if (on) return on;
  context.addIssue({ code: "custom", message: "no day" });
  return z.NEVER;
});

const schema = z.object({
  kind: z.enum(EXAM_KINDS),
  part: orNone(z.enum(PART_WORDS)),
  field: orNone(z.string().max(60)),
  regime: orNone(z.enum(REGIME_WORDS)),
  dueOn: day,
  countsFromOn: orNone(day),
});
export type RequirementField = keyof z.input<typeof schema>;
export type RequirementFields = Record<RequirementField, string>;

export type RequirementForm = {
  typed: RequirementFields & { whom: string; personIds: string[] };
  problems: RequirementField[];
  refusals: Refusal[];
  wanted: Omit<NewRequirement, "personIds" | "source"> | null;
};

/** `today`: nobody is required to have sat by yesterday. Refusal: requirement.due-past. */
export function requirementFormFrom(form: FormData, today: DateOn): RequirementForm {
  const names = Object.keys(schema.shape) as RequirementField[];
  const fields = Object.fromEntries(
    names.map((name) => [name, String(form.get(name) ?? "")]),
  ) as RequirementFields;
  const personIds = form.getAll("personId").flatMap((value) => z.uuid().safeParse(value).data ?? []);
  const typed = { ...fields, whom: form.get("whom") === "unit" ? "unit" : "people", personIds };
  const parsed = schema.safeParse(fields);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]));
    return { typed, problems: names.filter((name) => wrong.has(name)), refusals: [], wanted: null };
  }
  const { countsFromOn, ...required } = parsed.data;
  return {
    typed,
    problems: [],
    refusals: required.dueOn < today ? [refusal("requirement.due-past")] : [],
    wanted: { ...required, ...(countsFromOn ? { countsFromOn } : {}) },
  };
}

/** The field a refusal is shown beside. */
export function requirementFieldOf(code: string): string {
  const fields: Record<string, string> = {
    "requirement.part-missing": "part",
    "requirement.part-unused": "part",
    "requirement.field-missing": "field",
    "requirement.field-unused": "field",
    "requirement.regime-missing": "regime",
    "requirement.regime-unused": "regime",
    "requirement.due-first": "dueOn",
    "requirement.due-past": "dueOn",
  };
  return fields[code] ?? "whom";
}
