/**
 * What every question must be, whichever file it came from: a stem, options that differ, a key among them.
 * What a bank asks beyond that (citations, an explanation, a difficulty) is asked when it is taken in.
 */
import {
  type ExchangedPart,
  type ExchangedQuestion,
  type Place,
  type Problem,
  problem,
} from "./exchanged-question";

export const MOST_OPTIONS = 6;
export const MOST_PARTS = 20;
const LONGEST_TEXT = 10_000;
const LONGEST_CODE = 100;

/** Every reason why it is none. `places` may say better where a part stands. */
export function checkQuestion(question: ExchangedQuestion, place: Place, parts: readonly Place[] = []) {
  if (question.type !== "case-group") return checkPart(question, place);
  const found: Problem[] = [];
  if (!question.stem) found.push(problem("format.no-stem", place));
  if (isTooLong(question.stem)) found.push(problem("format.too-long", place, { most: LONGEST_TEXT }));
  if (question.questions.length < 2) found.push(problem("format.case-parts", place));
  if (question.questions.length > MOST_PARTS)
    found.push(problem("format.case-too-many-parts", place, { most: MOST_PARTS }));
  found.push(...checkScale(question, place));
  return [...found, ...question.questions.flatMap((part, index) => checkPart(part, parts[index] ?? place))];
}

function checkPart(part: ExchangedPart, place: Place): Problem[] {
  const found: Problem[] = [];
  if (!part.stem) found.push(problem("format.no-stem", place));
  const texts = [part.stem, part.explanation, ...part.options.flatMap((o) => [o.text, o.feedback])];
  if (texts.some(isTooLong)) found.push(problem("format.too-long", place, { most: LONGEST_TEXT }));
  if (part.type !== "true-false") found.push(...checkOptions(part, place));
  found.push(...checkKey(part, place), ...checkScale(part, place));
  if (part.marks !== null && !(part.marks > 0 && part.marks <= 1_000))
    found.push(problem("format.bad-marks", place));
  return found;
}

function checkOptions({ options }: ExchangedPart, place: Place): Problem[] {
  const found: Problem[] = [];
  if (options.length < 2) found.push(problem("format.no-options", place));
  if (options.length > MOST_OPTIONS)
    found.push(problem("format.too-many-options", place, { most: MOST_OPTIONS }));
  const seen = new Map<string, string>();
  for (const { id, text } of options) {
    const twin = seen.get(text);
    if (!text) found.push(problem("format.empty-option", place, { option: id }));
    else if (twin) found.push(problem("format.same-options", place, { first: twin, second: id }));
    seen.set(text, id);
  }
  return found;
}

function checkKey({ type, key, options }: ExchangedPart, place: Place): Problem[] {
  if (key.length === 0) return [problem("format.no-key", place)];
  const unknown = key.filter((id) => !options.some((option) => option.id === id));
  if (unknown.length > 0) return [problem("format.key-unknown", place, { key: unknown.join("") })];
  if (type === "multiple-choice") {
    if (key.length < 2) return [problem("format.one-key-of-many", place)];
    if (key.length === options.length) return [problem("format.all-right", place)];
  } else if (key.length > 1) return [problem("format.several-keys", place, { key: key.join("") })];
  return [];
}

function checkScale({ code, difficulty }: { code: string | null; difficulty: number | null }, place: Place) {
  const found: Problem[] = [];
  if (difficulty !== null && !(Number.isInteger(difficulty) && difficulty >= 1 && difficulty <= 5))
    found.push(problem("format.bad-difficulty", place));
  if (code !== null && code.length > LONGEST_CODE)
    found.push(problem("format.code-too-long", place, { most: LONGEST_CODE }));
  return found;
}

const isTooLong = (text: string) => text.length > LONGEST_TEXT;
