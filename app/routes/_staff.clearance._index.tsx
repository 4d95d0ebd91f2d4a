import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Chips } from "~/components/chips";
import { useCaseColumns } from "~/components/clearance-columns";
import { ExportLinks } from "~/components/export-links";
import { KeysetList } from "~/components/keyset-list";
import { ListBar } from "~/components/list-bar";
import { chipsOf, ListQuery } from "~/components/list-query";
import { PageHead } from "~/components/page-head";
import { prisma } from "~/db.server";
import { COUNTED, placeFrom } from "~/paging";
import { CASES_WAITING } from "~/positions/clearance";
import { casePage } from "~/positions/clearance-list.server";
import { CAMPAIGNS, CLEARANCE, caseFilters } from "~/positions/clearance-page.server";
import { clearanceText } from "~/text/clearance";
import { listsText } from "~/text/lists";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(clearanceText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "clearance:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const { units, unit, campaign, state, filters } = await caseFilters(prisma, actor, search, today);
  const page = await casePage(prisma, filters, placeFrom(search), today);
  const names = new Map(units.map(({ unitId, shortName }) => [unitId, shortName]));
  return {
    ...page,
    rows: page.rows.map((row) => ({ ...row, unitName: names.get(row.unitId) ?? "" })),
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    campaigns: await prisma.clearanceCampaign.findMany({
      where: { cases: { some: { unitId: { in: units.map(({ unitId }) => unitId) } } } },
      orderBy: { openedAt: "desc" },
      select: { id: true, name: true },
    }),
    chosen: { unit: unit ?? null, campaign, state: state ?? null },
    at: { campaigns: CAMPAIGNS, inherited: `${CLEARANCE}/inherited`, export: `${CLEARANCE}/export` },
  };
}

export default function ClearanceCases() {
  const { rows, total, hasPrevious, hasNext, units, campaigns, chosen, at } = useLoaderData<typeof loader>();
  const t = useText(clearanceText);
  const lists = useText(listsText);
  const [search] = useSearchParams();
  const columns = useCaseColumns();
  const count = total === null ? lists.moreThan(COUNTED) : t.total(total);
  const { unit, campaign, state } = chosen;
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            <LinkButton href={at.inherited}>{t.inheritedLink}</LinkButton>
            <LinkButton href={at.campaigns}>{t.campaigns}</LinkButton>
          </>
        }
      />
      <ListQuery
        submit={t.query}
        narrowings={[
          { name: "unit", label: t.unit, empty: t.allUnits, choices: units, value: unit?.unitId },
          {
            ...{ name: "state", label: t.waits, empty: t.anyState, value: state },
            choices: CASES_WAITING.map((value) => ({ value, text: t.waiting[value] })),
          },
          {
            ...{ name: "campaign", label: t.campaign, empty: t.anyCampaign, value: campaign?.id },
            choices: campaigns.map(({ id, name }) => ({ value: id, text: name })),
          },
        ]}
      />
      <Chips
        items={chipsOf(search, [
          { filter: "unit", name: t.unit, value: unit?.shortName ?? "" },
          { filter: "state", name: t.waits, value: state ? t.waiting[state] : "" },
          { filter: "campaign", name: t.campaign, value: campaign?.name ?? "" },
        ])}
      />
      <ListBar>
        <b>{count}</b>
        <ExportLinks href={at.export} query={search.toString()} />
      </ListBar>
      <KeysetList
        label={t.label}
        columns={columns}
        rows={rows}
        keyOf={({ caseId }) => caseId}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={count}
        empty={{ title: t.emptyTitle, body: t.empty }}
      />
    </>
  );
}
