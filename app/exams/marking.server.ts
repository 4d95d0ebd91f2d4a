/** Marks a paper that was handed in. The one place in this room that reads keys before release, and shows none. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { packVersion } from "~/rulebook/packs.server";
import { isPass, type Marking, type MarkingPolicy, markPaper } from "./marking";
import type { PaperSlot } from "./paper";

/** What these answers are worth, by the rule of the exam's pack. Nothing is stored. */
export async function marksFor(
  tx: Tx,
  attempt: { answers: Record<string, string[]> },
  exam: { packVersionId: string },
  slots: readonly PaperSlot[],
): Promise<Marking & { policy: MarkingPolicy }> {
  const keys = await tx.questionKey.findMany({
    where: { questionVersionId: { in: slots.map((slot) => slot.questionVersionId) } },
    select: { questionVersionId: true, key: true },
  });
  const keyOf = Object.fromEntries(keys.map(({ questionVersionId, key }) => [questionVersionId, key]));
  const { pack } = await packVersion(tx, exam.packVersionId);
  const policy = pack.exam.multipleChoice.value;
  return { ...markPaper(slots, keyOf, attempt.answers, policy), policy };
}

/** Marks by the rule of the exam's pack, stored with it; the marks stay with the office until release. */
export async function markAttempt(
  tx: Tx,
  attempt: { id: string; personId: string; answers: Record<string, string[]> },
  exam: { passMark: number; packVersionId: string },
  slots: readonly PaperSlot[],
  now: Date,
): Promise<void> {
  const { policy, ...marking } = await marksFor(tx, attempt, exam, slots);
  const passed = isPass(marking.mark, exam.passMark);
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
