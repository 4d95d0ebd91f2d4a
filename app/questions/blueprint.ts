/**
 * 组卷方案: how many questions of which law, type and difficulty a paper has, which stand on every paper, which never
 * stand together, and how often a question may have been seen.
 * In: rules as stored or typed, questions. Out: rules read, which question fits where, what a paper is marked out of.
 */
import { z } from "zod";

export const QUESTION_TYPES = ["single-choice", "multiple-choice", "true-false", "case-group"] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

const orAny = <T extends z.ZodType>(value: T) => value.nullable();
const cellSchema = z
  .strictObject({
    bank: orAny(z.string()),
    law: orAny(z.string()),
    type: z.enum(QUESTION_TYPES),
    difficulty: orAny(z.int().min(1).max(5)),
    /** Questions; of case groups, whole groups. */
    count: z.int().min(1),
    /** Marks for each question answered, so for each part of a case. */
    marksEach: z.int().min(1),
    /** Parts of each case: without it papers of one blueprint would differ in their full mark. */
    partsEach: z.int().min(1).optional(),
  })
  .refine((cell) => (cell.type === "case-group") === (cell.partsEach !== undefined));
const namedSchema = z.strictObject({ bank: z.string(), code: z.string() });
const fixedSchema = namedSchema.extend({
  marksEach: z.int().min(1),
  /** Of a case: a later version of it with other parts would change the full mark, and is refused. */
  partsEach: z.int().min(1).optional(),
});

/** What a version stored before there was a choice counted. */
const USUAL_DAYS = 365;

// Versions are compared as they are written, so members keep this order; a new one needs a default that old ones meant.
export const blueprintSchema = z.strictObject({
  cells: z.array(cellSchema),
  /** On every paper, whatever the cap. */
  fixed: z.array(fixedSchema),
  /** A question that stood on this many papers or more is not drawn; null: no cap. */
  exposureCap: orAny(z.int().min(1)),
  /** Papers begun within so many days before the exam opens count for the cap. */
  exposureDays: z.int().min(1).max(3650).default(USUAL_DAYS),
  /** 互斥题组: of each, at most one question stands on a paper. */
  enemySets: z.array(z.array(namedSchema).min(2)).default([]),
});
export type Blueprint = z.infer<typeof blueprintSchema>;
/** As written by hand: what has a default may be left out. */
export type BlueprintWritten = z.input<typeof blueprintSchema>;
export type BlueprintCell = Blueprint["cells"][number];

/** What drawing needs to know of a question. A case group is one entry and carries its parts in order. */
export type PoolQuestion = {
  /** Id of the question version; the key of exposure counts. */
  id: string;
  bank: string;
  code: string;
  type: QuestionType;
  law: string;
  difficulty: number;
  /** Codes that must not stand on the same paper, of whichever bank; one side saying so is enough. */
  enemies: readonly string[];
  parts?: readonly unknown[];
};

type Named = Pick<PoolQuestion, "bank" | "code">;
export const nameOf = ({ bank, code }: Named): string => `${bank}/${code}`;

/** Whether a paper of this blueprint could hold the question. */
export function couldHold(blueprint: Blueprint, question: PoolQuestion): boolean {
  return (
    blueprint.cells.some((cell) => fits(question, cell)) ||
    blueprint.fixed.some(({ bank, code }) => bank === question.bank && code === question.code)
  );
}

export function fits(question: PoolQuestion, cell: BlueprintCell): boolean {
  return (
    question.type === cell.type &&
    (cell.bank === null || question.bank === cell.bank) &&
    (cell.law === null || question.law === cell.law) &&
    (cell.difficulty === null || question.difficulty === cell.difficulty) &&
    (cell.partsEach === undefined || question.parts?.length === cell.partsEach)
  );
}

export type Clash = (a: PoolQuestion, b: PoolQuestion) => boolean;

/** Whether two questions may not stand on one paper 互斥: the same one, enemies by their authors, or of one set. */
export function clashOf({ enemySets }: Pick<Blueprint, "enemySets">): Clash {
  const setsOf = new Map<string, Set<number>>();
  for (const [index, set] of enemySets.entries())
    for (const named of set)
      setsOf.set(nameOf(named), (setsOf.get(nameOf(named)) ?? new Set<number>()).add(index));
  const shareSet = (a: Named, b: Named) => {
    const others = setsOf.get(nameOf(b));
    return others !== undefined && [...(setsOf.get(nameOf(a)) ?? [])].some((set) => others.has(set));
  };
  return (a, b) =>
    (a.bank === b.bank && a.code === b.code) ||
    a.enemies.includes(b.code) ||
    b.enemies.includes(a.code) ||
    (setsOf.size > 0 && shareSet(a, b));
}

/** For each question, by its place in the list, the places of those it may not stand beside; as `clashOf` has it. */
export function enemiesAmong(
  questions: readonly PoolQuestion[],
  { enemySets }: Pick<Blueprint, "enemySets">,
): ReadonlySet<number>[] {
  const enemies = questions.map(() => new Set<number>());
  const placesOf = new Map<string, number[]>();
  const placeOf = new Map(questions.map((question, place) => [nameOf(question), place]));
  for (const [place, { code }] of questions.entries())
    placesOf.set(code, [...(placesOf.get(code) ?? []), place]);
  const part = (a: number, b: number) => {
    if (a === b) return;
    enemies[a]?.add(b);
    enemies[b]?.add(a);
  };
  for (const [place, question] of questions.entries())
    for (const code of question.enemies) for (const other of placesOf.get(code) ?? []) part(place, other);
  for (const set of enemySets) {
    const places = set.flatMap((named) => placeOf.get(nameOf(named)) ?? []);
    for (const a of places) for (const b of places) part(a, b);
  }
  return enemies;
}

/** What every paper of this blueprint is marked out of; fixed questions count once per part. */
export function fullMarkOf(blueprint: Blueprint, pool: readonly PoolQuestion[]): number {
  const cells = blueprint.cells.map((cell) => cell.count * cell.marksEach * (cell.partsEach ?? 1));
  const fixed = blueprint.fixed.map((one) => one.marksEach * partsOf(one, pool));
  return [...cells, ...fixed].reduce((sum, marks) => sum + marks, 0);
}

/** Answers a fixed question asks for: its parts if it is a case, else one. */
export function partsOf(fixed: Blueprint["fixed"][number], pool: readonly PoolQuestion[]): number {
  const question = pool.find((entry) => nameOf(entry) === nameOf(fixed));
  return fixed.partsEach ?? question?.parts?.length ?? 1;
}
