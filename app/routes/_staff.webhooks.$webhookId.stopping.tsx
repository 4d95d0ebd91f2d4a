import { type ActionFunctionArgs, data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { WebhookAct } from "~/components/webhook-act";
import { inTransaction } from "~/db.server";
import { requireWebhook, webhookActPage } from "~/positions/webhook-page.server";
import { stopWebhook } from "~/positions/webhooks.server";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { webhooksText } from "~/text/webhooks";

export const meta = titled(webhooksText, (t) => t.stop);

export const loader = webhookActPage;

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, webhook } = await requireWebhook(request, params.webhookId, "api-client:write", now);
  const verdict = await inTransaction((tx) =>
    stopWebhook(tx, { webhookId: webhook.id, reason: "by-hand" }, actor.accountId, now),
  );
  if (verdict.ok) throw redirect(`/webhooks/${webhook.id}?done=stop`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}

export default function Stopping() {
  const about = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(webhooksText);
  return <WebhookAct about={about} title={t.stop} lede={t.stopLede} refusals={refused?.refusals} stop />;
}
