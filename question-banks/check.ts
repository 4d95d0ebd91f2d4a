// Judges the banks as a reader would: what the schema cannot see because it takes more than one question to see it.
// In: the banks folder. Out: every problem with file, line and question, and the figures an editor looks at.
// Run by itself (tsx question-banks/check.ts [folder]) it prints them and exits 1 if there is a problem.
import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { answerables, type BankFigures, figuresOf, habitProblems, lawOfWhole, tableOf } from "./figures";
import {
  type Law,
  type LoadedAnswerable,
  type LoadedBank,
  type LoadedQuestion,
  lineOf,
  type Problem,
  readBanks,
} from "./load";
import { repeatedStems, wordingProblems } from "./wording";

export interface Checked {
  problems: Problem[];
  figures: BankFigures[];
}

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
    ...banks.flatMap(blueprintProblems),
    ...figures.flatMap(habitProblems),
  ];
  if (banks.length === 0) found.push({ file: ".", line: 1, message: "holds no bank that can be read" });
  found.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  return { problems: found, figures };
}

function wholeProblems(question: LoadedQuestion): Problem[] {
  if (question.type !== "case-group") return [];
  const hardest = Math.max(...question.questions.map((part) => part.difficulty));
  if (question.difficulty <= hardest) return [];
  const message = "a case is not harder than its hardest part";
  return [{ ...question.position, question: question.code, message }];
}

function citationProblems(question: LoadedAnswerable, laws: Law[]): Problem[] {
  const refuse = (message: string) => [{ ...question.position, question: question.code, message }];
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

/** A cell that asks for more than the bank holds. Enemies may take more: whether papers can be drawn, drawing tells. */
function blueprintProblems(bank: LoadedBank): Problem[] {
  return bank.blueprints.flatMap(({ code, cells, position }) =>
    cells.flatMap((cell, index) => {
      const fitting = bank.questions.filter(
        (question) =>
          question.type === cell.type &&
          (cell.law === undefined || lawOfWhole(question) === cell.law) &&
          (cell.difficulty === undefined || question.difficulty === cell.difficulty) &&
          (question.type !== "case-group" || question.questions.length === cell.partsEach),
      ).length;
      const message = `cells.${index}: asks for ${cell.count} and the bank holds ${fitting}`;
      return fitting < cell.count ? [{ ...position, question: code, message }] : [];
    }),
  );
}

/** The problems and figures as the lines the command prints. */
export function reportOf({ problems, figures }: Checked): string[] {
  const listed = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([name, each]) => `${name} ${each}`)
      .join(", ");
  return [
    ...problems.map(lineOf),
    ...tableOf(figures),
    ...figures.map(
      ({ id, questions, singleKeys, trueFalseKeys, longestIsRight: longest }) =>
        `${id}: ${questions} questions; single-choice keys ${listed(singleKeys)}; true-false keys ${listed(trueFalseKeys)}; ` +
        `longest option right in ${longest.seen} of ${longest.of} (chance ${longest.chance.toFixed(1)})`,
    ),
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
