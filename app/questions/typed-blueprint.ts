/**
 * 组卷方案表单: a blueprint as it is typed, in text fields, row by row.
 * In: a form, or stored rules. Out: what stands in the fields, rows added and taken away. What it means is
 * `read-blueprint.ts`.
 */
import { type Blueprint, QUESTION_TYPES, type QuestionType } from "./blueprint";

export type TypedCell = {
  bank: string;
  law: string;
  type: string;
  difficulty: string;
  count: string;
  /** Only where it is not the mark of the type. */
  marks: string;
  parts: string;
};
export type TypedBlueprint = {
  cells: TypedCell[];
  /** By type of question. */
  marks: Record<QuestionType, string>;
  fixed: string;
  sets: string;
  cap: string;
  days: string;
};
export const CELL_FIELDS = ["bank", "law", "type", "difficulty", "count", "marks", "parts"] as const;
const blankCell = (): TypedCell => ({
  ...{ bank: "", law: "", type: "", difficulty: "" },
  ...{ count: "", marks: "", parts: "" },
});

/** The most of each that a form takes. */
export const MOST = {
  cells: 60,
  count: 200,
  marks: 100,
  parts: 20,
  questions: 300,
  cap: 1_000_000,
  days: 3650,
};
const LONGEST = 20_000;

export function blankBlueprint(): TypedBlueprint {
  const marks = { "single-choice": "1", "multiple-choice": "2", "true-false": "1", "case-group": "2" };
  return { cells: [blankCell()], marks, fixed: "", sets: "", cap: "", days: "365" };
}

/** Stored rules as a form shows them. The mark most cells of a type have is the mark of the type. */
export function typedOf(rules: Blueprint): TypedBlueprint {
  const marks = { ...blankBlueprint().marks };
  for (const type of QUESTION_TYPES) {
    const given = rules.cells.filter((cell) => cell.type === type).map((cell) => cell.marksEach);
    const times = (mark: number) => given.filter((other) => other === mark).length;
    const usual = [...given].sort((a, b) => times(b) - times(a) || a - b)[0];
    if (usual !== undefined) marks[type] = String(usual);
  }
  return {
    cells: rules.cells.map((cell) => ({
      bank: cell.bank ?? "",
      law: cell.law ?? "",
      type: cell.type,
      difficulty: cell.difficulty?.toString() ?? "",
      count: String(cell.count),
      marks: String(cell.marksEach) === marks[cell.type] ? "" : String(cell.marksEach),
      parts: cell.partsEach?.toString() ?? "",
    })),
    marks,
    fixed: rules.fixed.map(({ bank, code, marksEach }) => `${bank}/${code} ${marksEach}`).join("\n"),
    sets: rules.enemySets.map((set) => set.map(({ bank, code }) => `${bank}/${code}`).join(" ")).join("\n"),
    cap: rules.exposureCap?.toString() ?? "",
    days: String(rules.exposureDays),
  };
}

/** What a form holds, whatever it is; rows beyond the most are not read. */
export function typedFrom(form: FormData): TypedBlueprint {
  const at = (name: string) =>
    String(form.get(name) ?? "")
      .trim()
      .slice(0, LONGEST);
  const numbers = [...form.keys()].flatMap((name) => /^cell-(\d{1,3})-type$/.exec(name)?.[1] ?? []);
  const rows = [...new Set(numbers.map(Number))].sort((a, b) => a - b).slice(0, MOST.cells + 1);
  return {
    cells: rows.map(
      (row) =>
        Object.fromEntries(CELL_FIELDS.map((field) => [field, at(`cell-${row}-${field}`)])) as TypedCell,
    ),
    marks: Object.fromEntries(
      QUESTION_TYPES.map((type) => [type, at(`marks-${type}`)]),
    ) as TypedBlueprint["marks"],
    ...{ fixed: at("fixed"), sets: at("sets"), cap: at("cap"), days: at("days") },
  };
}

/** The rows after a button was pressed: "add", or "remove-2" for the second. */
export function rowsAfter(typed: TypedBlueprint, step: string): TypedBlueprint {
  if (step === "add") return { ...typed, cells: [...typed.cells, blankCell()] };
  const removed = Number(/^remove-(\d+)$/.exec(step)?.[1] ?? 0);
  return { ...typed, cells: typed.cells.filter((_, index) => index !== removed - 1) };
}
