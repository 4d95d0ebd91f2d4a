import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { letInAgain } from "~/casework/account-opening.server";
import { requireAccountInScope, slipOf } from "~/casework/account-page.server";
import { AccountRefused } from "~/components/account-refused";
import { ActivationSlip } from "~/components/activation-slip";
import { inTransaction } from "~/db.server";
import { accountsText } from "~/text/accounts";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(accountsText, (t) => t.code.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { account } = await requireAccountInScope(request, params.accountId, "account:write", new Date());
  return { account };
}

/** Answers with the page itself: its owner comes back with the code that is shown on it, once. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, account } = await requireAccountInScope(request, params.accountId, "account:write", now);
  const answer = await inTransaction((tx) =>
    letInAgain(tx, { accountId: account.id, personId: account.personId }, actor.accountId, now),
  );
  if (!answer.ok) return data({ slip: null, refusals: answer.refusals }, { status: 422 });
  if (!answer.issued) throw redirect(`/accounts/${account.id}`, { status: 303 });
  const slip = slipOf(account, answer.issued, "enabled", now);
  return data({ slip, refusals: [] }, { headers: { "Cache-Control": "no-store" } });
}

export default function Enabling() {
  const { account } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useText(accountsText).account;
  if (answer?.slip) return <ActivationSlip slip={answer.slip} />;
  return <AccountRefused account={account} title={t.enable} refusals={answer?.refusals} />;
}
