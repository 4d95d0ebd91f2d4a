/** Where questions were used: which ones stood on papers, and in which exams one of them did. */
import { keptWhileConnected, type Tx } from "~/db.server";
import { seenBefore } from "./exposure.server";

const KEPT_MS = 60_000;
/** Longer than any installation has run. */
const EVER_DAYS = 36_500;

// Turning the pages of a list asks the same again.
const known = keptWhileConnected<string, { at: number; questionIds: string[] }>();

/** Whole questions, a case by its own id, that stood on any paper of the days before; null: ever. */
export async function questionsUsed(tx: Tx, days: number | null, now: Date): Promise<string[]> {
  const key = String(days);
  const kept = known.get(key);
  if (kept && Math.abs(now.getTime() - kept.at) < KEPT_MS) return kept.questionIds;
  const versionIds = Object.keys(await seenBefore(tx, now, days ?? EVER_DAYS, now));
  const rows = await tx.$queryRaw<{ questionId: string }[]>`
    SELECT DISTINCT question_id::text AS "questionId" FROM question_version WHERE id = ANY(${versionIds}::uuid[])`;
  const questionIds = rows.map(({ questionId }) => questionId);
  known.set(key, { at: now.getTime(), questionIds });
  return questionIds;
}

export type ExamUse = { examId: string; title: string; opensAt: Date; papers: number };

/** The exams whose papers held any version of this whole question, newest first. */
export async function examsUsing(tx: Tx, questionId: string): Promise<ExamUse[]> {
  return tx.$queryRaw<ExamUse[]>`
    SELECT e.id AS "examId", e.title, e.opens_at AS "opensAt", count(*)::int AS papers
    FROM paper p JOIN attempt a ON a.id = p.attempt_id JOIN registration r ON r.id = a.registration_id
    JOIN exam e ON e.id = r.exam_id
    WHERE p.question_ids && ARRAY(
      SELECT v.id FROM question_version v WHERE v.question_id = ${questionId}::uuid AND v.group_id IS NULL)
    GROUP BY e.id ORDER BY e.opens_at DESC LIMIT 50`;
}
