/** What follows a merge and may meet its like under the record that stays: shift duties, certificates of training, portraits. */
import type { Tx } from "~/db.server";
import { leaveShift } from "~/positions/shifts.server";

type Pair = { keptId: string; mergedId: string };
export type MovedBeside = Record<"shift_duty" | "training_certificate" | "person_photo", string[]>;

/**
 * One human is on one shift at a time: of two duties that meet, the merged record's is taken off. A certificate of
 * training that stands twice for one thing stays where it was issued: only one can stand for a person.
 */
export async function moveBeside(
  tx: Tx,
  { keptId, mergedId, reason }: Pair & { reason: string },
  actorId: string | null,
  now: Date,
): Promise<MovedBeside> {
  const meeting = await tx.$queryRaw<{ dutyId: string; unitId: string }[]>`
    SELECT d.id::text AS "dutyId", s.unit_id::text AS "unitId" FROM shift_duty d JOIN shift s ON s.id = d.shift_id
    WHERE d.person_id = ${mergedId}::uuid AND d.taken_off_at IS NULL AND EXISTS (
      SELECT 1 FROM shift_duty o WHERE o.person_id = ${keptId}::uuid AND o.taken_off_at IS NULL
        AND o.starts_at < d.ends_at AND d.starts_at < o.ends_at)
    ORDER BY d.id`;
  for (const duty of meeting) await leaveShift(tx, { ...duty, reason }, actorId ?? keptId, now);
  const duties = await tx.$queryRaw<{ id: string }[]>`
    UPDATE shift_duty SET person_id = ${keptId}::uuid WHERE person_id = ${mergedId}::uuid RETURNING id::text`;
  const training = await tx.$queryRaw<{ id: string }[]>`
    UPDATE training_certificate t SET person_id = ${keptId}::uuid
    WHERE t.person_id = ${mergedId}::uuid AND (t.ended_at IS NOT NULL OR NOT EXISTS (
      SELECT 1 FROM training_certificate o WHERE o.person_id = ${keptId}::uuid AND o.ended_at IS NULL
        AND o.kind = t.kind AND o.basis = t.basis))
    RETURNING t.id::text`;
  const photos = await tx.$queryRaw<{ id: string }[]>`
    UPDATE person_photo SET person_id = ${keptId}::uuid WHERE person_id = ${mergedId}::uuid RETURNING id::text`;
  await showNewest(tx, keptId);
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
  return { shift_duty: ids(duties), training_certificate: ids(training), person_photo: ids(photos) };
}

/** The newest portrait is the person's, whichever record it was taken for. */
async function showNewest(tx: Tx, personId: string): Promise<void> {
  const newest = await tx.personPhoto.findFirst({
    where: { personId },
    orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
    select: { fileHash: true },
  });
  if (newest) await tx.person.update({ where: { id: personId }, data: { photoHash: newest.fileHash } });
}
