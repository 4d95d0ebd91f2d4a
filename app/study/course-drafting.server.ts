/** A course is written: its draft with lessons in order. Whoever writes on it is remembered, for another publishes it. */
import { record } from "~/audit/audit.server";
import { lockCourse, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { type StreamedFile, storeStream } from "~/streamed-files.server";
import { type Refusal, refusal, type Verdict } from "~/verdict";
import { MOST_LESSONS } from "./course";
import type { TextPage } from "./course-text";
import { type CourseContent, draftOf, findCourse, type VersionFacts } from "./courses.server";

/** A new course with an empty draft; answers its id. */
export async function createCourse(
  tx: Tx,
  { unitId, ...content }: CourseContent & { unitId: string },
  actorId: string,
  now: Date,
): Promise<string> {
  const courseId = newId();
  await tx.course.create({ data: { id: courseId, unitId, createdAt: now, createdById: actorId } });
  await insertVersion(tx, courseId, 1, content, actorId, now);
  const about = { at: now, actorId, unitId, subjectId: courseId };
  await record(tx, { ...about, type: "course.created", data: { courseId } });
  return courseId;
}

export async function insertVersion(
  tx: Tx,
  courseId: string,
  number: number,
  content: CourseContent,
  actorId: string,
  now: Date,
): Promise<string> {
  const id = newId();
  const written = { writerIds: [actorId], createdAt: now, changedAt: now };
  await tx.courseVersion.create({ data: { id, courseId, number, ...content, ...written } });
  return id;
}

type Made = { ok: true; lessonId: string } | { ok: false; refusals: Refusal[] };

/** What stands on the draft, under the course's lock. Refusal: course.no-draft. */
async function writing<T>(
  tx: Tx,
  courseId: string,
  actorId: string,
  now: Date,
  write: (draft: VersionFacts) => Promise<T>,
): Promise<T | { ok: false; refusals: Refusal[] }> {
  await lockCourse(tx, courseId);
  const course = await findCourse(tx, courseId);
  const draft = course && draftOf(course);
  if (!course || !draft) return { ok: false, refusals: [refusal("course.no-draft")] };
  const answer = await write(draft);
  const { versionId, writerIds } = draft;
  const writers = writerIds.includes(actorId) ? writerIds : [...writerIds, actorId];
  await tx.courseVersion.update({ where: { id: versionId }, data: { writerIds: writers, changedAt: now } });
  const about = { at: now, actorId, unitId: course.unitId, subjectId: courseId };
  await record(tx, { ...about, type: "course.changed", data: { courseId, number: draft.number } });
  return answer;
}

export const changeCourse = (
  tx: Tx,
  { courseId, content }: { courseId: string; content: CourseContent },
  actorId: string,
  now: Date,
): Promise<Verdict> =>
  writing(tx, courseId, actorId, now, async ({ versionId }) => {
    await tx.courseVersion.update({ where: { id: versionId }, data: content });
    return { ok: true };
  });

export type LessonWritten = { title: string; minimumMinutes: number; questionLaw: string | null };

/** A text at the end, or in the place of what a lesson said. Refusals: course.no-draft, course.too-many-lessons, course.no-lesson. */
export const writeTextLesson = (
  tx: Tx,
  lesson: LessonWritten & { courseId: string; lessonId: string | null; pages: TextPage[] },
  actorId: string,
  now: Date,
): Promise<Made> =>
  writing<Made>(tx, lesson.courseId, actorId, now, async (draft) => {
    const { courseId: _, lessonId, ...written } = lesson;
    if (lessonId === null) return add(tx, draft, { kind: "text", ...written }, actorId, now);
    const known = draft.lessons.find((one) => one.lessonId === lessonId && one.kind === "text");
    if (!known) return { ok: false, refusals: [refusal("course.no-lesson")] };
    await tx.courseLesson.update({ where: { id: lessonId }, data: written });
    return { ok: true, lessonId };
  });

/** A film at the end. Refusals: course.no-draft, course.too-many-lessons. */
export const addVideoLesson = (
  tx: Tx,
  lesson: LessonWritten & { courseId: string; file: StreamedFile; mediaType: string },
  actorId: string,
  now: Date,
): Promise<Made> =>
  writing<Made>(tx, lesson.courseId, actorId, now, async (draft) => {
    const { courseId: _, file, mediaType, ...written } = lesson;
    await storeStream(tx, file, mediaType, now);
    return add(tx, draft, { kind: "video", ...written, pages: [], fileHash: file.hash }, actorId, now);
  });

async function add(
  tx: Tx,
  { versionId, lessons }: VersionFacts,
  lesson: LessonWritten & { kind: string; pages: TextPage[]; fileHash?: string },
  actorId: string,
  now: Date,
): Promise<Made> {
  if (lessons.length >= MOST_LESSONS)
    return { ok: false, refusals: [refusal("course.too-many-lessons", { most: MOST_LESSONS })] };
  const lessonId = newId();
  const added = { id: lessonId, versionId, place: lessons.length + 1, addedAt: now, addedById: actorId };
  await tx.courseLesson.create({ data: { ...added, ...lesson } });
  return { ok: true, lessonId };
}

/** Removing twice is harmless. Refusal: course.no-draft. */
export const removeLesson = (
  tx: Tx,
  { courseId, lessonId }: { courseId: string; lessonId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> =>
  writing(tx, courseId, actorId, now, async ({ versionId, lessons }) => {
    await tx.courseLesson.updateMany({
      where: { id: lessonId, versionId, removedAt: null },
      data: { removedAt: now },
    });
    return placed(
      tx,
      lessons.map((one) => one.lessonId).filter((id) => id !== lessonId),
    );
  });

/** One place up; the first stays where it is. Refusal: course.no-draft. */
export const raiseLesson = (
  tx: Tx,
  { courseId, lessonId }: { courseId: string; lessonId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> =>
  writing(tx, courseId, actorId, now, async ({ lessons }) => {
    const order = lessons.map((one) => one.lessonId);
    const at = order.indexOf(lessonId);
    if (at > 0) order.splice(at - 1, 2, lessonId, order[at - 1]!);
    return placed(tx, order);
  });

async function placed(tx: Tx, order: readonly string[]): Promise<Verdict> {
  for (const [index, id] of order.entries())
    await tx.courseLesson.update({ where: { id }, data: { place: index + 1 } });
  return { ok: true };
}
