// Judges the banks as a reader would: what the schema cannot see because it takes more than one question to see it.
// In: the banks folder. Out: every problem with file and line, and the figures an editor looks at.
// Run by itself (tsx question-banks/check.ts [folder]) it prints them and exits 1 if there is a problem.
import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { LoadedAnswerable, LoadedBank, LoadedQuestion } from "./load";
import { type Law, type Problem, readBanks } from "./load";
import { bareText } from "./schema";

export interface BankFigures {
  id: string;
  /** Whole questions: what a blueprint draws. A case counts once. */
  questions: number;
  /** What a candidate answers: singles and the parts of cases. */
  answerable: number;
  byType: Record<string, number>;
  byLaw: Record<string, number>;
  byDifficulty: Record<string, number>;
  /** How often each position is the key of a single-choice question, and each answer the key of a true-false one. */
  singleKeys: Record<string, number>;
  trueFalseKeys: Record<string, number>;
  /** Of the single-choice questions with one longest option: how many, in how many it is right, what chance would give. */
  longestIsRight: { of: number; seen: number; chance: number };
}
export interface Checked {
  problems: Problem[];
  figures: BankFigures[];
}

/** Below this many questions of a type, an uneven spread of keys is chance and not habit. */
const enoughToJudge = 20;

/** Reads and judges every bank in the folder. Never throws for what an author wrote; all problems come back at once. */
export function checkBanks(dir: string): Checked {
  const { banks, laws, problems } = readBanks(dir);
  const figures = banks.map(figuresOf);
  const found = [
    ...problems,
    ...banks.flatMap((bank) => bank.questions.flatMap(wholeProblems)),
    ...banks.flatMap((bank) => answerables(bank).flatMap((question) => citationProblems(question, laws))),
    ...banks.flatMap((bank) => answerables(bank).flatMap(wordingProblems)),
    ...repeatedStems(banks),
    ...figures.flatMap(habitProblems),
  ];
  if (banks.length === 0) found.push({ file: ".", line: 1, message: "holds no bank that can be read" });
  found.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  return { problems: found, figures };
}

function answerables(bank: LoadedBank): LoadedAnswerable[] {
  return bank.questions.flatMap((question) =>
    question.type === "case-group" ? question.questions : [question],
  );
}

function wholeProblems(question: LoadedQuestion): Problem[] {
  if (question.type !== "case-group") return [];
  const hardest = Math.max(...question.questions.map((part) => part.difficulty));
  if (question.difficulty <= hardest) return [];
  return [{ ...question.position, message: `${question.code}: a case is not harder than its hardest part` }];
}

function citationProblems(question: LoadedAnswerable, laws: Law[]): Problem[] {
  const refuse = (message: string) => [{ ...question.position, message: `${question.code}: ${message}` }];
  return question.citations.flatMap(({ law, article, version }) => {
    const known = laws.find((candidate) => candidate.law === law);
    if (!known) return refuse(`cites ${law}, which laws.yaml does not list`);
    const edition = known.versions.find((candidate) => candidate.version === version);
    if (!edition) return refuse(`cites ${law} in the version of ${version}, which laws.yaml does not list`);
    if (article > edition.articles)
      return refuse(`cites ${law} article ${article}; it ends at ${edition.articles}`);
    return [];
  });
}

// Papers shuffle options, so a text that names a letter or leans on the others' order would point at the wrong one.
const namesLetter = /[A-FＡ-Ｆ]\s*(项|选项)|(选项|答案)(是|为)?\s*[A-FＡ-Ｆ]/;
const leansOnOthers = /(以上|上述|前述)(各项|选项|说法|答案)?(都|均|皆|全)|都(正确|错误|不对)$/;

function wordingProblems(question: LoadedAnswerable): Problem[] {
  const refuse = (message: string) => [{ ...question.position, message: `${question.code}: ${message}` }];
  const problems: Problem[] = [];
  if (question.explanation.length < 12)
    problems.push(...refuse("the explanation is too short to explain anything"));
  for (const text of [question.stem, question.explanation, ...Object.values(question.wrong)]) {
    if (namesLetter.test(text))
      problems.push(...refuse("names an option by its letter, but options are shuffled"));
  }
  for (const [id, reason] of Object.entries(question.wrong)) {
    if (reason.length < 6) problems.push(...refuse(`the reason why option ${id} is wrong is too short`));
  }
  for (const option of question.options) {
    if (leansOnOthers.test(option.text))
      problems.push(...refuse(`option ${option.id} refers to the other options`));
  }
  return problems;
}

function repeatedStems(banks: LoadedBank[]): Problem[] {
  const owners = new Map<string, string>();
  const problems: Problem[] = [];
  for (const question of banks.flatMap((bank) => [...bank.questions, ...casesParts(bank)])) {
    const bare = bareText(question.stem);
    const owner = owners.get(bare);
    if (owner)
      problems.push({ ...question.position, message: `${question.code}: has the same stem as ${owner}` });
    else owners.set(bare, question.code);
  }
  return problems;
}

function casesParts(bank: LoadedBank): LoadedAnswerable[] {
  return bank.questions.flatMap((question) => (question.type === "case-group" ? question.questions : []));
}

function figuresOf(bank: LoadedBank): BankFigures {
  const all = answerables(bank);
  const singles = all.filter((question) => question.type === "single-choice");
  const telling = singles.flatMap((question) => longestOption(question) ?? []);
  return {
    id: bank.id,
    questions: bank.questions.length,
    answerable: all.length,
    byType: tally(bank.questions.map((question) => question.type)),
    byLaw: tally(all.map((question) => question.citations[0]!.law)),
    byDifficulty: tally(all.map((question) => String(question.difficulty))),
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

/** The one option longer than all others, if there is one: only that tells a guesser anything. */
function longestOption(question: LoadedAnswerable): { isKey: boolean; chance: number } | null {
  const longest = Math.max(...question.options.map((option) => option.text.length));
  const [first, second] = question.options.filter((option) => option.text.length === longest);
  if (!first || second) return null;
  return { isKey: question.key.includes(first.id), chance: 1 / question.options.length };
}

/** Habits of the author that a candidate who knows no law could use: a favourite letter, a favourite answer, the longest. */
function habitProblems(figures: BankFigures): Problem[] {
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
    if (seen > chance + margin) {
      refuse(
        `the longest option is right in ${seen} of ${of}; chance gives ${chance.toFixed(1)} ± ${margin.toFixed(1)}`,
      );
    }
  }
  const trueFalse = sum(figures.trueFalseKeys);
  if (trueFalse >= enoughToJudge) {
    const share = (figures.trueFalseKeys.T ?? 0) / trueFalse;
    if (share < 0.35 || share > 0.65)
      refuse(`${percent(share)} of true-false keys are true; 35 % to 65 % is balanced`);
  }
  return problems;
}

function tally(values: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of [...values].sort()) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

const sum = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, each) => total + each, 0);
const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** The problems and figures as the lines the command prints. */
export function reportOf({ problems, figures }: Checked): string[] {
  const listed = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([name, each]) => `${name} ${each}`)
      .join(", ");
  return [
    ...problems.map((problem) => `${problem.file}:${problem.line} ${problem.message}`),
    ...figures.flatMap((bank) => [
      `${bank.id}: ${bank.questions} questions, ${bank.answerable} to answer (${listed(bank.byType)})`,
      `  by law: ${listed(bank.byLaw)}; by difficulty: ${listed(bank.byDifficulty)}`,
      `  single-choice keys: ${listed(bank.singleKeys)}; true-false keys: ${listed(bank.trueFalseKeys)}; ` +
        `longest option right in ${bank.longestIsRight.seen} of ${bank.longestIsRight.of} (chance ${bank.longestIsRight.chance.toFixed(1)})`,
    ]),
    problems.length === 0
      ? "The question banks are sound."
      : `The question banks have ${problems.length} problems.`,
  ];
}

const thisFile = fileURLToPath(import.meta.url);
if (process.argv[1] && realpathSync(process.argv[1]) === thisFile) {
  const checked = checkBanks(process.argv[2] ?? dirname(thisFile));
  console.log(reportOf(checked).join("\n"));
  process.exitCode = checked.problems.length === 0 ? 0 : 1;
}
