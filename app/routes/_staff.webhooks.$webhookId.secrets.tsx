import { type ActionFunctionArgs, data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { SecretSlip } from "~/components/secret-slip";
import { useWebhookCrumbs, WebhookAct } from "~/components/webhook-act";
import { inTransaction } from "~/db.server";
import { requireWebhook, webhookActPage } from "~/positions/webhook-page.server";
import { renewSecret } from "~/positions/webhooks.server";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { webhooksText } from "~/text/webhooks";

export const meta = titled(webhooksText, (t) => t.renew);

export const loader = webhookActPage;

/** Answers with the page itself: the secret is shown once, and a redirect would have to carry it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, webhook } = await requireWebhook(request, params.webhookId, "api-client:write", now);
  const made = await inTransaction((tx) => renewSecret(tx, { webhookId: webhook.id }, actor.accountId, now));
  if (!made.ok) return data({ made: null, refusals: made.refusals }, { status: 422 });
  return data({ made, refusals: [] }, { headers: { "Cache-Control": "no-store" } });
}

export default function Secrets() {
  const about = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const t = useText(webhooksText);
  const crumbs = useWebhookCrumbs(about);
  if (answered?.made) return <SecretSlip {...answered.made} crumbs={crumbs} />;
  return <WebhookAct about={about} title={t.renew} lede={t.renewLede} refusals={answered?.refusals} />;
}
