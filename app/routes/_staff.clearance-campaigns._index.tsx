import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { KeysetList } from "~/components/keyset-list";
import { PageHead } from "~/components/page-head";
import { Status } from "~/components/status";
import { type Column, Sub } from "~/components/table";
import { prisma } from "~/db.server";
import { COUNTED, placeFrom } from "~/paging";
import { campaignPage } from "~/positions/campaign-list.server";
import { clearanceText } from "~/text/clearance";
import { longDate } from "~/text/dates";
import { listsText } from "~/text/lists";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(clearanceText, (t) => t.campaigns);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "clearance:read");
  const asked = placeFrom(new URL(request.url).searchParams);
  return {
    ...(await campaignPage(prisma, actor, asked, chinaDateOf(new Date()))),
    mayOpen: can(actor, "clearance-campaign:open"),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

export default function ClearanceCampaigns() {
  const { rows, total, hasPrevious, hasNext, mayOpen } = useLoaderData<typeof loader>();
  const t = useText(clearanceText);
  const lists = useText(listsText);
  const locale = useLocale();
  const columns: Column<Row>[] = [
    {
      key: "name",
      head: t.name,
      heads: true,
      cell: ({ campaignId, name, instructionNumber }) => (
        <>
          <a href={`/clearance-campaigns/${campaignId}`}>{name}</a>
          <Sub>{instructionNumber}</Sub>
        </>
      ),
    },
    { key: "scope", head: t.scope, cell: ({ unitName }) => unitName },
    { key: "due", head: t.dueOn, cell: ({ dueOn }) => longDate(dueOn, locale) },
    {
      key: "figures",
      head: t.figures,
      cell: ({ closed, cases }) => <span className="num">{t.closedOf(closed, cases)}</span>,
    },
    { key: "state", head: t.campaignState, cell: (row) => <CampaignMark {...row} /> },
  ];
  return (
    <>
      <PageHead
        title={t.campaigns}
        lede={t.campaignsLede}
        crumbs={[{ text: t.title, href: "/clearance" }, { text: t.campaigns }]}
        acts={
          mayOpen && (
            <LinkButton kind="primary" href="/clearance-campaigns/new">
              {t.newCampaign}
            </LinkButton>
          )
        }
      />
      <KeysetList
        label={t.campaigns}
        columns={columns}
        rows={rows}
        keyOf={({ campaignId }) => campaignId}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={total === null ? lists.moreThan(COUNTED) : t.campaignsTotal(total)}
        empty={{ title: t.campaignsEmptyTitle, body: t.campaignsEmpty }}
      />
    </>
  );
}

function CampaignMark({ isOver, isScanned }: Pick<Row, "isOver" | "isScanned">) {
  const t = useText(clearanceText);
  if (isOver) return <Status tone="ok">{t.over}</Status>;
  return <Status tone="info">{isScanned ? t.underWay : t.scanning}</Status>;
}
