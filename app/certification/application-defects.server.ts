/** The defects of an application: named with its return, ticked off one by one by the unit, and kept. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { refusal, type Verdict } from "~/verdict";
import { isReturned } from "./application";
import { applicationLocked, eventOf } from "./application-steps.server";
import type { Defect, DefectCode } from "./defect";

export type DefectShown = {
  id: string;
  round: number;
  code: DefectCode;
  says: string | null;
  mendedAt: Date | null;
};

export async function nameDefects(
  tx: Tx,
  { applicationId, round, defects }: { applicationId: string; round: number; defects: readonly Defect[] },
  actorId: string,
  now: Date,
): Promise<void> {
  await tx.applicationDefect.createMany({
    data: defects.map(({ code, says }, index) => ({
      ...{ id: newId(), applicationId, round, place: index + 1, code, says: says.trim() || null },
      ...{ raisedById: actorId, raisedAt: now },
    })),
  });
}

/** Of all rounds, in the order in which they were named. */
export async function defectsOf(tx: Tx, applicationId: string): Promise<DefectShown[]> {
  const rows = await tx.applicationDefect.findMany({
    where: { applicationId },
    orderBy: [{ round: "asc" }, { place: "asc" }],
    select: { id: true, round: true, code: true, says: true, mendedAt: true },
  });
  return rows.map((row) => ({ ...row, code: row.code as DefectCode }));
}

/**
 * Ticks off what the unit says it has mended; twice is once. Refusals: application.not-returned, application.defect-unknown
 * when one is not of the last return.
 */
export async function mendDefects(
  tx: Tx,
  { applicationId, defectIds }: { applicationId: string; defectIds: readonly string[] },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const application = await applicationLocked(tx, applicationId);
  const { state, round } = application.standing;
  if (!isReturned(state)) return { ok: false, refusals: [refusal("application.not-returned", { state })] };
  const named = (await defectsOf(tx, applicationId)).filter((defect) => defect.round === round);
  if (defectIds.some((id) => !named.some((defect) => defect.id === id)))
    return { ok: false, refusals: [refusal("application.defect-unknown")] };
  for (const { id } of named.filter((defect) => defect.mendedAt === null && defectIds.includes(defect.id))) {
    await tx.applicationDefect.update({ where: { id }, data: { mendedById: actorId, mendedAt: now } });
    await record(tx, {
      ...eventOf(application, actorId, now),
      type: "application.defect-mended",
      data: { applicationId, defectId: id },
    });
  }
  return { ok: true };
}
