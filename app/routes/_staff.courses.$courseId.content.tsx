import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { CourseFields } from "~/components/course-fields";
import type { Typed } from "~/components/typed-form";
import { readerOf, typedFrom } from "~/components/typed-form.server";
import { inTransaction, prisma } from "~/db.server";
import { changeCourse } from "~/study/course-drafting.server";
import { courseFrom, lawsToChoose } from "~/study/course-form.server";
import { currentVersion, requireCourse } from "~/study/course-page.server";
import { coursesText } from "~/text/courses";
import { localeFrom, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(coursesText, (t) => t.edit);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { course } = await requireCourse(request, params, "course:write");
  const now = currentVersion(course);
  const written: Typed = {
    ...{ title: now.title, summary: now.summary, category: now.category, level: now.organiserLevel },
    ...{ laws: now.laws.join(","), audience: now.audience.join(",") },
    ...{ questions: String(now.questions), passPercent: String(now.passPercent) },
    triesADay: String(now.triesADay),
  };
  return { courseId: course.courseId, title: now.title, written, laws: await lawsToChoose(prisma) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, course } = await requireCourse(request, params, "course:write");
  const { courseId } = course;
  const locale = localeFrom(request);
  const typed = typedFrom(await request.formData());
  const read = readerOf(typed, locale);
  const content = courseFrom(read, await lawsToChoose(prisma), locale);
  if (!content) return data({ typed, problems: read.problems, refusals: [] }, { status: 422 });
  const changed = await inTransaction((tx) =>
    changeCourse(tx, { courseId, content }, actor.accountId, new Date()),
  );
  if (changed.ok) throw redirect(`/courses/${courseId}?done=changed`, { status: 303 });
  return data({ typed, problems: [], refusals: changed.refusals }, { status: 422 });
}

export default function CourseContent() {
  const { courseId, title, written, laws } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(coursesText);
  const back = `/courses/${courseId}`;
  return (
    <ActPage
      title={t.edit}
      crumbs={[
        { text: t.title, href: "/courses" },
        { text: title, href: back },
      ]}
      back={back}
      refusals={refused?.refusals}
      problems={refused?.problems}
      submit={t.save}
    >
      <CourseFields typed={refused?.typed ?? written} problems={refused?.problems} laws={laws} />
    </ActPage>
  );
}
