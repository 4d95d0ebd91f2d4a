/**
 * What a draft holds: a question in the shape that files of questions are read into, complete or not.
 * In: what was typed or read, and the law register. Out: the same as it is kept, and everything it lacks to be published.
 */

import { z } from "zod";
import type { DateOn } from "~/calendar";
import { dateOnFrom } from "~/calendar";
import { type Facts, type Refusal, refusal } from "~/verdict";
import type { AmendmentKind } from "./amendment";
import {
  answerableTypes,
  type ExchangedCitation,
  type ExchangedPart,
  oneLine,
  tidy,
} from "./formats/exchanged-question";
import { checkQuestion, MOST_OPTIONS, MOST_PARTS } from "./formats/question-check";
import { type ChangeOfLaw, touches } from "./law";

export const LONGEST = 10_000;
export const MOST_CITATIONS = 10;
const MOST_NAMES = 20;
const LONGEST_NAME = 100;
const text = z.string().max(LONGEST).transform(tidy);
const name = z.string().max(LONGEST_NAME).transform(oneLine);
const nameOrNone = name.transform((value) => value || null).nullable();
// As large as the database's integers; beyond the end of a law is a fault of the content.
const place = z.int().min(1).max(100_000);
const difficulty = z.int().min(1).max(5).nullable();

const citation = z.object({
  law: name,
  article: place,
  paragraph: place.nullable(),
  item: place.nullable(),
  version: z
    .string()
    .refine((value) => dateOnFrom(value) !== null)
    .nullable(),
});
const part = z.object({
  code: nameOrNone,
  type: z.enum(answerableTypes),
  stem: text,
  options: z.array(z.object({ id: z.string().regex(/^[A-Z]$/), text, feedback: text })).max(MOST_OPTIONS),
  key: z
    .array(z.string().regex(/^[A-Z]$/))
    .max(MOST_OPTIONS)
    .transform((ids) => [...new Set(ids)].sort()),
  explanation: text,
  citations: z.array(citation).max(MOST_CITATIONS),
  topic: nameOrNone,
  difficulty,
  marks: z.number().positive().max(1_000).nullable(),
});
const names = z
  .array(name)
  .max(MOST_NAMES)
  .transform((values) => [...new Set(values.filter(Boolean))]);
const whole = { enemies: names, category: names };

/** An incomplete question passes; what is missing, `faultsOfContent` tells. */
export const draftContentSchema = z.discriminatedUnion("type", [
  part.extend({ type: z.literal("single-choice"), ...whole }),
  part.extend({ type: z.literal("multiple-choice"), ...whole }),
  part.extend({ type: z.literal("true-false"), ...whole }),
  z.object({
    type: z.literal("case-group"),
    code: nameOrNone,
    stem: text,
    topic: nameOrNone,
    difficulty,
    questions: z.array(part).max(MOST_PARTS),
    ...whole,
  }),
]);
export type DraftContent = z.infer<typeof draftContentSchema>;
export type DraftPart = ExchangedPart;

/** What a new draft begins as. */
export function emptyContent(type: DraftContent["type"]): DraftContent {
  const whole = { code: null, stem: "", topic: null, difficulty: null, enemies: [], category: [] };
  if (type === "case-group") return { ...whole, type, questions: [emptyPart, emptyPart] };
  return { ...emptyPart, ...whole, type };
}

const emptyPart: DraftPart = {
  ...{ code: null, type: "single-choice", stem: "", options: [], key: [], explanation: "" },
  ...{ citations: [], topic: null, difficulty: null, marks: null },
};

/** A law of the register as far as citing it goes. */
export type CitableLaw = {
  versions: readonly { version: string; effectiveOn: DateOn; articles: number }[];
  /** Amendments in force: nobody may cite what they touch in a version before them. */
  amended: readonly (ChangeOfLaw & { kind: AmendmentKind })[];
};
/** By the name that citations use. */
export type Register = ReadonlyMap<string, CitableLaw>;

/** The questions of it that are answered: itself, or the parts of a case. */
export const answerablesOf = (content: DraftContent): readonly DraftPart[] =>
  content.type === "case-group" ? content.questions : [content];

/** Version of each citation that names none: the newest in force on that day, where the register holds the law. */
export function datedOn(content: DraftContent, register: Register, on: DateOn): DraftContent {
  const dated = (cited: ExchangedCitation): ExchangedCitation => ({
    ...cited,
    version: cited.version ?? versionInForce(register.get(cited.law), on),
  });
  if (content.type !== "case-group") return { ...content, citations: content.citations.map(dated) };
  return {
    ...content,
    questions: content.questions.map((one) => ({ ...one, citations: one.citations.map(dated) })),
  };
}

export function versionInForce(law: CitableLaw | undefined, on: DateOn): string | null {
  const inForce = (law?.versions ?? []).filter(({ effectiveOn }) => effectiveOn <= on);
  return inForce.sort((a, b) => (a.effectiveOn < b.effectiveOn ? 1 : -1))[0]?.version ?? null;
}

/**
 * Everything that keeps it from being published, each with the `casePart` it concerns. Beside those of every
 * question file (format.…): question.no-code, question.part-code { code, case }, question.no-citation,
 * question.law-unknown { law }, question.version-missing { law }, question.version-unknown { law, version },
 * question.article-beyond { law, version, article, articles }, question.article-amended { law, version, article, fromOn },
 * question.law-abolished { law, fromOn }, question.no-explanation, question.no-difficulty, question.no-topic,
 * question.enemy-itself.
 */
export function faultsOfContent(content: DraftContent, register: Register): Refusal[] {
  const parts = answerablesOf(content);
  const isCase = content.type === "case-group";
  const at = (index: number): { casePart?: number } => (isCase ? { casePart: index + 1 } : {});
  const found = checkQuestion(
    content,
    {},
    parts.map((_, index) => at(index)),
  );
  return [
    ...found.map((one) => one.refusal),
    ...(content.code ? [] : [refusal("question.no-code")]),
    ...(content.code && content.enemies.includes(content.code) ? [refusal("question.enemy-itself")] : []),
    ...(content.difficulty === null ? [refusal("question.no-difficulty")] : []),
    ...(content.topic === null ? [refusal("question.no-topic")] : []),
    ...parts.flatMap((one, index) => [
      ...(isCase ? codeFaults(one, content.code, at(index)) : []),
      ...(one.explanation ? [] : [refusal("question.no-explanation", at(index))]),
      ...(one.citations.length > 0 ? [] : [refusal("question.no-citation", at(index))]),
      ...one.citations.flatMap((cited) => citationFaults(cited, register, at(index))),
    ]),
  ];
}

/** So that a case and its parts lie together in every list, and no part takes another question's code. */
function codeFaults({ code }: DraftPart, caseCode: string | null, at: Facts): Refusal[] {
  if (!caseCode || code?.startsWith(`${caseCode}-`)) return [];
  return [refusal("question.part-code", { ...at, code, case: caseCode })];
}

function citationFaults(
  { law, article, version }: ExchangedCitation,
  register: Register,
  at: Facts,
): Refusal[] {
  const known = register.get(law);
  if (!known) return [refusal("question.law-unknown", { ...at, law })];
  if (version === null) return [refusal("question.version-missing", { ...at, law })];
  const cited = known.versions.find((one) => one.version === version);
  if (!cited) return [refusal("question.version-unknown", { ...at, law, version })];
  const { articles } = cited;
  if (article > articles)
    return [refusal("question.article-beyond", { ...at, law, version, article, articles })];
  const since = known.amended.filter((one) => touches(one, { effectiveOn: cited.effectiveOn, article }));
  const abolished = since.find(({ kind }) => kind === "abolished");
  if (abolished) return [refusal("question.law-abolished", { ...at, law, fromOn: abolished.effectiveOn })];
  const [first] = since;
  if (!first) return [];
  return [refusal("question.article-amended", { ...at, law, version, article, fromOn: first.effectiveOn })];
}
