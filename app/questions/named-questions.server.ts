/** Questions named by their codes, as an officer types them, found among those that stand in the banks today. */
import type { Tx } from "~/db.server";
import { refusal } from "~/verdict";
import type { BlueprintWritten } from "./blueprint";
import type { Problem, ReadBlueprint, TypedName } from "./read-blueprint";

type Found = { bank: string; code: string; type: keyof ReadBlueprint["marks"]; parts: number };

/**
 * The rules with every named question found. Problems: blueprint.code-unknown { code, line }, blueprint.code-ambiguous
 * { code, line, banks }.
 */
export async function withNamedQuestions(
  tx: Tx,
  read: ReadBlueprint,
): Promise<{ problems: Problem[]; rules: BlueprintWritten }> {
  const problems: Problem[] = [];
  const found = await findByCode(tx, [...read.fixed, ...read.sets.flat()]);
  const look = (field: string, { bank, code, line }: TypedName): Found | null => {
    const all = (found.get(code) ?? []).filter((one) => bank === null || one.bank === bank);
    if (all.length === 1) return all[0]!;
    const banks = all.map((one) => one.bank).join(" ");
    const reason = all.length === 0 ? refusal("blueprint.code-unknown", { code, line }) : null;
    problems.push({
      field,
      refusal: reason ?? refusal("blueprint.code-ambiguous", { code, line, banks }),
    });
    return null;
  };
  const fixed = read.fixed.flatMap(({ marks, ...name }) => {
    const one = look("fixed", name);
    if (!one) return [];
    const { bank, code, type, parts } = one;
    const marksEach = marks ?? read.marks[type];
    return [{ bank, code, marksEach, ...(type === "case-group" ? { partsEach: parts } : {}) }];
  });
  const enemySets = read.sets
    .map((set) =>
      set.flatMap((name) => {
        const one = look("sets", name);
        return one ? [{ bank: one.bank, code: one.code }] : [];
      }),
    )
    // A line of which too little was found is told of above.
    .filter((set) => set.length >= 2);
  const { cells, exposureCap, exposureDays } = read;
  return { problems, rules: { cells, fixed, exposureCap, exposureDays, enemySets } };
}

async function findByCode(tx: Tx, names: readonly TypedName[]): Promise<Map<string, Found[]>> {
  const codes = [...new Set(names.map(({ code }) => code))];
  const rows = await tx.questionVersion.findMany({
    where: { groupId: null, question: { code: { in: codes } }, entries: { some: { untilNumber: null } } },
    select: {
      type: true,
      question: { select: { code: true, bank: { select: { code: true } } } },
      _count: { select: { members: true } },
    },
    orderBy: { question: { bank: { code: "asc" } } },
  });
  const found = new Map<string, Found[]>();
  for (const { type, question, _count } of rows) {
    const one = {
      bank: question.bank.code,
      code: question.code,
      type: type as Found["type"],
      parts: _count.members,
    };
    found.set(one.code, [...(found.get(one.code) ?? []), one]);
  }
  return found;
}
