import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { reasonTyped } from "~/components/reason-act";
import { RequirementAct } from "~/components/requirement-act";
import { inTransaction } from "~/db.server";
import { proposeRevocation } from "~/exams/exemption-revocations.server";
import { requireExemption } from "~/exams/requirement-page.server";
import { requirementsText } from "~/text/requirements";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(requirementsText, (t) => t.revokeTitle);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { requirement } = await requireExemption(request, params, "exemption:decide", new Date());
  return { requirement };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, exemptionId, requirement } = await requireExemption(
    request,
    params,
    "exemption:decide",
    now,
  );
  const reason = reasonTyped(await request.formData());
  const answer = await inTransaction((tx) => proposeRevocation(tx, { exemptionId, reason }, actor, now));
  if (!answer) throw new Response(null, { status: 404 });
  if (answer.ok)
    throw redirect(`/requirements/${requirement.requirementId}?done=revocation-proposed`, { status: 303 });
  return data({ reason, refusals: answer.refusals }, { status: 422 });
}

export default function RevokeExemption() {
  const { requirement } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(requirementsText);
  return (
    <RequirementAct
      requirement={requirement}
      title={t.revokeTitle}
      says={t.revokeLede}
      submit={t.revoke}
      refusals={refused?.refusals}
      typed={refused?.reason}
    />
  );
}
