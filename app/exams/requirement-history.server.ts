/** The steps of one requirement, newest first, with who took them. */
import { accountNames } from "~/access/account-names.server";
import type { Tx } from "~/db.server";
import type { RequirementAct } from "./requirement";

export type RequirementStepShown = {
  number: number;
  act: RequirementAct;
  at: Date;
  /** null: the system, or the program that brought the row. */
  by: string | null;
  reason: string | null;
};

export async function requirementHistory(tx: Tx, requirementId: string): Promise<RequirementStepShown[]> {
  const steps = await tx.examRequirementStep.findMany({
    where: { requirementId },
    orderBy: { number: "desc" },
  });
  const names = await accountNames(
    tx,
    steps.map(({ actorId }) => actorId),
  );
  return steps.map(({ number, act, at, reason, actorId }) => ({
    ...{ number, at, reason },
    act: act as RequirementAct,
    by: actorId && (names[actorId] ?? null),
  }));
}
