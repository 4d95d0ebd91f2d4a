// The figures an editor looks at, and the habits they betray.
// In: loaded banks. Out: counts by law, type and difficulty, the table the command prints, and problems of balance.
import type { LoadedAnswerable, LoadedBank, LoadedQuestion, Problem } from "./load";

export const TYPES = ["single-choice", "multiple-choice", "true-false", "case-group"] as const;
export const DIFFICULTIES = [1, 2, 3, 4, 5] as const;

export interface LawFigures {
  law: string;
  /** What a candidate answers: questions and the parts of cases. */
  answerable: number;
  /** Answerable ones by type; `case-group` counts the cases. */
  byType: Record<string, number>;
  byDifficulty: Record<string, number>;
}
export interface BankFigures {
  id: string;
  /** Whole questions: what a blueprint draws. A case counts once. */
  questions: number;
  answerable: number;
  byType: Record<string, number>;
  byDifficulty: Record<string, number>;
  laws: LawFigures[];
  /** How often each position is the key of a single-choice question, and each answer the key of a true-false one. */
  singleKeys: Record<string, number>;
  trueFalseKeys: Record<string, number>;
  /** Of the single-choice questions with one longest option: how many, in how many it is right, what chance would give. */
  longestIsRight: { of: number; seen: number; chance: number };
}

export const answerables = (bank: LoadedBank): LoadedAnswerable[] =>
  bank.questions.flatMap((question) => (question.type === "case-group" ? question.questions : [question]));

/** A question belongs to the law it cites first. */
const lawOf = (question: LoadedAnswerable): string => question.citations[0]?.law ?? "";

/** A case belongs to the law of its first part. */
export const lawOfWhole = (question: LoadedQuestion): string =>
  question.type === "case-group" ? lawOf(question.questions[0]!) : lawOf(question);

export function figuresOf(bank: LoadedBank): BankFigures {
  const all = answerables(bank);
  const cases = bank.questions.filter((question) => question.type === "case-group");
  const singles = all.filter((question) => question.type === "single-choice");
  const telling = singles.flatMap((question) => longestOption(question) ?? []);
  const laws = [...new Set(all.map(lawOf))].map((law) => {
    const own = all.filter((question) => lawOf(question) === law);
    const ownCases = cases.filter((group) => lawOfWhole(group) === law);
    return { law, ...counted(own, ownCases.length) };
  });
  return {
    id: bank.id,
    questions: bank.questions.length,
    ...counted(all, cases.length),
    laws,
    singleKeys: tally(singles.flatMap((question) => question.key)),
    trueFalseKeys: tally(
      all.filter((question) => question.type === "true-false").flatMap((question) => question.key),
    ),
    longestIsRight: {
      of: telling.length,
      seen: telling.filter((option) => option.isKey).length,
      chance: telling.reduce((total, option) => total + option.chance, 0),
    },
  };
}

const counted = (all: readonly LoadedAnswerable[], cases: number) => ({
  answerable: all.length,
  byType: { ...tally(all.map(({ type }) => type)), ...(cases > 0 ? { "case-group": cases } : {}) },
  byDifficulty: tally(all.map(({ difficulty }) => String(difficulty))),
});

/** The one option longer than all others, if there is one: only that tells a guesser anything. */
function longestOption(question: LoadedAnswerable): { isKey: boolean; chance: number } | null {
  const longest = Math.max(...question.options.map((option) => option.text.length));
  const [first, second] = question.options.filter((option) => option.text.length === longest);
  if (!first || second) return null;
  return { isKey: question.key.includes(first.id), chance: 1 / question.options.length };
}

/** Below this many questions of a type, an uneven spread of keys is chance and not habit. */
const enoughToJudge = 20;

/** Habits of the author that a candidate who knows no law could use: a favourite letter, a favourite answer, the longest. */
export function habitProblems(figures: BankFigures): Problem[] {
  const problems: Problem[] = [];
  const refuse = (message: string) => problems.push({ file: `${figures.id}/bank.yaml`, line: 1, message });
  const singles = sum(figures.singleKeys);
  if (singles >= enoughToJudge) {
    for (const id of ["A", "B", "C", "D"]) {
      const share = (figures.singleKeys[id] ?? 0) / singles;
      if (share < 0.15 || share > 0.35)
        refuse(`${percent(share)} of single-choice keys are ${id}; 15 % to 35 % is balanced`);
    }
    const { of, seen, chance } = figures.longestIsRight;
    // Two standard deviations of a coin with the same odds.
    const margin = of === 0 ? 0 : 2 * Math.sqrt(chance * (1 - chance / of));
    if (seen > chance + margin)
      refuse(
        `the longest option is right in ${seen} of ${of}; chance gives ${chance.toFixed(1)} ± ${margin.toFixed(1)}`,
      );
  }
  const trueFalse = sum(figures.trueFalseKeys);
  if (trueFalse >= enoughToJudge) {
    const share = (figures.trueFalseKeys.T ?? 0) / trueFalse;
    if (share < 0.35 || share > 0.65)
      refuse(`${percent(share)} of true-false keys are true; 35 % to 65 % is balanced`);
  }
  return problems;
}

const SHORT: Record<(typeof TYPES)[number], string> = {
  "single-choice": "single",
  "multiple-choice": "multiple",
  "true-false": "true-false",
  "case-group": "cases",
};

/** Bank by bank and law by law: how many to answer, by type and difficulty, with totals, as aligned lines. */
export function tableOf(figures: readonly BankFigures[]): string[] {
  const head = [
    "bank",
    "law",
    "answers",
    ...TYPES.map((type) => SHORT[type]),
    ...DIFFICULTIES.map((d) => `d${d}`),
  ];
  const cells = (name: string, law: string, of: Omit<LawFigures, "law">) => [
    name,
    law,
    String(of.answerable),
    ...TYPES.map((type) => String(of.byType[type] ?? 0)),
    ...DIFFICULTIES.map((difficulty) => String(of.byDifficulty[difficulty] ?? 0)),
  ];
  const rows = figures.flatMap((bank) => [
    ...bank.laws.map((law) => cells(bank.id, law.law, law)),
    cells(bank.id, "total", bank),
  ]);
  const whole = {
    answerable: figures.reduce((total, bank) => total + bank.answerable, 0),
    byType: added(figures.map(({ byType }) => byType)),
    byDifficulty: added(figures.map(({ byDifficulty }) => byDifficulty)),
  };
  const laws = new Set(figures.flatMap((bank) => bank.laws.map(({ law }) => law))).size;
  return aligned([head, ...rows, cells("all banks", `${laws} laws`, whole)]);
}

/** Columns side by side; a Chinese character is as wide as two letters. */
function aligned(rows: readonly string[][]): string[] {
  const width = (text: string) => [...text].reduce((total, one) => total + (one > "\u2e80" ? 2 : 1), 0);
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ""))));
  const padded = (text: string, column: number) => {
    const space = " ".repeat(widths[column]! - width(text));
    return column < 2 ? text + space : space + text;
  };
  return rows.map((row) => row.map(padded).join("  ").trimEnd());
}

function tally(values: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of [...values].sort()) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function added(all: readonly Record<string, number>[]): Record<string, number> {
  return tally(all.flatMap((counts) => Object.entries(counts).flatMap(([name, n]) => Array(n).fill(name))));
}

const sum = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, each) => total + each, 0);
const percent = (share: number): string => `${Math.round(share * 100)} %`;
