/** 每法一考: the exam of a plan item in force is required of everybody the item names. */
import { addDays, addMonths, chinaDateOf, type DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import type { ExamKind } from "~/exams/exam";
import { askOnly } from "~/exams/requirement-sources.server";
import type { PartWord, RegimeWord } from "~/rulebook/words";
import type { Verdict } from "~/verdict";

export type ItemExam = {
  itemId: string;
  /** The first day of its month. */
  monthOn: DateOn;
  personIds: readonly string[];
  /** null: none is set yet, and nothing is required. */
  examId: string | null;
};

/**
 * Requires this very exam, by the end of the item's month or by the day it is held where that is later: a pass in another
 * month's law is none in this one. Who was required another exam for the item before is not any more. Harmless to repeat.
 * Refusals: those of `askOnly`.
 */
export async function requireItemExam(
  tx: Tx,
  { itemId, monthOn, personIds, examId }: ItemExam,
  actorId: string | null,
  now: Date,
): Promise<Verdict> {
  const asking = { source: "plan" as const, sourceId: itemId };
  if (examId === null) return askOnly(tx, asking, null, actorId, now);
  const exam = await tx.exam.findUniqueOrThrow({ where: { id: examId } });
  const lastOfMonth = addDays(addMonths(monthOn, 1), -1);
  const heldOn = chinaDateOf(exam.closesAt);
  const wanted = {
    kind: exam.kind as ExamKind,
    part: exam.part as PartWord | null,
    field: exam.part === "special" ? exam.field : null,
    regime: exam.regime as RegimeWord | null,
    ...{ examId, personIds, dueOn: heldOn > lastOfMonth ? heldOn : lastOfMonth },
  };
  return askOnly(tx, asking, wanted, actorId, now);
}
