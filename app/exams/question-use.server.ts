/** Where questions were used: which ones stood on papers, and in which exams one of them did. */
import type { Tx } from "~/db.server";

const KEPT_MS = 60_000;
const DAY_MS = 86_400_000;

// Turning the pages of a list asks the same again.
const known = new Map<string, { at: number; questionIds: string[] }>();

/** Whole questions, a case by its own id, that stood on any paper of the days before; null: ever. */
export async function questionsUsed(tx: Tx, days: number | null, now: Date): Promise<string[]> {
  const key = String(days);
  const kept = known.get(key);
  if (kept && Math.abs(now.getTime() - kept.at) < KEPT_MS) return kept.questionIds;
  const since = days === null ? new Date(0) : new Date(now.getTime() - days * DAY_MS);
  const rows = await tx.$queryRaw<{ questionId: string }[]>`
    WITH seen AS (
      SELECT DISTINCT (slot ->> 'questionVersionId')::uuid AS id
      FROM attempt a JOIN paper p ON p.attempt_id = a.id, jsonb_array_elements(p.slots -> 'slots') AS slot
      WHERE a.started_at > ${since}
    )
    SELECT DISTINCT whole.question_id::text AS "questionId"
    FROM seen JOIN question_version v ON v.id = seen.id JOIN question_version whole ON whole.id = coalesce(v.group_id, v.id)`;
  const questionIds = rows.map(({ questionId }) => questionId);
  known.set(key, { at: now.getTime(), questionIds });
  return questionIds;
}

export type ExamUse = { examId: string; title: string; opensAt: Date; papers: number };

/** The exams whose papers held any version of this question or its parts, newest first. */
export async function examsUsing(tx: Tx, questionId: string): Promise<ExamUse[]> {
  const versions = await tx.$queryRaw<{ id: string }[]>`
    SELECT v.id::text FROM question_version v LEFT JOIN question_version g ON g.id = v.group_id
    WHERE coalesce(g.question_id, v.question_id) = ${questionId}::uuid`;
  // Papers say from which versions of banks they were drawn: only those of this question's bank are unpacked.
  return tx.$queryRaw<ExamUse[]>`
    SELECT e.id AS "examId", e.title, e.opens_at AS "opensAt", count(*)::int AS papers
    FROM paper p JOIN attempt a ON a.id = p.attempt_id JOIN registration r ON r.id = a.registration_id
    JOIN exam e ON e.id = r.exam_id
    WHERE p.bank_version_ids && ARRAY(
        SELECT b.id FROM bank_version b JOIN question q ON q.bank_id = b.bank_id WHERE q.id = ${questionId}::uuid)
      AND jsonb_path_query_array(p.slots, '$.slots[*].questionVersionId') ?| ${versions.map(({ id }) => id)}::text[]
    GROUP BY e.id ORDER BY e.opens_at DESC LIMIT 50`;
}
