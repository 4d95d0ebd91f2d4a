/** The end of a course: what the server counted goes into the ledger, accepted, for the server saw it itself (H9). */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { lockPeople, rollBackTo, type Tx } from "~/db.server";
import { type Refusal, refusal } from "~/verdict";
import { mayFinish } from "./course";
import { findVersion, type VersionFacts } from "./courses.server";
import { ownUnitOn } from "./drafts.server";
import { findEnrolment, progressIn } from "./enrolments.server";
import { addStep } from "./entry.server";
import { endLive } from "./heartbeat.server";
import { submitStudyRecord } from "./ledger.server";
import { type Counted, type OnlineSession, sessionsOf } from "./online-sessions";
import { passedAmong, type Quiz, quizzesOf } from "./quizzes.server";
import type { StudySession } from "./session";
import { keepStandingsOf } from "./standing-store.server";

export type Finished = { ok: true; recordIds: string[] } | { ok: false; refusals: Refusal[] };

/**
 * One entry for each session of study; a session whose every minute stands in another entry already adds none. Refusals:
 * those of `mayFinish`, course.nothing-counted, study-record.no-unit { onDate }, those of `submitStudyRecord`. Finishing
 * twice is harmless.
 */
export async function finishCourse(
  tx: Tx,
  { enrolmentId, personId }: { enrolmentId: string; personId: string },
  actorId: string,
  now: Date,
): Promise<Finished> {
  await lockPeople(tx, personId);
  const enrolment = await findEnrolment(tx, enrolmentId);
  if (enrolment?.personId !== personId) return { ok: false, refusals: [refusal("course.not-offered")] };
  if (enrolment.endedAt) return { ok: true, recordIds: enrolment.recordIds };
  const version = (await findVersion(tx, enrolment.versionId))!;
  const progress = await progressIn(tx, enrolmentId, version.lessons);
  const quiz = passedAmong(await quizzesOf(tx, enrolmentId));
  const may = mayFinish(progress, {
    passed: quiz !== null,
    passPercent: version.passPercent,
  });
  if (!may.ok || !quiz) return may.ok ? { ok: false, refusals: [] } : may;
  const sessions = sessionsOf(await countedIntervals(tx, enrolmentId));
  if (sessions.length === 0) return { ok: false, refusals: [refusal("course.nothing-counted")] };
  const recordIds: string[] = [];
  // All of them or none: what a later one is refused for takes the earlier ones back.
  await tx.$executeRaw`SAVEPOINT entering`;
  for (const session of sessions) {
    const entered = await enter(tx, { version, enrolmentId, personId, quiz, session }, now);
    if (!entered.ok) {
      await rollBackTo(tx, "entering");
      return entered;
    }
    recordIds.push(...entered.recordIds);
  }
  await endLive(tx, personId, "finished", now);
  await tx.courseEnrolment.update({ where: { id: enrolmentId }, data: { endedAt: now, recordIds } });
  const { courseId } = version;
  const minutes = sessions.reduce((sum, session) => sum + session.minutes, 0);
  const about = { at: now, actorId, personId, subjectId: courseId };
  await record(tx, { ...about, type: "course.finished", data: { courseId, enrolmentId, minutes } });
  return { ok: true, recordIds };
}

/** What was counted of a course, in order. */
export async function countedIntervals(tx: Tx, enrolmentId: string): Promise<Counted[]> {
  const rows = await tx.$queryRaw<{ endAt: Date; creditedMs: number }[]>`
    SELECT b.received_at AS "endAt", b.credited_ms AS "creditedMs"
    FROM learning_beat b JOIN learning_run r ON r.id = b.run_id
    WHERE r.enrolment_id = ${enrolmentId}::uuid AND b.credited_ms > 0 ORDER BY b.received_at, b.id`;
  return rows.map(({ endAt, creditedMs }) => ({ startAt: new Date(endAt.getTime() - creditedMs), endAt }));
}

type Entry = {
  version: VersionFacts;
  enrolmentId: string;
  personId: string;
  quiz: Quiz;
  session: OnlineSession;
};

async function enter(tx: Tx, entry: Entry, now: Date): Promise<Finished> {
  const { version, enrolmentId, personId, quiz, session } = entry;
  const onDate = chinaDateOf(session.startAt);
  const unitId = await ownUnitOn(tx, personId, onDate);
  if (!unitId) return { ok: false, refusals: [refusal("study-record.no-unit", { onDate })] };
  const { title, category, laws, organiserLevel } = version;
  const written: StudySession = {
    ...{ title, mode: "online", category, laws, organiserLevel, ...session },
    evidence: [
      { kind: "log", reference: enrolmentId },
      { kind: "quiz", reference: `${quiz.rightCount}/${quiz.slots.length}` },
    ],
  };
  const made = await submitStudyRecord(tx, { ...written, personIds: [personId], unitId }, null, now);
  if (!made.ok) {
    const isCovered = made.refusals.every(({ code }) => code === "study-record.wholly-covered");
    return isCovered ? { ok: true, recordIds: [] } : made;
  }
  const recordId = made.recordIds[0]!;
  const { minutes, startAt, endAt } = session;
  await addStep(tx, { id: recordId, personId, unitId, minutes, mode: "online" }, "accepted", null, null, now);
  await keepStandingsOf(tx, [{ personId, startAt, endAt }], now);
  return { ok: true, recordIds: [recordId] };
}
