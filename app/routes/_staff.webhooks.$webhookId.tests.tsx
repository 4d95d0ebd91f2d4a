import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ActPage } from "~/components/act-page";
import { inTransaction } from "~/db.server";
import { requireWebhook } from "~/positions/webhook-page.server";
import { sendTest } from "~/positions/webhooks.server";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { webhooksText } from "~/text/webhooks";

export const meta = titled(webhooksText, (t) => t.test);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { client, webhook } = await requireWebhook(request, params.webhookId, "api-client:write", new Date());
  return { client, webhookId: webhook.id };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const { actor, webhook } = await requireWebhook(request, params.webhookId, "api-client:write", now);
  const verdict = await inTransaction((tx) => sendTest(tx, { webhookId: webhook.id }, actor.accountId, now));
  if (verdict.ok) throw redirect(`/webhooks/${webhook.id}?done=test`, { status: 303 });
  return data({ refusals: verdict.refusals }, { status: 422 });
}

export default function Tests() {
  const { client, webhookId } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const t = useText(webhooksText);
  return (
    <ActPage
      title={t.test}
      lede={t.testLede}
      crumbs={[
        { text: client.name, href: `/api-clients/${client.id}/webhooks` },
        { text: t.log.table, href: `/webhooks/${webhookId}` },
      ]}
      back={`/webhooks/${webhookId}`}
      refusals={refused?.refusals}
      submit={t.test}
    />
  );
}
