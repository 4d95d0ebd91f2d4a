import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LinkButton } from "~/components/button";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { inTransaction } from "~/db.server";
import { requireViolation } from "~/exams/violation-page.server";
import { decideWithdrawal } from "~/exams/violation-withdrawals.server";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { violationsText } from "~/text/violations";

export const meta = titled(violationsText, (t) => t.refuse);

/** Reached by address alone: the entry offers it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam, violation } = await requireViolation(request, params, "violation:withdraw", new Date());
  const back = `/exams/${exam.id}/violations/${violation.violationId}`;
  if (request.headers.get("Content-Type") === null) throw redirect(back);
  return { back };
}

/** The second of two people; the verb refuses the first. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, exam, violation } = await requireViolation(request, params, "violation:withdraw", now);
  const { violationId } = violation;
  const decided = { violationId, decision: "refused" as const };
  const answer = await inTransaction((tx) => decideWithdrawal(tx, decided, actor, now));
  if (answer.ok) throw redirect(`/exams/${exam.id}/violations/${violationId}?done=kept`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}

export default function WithdrawalRefused() {
  const { back } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(violationsText);
  const locale = useLocale();
  return (
    <>
      <Refusal verdict={t.cannot} reasons={reasonsFrom(locale, refused?.refusals ?? [])} />
      <p className="acts">
        <LinkButton href={back}>{t.back}</LinkButton>
      </p>
    </>
  );
}
