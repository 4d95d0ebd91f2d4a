/** Fixed questions 必考题: those that stand on every paper of a blueprint, taken before anything is drawn. */
import { type Refusal, refusal } from "~/verdict";
import type { Blueprint, Clash, PoolQuestion } from "./blueprint";
import type { Drawn } from "./filling";

/**
 * Refusals, each { bank, code }: blueprint.fixed-missing, blueprint.fixed-twice, blueprint.fixed-enemies { …, other },
 * blueprint.fixed-barred, blueprint.fixed-parts { …, wanted, found }.
 */
export function fixedQuestions<Q extends PoolQuestion>(
  { fixed }: Pick<Blueprint, "fixed">,
  pool: readonly Q[],
  barred: ReadonlySet<string>,
  clash: Clash,
): { refusals: Refusal[]; drawn: Drawn<Q>[] } {
  const refusals: Refusal[] = [];
  const drawn: Drawn<Q>[] = [];
  for (const one of fixed) {
    const question = pool.find((entry) => entry.bank === one.bank && entry.code === one.code);
    const before = drawn.map((taken) => taken.question);
    const reason = question
      ? reasonAgainst(one, question, before, barred, clash)
      : refusal("blueprint.fixed-missing", { bank: one.bank, code: one.code });
    if (reason) refusals.push(reason);
    else if (question) drawn.push({ question, marksEach: one.marksEach, cell: null });
  }
  return { refusals, drawn };
}

function reasonAgainst(
  { bank, code, partsEach }: Blueprint["fixed"][number],
  question: PoolQuestion,
  before: readonly PoolQuestion[],
  barred: ReadonlySet<string>,
  clash: Clash,
): Refusal | null {
  if (before.includes(question)) return refusal("blueprint.fixed-twice", { bank, code });
  const other = before.find((taken) => clash(taken, question));
  if (other) return refusal("blueprint.fixed-enemies", { bank, code, other: other.code });
  if (barred.has(question.id)) return refusal("blueprint.fixed-barred", { bank, code });
  const found = question.parts?.length ?? 1;
  if (partsEach !== undefined && partsEach !== found)
    return refusal("blueprint.fixed-parts", { bank, code, wanted: partsEach, found });
  return null;
}
