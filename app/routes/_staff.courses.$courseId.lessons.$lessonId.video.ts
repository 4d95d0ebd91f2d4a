import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireLesson } from "~/study/course-page.server";
import { filmResponse } from "~/video.server";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { lesson } = await requireLesson(request, params, "course:read");
  if (!lesson.file) throw new Response(null, { status: 404 });
  return filmResponse(request, lesson.file);
}
