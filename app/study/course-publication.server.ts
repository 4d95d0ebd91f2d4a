/** A course's draft is published by somebody who did not write on it, withdrawn again, and written anew as another version. */
import { record } from "~/audit/audit.server";
import { lockCourse, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { combine, refusal, type Verdict, verdictOf } from "~/verdict";
import { isOffered, mayPublish } from "./course";
import { insertVersion } from "./course-drafting.server";
import { draftOf, findCourse, quizPool, shownVersion } from "./courses.server";

/**
 * Offers the draft to learners in place of the version before; who is in that one ends it. `seenAt` says which state of it
 * was read. Refusals: course.no-draft, course.changed-since (it was written on meanwhile), those of `mayPublish`. Doing it
 * again is harmless.
 */
export async function publishCourse(
  tx: Tx,
  { courseId, seenAt }: { courseId: string; seenAt: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  await lockCourse(tx, courseId);
  const course = await findCourse(tx, courseId);
  const draft = course && draftOf(course);
  if (!course || !draft) {
    const isDone = course?.versions.some(({ publishedById }) => publishedById === actorId);
    return verdictOf(isDone ? [] : [refusal("course.no-draft")]);
  }
  const drawable = (await quizPool(tx, draft.laws, now)).length;
  const verdict = combine(
    mayPublish({ ...draft, drawable }, actorId),
    verdictOf(draft.changedAt.toISOString() === seenAt ? [] : [refusal("course.changed-since")]),
  );
  if (!verdict.ok) return verdict;
  await tx.courseVersion.updateMany({ where: { courseId, state: "published" }, data: { state: "replaced" } });
  await tx.courseVersion.update({
    where: { id: draft.versionId },
    data: { state: "published", publishedAt: now, publishedById: actorId },
  });
  const { number } = draft;
  const about = { at: now, actorId, unitId: course.unitId, subjectId: courseId };
  await record(tx, { ...about, type: "course.published", data: { courseId, number } });
  return { ok: true };
}

/** Nobody begins it any more; who has begun may end it. Refusals: course.reason-missing, course.not-offered. */
export async function withdrawCourse(
  tx: Tx,
  { courseId, reason }: { courseId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  await lockCourse(tx, courseId);
  const course = await findCourse(tx, courseId);
  const offered = course?.versions.find(({ state }) => isOffered(state));
  if (course?.versions[0]?.state === "withdrawn") return { ok: true };
  const verdict = combine(
    verdictOf(reason.trim() === "" ? [refusal("course.reason-missing")] : []),
    verdictOf(offered ? [] : [refusal("course.not-offered")]),
  );
  if (!verdict.ok || !course || !offered) return verdict;
  const withdrawn = { withdrawnAt: now, withdrawnById: actorId, withdrawalReason: reason.trim() };
  await tx.courseVersion.update({
    where: { id: offered.versionId },
    data: { state: "withdrawn", ...withdrawn },
  });
  const { number } = offered;
  const about = { at: now, actorId, unitId: course.unitId, subjectId: courseId };
  await record(tx, { ...about, type: "course.withdrawn", data: { courseId, number } });
  return { ok: true };
}

/** A new draft that begins as the shown version stands, lessons and all. While there is one, nothing happens. */
export async function draftAgain(tx: Tx, courseId: string, actorId: string, now: Date): Promise<Verdict> {
  await lockCourse(tx, courseId);
  const course = await findCourse(tx, courseId);
  if (!course) return verdictOf([refusal("course.no-draft")]);
  if (draftOf(course)) return { ok: true };
  const from = shownVersion(course);
  const { title, summary, category, organiserLevel, laws, audience, questions, passPercent, triesADay } =
    from;
  const content = {
    title,
    summary,
    category,
    organiserLevel,
    laws,
    audience,
    questions,
    passPercent,
    triesADay,
  };
  const number = course.versions[0]!.number + 1;
  const versionId = await insertVersion(tx, courseId, number, content, actorId, now);
  await tx.courseLesson.createMany({
    data: from.lessons.map(({ kind, title, minimumMinutes, questionLaw, pages, file }, index) => ({
      ...{ id: newId(), versionId, place: index + 1, kind, title, minimumMinutes, questionLaw, pages },
      ...{ fileHash: file?.hash ?? null, addedAt: now, addedById: actorId },
    })),
  });
  const about = { at: now, actorId, unitId: course.unitId, subjectId: courseId };
  await record(tx, { ...about, type: "course.draft-opened", data: { courseId, number } });
  return { ok: true };
}
