/** A course named by an address, for who writes it: 404 where it is not in their subtrees. And acts on it without fields. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type Actor, can, type Permission } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import type { UnitFacts } from "~/organisation/unit";
import { findUnit } from "~/organisation/units.server";
import { requirePosted } from "~/posted.server";
import type { Verdict } from "~/verdict";
import {
  type CourseFacts,
  draftOf,
  findCourse,
  type LessonFacts,
  shownVersion,
  type VersionFacts,
} from "./courses.server";
import { htmlOf } from "./markdown.server";

type Params = { courseId?: string; lessonId?: string };
export type AtCourse = { actor: Actor; course: CourseFacts; unit: UnitFacts };

/** Who may not do this to any course gets 403. */
export async function requireCourse(
  request: Request,
  { courseId }: Params,
  permission: Permission,
): Promise<AtCourse> {
  const actor = await requirePermission(request, permission);
  const course = isUuid(courseId) ? await findCourse(prisma, courseId) : null;
  const unit = course && (await findUnit(prisma, course.unitId, chinaDateOf(new Date())));
  if (!course || !unit || !can(actor, permission, { path: unit.path }))
    throw new Response(null, { status: 404 });
  return { actor, course, unit };
}

/** The version staff work on: the draft, else what is shown. */
export const currentVersion = (course: CourseFacts): VersionFacts => draftOf(course) ?? shownVersion(course);

/** A lesson of any version. */
export async function requireLesson(
  request: Request,
  params: Params,
  permission: Permission,
): Promise<AtCourse & { version: VersionFacts; lesson: LessonFacts }> {
  const at = await requireCourse(request, params, permission);
  for (const version of at.course.versions)
    for (const lesson of version.lessons)
      if (lesson.lessonId === params.lessonId) return { ...at, version, lesson };
  throw new Response(null, { status: 404 });
}

/** The page of a text that an address asks for, rendered; of a film there is none. */
export function pageAsked(request: Request, { pages }: Pick<LessonFacts, "pages">) {
  const asked = Number(new URL(request.url).searchParams.get("page") ?? "1");
  const index = Number.isInteger(asked) && asked >= 1 && asked <= pages.length ? asked - 1 : 0;
  const page = pages[index];
  return { index, html: page ? htmlOf(page.markdown) : "", titles: pages.map(({ title }) => title) };
}

/** The loader of an act: the page of the course offers it. */
export async function courseActPage({ request, params }: LoaderFunctionArgs, permission: Permission) {
  const { course } = await requireCourse(request, params, permission);
  const back = `/courses/${course.courseId}`;
  requirePosted(request, back);
  return { back };
}

export async function courseActFrom(
  { request, params }: ActionFunctionArgs,
  { permission, done }: { permission: Permission; done: string },
  act: (
    tx: Tx,
    named: { courseId: string; lessonId: string; form: FormData },
    actorId: string,
    now: Date,
  ) => Promise<Verdict>,
) {
  const { actor, course } = await requireCourse(request, params, permission);
  const { courseId } = course;
  const lessonId = params.lessonId ?? courseId;
  if (!isUuid(lessonId)) throw new Response(null, { status: 404 });
  const form = await request.formData();
  const verdict = await inTransaction((tx) =>
    act(tx, { courseId, lessonId, form }, actor.accountId, new Date()),
  );
  if (verdict.ok) throw redirect(`/courses/${courseId}?done=${done}`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}
