import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { apiClientsUnder } from "~/access/api-clients.server";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, startOfDay } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { apiClientsText } from "~/text/api-clients";
import { shortInstant } from "~/text/dates";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { webhooksText } from "~/text/webhooks";

export const meta = titled(apiClientsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "api-client:read");
  const now = new Date();
  const today = chinaDateOf(now);
  const clients = await apiClientsUnder(prisma, pathsFor(actor, "api-client:read"), today, startOfDay(today));
  return {
    clients: clients.map((client) => ({
      ...client,
      state: client.revokedAt
        ? ("revoked" as const)
        : client.expiresAt > now
          ? ("active" as const)
          : ("expired" as const),
    })),
    mayWrite: can(actor, "api-client:write"),
    revoked: new URL(request.url).searchParams.get("done") === "revoked",
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["clients"][number];
const TONES = { active: "ok", expired: "warn", revoked: "off" } as const;

export default function ApiClients() {
  const { clients, mayWrite, revoked } = useLoaderData<typeof loader>();
  const t = useText(apiClientsText);
  const columns = useColumns(mayWrite);
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            <LinkButton href="/api">{t.guide}</LinkButton>
            {mayWrite && (
              <LinkButton kind="primary" href="/api-clients/new">
                {t.new}
              </LinkButton>
            )}
          </>
        }
      />
      {revoked && <Notice tone="ok" live title={t.revoked} />}
      {clients.length === 0 ? (
        <Empty title={t.empty.title}>{t.empty.body}</Empty>
      ) : (
        <Table label={t.table} columns={columns} rows={clients} keyOf={({ id }) => id} />
      )}
    </>
  );
}

function useColumns(mayWrite: boolean): Column<Row>[] {
  const t = useText(apiClientsText);
  const webhooks = useText(webhooksText);
  return [
    {
      key: "name",
      head: t.columns.name,
      heads: true,
      cell: ({ name, unitName }) => (
        <>
          {name}
          <Sub>{unitName}</Sub>
        </>
      ),
    },
    {
      key: "scopes",
      head: t.columns.scopes,
      cell: ({ scopes, perMinute }) => (
        <>
          {scopes.map((scope) => t.scopes[scope]).join(" · ")}
          <Sub>{t.perMinute(perMinute)}</Sub>
        </>
      ),
    },
    { key: "key", head: t.columns.key, cell: ({ expiresAt }) => t.until(shortInstant(expiresAt)) },
    {
      key: "used",
      head: t.columns.used,
      cell: ({ lastUsedAt, askedToday }) => (
        <>
          {lastUsedAt ? t.lastUsed(shortInstant(lastUsedAt)) : t.never}
          <Sub>{t.today(askedToday)}</Sub>
        </>
      ),
    },
    {
      key: "state",
      head: t.columns.state,
      cell: ({ state }) => <Status tone={TONES[state]}>{t.states[state]}</Status>,
    },
    {
      key: "acts",
      head: t.columns.acts,
      acts: true,
      cell: ({ id, state }) => (
        <div className="acts">
          <LinkButton href={`/api-clients/${id}/webhooks`} small>
            {webhooks.open}
          </LinkButton>
          {mayWrite && state !== "revoked" && (
            <>
              <LinkButton href={`/api-clients/${id}/renewal`} small>
                {t.renew}
              </LinkButton>
              <LinkButton href={`/api-clients/${id}/revocation`} small>
                {t.revoke}
              </LinkButton>
            </>
          )}
        </div>
      ),
    },
  ];
}
