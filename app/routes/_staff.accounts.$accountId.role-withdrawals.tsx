import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requireAccountInScope } from "~/casework/account-page.server";
import { rolesOf } from "~/casework/account-register.server";
import { takeRole } from "~/casework/role-grants.server";
import { AccountRefused } from "~/components/account-refused";
import { inTransaction, prisma } from "~/db.server";
import { accountsText } from "~/text/accounts";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(accountsText, (t) => t.taking.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { account } = await requireAccountInScope(request, params.accountId, "role:withdraw", new Date());
  return { account };
}

/** One person is enough to take a power away. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, account } = await requireAccountInScope(request, params.accountId, "role:withdraw", now);
  const form = await request.formData();
  const held = (await rolesOf(prisma, [account.id], now)).find(
    ({ role, unitId, path }) =>
      role === form.get("role") && unitId === form.get("unitId") && can(actor, "role:withdraw", { path }),
  );
  if (!held) throw new Response(null, { status: 404 });
  const { role, unitId } = held;
  const verdict = await inTransaction((tx) =>
    takeRole(tx, { accountId: account.id, role, unitId }, actor, now),
  );
  if (verdict.ok) throw redirect(`/accounts/${account.id}?done=taken`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}

export default function RoleWithdrawals() {
  const { account } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { title } = useText(accountsText).taking;
  return <AccountRefused account={account} title={title} refusals={refused?.refusals} />;
}
