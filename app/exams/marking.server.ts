/** Marks a paper that was handed in. The one place in this room that reads keys before release, and shows none. */
import { record } from "~/audit/audit.server";
import { rowsOf, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { packVersion } from "~/rulebook/packs.server";
import { Prisma } from "../../prisma/generated/client";
import { type Correction, isPass, type Marking, type MarkingPolicy, markPaper, passMarkOn } from "./marking";
import type { PaperSlot } from "./paper";

/** The exam as marking needs to know it. */
export type MarkedExam = { id: string; passMark: number; fullMark: number; packVersionId: string };

export type Keys = {
  keys: Record<string, string[]>;
  /** What stands in this exam beside the keys of the bank. */
  corrections: Record<string, Correction>;
};

/** The keys of these question versions, and what was decided about them in this exam: the latest decision of each. */
export async function keysFor(tx: Tx, examId: string, versionIds: readonly string[]): Promise<Keys> {
  type Row = {
    id: string;
    key: string[];
    treatment: Correction["treatment"] | null;
    newKey: string[] | null;
  };
  const rows = await rowsOf<Row>(
    tx,
    Prisma.sql`/* prepared as keys-for */
    SELECT k.question_version_id::text AS id, k.key, c.treatment, c.key AS "newKey"
    FROM question_key k LEFT JOIN LATERAL (
      SELECT treatment, key FROM key_correction
      WHERE exam_id = ${examId}::uuid AND question_version_id = k.question_version_id AND decision = 'approved'
      ORDER BY decided_at DESC, id DESC LIMIT 1
    ) c ON true
    WHERE k.question_version_id = ANY(${[...versionIds]}::uuid[])`,
  );
  return {
    keys: Object.fromEntries(rows.map(({ id, key }) => [id, key])),
    corrections: Object.fromEntries(
      rows.flatMap(({ id, treatment, newKey }) =>
        treatment === null ? [] : [[id, correctionOf(treatment, newKey ?? [])]],
      ),
    ),
  };
}

export function correctionOf(treatment: Correction["treatment"], key: readonly string[]): Correction {
  return treatment === "new-key" ? { treatment, key } : { treatment };
}

/** What these answers are worth, by the rule of the exam's pack and the keys that stand. Nothing is stored. */
export async function marksFor(
  tx: Tx,
  attempt: { answers: Record<string, string[]> },
  exam: MarkedExam,
  slots: readonly PaperSlot[],
): Promise<Marking & { passed: boolean; policy: MarkingPolicy }> {
  const versionIds = slots.map((slot) => slot.questionVersionId);
  const { keys, corrections } = await keysFor(tx, exam.id, versionIds);
  const { pack } = await packVersion(tx, exam.packVersionId);
  const policy = pack.exam.multipleChoice.value;
  const marking = markPaper(slots, keys, attempt.answers, policy, corrections);
  return { ...marking, passed: isPass(marking.mark, passMarkOn(exam, marking.fullMark)), policy };
}

/** Marks by the rule of the exam's pack, stored with it; the marks stay with the office until release. */
export async function markAttempt(
  tx: Tx,
  attempt: { id: string; personId: string; answers: Record<string, string[]> },
  exam: MarkedExam,
  slots: readonly PaperSlot[],
  now: Date,
): Promise<void> {
  const { passed, policy, mark, fullMark, slots: marked } = await marksFor(tx, attempt, exam, slots);
  const markedAt = now.toISOString();
  // Reopened and handed in again: the marking before stays, and no longer counts.
  await rowsOf(
    tx,
    Prisma.sql`/* prepared as store-marking */
    WITH before AS (
      UPDATE marking SET superseded_at = ${markedAt}::timestamptz
      WHERE attempt_id = ${attempt.id}::uuid AND superseded_at IS NULL RETURNING 1
    )
    INSERT INTO marking (id, attempt_id, mark, full_mark, passed, slots, policy, pack_version_id, marked_at)
    SELECT ${newId()}::uuid, ${attempt.id}::uuid, ${mark}::int, ${fullMark}::int, ${passed}::boolean,
      ${JSON.stringify(marked)}::jsonb, ${policy}, ${exam.packVersionId}::uuid, ${markedAt}::timestamptz
    FROM (SELECT count(*) FROM before) superseded`,
  );
  await record(tx, {
    type: "attempt.marked",
    at: now,
    actorId: null,
    personId: attempt.personId,
    subjectId: attempt.id,
    data: { attemptId: attempt.id, mark, passed },
  });
}
