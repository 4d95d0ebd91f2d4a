/** What taking an import in would do now: how its questions stand in the bank, and what each lacks to be submitted. */
import type { Tx } from "~/db.server";
import type { Refusal } from "~/verdict";
import { codesOf } from "./codes";
import { answerablesOf, type DraftContent } from "./draft-content";
import { faultFinder } from "./draft-faults.server";
import { isTaken, STANDINGS, type Standing } from "./import-standing";
import { type StandingQuestion, standingOf } from "./import-standing.server";
import { questionsOfImport } from "./question-import.server";

/** Parts of a preview that can be looked at alone. */
export const SHOWN = [...STANDINGS, "incomplete"] as const;
export type Shown = (typeof SHOWN)[number];

export type PreviewedQuestion = StandingQuestion & {
  /** What it lacks to be submitted; empty for what is not taken. */
  faults: Refusal[];
};
export type ImportPreview = {
  counts: Record<Standing, number>;
  /** Of those that can be taken, how many lack something. */
  incomplete: number;
  /** Questions with something that no bank keeps. */
  unkept: { category: number; marks: number };
  /** How many match what is shown, and one page of them. */
  total: number;
  questions: PreviewedQuestion[];
};

export async function importPreview(
  tx: Tx,
  { importId, bankId }: { importId: string; bankId: string },
  asked: { shown: Shown | null; page: number; pageSize: number },
  now: Date,
): Promise<ImportPreview> {
  const standing = await standingOf(tx, bankId, await questionsOfImport(tx, importId), now);
  const faultsOf = await faultsIn(tx, standing, now);
  const counts = Object.fromEntries(STANDINGS.map((one) => [one, 0])) as Record<Standing, number>;
  const all: PreviewedQuestion[] = [];
  for (const [at, one] of standing.entries()) {
    if (at % 500 === 499) await new Promise(setImmediate);
    counts[one.standing] += 1;
    all.push({ ...one, faults: isTaken(one.standing, "revise") ? faultsOf(one.content) : [] });
  }
  const { shown, page, pageSize } = asked;
  const matching = all.filter((one) =>
    shown === null ? true : shown === "incomplete" ? one.faults.length > 0 : one.standing === shown,
  );
  const from = (Math.min(page, Math.max(1, Math.ceil(matching.length / pageSize))) - 1) * pageSize;
  return {
    counts,
    incomplete: all.filter(({ faults }) => faults.length > 0).length,
    unkept: {
      category: all.filter(({ content }) => content.category.length > 0).length,
      marks: all.filter(({ content }) => answerablesOf(content).some(({ marks }) => marks !== null)).length,
    },
    total: matching.length,
    questions: matching.slice(from, from + pageSize),
  };
}

/** What is given or made together with it is not missing: a code nobody wrote, an enemy in the same file. */
async function faultsIn(
  tx: Tx,
  standing: readonly StandingQuestion[],
  now: Date,
): Promise<(content: DraftContent) => Refusal[]> {
  const find = await faultFinder(tx, standing, now);
  const inFile = new Set(standing.flatMap(({ content }) => codesOf(content)));
  return (content) =>
    find({ content }).filter(
      ({ code, facts }) =>
        code !== "question.no-code" && !(code === "question.enemy-unknown" && inFile.has(String(facts.code))),
    );
}
