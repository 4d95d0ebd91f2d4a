import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { reasonTyped } from "~/components/reason-act";
import { RequirementAct } from "~/components/requirement-act";
import { inTransaction } from "~/db.server";
import { requireRequirement } from "~/exams/requirement-page.server";
import { withdrawRequirement } from "~/exams/requirement-steps.server";
import { requirementsText } from "~/text/requirements";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(requirementsText, (t) => t.withdraw);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { requirement } = await requireRequirement(request, params, "requirement:write", new Date());
  return { requirement };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, requirement } = await requireRequirement(request, params, "requirement:write", now);
  const { requirementId } = requirement;
  const reason = reasonTyped(await request.formData());
  const answer = await inTransaction((tx) =>
    withdrawRequirement(tx, { requirementId, reason }, actor.accountId, now),
  );
  if (!answer) throw new Response(null, { status: 404 });
  if (answer.ok) throw redirect(`/requirements/${requirementId}?done=withdrawn`, { status: 303 });
  return data({ reason, refusals: answer.refusals }, { status: 422 });
}

export default function Withdrawal() {
  const { requirement } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(requirementsText);
  return (
    <RequirementAct
      requirement={requirement}
      title={t.withdraw}
      says={t.withdrawLede}
      submit={t.withdraw}
      refusals={refused?.refusals}
      typed={refused?.reason}
    />
  );
}
