import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ExemptionRefused } from "~/components/exemption-refused";
import { inTransaction } from "~/db.server";
import { withdrawExemption } from "~/exams/exemptions.server";
import { requireExemption } from "~/exams/requirement-page.server";
import { requirePosted } from "~/posted.server";
import { requirementsText } from "~/text/requirements";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(requirementsText, (t) => t.takeBack);

/** Reached by address alone: the requirement itself offers it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { requirement } = await requireExemption(request, params, "exemption:ask", new Date());
  const { requirementId } = requirement;
  requirePosted(request, `/requirements/${requirementId}`);
  return { requirementId };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, exemptionId } = await requireExemption(request, params, "exemption:ask", now);
  const answer = await inTransaction((tx) => withdrawExemption(tx, { exemptionId }, actor.accountId, now));
  if (!answer) throw new Response(null, { status: 404 });
  if (answer.ok) throw redirect("/exemptions?done=taken-back", { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}

export default function Withdrawal() {
  const { requirementId } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(requirementsText);
  return <ExemptionRefused title={t.takeBack} requirementId={requirementId} refusals={refused?.refusals} />;
}
