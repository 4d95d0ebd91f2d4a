/** A course as the learner behind a request meets it: what they have begun of it, or what is offered to them; else 404. */
import { requirePerson } from "~/access/session.server";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findVersion, type LessonFacts, type VersionFacts } from "./courses.server";
import { type Enrolment, enrolmentIn, learnerOf, offeredTo } from "./enrolments.server";

type Params = { courseId?: string; lessonId?: string };
export type AtLearning = {
  accountId: string;
  personId: string;
  version: VersionFacts;
  enrolment: Enrolment | null;
};

export async function requireLearning(
  request: Request,
  { courseId }: Params,
  now: Date,
): Promise<AtLearning> {
  const { accountId, personId } = await requirePerson(request);
  if (!isUuid(courseId)) throw new Response(null, { status: 404 });
  const enrolment = await enrolmentIn(prisma, personId, courseId);
  const offered = await offeredTo(prisma, await learnerOf(prisma, personId, now), now);
  const current = offered.find((version) => version.courseId === courseId);
  // Who has finished an earlier version may begin the present one.
  if (current && (!enrolment || (enrolment.endedAt && enrolment.versionId !== current.versionId)))
    return { accountId, personId, version: (await findVersion(prisma, current.versionId))!, enrolment: null };
  const version = enrolment && (await findVersion(prisma, enrolment.versionId));
  if (!version) throw new Response(null, { status: 404 });
  return { accountId, personId, version, enrolment };
}

/** What has been begun, or 404. */
export async function requireEnrolment(
  request: Request,
  params: Params,
  now: Date,
): Promise<AtLearning & { enrolment: Enrolment }> {
  const { enrolment, ...at } = await requireLearning(request, params, now);
  if (!enrolment) throw new Response(null, { status: 404 });
  return { ...at, enrolment };
}

export async function requireOwnLesson(
  request: Request,
  params: Params,
  now: Date,
): Promise<AtLearning & { enrolment: Enrolment; lesson: LessonFacts; place: number }> {
  const at = await requireEnrolment(request, params, now);
  const place = at.version.lessons.findIndex(({ lessonId }) => lessonId === params.lessonId);
  const lesson = at.version.lessons[place];
  if (!lesson) throw new Response(null, { status: 404 });
  return { ...at, lesson, place };
}
