/** What a paper of a blueprint is made of: questions and marks, by type and by law. */
import {
  type Blueprint,
  nameOf,
  type PoolQuestion,
  partsOf,
  QUESTION_TYPES,
  type QuestionType,
} from "./blueprint";

export type Share = { questions: number; marks: number };
export type Totals = Share & {
  byType: (Share & { type: QuestionType })[];
  /** Law of a question as the blueprint has it; null: any. Most marks first. */
  byLaw: (Share & { law: string | null })[];
};

/** `questions` counts what is answered, so each part of a case. */
export function totalsOf(blueprint: Blueprint, pool: readonly PoolQuestion[]): Totals {
  const lines = [
    ...blueprint.cells.map(({ type, law, count, partsEach = 1, marksEach }) => ({
      ...{ type, law },
      questions: count * partsEach,
      marks: count * partsEach * marksEach,
    })),
    ...blueprint.fixed.flatMap((one) => {
      const question = pool.find((entry) => nameOf(entry) === nameOf(one));
      const questions = partsOf(one, pool);
      return question
        ? [{ type: question.type, law: question.law, questions, marks: questions * one.marksEach }]
        : [];
    }),
  ];
  const laws = [...new Set(lines.map(({ law }) => law))];
  return {
    ...sumOf(lines),
    byType: QUESTION_TYPES.map((type) => ({
      type,
      ...sumOf(lines.filter((line) => line.type === type)),
    })).filter(({ questions }) => questions > 0),
    byLaw: laws
      .map((law) => ({ law, ...sumOf(lines.filter((line) => line.law === law)) }))
      .sort((a, b) => b.marks - a.marks),
  };
}

const sumOf = (lines: readonly Share[]): Share => ({
  questions: lines.reduce((sum, line) => sum + line.questions, 0),
  marks: lines.reduce((sum, line) => sum + line.marks, 0),
});
