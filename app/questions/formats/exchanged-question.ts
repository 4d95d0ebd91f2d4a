/**
 * A question between this platform and the files of others, whatever the format.
 * In: what a reader found. Out: the one shape every reader makes and every writer takes, and where a problem stands.
 */
import { type Facts, type Refusal, refusal } from "~/verdict";

export const answerableTypes = ["single-choice", "multiple-choice", "true-false"] as const;
export type AnswerableType = (typeof answerableTypes)[number];

/** `version` is the date of the law's version; null when the file does not say which. */
export type ExchangedCitation = {
  law: string;
  article: number;
  paragraph: number | null;
  item: number | null;
  version: string | null;
};

/** Ids run A, B, C …; a true-false question has T and F, whose texts are empty. */
export type ExchangedOption = { id: string; text: string; feedback: string };

export type ExchangedPart = {
  code: string | null;
  type: AnswerableType;
  stem: string;
  options: ExchangedOption[];
  /** Option ids, sorted. */
  key: string[];
  explanation: string;
  citations: ExchangedCitation[];
  topic: string | null;
  difficulty: number | null;
  marks: number | null;
};
/** What only a whole question has, and no part of a case. */
type Whole = {
  /** Codes that may not stand in one paper with this one. */
  enemies: string[];
  /** Names from the outermost category to the innermost. */
  category: string[];
};
export type ExchangedSingle = ExchangedPart & Whole;
export type ExchangedCase = Whole & {
  type: "case-group";
  code: string | null;
  stem: string;
  topic: string | null;
  difficulty: number | null;
  questions: ExchangedPart[];
};
export type ExchangedQuestion = ExchangedSingle | ExchangedCase;

/** Lines and columns count from 1, columns in characters; a cell as B3; a file inside a package; a part of a case from 1. */
export type Place = { line?: number; column?: number; cell?: string; file?: string; casePart?: number };

export type Problem = {
  place: Place;
  /** Its facts hold the place too, so that one sentence says both. */
  refusal: Refusal;
  /** The question was taken, but something of it was left out. Otherwise it was not taken. */
  taken: boolean;
};

export type ReadQuestion = { question: ExchangedQuestion; place: Place };
/** `refused` speaks of the whole file: then there are no questions. */
export type Reading = { questions: ReadQuestion[]; problems: Problem[]; refused: Refusal | null };

export const MOST_QUESTIONS = 20_000;

export const problem = (code: string, place: Place, facts: Facts = {}): Problem => ({
  place,
  refusal: refusal(code, { ...place, ...facts }),
  taken: false,
});

/** Of a question that is taken without something. */
export const note = (found: Problem): Problem => ({ ...found, taken: true });

export const refusedWhole = (refused: Refusal): Reading => ({ questions: [], problems: [], refused });

/** Thrown by a reader's inner parts; the reader turns it into a problem or a refusal. Never leaves the folder. */
export class Unreadable extends Error {
  constructor(readonly found: Problem) {
    super(found.refusal.code);
  }
}

/**
 * A text as it is kept: line ends as \n, tabs and no-break spaces as spaces, no spaces around lines, no blank ends,
 * no characters that no file format could carry.
 */
export function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\t\u00a0]/g, " ")
    .replace(/[^\n\u0020-\u007e\u00a1-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
}

/** A text on one line. */
export const oneLine = (text: string) => tidy(text).replace(/\s*\n\s*/g, " ");

/** The letter of an option by its place, from 0; beyond the letters none is left. */
export const optionId = (index: number) => String.fromCharCode(65 + index);

export const truthOptions = (feedback: { T: string; F: string }): ExchangedOption[] => [
  { id: "T", text: "", feedback: feedback.T },
  { id: "F", text: "", feedback: feedback.F },
];
