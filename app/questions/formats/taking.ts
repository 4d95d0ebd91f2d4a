/**
 * The tray on which every reader lays what it found: questions that passed, problems, and nothing twice.
 * In: questions with their place and what was left out of them. Out: a reading.
 */
import { refusal } from "~/verdict";
import {
  type ExchangedQuestion,
  MOST_QUESTIONS,
  note,
  type Place,
  type Problem,
  problem,
  type Reading,
  type ReadQuestion,
  refusedWhole,
  Unreadable,
} from "./exchanged-question";
import { checkQuestion } from "./question-check";

/** The file holds more questions than are taken at once. */
export class TooMany extends Error {}

export class Tray {
  readonly #questions: ReadQuestion[] = [];
  readonly #problems: Problem[] = [];
  readonly #codes = new Map<string, Place>();

  /** Lays a question down, or the reasons why it is none. `notes`: what of it is left out. */
  take(
    question: ExchangedQuestion,
    place: Place,
    { notes = [], parts = [] }: { notes?: readonly Problem[]; parts?: readonly Place[] } = {},
  ) {
    const wrong = [...checkQuestion(question, place, parts), ...this.#repeated(question, place)];
    if (wrong.length > 0) return this.refuse(...wrong);
    for (const code of codesOf(question)) this.#codes.set(code, place);
    this.#questions.push({ question, place });
    this.#problems.push(...notes.map(note));
    if (this.#questions.length > MOST_QUESTIONS) throw new TooMany();
  }

  refuse(...problems: readonly Problem[]) {
    this.#problems.push(...problems);
    if (this.#problems.length > 4 * MOST_QUESTIONS) throw new TooMany();
  }

  /** What of the file is left out, beside its questions. */
  note(...problems: readonly Problem[]) {
    this.#problems.push(...problems.map(note));
  }

  #repeated(question: ExchangedQuestion, place: Place): Problem[] {
    const codes = codesOf(question);
    const twice = codes.filter((code, at) => this.#codes.has(code) || codes.indexOf(code) < at);
    return twice.map((code) => problem("format.repeated-code", place, { code: code.slice(0, 100) }));
  }

  reading(): Reading {
    if (this.#questions.length === 0 && this.#problems.length === 0)
      return refusedWhole(refusal("format.no-questions"));
    const problems = this.#problems.sort((a, b) =>
      a.place.file === b.place.file ? (a.place.line ?? 0) - (b.place.line ?? 0) : 0,
    );
    return { questions: this.#questions, problems, refused: null };
  }
}

const codesOf = (question: ExchangedQuestion): string[] =>
  [question, ...(question.type === "case-group" ? question.questions : [])].flatMap(({ code }) =>
    code ? [code] : [],
  );

/** Runs a reader: what it cannot go on from refuses the whole file. */
export async function readingOf(read: (tray: Tray) => Promise<void> | void): Promise<Reading> {
  const tray = new Tray();
  try {
    await read(tray);
    return tray.reading();
  } catch (error) {
    if (error instanceof Unreadable) return refusedWhole(error.found.refusal);
    if (error instanceof TooMany) return refusedWhole(refusal("format.too-many", { most: MOST_QUESTIONS }));
    throw error;
  }
}
