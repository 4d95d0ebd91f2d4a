/** What came of the last exam somebody was entered for, as far as it may be told. */
import { fromDbDate, startOfDay } from "~/calendar";
import type { Tx } from "~/db.server";
import { type ExamAct, phaseOf } from "./exam";
import type { RequiredExam } from "./requirement";

/** "absent": entry is over and nobody came; "failed" only once the results are released. */
export type EntryOutcome = "registered" | "sat" | "absent" | "failed";
export type LatestEntry = { examId: string; title: string; opensAt: Date; outcome: EntryOutcome };

type Owed = RequiredExam & {
  requirementId: string;
  personId: string;
  examId: string | null;
  countsFromOn: Date;
};

/** By requirement: the newest exam since the first day that counts, of the same kind, part, field and regime. */
export async function latestEntries(
  tx: Tx,
  owed: readonly Owed[],
  now: Date,
): Promise<Map<string, LatestEntry>> {
  const rows = await tx.registration.findMany({
    where: { withdrawnAt: null, personId: { in: owed.map(({ personId }) => personId) } },
    orderBy: [{ exam: { opensAt: "desc" } }, { id: "desc" }],
    select: {
      personId: true,
      exam: { include: { acts: { select: { act: true } } } },
      _count: { select: { attempts: true } },
    },
  });
  const found = new Map<string, LatestEntry>();
  for (const { requirementId, personId, countsFromOn, ...required } of owed) {
    const since = startOfDay(fromDbDate(countsFromOn));
    const entry = rows.find(
      ({ exam, ...row }) =>
        row.personId === personId &&
        exam.kind === required.kind &&
        exam.part === required.part &&
        (required.field === null || exam.field === required.field) &&
        exam.regime === required.regime &&
        (required.examId === null || exam.id === required.examId) &&
        exam.closesAt >= since,
    );
    if (!entry) continue;
    const { id, title, opensAt, acts, ...times } = entry.exam;
    const phase = phaseOf(
      { opensAt, ...times },
      acts.map(({ act }) => act as ExamAct),
      now,
    );
    if (phase === "cancelled") continue;
    const outcome = outcomeOf(phase, entry._count.attempts > 0);
    found.set(requirementId, { examId: id, title, opensAt, outcome });
  }
  return found;
}

/** What is still owed after the results are out was not passed. */
function outcomeOf(phase: ReturnType<typeof phaseOf>, hasSat: boolean): EntryOutcome {
  if (hasSat) return phase === "released" ? "failed" : "sat";
  return phase === "announced" || phase === "open" || phase === "draft" ? "registered" : "absent";
}
