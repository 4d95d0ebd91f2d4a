import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { confirmActivation } from "~/casework/account-opening.server";
import { requireCodeInScope } from "~/casework/account-page.server";
import { InboxActPage } from "~/components/inbox-act-page";
import { inTransaction } from "~/db.server";
import { accountsText } from "~/text/accounts";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(accountsText, (t) => t.inbox.codes.confirmTitle);

/** Reached by address alone: the list of what waits for a second person is where the decision is taken. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireCodeInScope(request, params.activationId, new Date());
  return null;
}

/** The second of two people; the verb refuses the first. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, activationId } = await requireCodeInScope(request, params.activationId, now);
  const verdict = await inTransaction((tx) => confirmActivation(tx, { activationId }, actor, now));
  if (verdict.ok) throw redirect("/role-proposals?done=confirmed", { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}

export default function ActivationConfirmation() {
  const refused = useActionData<typeof action>();
  const { inbox: t } = useText(accountsText);
  return <InboxActPage title={t.codes.confirmTitle} verdict={t.codes.refused} refusals={refused?.refusals} />;
}
