/** Writes a sheet of questions, and with none of them the template: lists to choose from stand on a second sheet. */

import { columnLetters } from "~/personnel/sheet-place";
import { type CellList, writeXlsx } from "~/spreadsheet.server";
import { citationWords, sheetWords } from "~/text/question-formats";
import type { Locale } from "~/text/text";
import { caseName } from "./case-joining";
import { pathOf } from "./category-path";
import { answerableTypes, type ExchangedPart, type ExchangedQuestion } from "./exchanged-question";
import { notSaid } from "./not-said";
import { OPTION_LETTERS, type OptionLetter, type SheetColumn, sheetColumns } from "./sheet-columns";

type Line = Partial<Record<SheetColumn, string>>;

export function writeSheet(questions: readonly ExchangedQuestion[], locale: Locale): Promise<Buffer> {
  const words = sheetWords[locale];
  const leftOut = new Set(notSaid("xlsx", questions).flatMap((one) => (one.leftOut ? [one.index] : [])));
  const lines = questions.flatMap((question, at) => (leftOut.has(at) ? [] : linesOf(question, at, locale)));
  const lists = [
    [...answerableTypes, "case-group" as const].map((type) => words.types[type]),
    ["1", "2", "3", "4", "5"],
    [...keys, words.truth.T, words.truth.F],
  ];
  const ranges = lists.map((values, at) => {
    const letter = columnLetters(at + 1);
    return `'${words.lists}'!$${letter}$2:$${letter}$${values.length + 1}`;
  });
  const listed: SheetColumn[] = ["type", "difficulty", "key"];
  return writeXlsx([
    {
      name: words.sheet,
      rows: [
        sheetColumns.map((column) => words.columns[column]),
        ...lines.map((line) => sheetColumns.map((column) => line[column] ?? "")),
      ],
      widths: sheetColumns.map((column) =>
        column === "stem" ? 50 : /^(option|expl|cit)/.test(column) ? 24 : 12,
      ),
      lists: listed.map(
        (column, at): CellList => ({
          column: sheetColumns.indexOf(column) + 1,
          from: ranges[at] as string,
          refusal: words.chooseFromList,
        }),
      ),
    },
    {
      name: words.lists,
      rows: tableOf(
        listed.map((column) => words.columns[column]),
        lists,
      ),
      widths: [14, 10, 12],
    },
    { name: words.notes, rows: [[words.notes], ...words.howTo.map((line) => [line])], widths: [100] },
  ]);
}

/** A, B … F, AB, AC … ABCDEF: every key there can be. */
const keys = Array.from({ length: 63 }, (_, at) =>
  OPTION_LETTERS.filter((_, bit) => ((at + 1) >> bit) & 1).join(""),
).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));

function tableOf(head: readonly string[], columns: readonly (readonly string[])[]): string[][] {
  const height = Math.max(...columns.map((values) => values.length));
  return [[...head], ...Array.from({ length: height }, (_, at) => columns.map((values) => values[at] ?? ""))];
}

function linesOf(question: ExchangedQuestion, at: number, locale: Locale): Line[] {
  const words = sheetWords[locale];
  const whole: Line = {
    enemies: question.enemies.join("\n"),
    category: pathOf(question.category),
  };
  if (question.type !== "case-group") return [{ ...partLine(question, locale), ...whole }];
  const name = caseName(question, at);
  const head: Line = {
    ...whole,
    code: name,
    type: words.types["case-group"],
    stem: question.stem,
    topic: question.topic ?? "",
    difficulty: String(question.difficulty ?? ""),
  };
  return [head, ...question.questions.map((part) => ({ ...partLine(part, locale), case: name }))];
}

function partLine(part: ExchangedPart, locale: Locale): Line {
  const words = sheetWords[locale];
  const isTruth = part.type === "true-false";
  const line: Line = {
    code: part.code ?? "",
    type: words.types[part.type],
    stem: part.stem,
    key: isTruth ? words.truth[part.key[0] as "T" | "F"] : part.key.join(""),
    explanation: part.explanation,
    citations: part.citations.map(citationWords.write).join("\n"),
    topic: part.topic ?? "",
    difficulty: String(part.difficulty ?? ""),
    marks: String(part.marks ?? ""),
  };
  for (const [at, { text, feedback }] of part.options.entries()) {
    const letter = OPTION_LETTERS[at] as OptionLetter;
    if (!isTruth) line[`option${letter}`] = text;
    line[`feedback${letter}`] = feedback;
  }
  return line;
}
