import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActRefused } from "~/components/act-refused";
import { inTransaction } from "~/db.server";
import { requireHolder } from "~/exams/exam-page.server";
import { publishExam } from "~/exams/exams.server";
import { requirePosted } from "~/posted.server";
import { examsText } from "~/text/exams";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(examsText, (t) => t.publish);

/** Reached by address alone: the exam itself offers it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam } = await requireHolder(request, params, "exam:create");
  requirePosted(request, `/exams/${exam.id}`);
  return { examId: exam.id };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, exam } = await requireHolder(request, params, "exam:create");
  const now = new Date();
  const answer = await inTransaction((tx) => publishExam(tx, exam.id, actor.accountId, now));
  if (answer.ok) throw redirect(`/exams/${exam.id}?done=published`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}

export default function Publication() {
  const { examId } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(examsText);
  return (
    <ActRefused
      verdict={t.cannotPublish}
      refusals={refused?.refusals}
      back={{ href: `/exams/${examId}`, text: t.registration.backToExam }}
    />
  );
}
