import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { issueActivation } from "~/access/activation.server";
import { requireAccountInScope, slipOf } from "~/casework/account-page.server";
import { AccountRefused } from "~/components/account-refused";
import { ActivationSlip } from "~/components/activation-slip";
import { inTransaction } from "~/db.server";
import { accountsText } from "~/text/accounts";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { refusal } from "~/verdict";

export const meta = titled(accountsText, (t) => t.code.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { account } = await requireAccountInScope(request, params.accountId, "account:write", new Date());
  return { account };
}

/** Answers with the page itself: the code is shown once, and a redirect would have to carry it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, account } = await requireAccountInScope(request, params.accountId, "account:write", now);
  if (account.state === "disabled")
    return data({ slip: null, refusals: [refusal("role.account-disabled")] }, { status: 422 });
  if (account.id === actor.accountId) throw new Response(null, { status: 403 });
  const issued = await inTransaction((tx) =>
    issueActivation(tx, { accountId: account.id }, actor.accountId, now),
  );
  const slip = slipOf(account, issued, "issued", now);
  return data({ slip, refusals: [] }, { headers: { "Cache-Control": "no-store" } });
}

export default function Activations() {
  const { account } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useText(accountsText).account;
  if (answer?.slip) return <ActivationSlip slip={answer.slip} />;
  return <AccountRefused account={account} title={t.issue} refusals={answer?.refusals} />;
}
