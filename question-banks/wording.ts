// What the words of a question give away or leave unsaid, as far as a program can see it.
// In: one question, or all of them. Out: problems with file, line and question.
import type { LoadedAnswerable, LoadedBank, Problem } from "./load";
import { bareText } from "./schema";

// Papers shuffle options, so a text that names a letter or leans on the others' order would point at the wrong one.
const namesLetter = /[A-FＡ-Ｆ]\s*(项|选项)|(选项|答案)(是|为)?\s*[A-FＡ-Ｆ]/;
const leansOnOthers = /(以上|上述|前述)(各项|选项|说法|答案)?(都|均|皆|全)|都(正确|错误|不对)$/;

/** Too short to explain, letters named, options that lean on each other, numbers of the key left unexplained. */
export function wordingProblems(question: LoadedAnswerable): Problem[] {
  const problems: Problem[] = [];
  const refuse = (message: string) =>
    problems.push({ ...question.position, question: question.code, message });
  if (question.explanation.length < 12) refuse("the explanation is too short to explain anything");
  for (const text of [question.stem, question.explanation, ...Object.values(question.wrong)])
    if (namesLetter.test(text)) refuse("names an option by its letter, but options are shuffled");
  for (const [id, reason] of Object.entries(question.wrong))
    if (reason.length < 6) refuse(`the reason why option ${id} is wrong is too short`);
  for (const option of question.options)
    if (leansOnOthers.test(option.text)) refuse(`option ${option.id} refers to the other options`);
  const explained = new Set(measuresIn(question.explanation));
  for (const measure of new Set(keyedTexts(question).flatMap(measuresIn)))
    if (!explained.has(measure)) refuse(`the key says ${measure}, which the explanation does not`);
  return problems;
}

/** What the key asserts: the right options, or the stem of a statement that is true. */
function keyedTexts(question: LoadedAnswerable): string[] {
  if (question.type === "true-false") return question.key.includes("T") ? [question.stem] : [];
  return question.options.filter(({ id }) => question.key.includes(id)).map(({ text }) => text);
}

const NUMERAL = "[〇零一二两三四五六七八九十百千万亿\\d.]+";
// Periods, amounts, ages, multiples and shares are what an officer is asked for; 一个 and 第三人 are only words.
const measure = new RegExp(
  `(?:百分之${NUMERAL}|${NUMERAL}分之${NUMERAL}|${NUMERAL}(?:个)?(?:工作日|日|天|月|年|小时|周岁|倍|元|%))`,
  "gu",
);

// A day in a story is a fact of it, not a number of the law.
const calendarDay =
  /(\d{4}|[〇零一二三四五六七八九]{4})年([\d一二三四五六七八九十]+月([\d一二三四五六七八九十]+日)?)?/g;

/** The measures a text names, each in one spelling: 2 个月, ２个月 and 二个月 are the same. */
export function measuresIn(text: string): string[] {
  const bare = text.normalize("NFKC").replace(/\s/g, "").replace(calendarDay, "");
  return [...bare.matchAll(measure)]
    .filter(({ index }) => bare[index - 1] !== "第" && bare[index - 1] !== "每")
    .map(([found]) => found.replace("个", "").replace("天", "日").replace("两", "二"))
    .map((found) => found.replace(/\d+/g, (digits) => inWords(Number(digits))));
}

const DIGITS = [..."零一二三四五六七八九"];

/** A whole number below ten thousand as Chinese texts write it; larger ones stay in digits. */
function inWords(value: number): string {
  if (value >= 10_000) return String(value);
  if (value < 10) return DIGITS[value] ?? "";
  let words = "";
  let skipped = false;
  for (const [size, name] of [
    [1000, "千"],
    [100, "百"],
    [10, "十"],
    [1, ""],
  ] as const) {
    const digit = Math.floor(value / size) % 10;
    if (digit === 0) skipped = words !== "";
    else {
      words += `${skipped ? "零" : ""}${DIGITS[digit]}${name}`;
      skipped = false;
    }
  }
  return words.replace(/^一十/, "十");
}

/** Stems this alike ask the same thing twice. Measured over pairs of neighbouring characters, 1 being the same stem. */
const TOO_ALIKE = 0.8;

/** Stems that are the same or nearly so, whole questions and parts of cases, over all banks. */
export function repeatedStems(banks: readonly LoadedBank[]): Problem[] {
  const stems = banks
    .flatMap((bank) => bank.questions)
    .flatMap((question) => (question.type === "case-group" ? [question, ...question.questions] : [question]))
    .map((question) => ({
      question,
      bare: bareText(question.stem),
      pairs: pairsOf(bareText(question.stem)),
    }));
  return stems.flatMap(({ question, bare, pairs }, index) => {
    const twin = stems.slice(0, index).find((other) => alikeness(pairs, other.pairs) >= TOO_ALIKE);
    if (!twin) return [];
    const how = twin.bare === bare ? "the same stem as" : "nearly the same stem as";
    return [{ ...question.position, question: question.code, message: `has ${how} ${twin.question.code}` }];
  });
}

function pairsOf(text: string): Set<string> {
  const characters = [...text];
  return new Set(characters.slice(1).map((character, at) => characters[at] + character));
}

/** Dice's coefficient of two sets. */
function alikeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  if (small.size < large.size * (TOO_ALIKE / (2 - TOO_ALIKE))) return 0;
  let common = 0;
  for (const pair of small) if (large.has(pair)) common += 1;
  return (2 * common) / (one.size + other.size);
}
