import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LinkButton } from "~/components/button";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { inTransaction } from "~/db.server";
import { requireHolder } from "~/exams/exam-page.server";
import { releaseResults } from "~/exams/release.server";
import { examsText } from "~/text/exams";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(examsText, (t) => t.release);

/** Reached by address alone: the exam itself offers it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam } = await requireHolder(request, params, "exam:release");
  if (request.headers.get("Content-Type") === null) throw redirect(`/exams/${exam.id}`);
  return { examId: exam.id };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, exam } = await requireHolder(request, params, "exam:release");
  const now = new Date();
  const answer = await inTransaction((tx) => releaseResults(tx, exam.id, actor.accountId, now));
  if (answer.ok) throw redirect(`/exams/${exam.id}?done=released`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}

export default function Release() {
  const { examId } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(examsText);
  const locale = useLocale();
  return (
    <>
      <Refusal verdict={t.cannotRelease} reasons={reasonsFrom(locale, refused?.refusals ?? [])} />
      <p className="acts">
        <LinkButton href={`/exams/${examId}`}>{t.registration.backToExam}</LinkButton>
      </p>
    </>
  );
}
