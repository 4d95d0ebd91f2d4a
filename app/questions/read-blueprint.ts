/**
 * What a typed blueprint asks for.
 * In: text fields. Out: rules, or a problem for every field that cannot be read. Codes are looked up in the banks by
 * `named-questions.server.ts`.
 */
import { type Refusal, refusal } from "~/verdict";
import { type Blueprint, QUESTION_TYPES, type QuestionType } from "./blueprint";
import { CELL_FIELDS, MOST, type TypedBlueprint } from "./typed-blueprint";

/** A question as somebody types it: its code, with the bank before it where two banks have the same. */
export type TypedName = { bank: string | null; code: string; line: number };
export type Problem = { field: string; refusal: Refusal };
export type ReadBlueprint = {
  cells: Blueprint["cells"];
  fixed: (TypedName & { marks: number | null })[];
  sets: TypedName[][];
  marks: Record<QuestionType, number>;
  exposureCap: number | null;
  exposureDays: number;
};

/**
 * The rules that were typed, codes not yet looked up. Rows left blank say nothing. Problems: blueprint.number-wrong
 * { most }, blueprint.type-missing, blueprint.type-unknown, blueprint.parts-unused, blueprint.rows-many { most },
 * blueprint.questions-many { most, questions }, blueprint.line-wrong { line }, blueprint.set-single { line }.
 */
export function readBlueprint(typed: TypedBlueprint): { problems: Problem[]; read: ReadBlueprint } {
  const problems: Problem[] = [];
  const against = (field: string, reason: Refusal) => problems.push({ field, refusal: reason });
  const number = (field: string, text: string, most: number): number => {
    const value = Number(text.normalize("NFKC"));
    if (text !== "" && Number.isInteger(value) && value >= 1 && value <= most) return value;
    against(field, refusal("blueprint.number-wrong", { most }));
    return 1;
  };
  const marks = { "single-choice": 1, "multiple-choice": 1, "true-false": 1, "case-group": 1 };
  for (const type of QUESTION_TYPES) marks[type] = number(`marks-${type}`, typed.marks[type], MOST.marks);

  const cells = typed.cells.flatMap((cell, row): Blueprint["cells"] => {
    const { marks: own, parts, count } = cell;
    if (CELL_FIELDS.every((field) => cell[field] === "")) return [];
    const field = (name: string) => `cell-${row + 1}-${name}`;
    const type = QUESTION_TYPES.find((one) => one === cell.type);
    if (!type) against(field("type"), refusal("blueprint.type-missing"));
    if (type && type !== "case-group" && parts !== "")
      against(field("parts"), refusal("blueprint.parts-unused"));
    return [
      {
        bank: cell.bank || null,
        law: cell.law || null,
        type: type ?? "single-choice",
        difficulty: cell.difficulty === "" ? null : number(field("difficulty"), cell.difficulty, 5),
        count: number(field("count"), count, MOST.count),
        marksEach: own === "" ? marks[type ?? "single-choice"] : number(field("marks"), own, MOST.marks),
        ...(type === "case-group" ? { partsEach: number(field("parts"), parts, MOST.parts) } : {}),
      },
    ];
  });
  if (typed.cells.length > MOST.cells)
    against("cell-1-type", refusal("blueprint.rows-many", { most: MOST.cells }));
  const fixed = linesOf(typed.fixed).flatMap(({ words, line }) => {
    const [name, mark] = words;
    const read = words.length <= 2 ? nameFrom(name ?? "", line) : null;
    if (!read) against("fixed", refusal("blueprint.line-wrong", { line }));
    return read ? [{ ...read, marks: mark === undefined ? null : number("fixed", mark, MOST.marks) }] : [];
  });
  const sets = linesOf(typed.sets).map(({ words, line }) => {
    const names = words.flatMap((word) => nameFrom(word, line) ?? []);
    if (names.length < words.length) against("sets", refusal("blueprint.line-wrong", { line }));
    else if (names.length < 2) against("sets", refusal("blueprint.set-single", { line }));
    return names;
  });
  const questions =
    fixed.length + cells.reduce((sum, { count, partsEach }) => sum + count * (partsEach ?? 1), 0);
  if (questions > MOST.questions)
    against("cell-1-count", refusal("blueprint.questions-many", { most: MOST.questions, questions }));
  const exposureCap = typed.cap === "" ? null : number("cap", typed.cap, MOST.cap);
  const exposureDays = number("days", typed.days, MOST.days);
  return { problems, read: { cells, fixed, sets, marks, exposureCap, exposureDays } };
}

/** Words of each line that has any: codes are parted by blanks, commas or 、. */
const linesOf = (text: string) =>
  text.split(/\r?\n/).flatMap((line, index) => {
    const words = line.split(/[\s,，、;；]+/).filter((word) => word !== "");
    return words.length > 0 ? [{ words, line: index + 1 }] : [];
  });

function nameFrom(word: string, line: number): TypedName | null {
  const parts = word.split("/");
  if (parts.length > 2 || parts.some((part) => part === "" || part.length > 80)) return null;
  const [code = "", bank = null] = [...parts].reverse();
  return { bank, code, line };
}
