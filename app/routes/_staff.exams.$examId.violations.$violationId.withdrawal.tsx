import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { TextAreaField } from "~/components/text-area-field";
import { inTransaction } from "~/db.server";
import { requireViolation } from "~/exams/violation-page.server";
import { proposeWithdrawal } from "~/exams/violation-withdrawals.server";
import { examsText } from "~/text/exams";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { violationsText } from "~/text/violations";

export const meta = titled(violationsText, (t) => t.withdraw);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam, violation } = await requireViolation(request, params, "violation:withdraw", new Date());
  return {
    exam: { id: exam.id, title: exam.title },
    violation: { id: violation.violationId, name: violation.name },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, exam, violation } = await requireViolation(request, params, "violation:withdraw", now);
  const { violationId } = violation;
  const reason = String((await request.formData()).get("reason") ?? "").slice(0, 1_000);
  const answer = await inTransaction((tx) => proposeWithdrawal(tx, { violationId, reason }, actor, now));
  if (answer.ok) throw redirect(`/exams/${exam.id}/violations/${violationId}?done=proposed`, { status: 303 });
  return data({ reason, refusals: answer.refusals }, { status: 422 });
}

export default function Withdrawal() {
  const { exam, violation } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { title } = useText(examsText);
  const t = useText(violationsText);
  const list = `/exams/${exam.id}/violations`;
  const here = `${list}/${violation.id}`;
  return (
    <ActPage
      title={t.withdraw}
      lede={t.withdrawLede}
      crumbs={[
        { text: title, href: "/exams" },
        { text: exam.title, href: `/exams/${exam.id}` },
        { text: t.title, href: list },
        { text: violation.name, href: here },
      ]}
      back={here}
      refusals={refused?.refusals}
      submit={t.withdraw}
    >
      <TextAreaField name="reason" label={t.withdrawReason} defaultValue={refused?.reason} />
    </ActPage>
  );
}
