import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import { ActForm } from "~/components/act-form";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { Facts } from "~/components/facts";
import { Icon } from "~/components/icon";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { BarRow, ProgressBar } from "~/components/progress-bar";
import { Section } from "~/components/section";
import { Stats } from "~/components/stats";
import { type Column, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { CASES_WAITING, type CaseWaiting } from "~/positions/clearance";
import { boardOf, sumOf } from "~/positions/clearance-list.server";
import { requireCampaign } from "~/positions/clearance-page.server";
import { clearanceText } from "~/text/clearance";
import { dateOfInstant, longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta: MetaFunction<typeof loader> = (args) => [
  ...(titled(clearanceText, (t, data: { campaign: { name: string } } | undefined) =>
    data ? data.campaign.name : t.campaigns,
  )(args as never) ?? []),
  ...(args.data && !args.data.campaign.scannedAt ? [{ httpEquiv: "refresh", content: "5" }] : []),
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const found = await requireCampaign(request, params, "clearance:read", now);
  const { actor, campaign, units, path } = found;
  const unitIds = units.map(({ unitId }) => unitId);
  const board = await boardOf(prisma, campaign.campaignId, unitIds, chinaDateOf(now));
  const of = new Map(board.map((one) => [one.unitId, one]));
  return {
    campaign,
    rows: units.flatMap(({ unitId, shortName }) => {
      const counts = of.get(unitId);
      return counts ? [{ ...counts, unitName: shortName }] : [];
    }),
    sum: sumOf(board),
    mayClose: campaign.closedAt === null && can(actor, "clearance-campaign:open", { path }),
    done: new URL(request.url).searchParams.get("done") ?? "",
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

export default function CampaignBoard() {
  const { campaign, rows, sum, mayClose, done } = useLoaderData<typeof loader>();
  const t = useText(clearanceText);
  const locale = useLocale();
  const { campaignId, name, instructionNumber, dueOn, openedAt, scannedAt, closedAt, looked } = campaign;
  const at = `/clearance-campaigns/${campaignId}`;
  const list = listAt(campaignId);
  const columns = useColumns(campaignId);
  const state = closedAt ? t.over : scannedAt ? t.underWay : t.scanning;
  return (
    <>
      <PageHead
        title={name}
        lede={`${state}　${t.dueOn} ${longDate(dueOn, locale)}`}
        crumbs={[
          { text: t.title, href: "/clearance" },
          { text: t.campaigns, href: "/clearance-campaigns" },
          { text: name },
        ]}
        acts={
          <>
            <LinkButton href={`${at}/report`}>
              <Icon name="download" />
              {t.report}
            </LinkButton>
            {mayClose && <ActForm action={`${at}/closing`}>{t.closeCampaign}</ActForm>}
          </>
        }
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        <Facts
          items={[
            { term: t.instruction, value: instructionNumber },
            { term: t.opened, value: longDate(dateOfInstant(openedAt), locale) },
            { term: t.campaignState, value: `${state}　${t.scanned(looked)}` },
          ]}
        />
        <Section title={t.figures} end={<a href={list()}>{t.listLink}</a>}>
          <Stats
            items={[
              { key: "found", label: t.found, value: sum.cases, unit: t.cases, href: list() },
              ...CASES_WAITING.map((waits) => ({
                ...{ key: waits, label: t.waiting[waits], value: sum[waits], unit: t.cases },
                href: list(waits),
              })),
            ]}
          />
        </Section>
        <Section title={t.board}>
          {rows.length === 0 ? (
            <Empty title={t.boardEmptyTitle}>{t.boardEmpty}</Empty>
          ) : (
            <Table label={t.board} columns={columns} rows={rows} keyOf={({ unitId }) => unitId} />
          )}
        </Section>
      </div>
    </>
  );
}

const listAt = (campaign: string) => (state?: CaseWaiting, unit?: string) =>
  `/clearance?${new URLSearchParams({ campaign, ...(state ? { state } : {}), ...(unit ? { unit } : {}) })}`;

function useColumns(campaignId: string): Column<Row>[] {
  const t = useText(clearanceText);
  const list = listAt(campaignId);
  const figure = (state: CaseWaiting): Column<Row> => ({
    ...{ key: state, head: t.waiting[state] },
    cell: (row) =>
      row[state] === 0 ? (
        <span className="quiet">0</span>
      ) : (
        <a href={list(state, row.unitId)}>{row[state]}</a>
      ),
  });
  return [
    {
      key: "unit",
      head: t.unit,
      heads: true,
      cell: ({ unitId, unitName }) => <a href={list(undefined, unitId)}>{unitName}</a>,
    },
    {
      key: "bar",
      head: t.figures,
      cell: ({ closed, proposed, cases }) => (
        <BarRow value={t.closedOf(closed, cases)}>
          <ProgressBar label={t.closedOf(closed, cases)} total={cases} done={closed} pending={proposed} />
        </BarRow>
      ),
    },
    ...CASES_WAITING.map(figure),
  ];
}
