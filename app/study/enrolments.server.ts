/** Who studies which course, and how far: enrolments with what was counted of every lesson. */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { lockPeople, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { unitsById } from "~/organisation/units.server";
import { personnelFacts } from "~/personnel/facts.server";
import type { StudyCategoryWord } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";
import { isFor, isStudied, type LessonProgress } from "./course";
import type { LessonFacts, VersionFacts } from "./courses.server";
import { ownUnitOn } from "./drafts.server";
import type { LessonKind } from "./online";

export type Enrolment = {
  enrolmentId: string;
  personId: string;
  versionId: string;
  begunAt: Date;
  endedAt: Date | null;
  recordIds: string[];
};

type Row = Omit<Enrolment, "enrolmentId"> & { id: string };
const enrolmentFrom = ({ id, personId, versionId, begunAt, endedAt, recordIds }: Row): Enrolment => ({
  ...{ enrolmentId: id, personId, versionId, begunAt, endedAt, recordIds },
});

export async function findEnrolment(tx: Tx, enrolmentId: string): Promise<Enrolment | null> {
  const row = await tx.courseEnrolment.findUnique({ where: { id: enrolmentId } });
  return row && enrolmentFrom(row);
}

/** A person's enrolments in a course, whichever version: the open one first, else the newest. */
export async function enrolmentIn(tx: Tx, personId: string, courseId: string): Promise<Enrolment | null> {
  const rows = await tx.courseEnrolment.findMany({
    where: { personId, version: { courseId } },
    orderBy: { id: "desc" },
  });
  const row = rows.find(({ endedAt }) => endedAt === null) ?? rows[0];
  return row ? enrolmentFrom(row) : null;
}

/** Under which units and as what somebody studies: a course of any unit above theirs is for them. */
export async function learnerOf(tx: Tx, personId: string, now: Date) {
  const today = chinaDateOf(now);
  const unitId = await ownUnitOn(tx, personId, today);
  const unit = unitId ? (await unitsById(tx, [unitId], today)).get(unitId) : undefined;
  const facts = (await personnelFacts(tx, [personId], { trueOn: today })).get(personId);
  return { path: unit?.path ?? null, category: facts?.studyCategory ?? null };
}
type Learner = Awaited<ReturnType<typeof learnerOf>>;

/** A lesson without what it says: texts are long, and lists have many. */
export type LessonOutline = {
  lessonId: string;
  title: string;
  kind: LessonKind;
  minimumMinutes: number;
  pages: number;
};
export type CourseOutline = Pick<
  VersionFacts,
  "courseId" | "versionId" | "title" | "summary" | "category"
> & {
  lessons: LessonOutline[];
};

const outlineOf = ({ lessonId, title, kind, minimumMinutes, pages }: LessonFacts): LessonOutline => ({
  ...{ lessonId, title, kind, minimumMinutes, pages: Math.max(1, pages.length) },
});

/** In the order asked for. */
async function outlinesOf(tx: Tx, versionIds: readonly string[]): Promise<CourseOutline[]> {
  const ids = [...new Set(versionIds)];
  const versions = await tx.courseVersion.findMany({
    where: { id: { in: ids } },
    select: { id: true, courseId: true, title: true, summary: true, category: true },
  });
  const lessons = await tx.$queryRaw<(LessonOutline & { versionId: string })[]>`
    SELECT version_id::text AS "versionId", id::text AS "lessonId", title, kind, minimum_minutes AS "minimumMinutes",
      greatest(1, jsonb_array_length(pages)) AS pages
    FROM course_lesson WHERE version_id = ANY(${ids}::uuid[]) AND removed_at IS NULL ORDER BY place, id`;
  const outlines = new Map(
    versions.map(({ id, category, ...version }): [string, CourseOutline] => [
      id,
      { ...version, versionId: id, category: category as StudyCategoryWord, lessons: [] },
    ]),
  );
  for (const { versionId, ...lesson } of lessons) outlines.get(versionId)!.lessons.push(lesson);
  return versionIds.map((id) => outlines.get(id)!);
}

/** Courses that are offered to somebody, newest first. */
export async function offeredTo(tx: Tx, { path, category }: Learner, now: Date): Promise<CourseOutline[]> {
  if (path === null) return [];
  const rows = await tx.courseVersion.findMany({
    where: { state: "published" },
    orderBy: { publishedAt: "desc" },
    select: { id: true, audience: true, course: { select: { unitId: true } } },
  });
  const units = await unitsById(
    tx,
    rows.map(({ course }) => course.unitId),
    chinaDateOf(now),
  );
  const theirs = rows.filter(({ audience, course }) => {
    const above = units.get(course.unitId)?.path;
    return above !== undefined && path.startsWith(above) && isFor(audience, category);
  });
  return outlinesOf(
    tx,
    theirs.map(({ id }) => id),
  );
}

/** What somebody has begun, newest first, with its version. */
export async function begunBy(tx: Tx, personId: string): Promise<(Enrolment & { version: CourseOutline })[]> {
  const rows = await tx.courseEnrolment.findMany({ where: { personId }, orderBy: { id: "desc" } });
  const versions = await outlinesOf(
    tx,
    rows.map(({ versionId }) => versionId),
  );
  return rows.map((row, index) => ({ ...enrolmentFrom(row), version: versions[index]! }));
}

/** Begins the offered version of a course; while one is open, that one. Refusals: course.not-offered, course.not-for-you. */
export async function beginCourse(
  tx: Tx,
  { courseId, personId }: { courseId: string; personId: string },
  actorId: string,
  now: Date,
): Promise<{ ok: true; enrolmentId: string } | { ok: false; refusals: Refusal[] }> {
  await lockPeople(tx, personId);
  const own = await enrolmentIn(tx, personId, courseId);
  if (own?.endedAt === null) return { ok: true, enrolmentId: own.enrolmentId };
  const offered = await tx.courseVersion.findFirst({ where: { courseId, state: "published" } });
  // Studied again, the same pages would be credited again.
  if (own && own.versionId === offered?.id) return { ok: true, enrolmentId: own.enrolmentId };
  if (!offered) return { ok: false, refusals: [refusal("course.not-offered")] };
  const theirs = await offeredTo(tx, await learnerOf(tx, personId, now), now);
  if (!theirs.some(({ versionId }) => versionId === offered.id))
    return { ok: false, refusals: [refusal("course.not-for-you")] };
  const enrolmentId = newId();
  await tx.courseEnrolment.create({
    data: { id: enrolmentId, personId, versionId: offered.id, begunAt: now },
  });
  const about = { at: now, actorId, personId, subjectId: courseId };
  await record(tx, { ...about, type: "course.begun", data: { courseId, enrolmentId } });
  return { ok: true, enrolmentId };
}

/** Of each enrolment, lesson by lesson: what was counted, and how long the pages stood open. */
export async function progressOf(
  tx: Tx,
  enrolments: readonly { enrolmentId: string; lessons: readonly LessonOutline[] }[],
): Promise<Map<string, LessonProgress[]>> {
  const ids = enrolments.map(({ enrolmentId }) => enrolmentId);
  const rows = await tx.$queryRaw<
    { enrolmentId: string; lessonId: string; creditedMs: number; openMs: number; seenPages: number }[]
  >`
    SELECT enrolment_id::text AS "enrolmentId", lesson_id::text AS "lessonId", sum(credited_ms)::float8 AS "creditedMs",
      (sum(extract(epoch FROM counted_until - opened_at)) * 1000)::float8 AS "openMs",
      count(DISTINCT page) FILTER (WHERE credited_ms > 0)::int AS "seenPages"
    FROM learning_run WHERE enrolment_id = ANY(${ids}::uuid[]) GROUP BY enrolment_id, lesson_id`;
  const at = new Map(rows.map((row) => [`${row.enrolmentId} ${row.lessonId}`, row]));
  return new Map(
    enrolments.map(({ enrolmentId, lessons }) => [
      enrolmentId,
      lessons.map((lesson) => {
        const counted = at.get(`${enrolmentId} ${lesson.lessonId}`);
        const { creditedMs = 0, openMs = 0, seenPages = 0 } = counted ?? {};
        return { ...lesson, creditedMs, openMs, seenPages };
      }),
    ]),
  );
}

/** The same of one enrolment. */
export async function progressIn(
  tx: Tx,
  enrolmentId: string,
  lessons: readonly LessonFacts[],
): Promise<LessonProgress[]> {
  const progress = await progressOf(tx, [{ enrolmentId, lessons: lessons.map(outlineOf) }]);
  return progress.get(enrolmentId)!;
}

export type CourseProgress = {
  lessons: LessonProgress[];
  studied: number;
  creditedMs: number;
  openMs: number;
};

export function summed(lessons: LessonProgress[]): CourseProgress {
  const sum = (of: (lesson: LessonProgress) => number) =>
    lessons.reduce((total, lesson) => total + of(lesson), 0);
  return {
    lessons,
    studied: lessons.filter(isStudied).length,
    creditedMs: sum(({ creditedMs }) => creditedMs),
    openMs: sum(({ openMs }) => openMs),
  };
}

/** After two records of one human became one: what either studied is the survivor's, and nobody studies at this moment. */
export async function moveLearning(
  tx: Tx,
  { keptId, mergedId }: { keptId: string; mergedId: string },
  now: Date,
): Promise<void> {
  await tx.learningRun.updateMany({
    where: { personId: { in: [keptId, mergedId] }, endedAt: null },
    data: { endedAt: now, endReason: "merged" },
  });
  const whose = { where: { personId: mergedId }, data: { personId: keptId } };
  await tx.learningRun.updateMany(whose);
  await tx.courseEnrolment.updateMany(whose);
}
