/** Quizzes of a course: one question after a lesson, which holds nobody up, and the one at its end. */
import { randomBytes } from "node:crypto";
import { record } from "~/audit/audit.server";
import { chinaDateOf, startOfDay } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal } from "~/verdict";
import { mayTakeQuiz } from "./course";
import { findVersion, quizPool } from "./courses.server";
import { type Enrolment, findEnrolment, progressIn } from "./enrolments.server";
import { MEASURED } from "./online";
import { answersFrom, isPassed, type QuizAnswers, type QuizSlot, quizFrom, rightOnes } from "./quiz";

/** One is drawn after a lesson. */
const AFTER_A_LESSON = 1;

export type Begun = { ok: true; quizId: string } | { ok: false; refusals: Refusal[] };

/**
 * Draws a quiz on the course (without `lessonId`) or a question on a lesson; while one is open, that one. Refusals:
 * course.ended, course-quiz.no-questions, and for the quiz at the end those of `mayTakeQuiz` and course-quiz.no-tries { tries }.
 */
export async function beginQuiz(
  tx: Tx,
  { enrolment, lessonId }: { enrolment: Enrolment; lessonId: string | null },
  now: Date,
): Promise<Begun> {
  const { enrolmentId, personId } = enrolment;
  await lockPeople(tx, personId);
  const version = (await findVersion(tx, enrolment.versionId))!;
  const open = await tx.courseQuiz.findFirst({ where: { enrolmentId, lessonId, submittedAt: null } });
  const current = await findEnrolment(tx, enrolmentId);
  if (current?.endedAt) return { ok: false, refusals: [refusal("course.ended")] };
  if (open) return { ok: true, quizId: open.id };
  const lesson = version.lessons.find((one) => one.lessonId === lessonId);
  const laws = lessonId === null ? version.laws : lesson?.questionLaw ? [lesson.questionLaw] : [];
  if (lessonId === null) {
    const may = mayTakeQuiz(await progressIn(tx, enrolmentId, version.lessons));
    if (!may.ok) return may;
    const today = { gte: startOfDay(chinaDateOf(now)) };
    const tries = await tx.courseQuiz.count({ where: { enrolmentId, lessonId: null, begunAt: today } });
    if (tries >= version.triesADay)
      return { ok: false, refusals: [refusal("course-quiz.no-tries", { tries }, MEASURED)] };
  }
  const seed = randomBytes(16).toString("hex");
  const count = lessonId === null ? version.questions : AFTER_A_LESSON;
  const slots = quizFrom(await quizPool(tx, laws, now), count, seed, await askedBefore(tx, enrolmentId));
  if (slots.length === 0) return { ok: false, refusals: [refusal("course-quiz.no-questions")] };
  const quizId = newId();
  await tx.courseQuiz.create({ data: { id: quizId, enrolmentId, lessonId, seed, slots, begunAt: now } });
  return { ok: true, quizId };
}

async function askedBefore(tx: Tx, enrolmentId: string): Promise<Set<string>> {
  const quizzes = await tx.courseQuiz.findMany({ where: { enrolmentId }, select: { slots: true } });
  return new Set(
    quizzes.flatMap(({ slots }) => (slots as QuizSlot[]).map(({ questionVersionId }) => questionVersionId)),
  );
}

export type Quiz = {
  quizId: string;
  lessonId: string | null;
  slots: QuizSlot[];
  begunAt: Date;
  submittedAt: Date | null;
  answers: QuizAnswers;
  rightCount: number | null;
  passed: boolean | null;
};

export async function quizzesOf(tx: Tx, enrolmentId: string): Promise<Quiz[]> {
  const rows = await tx.courseQuiz.findMany({ where: { enrolmentId }, orderBy: { id: "desc" } });
  return rows.map(({ id, slots, answers, ...row }) => ({
    ...{ quizId: id, lessonId: row.lessonId, begunAt: row.begunAt, submittedAt: row.submittedAt },
    ...{ slots: slots as QuizSlot[], answers: (answers ?? {}) as QuizAnswers },
    ...{ rightCount: row.rightCount, passed: row.passed },
  }));
}

/** Somebody's own quiz, or null. */
export async function ownQuiz(
  tx: Tx,
  quizId: string,
  personId: string,
): Promise<(Quiz & { enrolment: Enrolment }) | null> {
  const row = await tx.courseQuiz.findFirst({
    where: { id: quizId, enrolment: { personId } },
    select: { enrolmentId: true },
  });
  if (!row) return null;
  const quiz = (await quizzesOf(tx, row.enrolmentId)).find((one) => one.quizId === quizId)!;
  return { ...quiz, enrolment: (await findEnrolment(tx, row.enrolmentId))! };
}

/** The best quiz at the end of a course that was passed. */
export const passedAmong = (quizzes: readonly Quiz[]): Quiz | null =>
  quizzes
    .filter(({ lessonId, passed }) => lessonId === null && passed === true)
    .sort((a, b) => b.rightCount! * a.slots.length - a.rightCount! * b.slots.length)[0] ?? null;

/** Marks what was answered, once; handing in again changes nothing. */
export async function handInQuiz(
  tx: Tx,
  {
    quizId,
    personId,
    given,
  }: { quizId: string; personId: string; given: (number: number) => readonly string[] },
  actorId: string,
  now: Date,
): Promise<void> {
  await lockPeople(tx, personId);
  const quiz = await ownQuiz(tx, quizId, personId);
  if (!quiz || quiz.submittedAt) return;
  const version = (await findVersion(tx, quiz.enrolment.versionId))!;
  const answers = answersFrom(quiz.slots, given);
  const rightCount = rightOnes(quiz.slots, answers, await keysOf(tx, quiz.slots)).length;
  const percent = quiz.lessonId === null ? version.passPercent : 100;
  const passed = isPassed(rightCount, quiz.slots.length, percent);
  await tx.courseQuiz.update({
    where: { id: quizId },
    data: { answers, rightCount, passed, submittedAt: now },
  });
  if (quiz.lessonId !== null) return;
  const about = { at: now, actorId, personId, subjectId: version.courseId };
  await record(tx, { ...about, type: "course.quiz-handed-in", data: { quizId, passed } });
}

async function keysOf(tx: Tx, slots: readonly QuizSlot[]): Promise<Map<string, string[]>> {
  const rows = await tx.questionKey.findMany({
    where: { questionVersionId: { in: slots.map(({ questionVersionId }) => questionVersionId) } },
    select: { questionVersionId: true, key: true },
  });
  return new Map(rows.map(({ questionVersionId, key }) => [questionVersionId, key]));
}

export type ToReread = { number: number; isRight: boolean; law: string; article: number };

/** Of a quiz that was handed in, question by question: right or not, and which article says it. No key leaves here. */
export async function outcomeOf(tx: Tx, { slots, answers }: Quiz): Promise<ToReread[]> {
  const right = new Set(rightOnes(slots, answers, await keysOf(tx, slots)));
  const rows = await tx.questionVersion.findMany({
    where: { id: { in: slots.map(({ questionVersionId }) => questionVersionId) } },
    select: { id: true, law: true, article: true },
  });
  const cited = new Map(rows.map((row) => [row.id, row]));
  return slots.map(({ number, questionVersionId }) => ({
    ...{ number, isRight: right.has(number) },
    ...{ law: cited.get(questionVersionId)!.law, article: cited.get(questionVersionId)!.article },
  }));
}
