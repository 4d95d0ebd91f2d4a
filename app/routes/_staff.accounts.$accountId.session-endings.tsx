import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { endSessionsOf } from "~/access/sessions.server";
import { requireAccountInScope } from "~/casework/account-page.server";
import { inTransaction } from "~/db.server";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { account } = await requireAccountInScope(request, params.accountId, "account:write", new Date());
  return redirect(`/accounts/${account.id}`);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, account } = await requireAccountInScope(request, params.accountId, "account:write", now);
  await inTransaction((tx) => endSessionsOf(tx, { accountId: account.id }, actor.accountId, now));
  throw redirect(`/accounts/${account.id}?done=sessions-ended`, { status: 303 });
}

/** Never drawn: with it, what this address refuses has the page of refusals around it instead of nothing. */
export default function NoPage() {
  return null;
}
