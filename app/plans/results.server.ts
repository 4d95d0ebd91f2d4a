/** What the exams of plan items came to, person by person, as far as it may be told. */
import type { Tx } from "~/db.server";
import { type ExamAct, phaseOf } from "~/exams/exam";
import { exemptIn } from "~/exams/exempt.server";
import { voiding } from "~/exams/void.server";
import type { Outcome } from "./plan";

/** The best of a person's attempts. No mark leaves before the results are released; an absence is no mark. */
export type ExamResult = { outcome: Outcome; mark: number | null };

/** By exam, then by person; whom the answer does not name is pending. */
export async function examResults(
  tx: Tx,
  asked: readonly { examId: string; personIds: readonly string[] }[],
  now: Date,
): Promise<Map<string, Map<string, ExamResult>>> {
  const examIds = [...new Set(asked.map(({ examId }) => examId))];
  const personIds = [...new Set(asked.flatMap((question) => question.personIds))];
  const exams = await tx.exam.findMany({
    where: { id: { in: examIds } },
    select: {
      id: true,
      opensAt: true,
      closesAt: true,
      lateEntryMinutes: true,
      minutes: true,
      acts: { select: { act: true } },
    },
  });
  const attempts = await tx.attempt.findMany({
    where: { personId: { in: personIds }, registration: { examId: { in: examIds } } },
    select: {
      personId: true,
      registration: { select: { examId: true, violations: { where: voiding, select: { id: true } } } },
      markings: { where: { supersededAt: null }, select: { mark: true, passed: true } },
    },
  });
  const best = new Map<string, { mark: number; passed: boolean } | null>();
  for (const {
    personId,
    registration: entered,
    markings: [marking = null],
  } of attempts) {
    const { examId, violations } = entered!;
    const key = `${examId} ${personId}`;
    const before = best.get(key) ?? null;
    // A void result passes nothing, whatever its mark.
    const counted = marking && { ...marking, passed: marking.passed && violations.length === 0 };
    best.set(key, counted && (!before || counted.mark > before.mark) ? counted : before);
  }
  const phases = new Map(
    exams.map((exam) => [
      exam.id,
      phaseOf(
        exam,
        exam.acts.map(({ act }) => act as ExamAct),
        now,
      ),
    ]),
  );
  const exempt = await exemptIn(tx, examIds, personIds);
  const results = new Map<string, Map<string, ExamResult>>();
  for (const { examId, personIds: people } of asked) {
    // Plans of several units name the same exam: each adds its people.
    const ofExam = results.get(examId) ?? new Map<string, ExamResult>();
    for (const personId of people) {
      const key = `${examId} ${personId}`;
      const letOff = !best.has(key) && exempt.has(key);
      ofExam.set(
        personId,
        letOff ? EXEMPT : resultOf(phases.get(examId), best.has(key), best.get(key) ?? null),
      );
    }
    results.set(examId, ofExam);
  }
  return results;
}

/** Whoever sat all the same has a result. */
const EXEMPT: ExamResult = { outcome: "exempt", mark: null };

function resultOf(
  phase: ReturnType<typeof phaseOf> | undefined,
  sat: boolean,
  marking: { mark: number; passed: boolean } | null,
): ExamResult {
  const over = phase === "ended" || phase === "released";
  if (over && !sat) return { outcome: "absent", mark: null };
  if (phase !== "released" || !marking) return { outcome: "pending", mark: null };
  return { outcome: marking.passed ? "passed" : "failed", mark: marking.mark };
}
