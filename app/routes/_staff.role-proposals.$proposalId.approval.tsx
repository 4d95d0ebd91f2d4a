import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requireProposalInScope } from "~/casework/account-page.server";
import { approveRole } from "~/casework/role-grants.server";
import { InboxActPage } from "~/components/inbox-act-page";
import { inTransaction } from "~/db.server";
import { accountsText } from "~/text/accounts";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(accountsText, (t) => t.inbox.approvalTitle);

/** Reached by address alone: the list of proposals is where the decision waits. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireProposalInScope(request, params.proposalId, new Date());
  return null;
}

/** The second of two people; the verb refuses the first. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, proposal } = await requireProposalInScope(request, params.proposalId, now);
  const verdict = await inTransaction((tx) => approveRole(tx, { proposalId: proposal.id }, actor, now));
  if (verdict.ok) throw redirect(`/role-proposals?done=approved`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}

export default function ProposalApproval() {
  const refused = useActionData<typeof action>();
  const { inbox: t } = useText(accountsText);
  return <InboxActPage title={t.approvalTitle} verdict={t.refused} refusals={refused?.refusals} />;
}
