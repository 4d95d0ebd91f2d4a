import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { StaffLessons, staffLesson } from "~/components/staff-lessons";
import { textIn } from "~/form-text";
import { courseActFrom, requireCourse } from "~/study/course-page.server";
import { publishCourse } from "~/study/course-publication.server";
import { draftOf } from "~/study/courses.server";
import { coursesText } from "~/text/courses";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(coursesText, (t) => t.publishTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { course } = await requireCourse(request, params, "course:publish");
  const { courseId } = course;
  const draft = draftOf(course);
  if (!draft) throw redirect(`/courses/${courseId}`);
  const { title, changedAt, lessons } = draft;
  return { courseId, title, seenAt: changedAt.toISOString(), lessons: lessons.map(staffLesson) };
}

export const action = (args: ActionFunctionArgs) =>
  courseActFrom(
    args,
    { permission: "course:publish", done: "published" },
    (tx, { courseId, form }, actorId, now) =>
      publishCourse(tx, { courseId, seenAt: textIn(form, "seenAt", 40) }, actorId, now),
  );

export default function Publication() {
  const { courseId, title, seenAt, lessons } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(coursesText);
  const back = `/courses/${courseId}`;
  return (
    <ActPage
      title={t.publishTitle}
      lede={t.publishLede}
      crumbs={[
        { text: t.title, href: "/courses" },
        { text: title, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.publish}
    >
      <input type="hidden" name="seenAt" value={seenAt} />
      <StaffLessons courseId={courseId} lessons={lessons} mayWrite={false} />
    </ActPage>
  );
}
