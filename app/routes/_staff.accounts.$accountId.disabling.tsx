import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { disableAccount } from "~/access/account-state.server";
import { requireAccountInScope } from "~/casework/account-page.server";
import { AccountRefused } from "~/components/account-refused";
import { inTransaction } from "~/db.server";
import { accountsText } from "~/text/accounts";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(accountsText, (t) => t.account.disable);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { account } = await requireAccountInScope(request, params.accountId, "account:write", new Date());
  return { account };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, account } = await requireAccountInScope(request, params.accountId, "account:write", now);
  const verdict = await inTransaction((tx) =>
    disableAccount(tx, { accountId: account.id }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`/accounts/${account.id}?done=disabled`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}

export default function Disabling() {
  const { account } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { disable } = useText(accountsText).account;
  return <AccountRefused account={account} title={disable} refusals={refused?.refusals} />;
}
