import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { inTransaction } from "~/db.server";
import { requirePosted } from "~/posted.server";
import { beginCourse } from "~/study/enrolments.server";
import { requireLearning } from "~/study/learning-page.server";
import { onlineText } from "~/text/online-study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(onlineText, (t) => t.begin);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { version } = await requireLearning(request, params, new Date());
  const back = `/my/courses/${version.courseId}`;
  requirePosted(request, back);
  return { back };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { accountId, personId, version } = await requireLearning(request, params, now);
  const { courseId } = version;
  const begun = await inTransaction((tx) => beginCourse(tx, { courseId, personId }, accountId, now));
  if (begun.ok) throw redirect(`/my/courses/${courseId}?done=begun`, { status: 303 });
  return data({ refusals: begun.refusals }, { status: 422 });
}

export default function Enrolment() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(onlineText);
  return (
    <ActRefused
      verdict={t.beginCannot}
      refusals={refused?.refusals}
      back={{ href: back, text: t.backToCourse }}
    />
  );
}
