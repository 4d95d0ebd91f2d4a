import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { SecretSlip } from "~/components/secret-slip";
import { inTransaction } from "~/db.server";
import { requireWebhook } from "~/positions/webhook-page.server";
import { renewSecret } from "~/positions/webhooks.server";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { webhooksText } from "~/text/webhooks";

export const meta = titled(webhooksText, (t) => t.renew);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { client, webhook } = await requireWebhook(request, params.webhookId, "api-client:write", new Date());
  return { client, webhookId: webhook.id };
}

/** Answers with the page itself: the secret is shown once, and a redirect would have to carry it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, webhook } = await requireWebhook(request, params.webhookId, "api-client:write", now);
  const made = await inTransaction((tx) => renewSecret(tx, { webhookId: webhook.id }, actor.accountId, now));
  if (!made.ok) return data({ made: null, refusals: made.refusals }, { status: 422 });
  return data({ made, refusals: [] }, { headers: { "Cache-Control": "no-store" } });
}

export default function Secrets() {
  const { client, webhookId } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const t = useText(webhooksText);
  const crumbs = [
    { text: client.name, href: `/api-clients/${client.id}/webhooks` },
    { text: t.log.table, href: `/webhooks/${webhookId}` },
  ];
  if (answered?.made) return <SecretSlip {...answered.made} crumbs={crumbs} />;
  return (
    <ActPage
      title={t.renew}
      lede={t.renewLede}
      crumbs={crumbs}
      back={`/webhooks/${webhookId}`}
      refusals={answered?.refusals}
      submit={t.renew}
    />
  );
}
