import { useText } from "~/text/text";
import { webhooksText } from "~/text/webhooks";
import type { Refusal } from "~/verdict";
import { ActPage } from "./act-page";

export type WebhookActed = { client: { id: string; name: string }; webhookId: string };

/** The way back from a page about one subscription. */
export function useWebhookCrumbs({ client, webhookId }: WebhookActed) {
  const t = useText(webhooksText);
  return [
    { text: client.name, href: `/api-clients/${client.id}/webhooks` },
    { text: t.log.table, href: `/webhooks/${webhookId}` },
  ];
}

/** Asks once before something is done with a subscription. */
export function WebhookAct({
  about,
  title,
  lede,
  refusals,
  stop,
}: {
  about: WebhookActed;
  title: string;
  lede: string;
  refusals: readonly Refusal[] | undefined;
  stop?: boolean;
}) {
  const crumbs = useWebhookCrumbs(about);
  const back = `/webhooks/${about.webhookId}`;
  return (
    <ActPage
      title={title}
      lede={lede}
      crumbs={crumbs}
      back={back}
      refusals={refusals}
      submit={title}
      stop={stop}
    />
  );
}
