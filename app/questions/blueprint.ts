/**
 * 组卷: a blueprint says how many questions of which law, type and difficulty; filling it draws them.
 * In: blueprint, pool, exposure counts, seed. Out: the drawn questions, or which cell lacks how many.
 * The same four give the same draw for ever, whatever order the pool comes in.
 */
import { z } from "zod";
import { type Random, randomFrom } from "~/questions/random";
import { type Facts, type Refusal, refusal } from "~/verdict";

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
const fixedSchema = z.strictObject({ bank: z.string(), code: z.string(), marksEach: z.int().min(1) });

export const blueprintSchema = z.strictObject({
  cells: z.array(cellSchema),
  /** On every paper. */
  fixed: z.array(fixedSchema),
  /** A question seen this often or more is not drawn; null: no cap. */
  exposureCap: orAny(z.int().min(1)),
});
export type Blueprint = z.infer<typeof blueprintSchema>;
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

/** `cell` is the index of the cell it fills, null for a fixed question. */
export type Drawn<Q extends PoolQuestion> = { question: Q; marksEach: number; cell: number | null };
export type Draw<Q extends PoolQuestion> =
  | { ok: true; drawn: Drawn<Q>[] }
  | { ok: false; refusals: Refusal[] };

/** Enough fresh orders to find a draw around enemies wherever authors left one. */
const TRIES = 24;

/**
 * Draws without repeats and without enemies, case groups whole; seldom-seen questions are likelier.
 * Refusals: blueprint.cell-short { cell, bank, law, type, difficulty, wanted, found, missing },
 * blueprint.fixed-missing { bank, code }, blueprint.fixed-enemies { bank, code }.
 */
export function fill<Q extends PoolQuestion>(
  blueprint: Blueprint,
  pool: readonly Q[],
  exposure: Readonly<Record<string, number>>,
  seed: string,
): Draw<Q> {
  const ordered = [...pool].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const fixed = fixedQuestions(blueprint, ordered);
  if (fixed.refusals.length > 0) return { ok: false, refusals: fixed.refusals };

  const open = ordered.filter((question) => !fixed.drawn.some((drawn) => clash(drawn.question, question)));
  const { exposureCap } = blueprint;
  const candidates = open.filter(({ id }) => exposureCap === null || (exposure[id] ?? 0) < exposureCap);
  let best: (Q | null)[][] = [];
  let bestMissing = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < TRIES && bestMissing > 0; attempt++) {
    const random = randomFrom(`${seed}/draw/${attempt}`);
    const filled = filledCells(blueprint.cells, preferred(candidates, exposure, random));
    const missing = filled.flat().filter((question) => question === null).length;
    if (missing < bestMissing) [best, bestMissing] = [filled, missing];
  }
  if (bestMissing > 0 && blueprint.cells.length > 0)
    return { ok: false, refusals: shortCells(blueprint, best) };

  const drawn = best.flatMap((questions, cell) =>
    questions.map((question) => ({ question: question as Q, marksEach: marksOf(blueprint, cell), cell })),
  );
  return { ok: true, drawn: [...fixed.drawn, ...drawn] };
}

/** What every paper of this blueprint is marked out of; fixed questions count once per part. */
export function fullMarkOf(blueprint: Blueprint, pool: readonly PoolQuestion[]): number {
  const cells = blueprint.cells.map((cell) => cell.count * cell.marksEach * (cell.partsEach ?? 1));
  const fixed = blueprint.fixed.map(({ bank, code, marksEach }) => {
    const question = pool.find((entry) => entry.bank === bank && entry.code === code);
    return marksEach * (question?.parts?.length ?? 1);
  });
  return [...cells, ...fixed].reduce((sum, marks) => sum + marks, 0);
}

/** Slots of every cell, filled as far as they can be; a taken question moves to another slot if that makes room. */
function filledCells<Q extends PoolQuestion>(
  cells: readonly BlueprintCell[],
  pool: readonly Q[],
): (Q | null)[][] {
  const slots = cells.flatMap((cell, index) => Array.from({ length: cell.count }, () => ({ cell, index })));
  const fitting = cells.map((cell) => pool.filter((question) => fits(question, cell)));
  const inSlot: (Q | null)[] = slots.map(() => null);
  const slotOf = new Map<Q, number>();

  const place = (slot: number, tried: Set<Q>): boolean => {
    for (const question of fitting[slots[slot]?.index ?? -1] ?? []) {
      if (tried.has(question)) continue;
      tried.add(question);
      const taken = slotOf.get(question);
      if (taken === undefined && inSlot.some((other) => other !== null && clash(other, question))) continue;
      if (taken !== undefined && !place(taken, tried)) continue;
      inSlot[slot] = question;
      slotOf.set(question, slot);
      return true;
    }
    return false;
  };
  // The cell with the least choice goes first, so that a wide cell does not take what only a narrow one can use.
  const narrowFirst = slots.map((_, slot) => slot).sort((a, b) => choice(a) - choice(b) || a - b);
  for (const slot of narrowFirst) place(slot, new Set());
  return cells.map((_, index) => inSlot.filter((_, slot) => slots[slot]?.index === index));

  function choice(slot: number): number {
    return fitting[slots[slot]?.index ?? -1]?.length ?? 0;
  }
}

/** A random order in which a question seen often tends to come late. Integer products only: exact on every machine. */
function preferred<Q extends PoolQuestion>(
  pool: readonly Q[],
  exposure: Readonly<Record<string, number>>,
  random: Random,
): Q[] {
  return pool
    .map((question) => ({ question, weight: random() * (1 + (exposure[question.id] ?? 0)) }))
    .sort((a, b) => a.weight - b.weight)
    .map(({ question }) => question);
}

function fixedQuestions<Q extends PoolQuestion>(blueprint: Blueprint, pool: readonly Q[]) {
  const refusals: Refusal[] = [];
  const drawn: Drawn<Q>[] = [];
  for (const { bank, code, marksEach } of blueprint.fixed) {
    const question = pool.find((entry) => entry.bank === bank && entry.code === code);
    if (!question) refusals.push(refusal("blueprint.fixed-missing", { bank, code }));
    else if (drawn.some((other) => clash(other.question, question)))
      refusals.push(refusal("blueprint.fixed-enemies", { bank, code }));
    else drawn.push({ question, marksEach, cell: null });
  }
  return { refusals, drawn };
}

function shortCells<Q>(blueprint: Blueprint, filled: readonly (Q | null)[][]): Refusal[] {
  return blueprint.cells.flatMap(({ bank, law, type, difficulty, count }, cell) => {
    const found = (filled[cell] ?? []).filter((question) => question !== null).length;
    const facts: Facts = {
      cell: cell + 1,
      bank,
      law,
      type,
      difficulty,
      wanted: count,
      found,
      missing: count - found,
    };
    return found === count ? [] : [refusal("blueprint.cell-short", facts)];
  });
}

/** Whether a paper of this blueprint could hold the question. */
export function couldHold(blueprint: Blueprint, question: PoolQuestion): boolean {
  return (
    blueprint.cells.some((cell) => fits(question, cell)) ||
    blueprint.fixed.some(({ bank, code }) => bank === question.bank && code === question.code)
  );
}

function fits(question: PoolQuestion, cell: BlueprintCell): boolean {
  return (
    question.type === cell.type &&
    (cell.bank === null || question.bank === cell.bank) &&
    (cell.law === null || question.law === cell.law) &&
    (cell.difficulty === null || question.difficulty === cell.difficulty) &&
    (cell.partsEach === undefined || question.parts?.length === cell.partsEach)
  );
}

/** The same question, or enemies 互斥. */
function clash(a: PoolQuestion, b: PoolQuestion): boolean {
  const same = a.bank === b.bank && a.code === b.code;
  return same || a.enemies.includes(b.code) || b.enemies.includes(a.code);
}

function nameOf(question: PoolQuestion): string {
  return `${question.bank}/${question.code}`;
}

function marksOf(blueprint: Blueprint, cell: number): number {
  return blueprint.cells[cell]?.marksEach ?? 0;
}
