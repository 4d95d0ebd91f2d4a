/** Marks a paper that was handed in. The one place in this room that reads keys before release, and shows none. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { packVersion } from "~/rulebook/packs.server";
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
  const rows = await tx.$queryRaw<
    { id: string; key: string[]; treatment: Correction["treatment"] | null; newKey: string[] | null }[]
  >`
    SELECT k.question_version_id::text AS id, k.key, c.treatment, c.key AS "newKey"
    FROM question_key k LEFT JOIN LATERAL (
      SELECT treatment, key FROM key_correction
      WHERE exam_id = ${examId}::uuid AND question_version_id = k.question_version_id AND decision = 'approved'
      ORDER BY decided_at DESC, id DESC LIMIT 1
    ) c ON true
    WHERE k.question_version_id = ANY(${[...versionIds]}::uuid[])`;
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
  const { passed, policy, ...marking } = await marksFor(tx, attempt, exam, slots);
  // Reopened and handed in again: the marking before stays, and no longer counts.
  await tx.marking.updateMany({
    where: { attemptId: attempt.id, supersededAt: null },
    data: { supersededAt: now },
  });
  await tx.marking.create({
    data: {
      id: newId(),
      attemptId: attempt.id,
      mark: marking.mark,
      fullMark: marking.fullMark,
      passed,
      slots: marking.slots,
      policy,
      packVersionId: exam.packVersionId,
      markedAt: now,
    },
  });
  await record(tx, {
    type: "attempt.marked",
    at: now,
    actorId: null,
    personId: attempt.personId,
    subjectId: attempt.id,
    data: { attemptId: attempt.id, mark: marking.mark, passed },
  });
}
