import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ReasonAct, reasonTyped } from "~/components/reason-act";
import { inTransaction } from "~/db.server";
import { requireCourse } from "~/study/course-page.server";
import { withdrawCourse } from "~/study/course-publication.server";
import { shownVersion } from "~/study/courses.server";
import { coursesText } from "~/text/courses";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(coursesText, (t) => t.withdrawTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { course } = await requireCourse(request, params, "course:publish");
  return { courseId: course.courseId, title: shownVersion(course).title };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, course } = await requireCourse(request, params, "course:publish");
  const { courseId } = course;
  const reason = reasonTyped(await request.formData());
  const verdict = await inTransaction((tx) =>
    withdrawCourse(tx, { courseId, reason }, actor.accountId, new Date()),
  );
  if (verdict.ok) throw redirect(`/courses/${courseId}?done=withdrawn`, { status: 303 });
  return data({ reason, refusals: verdict.refusals }, { status: 422 });
}

export default function Withdrawal() {
  const { courseId, title } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(coursesText);
  const back = `/courses/${courseId}`;
  return (
    <ReasonAct
      title={t.withdrawTitle}
      lede={t.withdrawLede}
      crumbs={[
        { text: t.title, href: "/courses" },
        { text: title, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      submit={t.withdraw}
      typed={refused?.reason}
    />
  );
}
