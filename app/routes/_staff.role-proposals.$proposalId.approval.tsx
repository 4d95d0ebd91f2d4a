import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requireProposalInScope } from "~/casework/account-page.server";
import { approveRole } from "~/casework/role-grants.server";
import { LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { reasonsFrom } from "~/components/reasons";
import { Refusal } from "~/components/refusal";
import { inTransaction } from "~/db.server";
import { accountsText } from "~/text/accounts";
import { common } from "~/text/common";
import { useLocale, useText } from "~/text/text";
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
  const { back } = useText(common);
  const locale = useLocale();
  return (
    <>
      <PageHead
        title={t.approvalTitle}
        crumbs={[{ text: t.title, href: "/role-proposals" }, { text: t.approvalTitle }]}
      />
      {refused && <Refusal level={2} verdict={t.refused} reasons={reasonsFrom(locale, refused.refusals)} />}
      <p className="acts">
        <LinkButton kind="primary" href="/role-proposals">
          {back}
        </LinkButton>
      </p>
    </>
  );
}
