/** Published exams somebody may still be registered for, the next first. */
import type { Tx } from "~/db.server";
import type { RegimeWord } from "~/rulebook/words";
import { type ExamKind, entryClosesAt } from "./exam";

export type OpenExam = { examId: string; title: string; opensAt: Date };

export async function openExamsOf(
  tx: Tx,
  { kind, regime }: { kind: ExamKind; regime: RegimeWord | null },
  now: Date,
): Promise<OpenExam[]> {
  const rows = await tx.exam.findMany({
    where: {
      kind,
      regime,
      closesAt: { gt: now },
      acts: { some: { act: "published" }, none: { act: "cancelled" } },
    },
    orderBy: [{ opensAt: "asc" }, { id: "asc" }],
    select: { id: true, title: true, opensAt: true, closesAt: true, lateEntryMinutes: true, minutes: true },
  });
  return rows
    .filter((exam) => now < entryClosesAt(exam))
    .map(({ id, title, opensAt }) => ({ examId: id, title, opensAt }));
}
