import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { reasonTyped } from "~/components/reason-act";
import { RequirementAct } from "~/components/requirement-act";
import { inTransaction } from "~/db.server";
import { refuseExemption } from "~/exams/exemptions.server";
import { requireExemption } from "~/exams/requirement-page.server";
import { requirementsText } from "~/text/requirements";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(requirementsText, (t) => t.refuseTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { requirement } = await requireExemption(request, params, "exemption:decide", new Date());
  return { requirement };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, exemptionId } = await requireExemption(request, params, "exemption:decide", now);
  const reason = reasonTyped(await request.formData());
  const answer = await inTransaction((tx) =>
    refuseExemption(tx, { exemptionId, reason }, actor.accountId, now),
  );
  if (!answer) throw new Response(null, { status: 404 });
  if (answer.ok) throw redirect("/exemptions?done=refused", { status: 303 });
  return data({ reason, refusals: answer.refusals }, { status: 422 });
}

export default function RefuseExemption() {
  const { requirement } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(requirementsText);
  return (
    <RequirementAct
      requirement={requirement}
      title={t.refuseTitle}
      says={t.refuseLede}
      submit={t.refuse}
      refusals={refused?.refusals}
      typed={refused?.reason}
    />
  );
}
