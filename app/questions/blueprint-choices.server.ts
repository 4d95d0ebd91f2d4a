/** What a blueprint can ask for: the banks, and the laws their questions are about today. */
import type { Tx } from "~/db.server";
import { refusal } from "~/verdict";
import { type Blueprint, blueprintSchema } from "./blueprint";
import type { Title } from "./blueprints.server";
import { withNamedQuestions } from "./named-questions.server";
import { type Problem, readBlueprint } from "./read-blueprint";
import type { TypedBlueprint } from "./typed-blueprint";

export type BlueprintChoices = { banks: { code: string; title: Title }[]; laws: string[] };

export async function blueprintChoices(tx: Tx): Promise<BlueprintChoices> {
  const banks = await tx.questionBank.findMany({
    orderBy: { code: "asc" },
    select: { code: true, title: true },
  });
  const laws = await tx.$queryRaw<{ law: string }[]>`
    SELECT DISTINCT v.law FROM question_version v JOIN bank_entry e ON e.question_version_id = v.id
    WHERE e.until_number IS NULL AND v.group_id IS NULL ORDER BY v.law`;
  return {
    banks: banks.map(({ code, title }) => ({ code, title: title as Title })),
    laws: laws.map(({ law }) => law),
  };
}

/**
 * The rules that were typed, or every problem beside its field. Rows may keep a bank or law of `before` that is no longer
 * offered. Problems: those of `readBlueprint` and `withNamedQuestions`, and blueprint.choice-unknown.
 */
export async function blueprintFrom(
  tx: Tx,
  typed: TypedBlueprint,
  before: Blueprint | null,
): Promise<{ problems: Problem[]; rules: Blueprint | null }> {
  const { problems, read } = readBlueprint(typed);
  const { banks, laws } = await blueprintChoices(tx);
  const offered = {
    bank: new Set([...banks.map(({ code }) => code), ...(before?.cells ?? []).map(({ bank }) => bank)]),
    law: new Set([...laws, ...(before?.cells ?? []).map(({ law }) => law)]),
  };
  for (const [row, cell] of typed.cells.entries())
    for (const name of ["bank", "law"] as const)
      if (cell[name] !== "" && !offered[name].has(cell[name]))
        problems.push({ field: `cell-${row + 1}-${name}`, refusal: refusal("blueprint.choice-unknown") });
  const named = await withNamedQuestions(tx, read);
  problems.push(...named.problems);
  return { problems, rules: problems.length > 0 ? null : blueprintSchema.parse(named.rules) };
}

/** The field of the form a refusal of the rules is about. */
export function fieldOfRule(code: string): string {
  if (/^blueprint\.fixed-/.test(code)) return "fixed";
  if (/^blueprint\.set-/.test(code)) return "sets";
  if (/^blueprint\.code-/.test(code)) return "code";
  if (/^blueprint\.title-/.test(code)) return "title";
  return "cell-1-type";
}
