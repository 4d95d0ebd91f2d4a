/** Sessions of a person whose record is merged into another's. */
import type { Tx } from "~/db.server";

/** Invited once; the line of the merged record stays and is not read, as a make-up that the other record has too. */
export async function moveSessions(
  tx: Tx,
  { keptId, mergedId }: { keptId: string; mergedId: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO study_session_person (session_id, person_id, walk_in, added_at)
    SELECT session_id, ${keptId}::uuid, walk_in, added_at FROM study_session_person
    WHERE person_id = ${mergedId}::uuid AND NOT removed
    ON CONFLICT (session_id, person_id) DO UPDATE SET removed = false`;
  await tx.studyAttendance.updateMany({ where: { personId: mergedId }, data: { personId: keptId } });
  await tx.$executeRaw`
    UPDATE study_make_up SET person_id = ${keptId}::uuid WHERE person_id = ${mergedId}::uuid
      AND session_id NOT IN (SELECT session_id FROM study_make_up WHERE person_id = ${keptId}::uuid)`;
  await tx.studySession.updateMany({
    where: { recorderPersonId: mergedId },
    data: { recorderPersonId: keptId },
  });
}
