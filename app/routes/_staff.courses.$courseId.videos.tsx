import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LessonForm } from "~/components/lesson-form";
import { addVideoFrom } from "~/study/course-lesson-form.server";
import { currentVersion, requireCourse } from "~/study/course-page.server";
import { FILM_MEGABYTES } from "~/study/film-upload.server";
import { coursesText } from "~/text/courses";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(coursesText, (t) => t.addVideo);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { course } = await requireCourse(request, params, "course:write");
  const { courseId, title, laws } = currentVersion(course);
  return { courseId, course: title, laws, most: FILM_MEGABYTES };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, course } = await requireCourse(request, params, "course:write");
  return addVideoFrom(request, { actor, course });
}

export default function NewVideo() {
  const { most, ...page } = useLoaderData<typeof loader>();
  const t = useText(coursesText);
  return (
    <LessonForm
      act={t.addVideo}
      page={page}
      typed={{ minimum: "0" }}
      answer={useActionData<typeof action>()}
      kind={{ video: most }}
    />
  );
}
