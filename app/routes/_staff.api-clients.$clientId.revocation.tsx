import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { revokeApiClient } from "~/access/api-client.server";
import { requireClientInScope } from "~/access/api-client-page.server";
import { ActPage } from "~/components/act-page";
import { inTransaction } from "~/db.server";
import { apiClientsText } from "~/text/api-clients";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(apiClientsText, (t) => t.revoke);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { client } = await requireClientInScope(request, params.clientId, new Date());
  return { name: client.name };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, client } = await requireClientInScope(request, params.clientId, now);
  const verdict = await inTransaction((tx) =>
    revokeApiClient(tx, { clientId: client.id }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect("/api-clients?done=revoked", { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}

export default function Revocation() {
  const { name } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(apiClientsText);
  return (
    <ActPage
      title={t.revoke}
      lede={t.revokeLede}
      crumbs={[{ text: t.title, href: "/api-clients" }, { text: name }]}
      back="/api-clients"
      refusals={refused?.refusals}
      submit={t.revoke}
      stop
    />
  );
}
