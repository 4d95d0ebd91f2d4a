import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ExemptionRefused } from "~/components/exemption-refused";
import { decideRevocationFrom, revocationDecisionPage } from "~/exams/requirement-page.server";
import { requirementsText } from "~/text/requirements";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(requirementsText, (t) => t.refuseRevocation);

export const loader = revocationDecisionPage;

export const action = (args: ActionFunctionArgs) => decideRevocationFrom(args, "refused");

export default function RevocationRefusal() {
  const { requirementId } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(requirementsText);
  return (
    <ExemptionRefused title={t.refuseRevocation} requirementId={requirementId} refusals={refused?.refusals} />
  );
}
