/**
 * 课程测验: which questions a learner gets, and what the answers are worth. It is no exam: nobody invigilates it, and all
 * it says is that somebody took in what was read.
 * In: questions as they may be printed, a seed; answers and keys. Out: numbered questions; which were right.
 */
import type { PoolEntry } from "~/questions/pool.server";
import { randomFrom, shuffled } from "~/questions/random";

export type QuizSlot = {
  number: number;
  type: "single-choice" | "multiple-choice" | "true-false";
  stem: string;
  options: { label: string; text: string }[];
  marks: 1;
  group: null;
  questionVersionId: string;
  /** The written option behind each label. */
  optionOrder: string[];
};
/** What the learner's page gets. */
export type ShownSlot = Omit<QuizSlot, "questionVersionId" | "optionOrder">;
export type QuizAnswers = Record<string, string[]>;

const LABELS = ["A", "B", "C", "D", "E", "F"];

/** Questions on these laws that can be asked here: cases belong to exams. */
export function drawable(
  pool: readonly PoolEntry[],
  laws: readonly string[],
  barred: ReadonlySet<string>,
): PoolEntry[] {
  return pool.filter(({ id, law, type }) => type !== "case-group" && laws.includes(law) && !barred.has(id));
}

/** Up to `count`, those asked before last; no two that give each other away. The same seed gives the same quiz. */
export function quizFrom(
  pool: readonly PoolEntry[],
  count: number,
  seed: string,
  asked: ReadonlySet<string>,
): QuizSlot[] {
  const ordered = [...pool].sort((a, b) => (a.id < b.id ? -1 : 1));
  const mixed = shuffled(ordered, randomFrom(`${seed}/draw`));
  const fresh = [...mixed.filter(({ id }) => !asked.has(id)), ...mixed.filter(({ id }) => asked.has(id))];
  const drawn: PoolEntry[] = [];
  for (const question of fresh)
    if (drawn.length < count && !drawn.some((other) => areEnemies(other, question))) drawn.push(question);
  return drawn.map((question, index) => slotFrom(question, index + 1, seed));
}

const areEnemies = (a: PoolEntry, b: PoolEntry) => a.enemies.includes(b.code) || b.enemies.includes(a.code);

function slotFrom({ id, type, stem, options }: PoolEntry, number: number, seed: string): QuizSlot {
  const isTruth = type === "true-false";
  const order = isTruth ? options : shuffled(options, randomFrom(`${seed}/options/${id}`));
  return {
    ...{ number, type: type as QuizSlot["type"], stem, marks: 1, group: null, questionVersionId: id },
    options: order.map((option, index) => ({
      label: isTruth ? option.id : LABELS[index]!,
      text: option.text,
    })),
    optionOrder: order.map((option) => option.id),
  };
}

/** Named one by one, so that a new field stays in. */
export function shownSlot({ number, type, stem, options, marks, group }: QuizSlot): ShownSlot {
  return { number, type, stem, options, marks, group };
}

/** Of what was sent, the labels there are; of a single choice one. */
export function answersFrom(
  slots: readonly QuizSlot[],
  given: (number: number) => readonly string[],
): QuizAnswers {
  return Object.fromEntries(
    slots.map(({ number, type, options }) => {
      const known = options.map(({ label }) => label).filter((label) => given(number).includes(label));
      return [String(number), type === "multiple-choice" ? known : known.slice(0, 1)];
    }),
  );
}

/** The numbers of the questions answered rightly: every right option and no other. */
export function rightOnes(
  slots: readonly QuizSlot[],
  answers: QuizAnswers,
  keys: ReadonlyMap<string, readonly string[]>,
): number[] {
  return slots
    .filter(({ number, questionVersionId, options, optionOrder }) => {
      const written = (answers[String(number)] ?? []).map(
        (label) => optionOrder[options.findIndex((option) => option.label === label)],
      );
      const key = keys.get(questionVersionId) ?? [];
      return key.length > 0 && written.length === key.length && key.every((id) => written.includes(id));
    })
    .map(({ number }) => number);
}

export const isPassed = (right: number, asked: number, passPercent: number) =>
  right * 100 >= passPercent * asked;
