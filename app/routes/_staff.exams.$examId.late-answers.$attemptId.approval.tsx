import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LinkButton } from "~/components/button";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { inTransaction } from "~/db.server";
import { decideLate } from "~/exams/late-answers.server";
import { requireLate } from "~/exams/late-page.server";
import { lateText } from "~/text/late-answers";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(lateText, (t) => t.approve);

/** Reached by address alone: the page of the late answers offers it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam, paper } = await requireLate(request, params);
  const back = `/exams/${exam.id}/late-answers/${paper.attemptId}`;
  if (request.headers.get("Content-Type") === null) throw redirect(back);
  return { back };
}

/** The second of two people; the verb refuses the first. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, exam, paper } = await requireLate(request, params);
  const decided = { examId: exam.id, attemptId: paper.attemptId, decision: "approved" as const };
  const answer = await inTransaction((tx) => decideLate(tx, decided, actor, now));
  if (answer.ok) throw redirect(`/exams/${exam.id}/late-answers?done=approved`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}

export default function LateApproval() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(lateText);
  const locale = useLocale();
  return (
    <>
      <Refusal verdict={t.cannot} reasons={reasonsFrom(locale, refused?.refusals ?? [])} />
      <p className="acts">
        <LinkButton href={back}>{t.title}</LinkButton>
      </p>
    </>
  );
}
