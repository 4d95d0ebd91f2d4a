/** What the standings ask of reliefs: the times of which somebody is let off. */
import { type DateRange, fromDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { reliefStateOf } from "./relief";

/** Of these people the times in the year of which every office asked let them off. */
export async function reliefsInForce(
  tx: Tx,
  personIds: readonly string[],
  year: number,
): Promise<Map<string, DateRange[]>> {
  const rows = await tx.studyRelief.findMany({
    where: { personId: { in: [...personIds] }, year, withdrawnAt: null, revokedAt: null },
    include: { decisions: { select: { office: true, decision: true } } },
  });
  const of = new Map<string, DateRange[]>();
  for (const row of rows) {
    if (reliefStateOf(row) !== "granted") continue;
    const range = { fromOn: fromDbDate(row.fromOn), toOn: fromDbDate(row.toOn) };
    of.set(row.personId, [...(of.get(row.personId) ?? []), range]);
  }
  return of;
}
