import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ExemptionRefused } from "~/components/exemption-refused";
import { decideRevocationFrom, revocationDecisionPage } from "~/exams/requirement-page.server";
import { requirementsText } from "~/text/requirements";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(requirementsText, (t) => t.approveRevocation);

export const loader = revocationDecisionPage;

export const action = (args: ActionFunctionArgs) => decideRevocationFrom(args, "approved");

export default function RevocationApproval() {
  const { requirementId } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(requirementsText);
  return (
    <ExemptionRefused
      title={t.approveRevocation}
      requirementId={requirementId}
      refusals={refused?.refusals}
    />
  );
}
