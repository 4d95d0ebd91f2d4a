import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Chips } from "~/components/chips";
import { KeysetList } from "~/components/keyset-list";
import { ListBar } from "~/components/list-bar";
import { chipsOf, ListQuery } from "~/components/list-query";
import { NoticeMark } from "~/components/notice-mark";
import { PageHead } from "~/components/page-head";
import type { Column } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { noticePage } from "~/study/notice-list.server";
import { NOTICE_GROUNDS } from "~/study/supervision-notice";
import { NOTICES_WAITING } from "~/study/waiting";
import { shortDate } from "~/text/dates";
import { listsText } from "~/text/lists";
import { supervisionText } from "~/text/supervision";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(supervisionText, (t) => t.notices);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "supervision:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "supervision:read"), today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const shown = unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units;
  const unitIds = shown.map(({ unitId }) => unitId);
  const ground = NOTICE_GROUNDS.find((known) => known === search.get("ground"));
  const drafts = can(actor, "study-audit:read");
  const waits = NOTICES_WAITING.find((known) => known === search.get("waits"));
  const page = await noticePage(prisma, { unitIds, drafts, ground, waits }, placeFrom(search), today);
  const names = new Map(units.map(({ unitId, shortName }) => [unitId, shortName]));
  return {
    ...page,
    rows: page.rows.map((row) => ({ ...row, unitName: names.get(row.unitId) ?? "" })),
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    chosen: {
      unit: unit?.unitId ?? "",
      unitName: unit?.shortName ?? "",
      ground: ground ?? null,
      waits: waits ?? null,
    },
    isOffice: drafts,
    mayDraft: can(actor, "supervision:issue"),
  };
}

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];

export default function SupervisionNotices() {
  const { rows, total, hasPrevious, hasNext, units, chosen, isOffice, mayDraft } =
    useLoaderData<typeof loader>();
  const t = useText(supervisionText);
  const lists = useText(listsText);
  const [search] = useSearchParams();
  const columns = useColumns();
  const count = total === null ? lists.moreThan(COUNTED) : t.total(total);
  return (
    <>
      <PageHead
        title={t.notices}
        lede={isOffice ? t.lede : t.ledeUnit}
        acts={
          mayDraft && (
            <LinkButton kind="primary" href="/supervision-notices/new">
              {t.draftNew}
            </LinkButton>
          )
        }
      />
      <ListQuery
        submit={t.query}
        narrowings={[
          { name: "unit", label: t.unit, empty: t.allUnits, choices: units, value: chosen.unit },
          {
            ...{ name: "ground", label: t.ground, empty: t.anyGround, value: chosen.ground },
            choices: NOTICE_GROUNDS.map((value) => ({ value, text: t.grounds[value] })),
          },
          {
            ...{ name: "waits", label: t.waits, empty: t.anyWaits, value: chosen.waits },
            choices: NOTICES_WAITING.filter((value) => isOffice || value !== "to-issue").map((value) => ({
              ...{ value, text: t.noticesWaiting[value] },
            })),
          },
        ]}
      />
      <Chips
        items={chipsOf(search, [
          { filter: "unit", name: t.unit, value: chosen.unitName },
          { filter: "ground", name: t.ground, value: chosen.ground ? t.grounds[chosen.ground] : "" },
          { filter: "waits", name: t.waits, value: chosen.waits ? t.noticesWaiting[chosen.waits] : "" },
        ])}
      />
      <ListBar>
        <b>{count}</b>
      </ListBar>
      <KeysetList
        label={t.label}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.noticeId}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={count}
        empty={{ title: t.empty, body: t.emptyBody }}
      />
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText(supervisionText);
  return [
    {
      key: "number",
      head: t.number,
      heads: true,
      cell: (row) => <a href={`/supervision-notices/${row.noticeId}`}>{row.number}</a>,
    },
    { key: "unit", head: t.unit, cell: (row) => row.unitName },
    {
      key: "ground",
      head: t.ground,
      cell: (row) => `${t.grounds[row.ground]}${row.year ? ` ${t.ofYear(row.year)}` : ""}`,
    },
    {
      key: "due",
      head: t.due,
      cell: (row) => (
        <span className="num">{row.dueOn ? shortDate(row.dueOn) : t.daysFrom(row.workingDays)}</span>
      ),
    },
    { key: "state", head: t.state, cell: (row) => <NoticeMark state={row.state} isLate={row.isLate} /> },
  ];
}
