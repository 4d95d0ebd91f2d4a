/** What a merged record asked for and wrote of its years of study goes to the record that stays. */
import type { Tx } from "~/db.server";

/** Of a year for which both wrote a statement, each keeps its own. */
export async function moveStudyYears(
  tx: Tx,
  { keptId, mergedId }: { keptId: string; mergedId: string },
): Promise<void> {
  const change = { where: { personId: mergedId }, data: { personId: keptId } };
  await tx.studyRelief.updateMany(change);
  const own = await tx.lawStatement.findMany({ where: { personId: keptId }, select: { year: true } });
  const years = own.map(({ year }) => year);
  await tx.lawStatement.updateMany({ ...change, where: { personId: mergedId, year: { notIn: years } } });
}
