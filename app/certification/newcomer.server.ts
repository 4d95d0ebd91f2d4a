/** What K18 asks of a person: the employments as known now, and whether the compulsory subject of law is passed. */
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { releasedResults } from "~/exams/passes.server";
import { idsOf } from "~/personnel/alias.server";
import { personnelFacts } from "~/personnel/facts.server";
import { isOnProbation, type NewcomerFacts } from "./initial-training";
import { BASIS_OF } from "./training";

export async function newcomerFactsOf(tx: Tx, personId: string, on: DateOn): Promise<NewcomerFacts> {
  const facts = (await personnelFacts(tx, [personId], { trueOn: on })).get(personId);
  const employments = facts?.employmentHistory ?? [];
  // Of everybody else nothing more is asked.
  if (!isOnProbation(employments, on)) return { employments, isTrained: true };
  const personIds = await idsOf(tx, personId);
  const results = await releasedResults(tx, personIds);
  const { examKind } = BASIS_OF["initial-training"];
  const passed = results.some((one) => one.passed && one.exam.kind === examKind && one.satOn <= on);
  const certificate = await tx.trainingCertificate.findFirst({
    where: { personId: { in: personIds }, kind: "initial-training", endedAt: null },
    select: { id: true },
  });
  return { employments, isTrained: passed || certificate !== null };
}
