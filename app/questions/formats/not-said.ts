/**
 * What a format cannot say, question by question, before anything is written.
 * In: a format and questions. Out: for each question that would lose something, what it would lose, or why it cannot
 * go into the file at all.
 */
import { type ExchangedPart, type ExchangedQuestion, oneLine } from "./exchanged-question";

export const formatNames = ["xlsx", "gift", "aiken", "moodle-xml", "qti22", "qti30"] as const;
export type FormatName = (typeof formatNames)[number];

export type LostField =
  | "code"
  | "explanation"
  | "citations"
  | "topic"
  | "difficulty"
  | "enemies"
  | "marks"
  | "feedback"
  | "category"
  | "line-breaks";
/** Why a question is left out as a whole. */
export type LeftOut = "several-keys" | "case" | "reads-as-another-line" | "too-long";

export type Unsaid = {
  /** Place in the list that was to be written, from 0. */
  index: number;
  code: string | null;
  leftOut: LeftOut | null;
  lost: LostField[];
};

const LONGEST_CELL = 32_767;
/** Lines of Aiken: an option with its letter, and the answer. Full-width signs are read too. */
export const AIKEN_OPTION = /^([A-Z])(?:[.)](?:\s+|$)|[．）、]\s*)(.*)$/;
export const AIKEN_ANSWER = /^ANSWER\s?[:：]\s*(.*)$/;

export function notSaid(format: FormatName, questions: readonly ExchangedQuestion[]): Unsaid[] {
  return questions.flatMap((question, index) => {
    const leftOut = leftOutOf(format, question);
    const lost = leftOut || format !== "aiken" ? [] : lostInAiken(question as ExchangedPart & Whole);
    return leftOut || lost.length > 0 ? [{ index, code: question.code, leftOut, lost }] : [];
  });
}

type Whole = { enemies: string[]; category: string[] };

function leftOutOf(format: FormatName, question: ExchangedQuestion): LeftOut | null {
  if (format === "aiken") {
    if (question.type === "case-group") return "case";
    if (question.type === "multiple-choice") return "several-keys";
    // Aiken has no escapes: a stem that looks like an option would be read as one.
    const stem = oneLine(question.stem);
    return AIKEN_OPTION.test(stem) || AIKEN_ANSWER.test(stem) ? "reads-as-another-line" : null;
  }
  if (format !== "xlsx") return null;
  const parts = question.type === "case-group" ? question.questions : [question];
  const texts = parts.flatMap((part) => [part.explanation, ...part.options.map(({ text }) => text)]);
  return [question.stem, ...texts].some((text) => text.length > LONGEST_CELL) ? "too-long" : null;
}

function lostInAiken(question: ExchangedPart & Whole): LostField[] {
  const texts = [question.stem, ...question.options.map(({ text }) => text)];
  const lost: [LostField, boolean][] = [
    ["code", question.code !== null],
    ["explanation", question.explanation !== ""],
    ["feedback", question.options.some(({ feedback }) => feedback !== "")],
    ["citations", question.citations.length > 0],
    ["topic", question.topic !== null],
    ["difficulty", question.difficulty !== null],
    ["marks", question.marks !== null],
    ["enemies", question.enemies.length > 0],
    ["category", question.category.length > 0],
    ["line-breaks", texts.some((text) => text.includes("\n"))],
  ];
  return lost.flatMap(([field, has]) => (has ? [field] : []));
}
