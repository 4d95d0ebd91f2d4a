import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LessonForm } from "~/components/lesson-form";
import { writeTextFrom } from "~/study/course-lesson-form.server";
import { currentVersion, requireCourse } from "~/study/course-page.server";
import { coursesText } from "~/text/courses";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(coursesText, (t) => t.addText);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { course } = await requireCourse(request, params, "course:write");
  const { courseId, title, laws } = currentVersion(course);
  return { courseId, course: title, laws };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, course } = await requireCourse(request, params, "course:write");
  return writeTextFrom(request, { actor, course, lessonId: null });
}

export default function NewText() {
  const page = useLoaderData<typeof loader>();
  const t = useText(coursesText);
  return (
    <LessonForm
      act={t.addText}
      page={page}
      typed={{ minimum: "10" }}
      answer={useActionData<typeof action>()}
      kind="text"
    />
  );
}
