import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireOwnLesson } from "~/study/learning-page.server";
import { filmResponse } from "~/video.server";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { lesson } = await requireOwnLesson(request, params, new Date());
  if (!lesson.file) throw new Response(null, { status: 404 });
  return filmResponse(request, lesson.file);
}
