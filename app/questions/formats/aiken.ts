/**
 * Aiken: a stem on one line, options as "A. …" or "A) …", and a line "ANSWER: B". It can say nothing else.
 * In: the text of a file, or questions. Out: the other. Two options that say right and wrong are a true-false question.
 */
import { truthWords } from "~/text/question-formats";
import {
  type ExchangedOption,
  type ExchangedPart,
  type ExchangedQuestion,
  oneLine,
  optionId,
  type Place,
  problem,
  type Reading,
  tidy,
  truthOptions,
} from "./exchanged-question";
import { AIKEN_ANSWER, AIKEN_OPTION, notSaid } from "./not-said";
import { readingOf, type Tray } from "./taking";

type Open = { stem: string[]; place: Place; options: ExchangedOption[]; outOfOrder: Place | null };

export function readAiken(text: string): Promise<Reading> {
  return readingOf(async (tray) => {
    let open: Open | null = null;
    for (const [index, raw] of text.split("\n").entries()) {
      if (index % 5_000 === 4_999) await new Promise(setImmediate);
      const line = tidy(raw);
      const place = { line: index + 1, column: 1 };
      if (line === "") continue;
      const answer = AIKEN_ANSWER.exec(line);
      const option = AIKEN_OPTION.exec(line);
      if (answer) {
        finish(tray, open, place, answer[1] as string);
        open = null;
      } else if (option && open) {
        const expected = optionId(open.options.length);
        if (option[1] !== expected) open.outOfOrder ??= place;
        open.options.push({ id: expected, text: option[2] as string, feedback: "" });
      } else if (open && open.options.length === 0) open.stem.push(line);
      else {
        // A new stem, although the question before has had no answer yet.
        if (open) tray.refuse(problem("format.no-answer-line", open.place));
        open = { stem: [line], place, options: [], outOfOrder: null };
      }
    }
    if (open) tray.refuse(problem("format.no-answer-line", open.place));
  });
}

function finish(tray: Tray, open: Open | null, place: Place, letter: string) {
  if (!open) return tray.refuse(problem("format.answer-alone", place));
  if (open.outOfOrder) return tray.refuse(problem("format.letter-order", open.outOfOrder));
  if (!/^[A-Z]$/.test(letter))
    return tray.refuse(problem("format.answer-unknown", place, { answer: letter.slice(0, 20) }));
  const part: ExchangedPart = {
    code: null,
    type: "single-choice",
    stem: open.stem.join("\n"),
    options: open.options,
    key: [letter],
    explanation: "",
    citations: [],
    topic: null,
    difficulty: null,
    marks: null,
  };
  const question = { ...(asTrueFalse(part) ?? part), enemies: [], category: [] };
  tray.take(question, open.place);
}

/** A choice between right and wrong, in words of one language, as the true-false question it is. */
export function asTrueFalse(part: ExchangedPart): ExchangedPart | null {
  if (part.type !== "single-choice" || part.options.length !== 2 || part.key.length !== 1) return null;
  const truths = part.options.map(({ text }) => truthWords(text));
  if (!truths.includes("T") || !truths.includes("F")) return null;
  const at = part.options.findIndex(({ id }) => id === part.key[0]);
  const said = (truth: "T" | "F") => part.options[truths.indexOf(truth)]?.feedback ?? "";
  return {
    ...part,
    type: "true-false",
    options: truthOptions({ T: said("T"), F: said("F") }),
    key: [truths[at] ?? ""],
  };
}

export function writeAiken(questions: readonly ExchangedQuestion[], words: TruthWords): string {
  const leftOut = new Set(notSaid("aiken", questions).flatMap((one) => (one.leftOut ? [one.index] : [])));
  const blocks = questions.flatMap((question, at) =>
    leftOut.has(at) || question.type === "case-group" ? [] : [block(question, words)],
  );
  return `${blocks.join("\n\n")}\n`;
}

export type TruthWords = { T: string; F: string };

function block({ type, stem, options, key }: ExchangedPart, words: TruthWords): string {
  const shown = type === "true-false" ? [words.T, words.F] : options.map(({ text }) => text);
  const right = options.findIndex(({ id }) => id === key[0]);
  return [
    oneLine(stem),
    ...shown.map((text, at) => `${optionId(at)}. ${oneLine(text)}`),
    `ANSWER: ${optionId(right)}`,
  ].join("\n");
}
