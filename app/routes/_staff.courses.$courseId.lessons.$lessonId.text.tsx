import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LessonForm } from "~/components/lesson-form";
import { wholeText } from "~/study/course-form.server";
import { writeTextFrom } from "~/study/course-lesson-form.server";
import { requireLesson } from "~/study/course-page.server";
import { coursesText } from "~/text/courses";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(coursesText, (t) => t.editText);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { version, lesson } = await requireLesson(request, params, "course:write");
  if (lesson.kind !== "text") throw new Response(null, { status: 404 });
  const { title, minimumMinutes, questionLaw, pages } = lesson;
  const typed = {
    title,
    minimum: String(minimumMinutes),
    questionLaw: questionLaw ?? "",
    text: wholeText(pages),
  };
  return { courseId: version.courseId, course: version.title, laws: version.laws, typed };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, course, lesson } = await requireLesson(request, params, "course:write");
  return writeTextFrom(request, { actor, course, lessonId: lesson.lessonId });
}

export default function EditText() {
  const { typed, ...page } = useLoaderData<typeof loader>();
  const t = useText(coursesText);
  return (
    <LessonForm
      act={t.editText}
      page={page}
      typed={typed}
      answer={useActionData<typeof action>()}
      kind="text"
    />
  );
}
