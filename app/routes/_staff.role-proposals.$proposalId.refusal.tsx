import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requireProposalInScope } from "~/casework/account-page.server";
import { closeProposal } from "~/casework/role-grants.server";
import { InboxActPage } from "~/components/inbox-act-page";
import { inTransaction } from "~/db.server";
import { accountsText } from "~/text/accounts";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(accountsText, (t) => t.inbox.refusalTitle);

/** Reached by address alone: the list of proposals is where the decision waits. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireProposalInScope(request, params.proposalId, new Date());
  return null;
}

/** The second person says no; the first takes it back. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, proposal } = await requireProposalInScope(request, params.proposalId, now);
  const isOwn = proposal.proposedById === actor.accountId;
  const verdict = await inTransaction((tx) => closeProposal(tx, { proposalId: proposal.id }, actor, now));
  if (verdict.ok) throw redirect(`/role-proposals?done=${isOwn ? "withdrawn" : "refused"}`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}

export default function ProposalRefusal() {
  const refused = useActionData<typeof action>();
  const { inbox: t } = useText(accountsText);
  return <InboxActPage title={t.refusalTitle} verdict={t.refused} refusals={refused?.refusals} />;
}
