import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { renewApiKey } from "~/access/api-client.server";
import { requireClientInScope } from "~/access/api-client-page.server";
import { ActPage } from "~/components/act-page";
import { ApiKeySlip } from "~/components/api-key-slip";
import { inTransaction } from "~/db.server";
import { apiClientsText } from "~/text/api-clients";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(apiClientsText, (t) => t.renew);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { client } = await requireClientInScope(request, params.clientId, new Date());
  return { name: client.name };
}

/** Answers with the page itself: the key is shown once, and a redirect would have to carry it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, client } = await requireClientInScope(request, params.clientId, now);
  const made = await inTransaction((tx) => renewApiKey(tx, { clientId: client.id }, actor.accountId, now));
  if (!made.ok) return data({ key: null, refusals: made.refusals }, { status: 422 });
  return data({ key: made.key, refusals: [] }, { headers: { "Cache-Control": "no-store" } });
}

export default function Renewal() {
  const { name } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const t = useText(apiClientsText);
  if (answered?.key) return <ApiKeySlip name={name} apiKey={answered.key} />;
  return (
    <ActPage
      title={t.renew}
      lede={t.renewLede}
      crumbs={[{ text: t.title, href: "/api-clients" }, { text: name }]}
      back="/api-clients"
      refusals={answered?.refusals}
      submit={t.renew}
    />
  );
}
