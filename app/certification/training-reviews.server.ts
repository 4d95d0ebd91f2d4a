/**
 * 待复核: certificates of training whose basis no longer stands, such as an exam result that was voided or a study record
 * that proved false. Each is noted until somebody has looked; nothing is ever taken away by itself.
 */
import { record, recordAll } from "~/audit/audit.server";
import { rowsOf, type Tx } from "~/db.server";
import { isVoidSql } from "~/exams/void.server";
import { newId } from "~/ids";
import { refusal, type Verdict, verdictOf } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";

type Lost = { id: string; personId: string; unitId: string; code: string };

const MOST = 500;

/** Harmless to repeat. Answers how many it noted, at most some hundreds a turn. */
export async function noteTrainingReviews(tx: Tx, now: Date): Promise<number> {
  const lost = await rowsOf<Lost>(
    tx,
    Prisma.sql`/* prepared as trainings-lost */
    WITH mine AS (
      SELECT c.id, c.kind, c.basis, c.unit_id, p.id AS person_id, c.person_id AS holder_id
      FROM training_certificate c
      JOIN person h ON h.id = c.person_id
      JOIN person p ON p.id = coalesce(h.merged_into_id, h.id)
      WHERE c.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM training_review r WHERE r.certificate_id = c.id)
    )
    SELECT c.id::text, c.holder_id::text AS "personId", c.unit_id::text AS "unitId",
      CASE c.kind WHEN 'annual-study' THEN 'training.year-not-met' WHEN 'course' THEN 'training.course-not-finished'
        ELSE 'training.exam-not-passed' END AS code
    FROM mine c
    WHERE CASE c.kind
      WHEN 'annual-study' THEN NOT EXISTS (SELECT 1 FROM study_standing s WHERE s.person_id = c.person_id AND s.year = c.basis::int AND s.applies)
        OR EXISTS (SELECT 1 FROM study_standing s WHERE s.person_id = c.person_id AND s.year = c.basis::int AND s.applies AND NOT s.is_met)
      WHEN 'course' THEN NOT EXISTS (SELECT 1 FROM course_enrolment e JOIN course_version v ON v.id = e.version_id
        WHERE e.person_id IN (c.person_id, c.holder_id) AND v.course_id = c.basis::uuid AND e.ended_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM study_record r WHERE r.reverses_id = ANY(e.record_ids)))
      ELSE NOT EXISTS (SELECT 1 FROM registration g JOIN attempt a ON a.registration_id = g.id
        JOIN marking m ON m.attempt_id = a.id AND m.superseded_at IS NULL AND m.passed
        WHERE a.person_id = c.person_id AND g.exam_id = c.basis::uuid AND NOT ${isVoidSql(Prisma.sql`g.id`)})
      END
    ORDER BY c.id LIMIT ${MOST}`,
  );
  let noted = 0;
  for (const { id: certificateId, personId, unitId, code } of lost) {
    const reviewId = newId();
    const { count } = await tx.trainingReview.createMany({
      data: [{ id: reviewId, certificateId, code, foundAt: now }],
      skipDuplicates: true,
    });
    if (count === 0) continue;
    noted += 1;
    await recordAll(tx, [
      {
        ...{ type: "training-certificate.review-found", at: now, actorId: null, personId, unitId },
        ...{ subjectId: certificateId, data: { certificateId, reviewId, code } },
      },
    ]);
  }
  return noted;
}

/**
 * Somebody has looked at it. Refusals: training.review-closed, training.review-own: who issued it, or holds it, does not look at
 * it themselves; training.note-missing.
 */
export async function closeTrainingReview(
  tx: Tx,
  { reviewId, note }: { reviewId: string; note: string },
  actor: { accountId: string; personId: string | null },
  now: Date,
): Promise<Verdict> {
  await tx.$queryRaw`SELECT 1 FROM training_review WHERE id = ${reviewId}::uuid FOR NO KEY UPDATE`;
  const review = await tx.trainingReview.findUniqueOrThrow({
    where: { id: reviewId },
    include: { certificate: true },
  });
  const { id: certificateId, personId, unitId, issuedById } = review.certificate;
  const own = issuedById === actor.accountId || personId === actor.personId;
  const verdict = verdictOf([
    ...(review.closedAt ? [refusal("training.review-closed")] : []),
    ...(own ? [refusal("training.review-own")] : []),
    ...(note.trim() === "" ? [refusal("training.note-missing")] : []),
  ]);
  if (!verdict.ok) return verdict;
  await tx.trainingReview.update({
    where: { id: reviewId },
    data: { note: note.trim(), closedById: actor.accountId, closedAt: now },
  });
  await record(tx, {
    ...{ type: "training-certificate.review-closed", at: now, actorId: actor.accountId, personId, unitId },
    ...{ subjectId: certificateId, data: { certificateId, reviewId } },
  });
  return { ok: true };
}
