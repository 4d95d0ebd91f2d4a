/** The form that plans an exam: what was typed, which fields cannot be read, and the exam when all can. */
import { z } from "zod";
import { dateOnFrom, instantAt } from "~/calendar";
import { PART_WORDS, REGIME_WORDS, REVIEW_LEVEL_WORDS } from "~/rulebook/words";
import { EXAM_KINDS } from "./exam";
import type { NewExam } from "./exams.server";

const orNone = <T extends z.ZodType>(value: T) => z.union([z.literal("").transform(() => null), value]);
const count = (from: number, to: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .refine((value) => value >= from && value <= to);
/** What a datetime-local control sends, read as China's clock. */
const chinaTime = z.string().transform((raw, context) => {
  const [, day, clock] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2})?$/.exec(raw) ?? [];
  const on = day ? dateOnFrom(day) : null;
  const isClock = clock !== undefined && /^([01]\d|2[0-3]):[0-5]\d$/.test(clock);
  if (on && isClock) return instantAt(on, clock);
  context.addIssue({ code: "custom", message: "no time" });
  return z.NEVER;
});

const schema = z.object({
  title: z.string().trim().min(1).max(80),
  kind: z.enum(EXAM_KINDS),
  part: orNone(z.enum(PART_WORDS)),
  field: orNone(z.string().max(60)),
  regime: orNone(z.enum(REGIME_WORDS)),
  unitId: z.uuid(),
  organiserLevel: z.enum(REVIEW_LEVEL_WORDS),
  blueprintVersionId: z.uuid(),
  opensAt: chinaTime,
  closesAt: chinaTime,
  minutes: count(1, 480),
  lateEntryMinutes: count(0, 480),
  passMark: count(1, 1000),
  attemptsAllowed: count(1, 10),
}) satisfies z.ZodType<NewExam>;

export type ExamFields = Record<keyof z.input<typeof schema>, string>;

export function examFormFrom(form: FormData): {
  typed: ExamFields;
  problems: (keyof ExamFields)[];
  exam: NewExam | null;
} {
  const names = Object.keys(schema.shape) as (keyof ExamFields)[];
  const typed = Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? "")])) as ExamFields;
  const parsed = schema.safeParse(typed);
  if (parsed.success) return { typed, problems: [], exam: parsed.data };
  const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]));
  return { typed, problems: names.filter((name) => wrong.has(name)), exam: null };
}

/** The field a refusal of the plan is shown beside. */
export function fieldOf(code: string): keyof ExamFields {
  const fields: Record<string, keyof ExamFields> = {
    "exam.closes-before-opens": "closesAt",
    "exam.in-the-past": "closesAt",
    "exam.too-long": "minutes",
    "exam.pass-mark": "passMark",
    "exam.part-missing": "part",
    "exam.part-unused": "part",
    "exam.field-missing": "field",
    "exam.attempts": "attemptsAllowed",
    "exam.attempts-over": "attemptsAllowed",
    "exam.pass-mark-below": "passMark",
    "exam.regime-missing": "regime",
    "exam.regime-unused": "regime",
    "exam.organiser-level": "organiserLevel",
    "exam.minutes-short": "minutes",
  };
  return fields[code] ?? "blueprintVersionId";
}
