/** What corrections came to: for the candidate whose mark moved, and whose parts of the qualification rest on it. */
import type { Tx } from "~/db.server";
import type { Treatment } from "./key-correction";
import type { SlotMark } from "./marking";

export type ResultChange = {
  correctionId: string;
  at: Date;
  treatment: Treatment;
  ground: string;
  /** The question's number on this paper. */
  slot: number | null;
  markBefore: number;
  markAfter: number;
  fullMarkBefore: number;
  fullMarkAfter: number;
  passedBefore: boolean;
  passedAfter: boolean;
};

/** Corrections of an attempt's questions decided since, oldest first; also those that left its mark as it was. */
export async function resultChanges(
  tx: Tx,
  { examId, attemptId, since }: { examId: string; attemptId: string; since: Date },
  marked: readonly SlotMark[],
): Promise<ResultChange[]> {
  const rows = await tx.keyCorrection.findMany({
    where: {
      examId,
      decision: "approved",
      decidedAt: { gte: since },
      runs: { some: { lines: { some: { attemptId } } } },
    },
    orderBy: [{ decidedAt: "asc" }, { id: "asc" }],
    include: {
      runs: { orderBy: { number: "desc" }, take: 1, include: { lines: { where: { attemptId } } } },
    },
  });
  return rows.flatMap(({ id, decidedAt, treatment, ground, questionVersionId, runs }) => {
    const line = runs[0]?.lines[0];
    if (!line) return [];
    const { markBefore, markAfter, fullMarkBefore, fullMarkAfter, passedBefore, passedAfter } = line;
    return [
      {
        ...{ correctionId: id, at: decidedAt!, treatment: treatment as Treatment, ground },
        slot: marked.find((slot) => slot.questionVersionId === questionVersionId)?.number ?? null,
        ...{ markBefore, markAfter, fullMarkBefore, fullMarkAfter, passedBefore, passedAfter },
      },
    ];
  });
}

/** Of these attempts, those whose result was corrected after the release. */
export async function correctedAttempts(tx: Tx, attemptIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT l.attempt_id::text AS id FROM correction_line l
    JOIN key_correction c ON c.id = l.correction_id AND c.decision = 'approved'
    JOIN exam_act e ON e.exam_id = c.exam_id AND e.act = 'released' AND e.at <= c.decided_at
    WHERE l.attempt_id = ANY(${[...attemptIds]}::uuid[])
      AND l.run = (SELECT max(r.number) FROM correction_run r WHERE r.correction_id = c.id)
      AND (l.mark_before <> l.mark_after OR l.full_mark_before <> l.full_mark_after)`;
  return new Set(rows.map(({ id }) => id));
}
