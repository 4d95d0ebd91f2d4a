import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Chips } from "~/components/chips";
import { KeysetList } from "~/components/keyset-list";
import { ListBar } from "~/components/list-bar";
import { chipsOf, ListQuery } from "~/components/list-query";
import { PageHead } from "~/components/page-head";
import { RectificationMark } from "~/components/sampled-mark";
import { type Column, Sub } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { rectificationPage } from "~/study/rectifications.server";
import { RECTIFICATIONS_WAITING } from "~/study/waiting";
import { shortDate } from "~/text/dates";
import { listsText } from "~/text/lists";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyAuditText, (t) => t.rectifications);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "supervision:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "supervision:read"), today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const shown = unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units;
  const unitIds = shown.map(({ unitId }) => unitId);
  const waits = RECTIFICATIONS_WAITING.find((known) => known === search.get("waits"));
  const page = await rectificationPage(prisma, { unitIds, waits }, placeFrom(search), today);
  const names = new Map(units.map(({ unitId, shortName }) => [unitId, shortName]));
  return {
    ...page,
    rows: page.rows.map((row) => ({ ...row, unitName: names.get(row.unitId) ?? "" })),
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    chosen: { unit: unit?.unitId ?? "", unitName: unit?.shortName ?? "", waits: waits ?? null },
  };
}

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];

export default function Rectifications() {
  const { rows, total, hasPrevious, hasNext, units, chosen } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const lists = useText(listsText);
  const [search] = useSearchParams();
  const columns = useColumns();
  const count = total === null ? lists.moreThan(COUNTED) : t.rectificationTotal(total);
  return (
    <>
      <PageHead title={t.rectifications} lede={t.rectificationsLede} />
      <ListQuery
        submit={t.query}
        narrowings={[
          { name: "unit", label: t.unit, empty: t.allUnits, choices: units, value: chosen.unit },
          {
            ...{ name: "waits", label: t.waits, empty: t.anyWaits, value: chosen.waits },
            choices: RECTIFICATIONS_WAITING.map((value) => ({ value, text: t.rectificationsWaiting[value] })),
          },
        ]}
      />
      <Chips
        items={chipsOf(search, [
          { filter: "unit", name: t.unit, value: chosen.unitName },
          {
            ...{ filter: "waits", name: t.waits },
            value: chosen.waits ? t.rectificationsWaiting[chosen.waits] : "",
          },
        ])}
      />
      <ListBar>
        <b>{count}</b>
      </ListBar>
      <KeysetList
        label={t.rectificationLabel}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.rectificationId}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={count}
        empty={{ title: t.rectificationNone, body: t.rectificationNoneBody }}
      />
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText(studyAuditText);
  return [
    {
      key: "what",
      head: t.rectification,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/rectifications/${row.rectificationId}`}>{row.demand}</a>
          <Sub>{row.title}</Sub>
        </>
      ),
    },
    { key: "unit", head: t.unit, cell: (row) => row.unitName },
    {
      key: "finding",
      head: t.finding,
      cell: (row) => (
        <>
          {t.kinds[row.kind]}
          <Sub>{row.noticeNumber}</Sub>
        </>
      ),
    },
    { key: "due", head: t.due, cell: (row) => <span className="num">{shortDate(row.dueOn)}</span> },
    {
      key: "state",
      head: t.result,
      cell: (row) => <RectificationMark step={row.state} isLate={row.isLate} />,
    },
  ];
}
