import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { inTransaction } from "~/db.server";
import { textIn } from "~/form-text";
import { requirePosted } from "~/posted.server";
import { requireEnrolment } from "~/study/learning-page.server";
import { beginQuiz } from "~/study/quizzes.server";
import { onlineText } from "~/text/online-study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(onlineText, (t) => t.quiz);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { version } = await requireEnrolment(request, params, new Date());
  const back = `/my/courses/${version.courseId}`;
  requirePosted(request, back);
  return { back };
}

/** The quiz of the course; with the name of a lesson, a question on that. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { version, enrolment } = await requireEnrolment(request, params, now);
  const asked = textIn(await request.formData(), "lessonId");
  const lesson = version.lessons.find(({ lessonId }) => lessonId === asked);
  if (asked !== "" && !lesson) throw new Response(null, { status: 404 });
  const lessonId = lesson?.lessonId ?? null;
  const begun = await inTransaction((tx) => beginQuiz(tx, { enrolment, lessonId }, now));
  if (begun.ok) throw redirect(`/my/courses/${version.courseId}/quizzes/${begun.quizId}`, { status: 303 });
  return data({ refusals: begun.refusals }, { status: 422 });
}

export default function Quizzes() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(onlineText);
  return (
    <ActRefused
      verdict={t.quizCannot}
      refusals={refused?.refusals}
      back={{ href: back, text: t.backToCourse }}
    />
  );
}
