import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { campaignsReaching } from "~/certification/campaigns.server";
import { LinkButton } from "~/components/button";
import { CampaignStateMark } from "~/components/campaign-progress";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsById, unitsUnder } from "~/organisation/units.server";
import { longDate } from "~/text/dates";
import { renewalsText } from "~/text/renewals";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(renewalsText, (t) => t.campaign.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "campaign:read");
  const now = new Date();
  const today = chinaDateOf(now);
  const units = await unitsUnder(prisma, pathsFor(actor, "campaign:read"), today);
  const campaigns = await campaignsReaching(prisma, units, now);
  const at = await unitsById(
    prisma,
    campaigns.map(({ unitId }) => unitId),
    today,
  );
  return {
    campaigns: campaigns.map(({ id, unitId, name, kind, dueOn, state }) => ({
      ...{ id, name, kind, dueOn, state, unitName: at.get(unitId)?.name ?? "" },
    })),
    mayOpen: can(actor, "campaign:open"),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["campaigns"][number];

export default function Campaigns() {
  const { campaigns, mayOpen } = useLoaderData<typeof loader>();
  const t = useText(renewalsText).campaign;
  const locale = useLocale();
  const columns: Column<Row>[] = [
    {
      key: "name",
      head: t.name,
      heads: true,
      cell: ({ id, name, unitName }) => (
        <>
          <a href={`/campaigns/${id}`}>{name}</a>
          <Sub>{unitName}</Sub>
        </>
      ),
    },
    { key: "kind", head: t.kind, cell: ({ kind }) => t.kinds[kind] },
    { key: "due", head: t.due, className: "num", cell: ({ dueOn }) => longDate(dueOn, locale) },
    { key: "state", head: t.state, cell: ({ state }) => <CampaignStateMark state={state} /> },
  ];
  const opening = mayOpen && (
    <LinkButton kind="primary" href="/campaigns/new">
      {t.new}
    </LinkButton>
  );
  return (
    <>
      <PageHead title={t.title} lede={t.lede} acts={opening} />
      {campaigns.length === 0 ? (
        <Empty title={t.emptyTitle}>{t.empty}</Empty>
      ) : (
        <Table label={t.table} columns={columns} rows={campaigns} keyOf={({ id }) => id} />
      )}
    </>
  );
}
