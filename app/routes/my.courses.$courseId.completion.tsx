import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { inTransaction } from "~/db.server";
import { requirePosted } from "~/posted.server";
import { finishCourse } from "~/study/course-completion.server";
import { requireEnrolment } from "~/study/learning-page.server";
import { onlineText } from "~/text/online-study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(onlineText, (t) => t.finish);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { version } = await requireEnrolment(request, params, new Date());
  const back = `/my/courses/${version.courseId}`;
  requirePosted(request, back);
  return { back };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { accountId, personId, version, enrolment } = await requireEnrolment(request, params, now);
  const { enrolmentId } = enrolment;
  const ended = await inTransaction((tx) => finishCourse(tx, { enrolmentId, personId }, accountId, now));
  if (ended.ok) throw redirect(`/my/courses/${version.courseId}?done=finished`, { status: 303 });
  return data({ refusals: ended.refusals }, { status: 422 });
}

export default function Completion() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(onlineText);
  return (
    <ActRefused
      verdict={t.finishCannot}
      refusals={refused?.refusals}
      back={{ href: back, text: t.backToCourse }}
    />
  );
}
