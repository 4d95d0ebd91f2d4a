// The written contract of a question bank: what an author may put in bank.yaml, in a file of questions and in laws.yaml.
// In: values read from YAML. Out: the same values with their types, or zod issues whose path leads back to a line.
// Rules that need more than one question (unique codes, enemies, balance of keys) live in load.ts and check.ts.
import { z } from "zod";

export const optionIds = ["A", "B", "C", "D", "E", "F"] as const;
export type OptionId = (typeof optionIds)[number];

const text = z.string("must be text").trim().min(1, "is empty");
const isoDate = z.iso.date("must be a date written YYYY-MM-DD");
const count = z.int("must be a whole number").min(1, "must be 1 or more");
const slug = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "must be lower-case letters, digits and single hyphens");
const code = z
  .string()
  .regex(
    /^[a-z]+(-[a-z]+)*-\d{3}(-\d)?$/,
    "must be a word and three digits, like penalty-001 (penalty-101-1 for a part)",
  );

/** One of the four levels a provision is quoted by: 条, 款, 项, in the version of the law that was read. */
export const citationSchema = z.strictObject({
  law: text,
  article: count,
  paragraph: count.optional(),
  item: count.optional(),
  version: isoDate,
});

const whole = {
  code,
  topic: text,
  difficulty: z.int("must be a whole number").min(1, "must be 1 to 5").max(5, "must be 1 to 5"),
  stem: text,
};
const answerable = {
  ...whole,
  citations: z.array(citationSchema, "must be a list of citations").min(1, "cites no law"),
  explanation: text,
};
const optionText = z.partialRecord(z.enum(optionIds), text);
const choices = {
  options: optionText,
  // Why each wrong option is wrong, kept apart from the explanation: papers shuffle options, so no text may name a letter.
  wrong: optionText,
};
const keyId = z.enum(optionIds, "must be one of the letters A to F");
const singleChoice = z
  .strictObject({ ...answerable, type: z.literal("single-choice"), ...choices, key: keyId })
  .superRefine((question, context) => refineChoices([question.key], question, context));
const multipleChoice = z
  .strictObject({
    ...answerable,
    type: z.literal("multiple-choice"),
    ...choices,
    key: z
      .array(keyId, "must be a list of letters")
      .min(2, "a multiple-choice question has at least two right options"),
  })
  .superRefine((question, context) => refineChoices(question.key, question, context));
const trueFalse = z.strictObject({
  ...answerable,
  type: z.literal("true-false"),
  key: z.boolean("must be true or false"),
});

export const answerableSchema = z.discriminatedUnion("type", [singleChoice, multipleChoice, trueFalse]);
const enemies = z.array(code).min(1, "is an empty list").optional();
const caseGroup = z.strictObject({
  ...whole,
  type: z.literal("case-group"),
  questions: z
    .array(answerableSchema)
    .min(2, "a case has 2 to 4 questions")
    .max(4, "a case has 2 to 4 questions"),
  enemies,
});
export const questionSchema = z.discriminatedUnion("type", [
  singleChoice.safeExtend({ enemies }),
  multipleChoice.safeExtend({ enemies }),
  trueFalse.safeExtend({ enemies }),
  caseGroup,
]);

export const bankSchema = z.strictObject({
  id: slug,
  title: z.strictObject({ "zh-CN": text, en: text }),
  kind: z.enum(["general", "leading-cadre", "special"]),
  field: slug.optional(),
});

const cellSchema = z
  .strictObject({
    law: text.optional(),
    type: z.enum(["single-choice", "multiple-choice", "true-false", "case-group"]),
    difficulty: z.int().min(1, "must be 1 to 5").max(5, "must be 1 to 5").optional(),
    count,
    marksEach: count,
    partsEach: z.int().min(2, "a case has 2 to 4 questions").max(4, "a case has 2 to 4 questions").optional(),
  })
  .refine((cell) => (cell.type === "case-group") === (cell.partsEach !== undefined), {
    message: "partsEach is for case groups, and every case group needs it",
  });

/** blueprints.yaml: the papers a bank offers, drawn from that bank alone. */
export const blueprintsSchema = z.array(
  z.strictObject({
    code: slug,
    title: z.strictObject({ "zh-CN": text, en: text }),
    cells: z.array(cellSchema).min(1, "asks for no question"),
  }),
  "must be a list of blueprints",
);

/** laws.yaml: the laws the banks may cite, each version with the number of its articles. */
export const lawsSchema = z.array(
  z.strictObject({
    law: text,
    title: text,
    versions: z.array(z.strictObject({ version: isoDate, effectiveOn: isoDate, articles: count })).min(1),
  }),
);

export type WrittenBlueprint = z.infer<typeof blueprintsSchema>[number];
export type WrittenAnswerable = z.infer<typeof answerableSchema>;
export type WrittenQuestion = z.infer<typeof questionSchema>;
export type BankMeta = z.infer<typeof bankSchema>;
export type Law = z.infer<typeof lawsSchema>[number];
export type Citation = z.infer<typeof citationSchema>;

interface Choices {
  options: Partial<Record<OptionId, string>>;
  wrong: Partial<Record<OptionId, string>>;
}

/** The rules inside one choice question: options in sequence and distinct, keys among them, each wrong one explained. */
function refineChoices(key: readonly OptionId[], question: Choices, context: z.RefinementCtx): void {
  const refuse = (path: (string | number)[], message: string) =>
    context.addIssue({ code: "custom", path, message, input: question });
  const written = optionIds.filter((id) => question.options[id] !== undefined);
  const isMultiple = key.length > 1;

  if (written.length < (isMultiple ? 4 : 3))
    refuse(["options"], "offers too few options (3 or more, 4 for several keys)");
  if (written.some((id, index) => id !== optionIds[index]))
    refuse(["options"], "letters must run A, B, C … without a gap");

  const seen = new Map<string, OptionId>();
  for (const id of written) {
    const bare = bareText(question.options[id]!);
    const twin = seen.get(bare);
    if (twin) refuse(["options", id], `option ${id} says the same as option ${twin}`);
    seen.set(bare, id);
  }

  if (new Set(key).size !== key.length) refuse(["key"], "names an option twice");
  for (const id of key) {
    if (!written.includes(id)) refuse(["key"], `key ${id} is not among the options`);
    if (question.wrong[id] !== undefined)
      refuse(["wrong", id], `option ${id} is a key and also explained as wrong`);
  }
  const distractors = written.filter((id) => !key.includes(id));
  if (distractors.length === 0) refuse(["key"], "every option is right; at least one must be wrong");
  for (const id of distractors) {
    if (question.wrong[id] === undefined) refuse(["wrong"], `does not say why option ${id} is wrong`);
  }
  for (const id of optionIds) {
    if (question.wrong[id] !== undefined && !written.includes(id))
      refuse(["wrong", id], `option ${id} does not exist`);
  }
}

/** A text without punctuation, spaces or width differences: two texts equal in this form read the same to a candidate. */
export function bareText(value: string): string {
  return value
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{P}\p{S}\s]/gu, "");
}
