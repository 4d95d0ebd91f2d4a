/** What a certificate of training rests on, as it stands now: a released pass, a year of study met, a course finished. */
import { chinaDateOf, type DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { releasedResults } from "~/exams/passes.server";
import { idsOf } from "~/personnel/alias.server";
import type { TrainingWord } from "~/rulebook/words";
import { ownUnitOn } from "~/study/drafts.server";
import { BASIS_OF, type TrainingWanted } from "./training";
import type { Achievement } from "./training-entry";

export type Earned = {
  /** Null: it is not earned, or no longer. */
  achievement: Achievement | null;
  /** Whose unit issues it, or above which the issuing office stands; null: nobody's. */
  unitId: string | null;
};

export async function earnedOf(tx: Tx, wanted: TrainingWanted, today: DateOn): Promise<Earned> {
  const personIds = await idsOf(tx, wanted.personId);
  const { by } = BASIS_OF[wanted.kind];
  const found =
    by === "exam"
      ? await passed(tx, wanted.kind, wanted.basis, personIds)
      : by === "year"
        ? await yearMet(tx, Number(wanted.basis), personIds)
        : await courseFinished(tx, wanted.basis, personIds);
  return found ?? { achievement: null, unitId: await ownUnitOn(tx, wanted.personId, today) };
}

/** The best pass decides. */
async function passed(
  tx: Tx,
  kind: TrainingWord,
  examId: string,
  personIds: string[],
): Promise<Earned | null> {
  const basis = BASIS_OF[kind];
  const results = await releasedResults(tx, personIds, [examId]);
  const [best] = results.filter((result) => result.passed).sort((a, b) => b.mark - a.mark);
  if (!best || basis.by !== "exam" || best.exam.kind !== basis.examKind) return null;
  const { title } = await tx.exam.findUniqueOrThrow({ where: { id: examId }, select: { title: true } });
  const { unitId } = await tx.registration.findFirstOrThrow({
    where: { attempts: { some: { id: best.attemptId } } },
    select: { unitId: true },
  });
  const { mark, fullMark, satOn } = best;
  return { achievement: { by: "exam", title, mark, fullMark, on: satOn }, unitId };
}

/** Every quota that the person owes in the year, as the ledger has it. */
async function yearMet(tx: Tx, year: number, personIds: string[]): Promise<Earned | null> {
  const standings = await tx.studyStanding.findMany({
    where: { personId: { in: personIds }, year, applies: true },
    orderBy: { quotaId: "asc" },
    select: { isMet: true, credited: true, measure: true, unitId: true },
  });
  const first = standings.find(({ measure }) => measure === "days") ?? standings[0];
  if (!first || standings.some(({ isMet }) => !isMet)) return null;
  const { credited, measure, unitId } = first;
  return { achievement: { by: "year", year, credited, measure, on: null }, unitId };
}

/** Finished, and none of the entries it earned was reversed since. */
async function courseFinished(tx: Tx, courseId: string, personIds: string[]): Promise<Earned | null> {
  const enrolments = await tx.courseEnrolment.findMany({
    where: { personId: { in: personIds }, version: { courseId }, endedAt: { not: null } },
    orderBy: { endedAt: "asc" },
    include: { version: { select: { title: true } } },
  });
  for (const { recordIds, endedAt, version } of enrolments) {
    const records = await tx.studyRecord.findMany({
      where: { id: { in: recordIds } },
      select: { minutes: true, unitId: true, reversedBy: { select: { id: true } } },
    });
    if (records.some(({ reversedBy }) => reversedBy)) continue;
    const minutes = records.reduce((sum, record) => sum + record.minutes, 0);
    const on = chinaDateOf(endedAt!);
    // What was studied elsewhere in the same minutes earned no entry of its own.
    const unitId = records.at(-1)?.unitId ?? (await ownUnitOn(tx, personIds[0]!, on));
    return { achievement: { by: "course", title: version.title, minutes, on }, unitId };
  }
  return null;
}
