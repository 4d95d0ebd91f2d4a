/** The form that makes a batch: what was typed, which fields cannot be read, and the batch when all can. */
import { z } from "zod";
import { dateOnFrom } from "~/calendar";
import { REGIME_WORDS } from "~/rulebook/words";
import type { NewBatch } from "./appointments.server";

const day = z.string().transform((raw, context) => {
  const on = dateOnFrom(raw.trim());
  if (on) return on;
  context.addIssue({ code: "custom", message: "no day" });
  return z.NEVER;
});
const line = (most: number) =>
  z
    .string()
    .transform((text) => text.replaceAll("\u0000", "").trim())
    .pipe(z.string().min(1).max(most));

const schema = z.object({
  title: line(80),
  regime: z.enum(REGIME_WORDS),
  documentNumber: line(40),
  unitId: z.uuid(),
  dueOn: day,
  termEndsOn: z.union([z.literal("").transform(() => null), day]),
}) satisfies z.ZodType<NewBatch>;
export type BatchField = keyof z.input<typeof schema>;
export type BatchFields = Record<BatchField, string>;

export function batchFormFrom(form: FormData): {
  typed: BatchFields;
  problems: BatchField[];
  batch: NewBatch | null;
} {
  const names = Object.keys(schema.shape) as BatchField[];
  const typed = Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? "")])) as BatchFields;
  const parsed = schema.safeParse(typed);
  if (parsed.success) return { typed, problems: [], batch: parsed.data };
  const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]));
  return { typed, problems: names.filter((name) => wrong.has(name)), batch: null };
}

/** The field a refusal is shown beside. */
export const batchFieldOf = (code: string): BatchField =>
  code === "appointment.due-past" ? "dueOn" : "termEndsOn";
