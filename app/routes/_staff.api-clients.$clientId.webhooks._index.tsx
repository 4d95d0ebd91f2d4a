import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireClientInScope } from "~/access/api-client-page.server";
import { can } from "~/access/permissions";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { Status } from "~/components/status";
import { type Column, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { webhooksOf } from "~/positions/webhook-list.server";
import { apiClientsText } from "~/text/api-clients";
import { shortInstant } from "~/text/dates";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { webhooksText } from "~/text/webhooks";

export const meta = titled(webhooksText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, client } = await requireClientInScope(
    request,
    params.clientId,
    new Date(),
    "api-client:read",
  );
  return { client, webhooks: await webhooksOf(prisma, client.id), mayWrite: can(actor, "api-client:write") };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["webhooks"][number];

export default function Webhooks() {
  const { client, webhooks, mayWrite } = useLoaderData<typeof loader>();
  const t = useText(webhooksText);
  const clients = useText(apiClientsText);
  const columns = useColumns();
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[{ text: clients.title, href: "/api-clients" }, { text: client.name }, { text: t.title }]}
        acts={
          mayWrite && (
            <LinkButton kind="primary" href={`/api-clients/${client.id}/webhooks/new`}>
              {t.new}
            </LinkButton>
          )
        }
      />
      {webhooks.length === 0 ? (
        <Empty title={t.empty.title}>{t.empty.body}</Empty>
      ) : (
        <Table label={t.table} columns={columns} rows={webhooks} keyOf={({ id }) => id} />
      )}
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText(webhooksText);
  return [
    {
      key: "address",
      head: t.columns.address,
      heads: true,
      cell: ({ id, address }) => (
        <a className="break-all" href={`/webhooks/${id}`}>
          {address}
        </a>
      ),
    },
    {
      key: "state",
      head: t.columns.state,
      cell: ({ stopReason }) =>
        stopReason ? (
          <Status tone="off">{t.states.off(t.stopReasons[stopReason])}</Status>
        ) : (
          <Status tone="ok">{t.states.on}</Status>
        ),
    },
    { key: "waiting", head: t.columns.waiting, align: "right", cell: ({ waiting }) => waiting },
    {
      key: "delivered",
      head: t.columns.delivered,
      cell: ({ deliveredAt }) => (deliveredAt ? shortInstant(deliveredAt) : t.never),
    },
  ];
}
