import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { LinkButton } from "~/components/button";
import { KeysetList } from "~/components/keyset-list";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Status } from "~/components/status";
import { type Column, Sub } from "~/components/table";
import { prisma } from "~/db.server";
import { COUNTED, placeFrom } from "~/paging";
import type { StopReason } from "~/positions/webhook";
import { type MessageRow, messagePage } from "~/positions/webhook-list.server";
import { requireWebhook } from "~/positions/webhook-page.server";
import { apiClientsText } from "~/text/api-clients";
import { shortInstant } from "~/text/dates";
import { listsText } from "~/text/lists";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { webhooksText } from "~/text/webhooks";

export const meta = titled(webhooksText, (t) => t.log.table);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, client, webhook } = await requireWebhook(request, params.webhookId, "api-client:read", now);
  const search = new URL(request.url).searchParams;
  const { id, address, stopReason } = webhook;
  const done = (["test", "stop"] as const).find((one) => one === search.get("done"));
  return {
    ...(await messagePage(prisma, id, placeFrom(search))),
    webhook: { id, address, stopReason: stopReason as StopReason | null },
    client,
    mayWrite: can(actor, "api-client:write") && stopReason === null,
    done: done ?? null,
  };
}

export default function WebhookLog() {
  const { webhook, client, mayWrite, done, rows, total, hasPrevious, hasNext } =
    useLoaderData<typeof loader>();
  const t = useText(webhooksText);
  const lists = useText(listsText);
  const clients = useText(apiClientsText);
  const columns = useColumns();
  const at = `/webhooks/${webhook.id}`;
  return (
    <>
      <PageHead
        title={t.log.table}
        lede={<span className="break-all">{webhook.address}</span>}
        crumbs={[
          { text: clients.title, href: "/api-clients" },
          { text: client.name, href: `/api-clients/${client.id}/webhooks` },
          { text: t.log.table },
        ]}
        acts={
          mayWrite && (
            <>
              <LinkButton href={`${at}/stopping`}>{t.stop}</LinkButton>
              <LinkButton href={`${at}/secrets`}>{t.renew}</LinkButton>
              <LinkButton kind="primary" href={`${at}/tests`}>
                {t.test}
              </LinkButton>
            </>
          )
        }
      />
      {done && <Notice tone="ok" live title={t.done[done]} />}
      {webhook.stopReason && <Notice tone="warn" title={t.states.off(t.stopReasons[webhook.stopReason])} />}
      <KeysetList
        label={t.log.table}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={total === null ? lists.moreThan(COUNTED) : t.log.count(total)}
        empty={t.log.empty}
      />
    </>
  );
}

function useColumns(): Column<MessageRow>[] {
  const t = useText(webhooksText).log;
  return [
    {
      key: "type",
      head: t.columns.type,
      heads: true,
      cell: ({ id, type }) => (
        <>
          {t.types[type] ?? type}
          <Sub>
            <span className="num break-all">{id}</span>
          </Sub>
        </>
      ),
    },
    { key: "made", head: t.columns.made, cell: ({ madeAt }) => shortInstant(madeAt) },
    {
      key: "outcome",
      head: t.columns.outcome,
      cell: ({ outcome, nextTry, tries }) =>
        outcome === null ? (
          <>
            <Status tone="warn">{t.waiting}</Status>
            {tries > 0 && <Sub>{t.again(shortInstant(nextTry))}</Sub>}
          </>
        ) : (
          <Status tone={outcome === "delivered" ? "ok" : "off"}>{t.outcomes[outcome]}</Status>
        ),
    },
    { key: "tries", head: t.columns.tries, align: "right", cell: ({ tries }) => tries },
    {
      key: "answer",
      head: t.columns.answer,
      cell: ({ lastStatus, lastFailure, lastMs }) => (
        <>
          {lastFailure ? t.failures[lastFailure] : lastStatus}
          {lastMs !== null && <Sub>{t.took(lastMs)}</Sub>}
        </>
      ),
    },
  ];
}
