import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { addDays, chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Chips } from "~/components/chips";
import { KeysetList } from "~/components/keyset-list";
import { ListBar } from "~/components/list-bar";
import { chipsOf, ListQuery } from "~/components/list-query";
import { PageHead } from "~/components/page-head";
import { Status } from "~/components/status";
import { type Column, Sub } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { auditPage } from "~/study/audits.server";
import { METHODS } from "~/study/sampling-method";
import { shortDate, shortInstant } from "~/text/dates";
import { listsText } from "~/text/lists";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyAuditText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study-audit:read");
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "study-audit:read"), chinaDateOf(new Date()));
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const method = METHODS.find((known) => known === search.get("method"));
  const shown = unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units;
  const unitIds = shown.map(({ unitId }) => unitId);
  const page = await auditPage(prisma, { unitIds, method }, placeFrom(search));
  const names = new Map(units.map(({ unitId, shortName }) => [unitId, shortName]));
  return {
    ...page,
    rows: page.rows.map((row) => ({
      ...row,
      lastOn: addDays(row.toOn, -1),
      unitName: names.get(row.unitId) ?? "",
    })),
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    chosen: { unit: unit?.unitId ?? "", unitName: unit?.shortName ?? "", method: method ?? null },
    mayDraw: can(actor, "study-audit:write"),
  };
}

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];

export default function StudyAudits() {
  const { rows, total, hasPrevious, hasNext, units, chosen, mayDraw } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const lists = useText(listsText);
  const [search] = useSearchParams();
  const columns = useColumns();
  const count = total === null ? lists.moreThan(COUNTED) : t.total(total);
  const method = chosen.method && t.methods[chosen.method];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayDraw && (
            <LinkButton kind="primary" href="/study-audits/new">
              {t.draw}
            </LinkButton>
          )
        }
      />
      <ListQuery
        submit={t.query}
        narrowings={[
          { name: "unit", label: t.unit, empty: t.allUnits, choices: units, value: chosen.unit },
          {
            ...{ name: "method", label: t.method, empty: t.anyMethod, value: chosen.method },
            choices: METHODS.map((value) => ({ value, text: t.methods[value] })),
          },
        ]}
      />
      <Chips
        items={chipsOf(search, [
          { filter: "unit", name: t.unit, value: chosen.unitName },
          { filter: "method", name: t.method, value: method ?? "" },
        ])}
      />
      <ListBar>
        <b>{count}</b>
      </ListBar>
      <KeysetList
        label={t.label}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.auditId}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={count}
        empty={{ title: t.empty, body: t.emptyBody }}
      />
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText(studyAuditText);
  return [
    {
      key: "number",
      head: t.number,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/study-audits/${row.auditId}`}>{row.noticeNumber}</a>
          <Sub>{row.purpose}</Sub>
        </>
      ),
    },
    { key: "unit", head: t.unit, cell: (row) => row.unitName },
    {
      key: "period",
      head: t.period,
      cell: (row) => <span className="num">{t.periodOf(shortDate(row.fromOn), shortDate(row.lastOn))}</span>,
    },
    {
      key: "method",
      head: t.method,
      cell: (row) => (
        <>
          {t.methods[row.method]}
          <Sub>
            <span className="num">{shortInstant(row.drawnAt)}</span>
          </Sub>
        </>
      ),
    },
    {
      key: "progress",
      head: t.progressLabel,
      cell: (row) => <span className="num">{t.progress(row.lookedInto, row.size)}</span>,
    },
    {
      key: "findings",
      head: t.finding,
      cell: (row) =>
        row.findings > 0 ? (
          <Status tone="warn">{t.findingsCount(row.findings)}</Status>
        ) : row.lookedInto > 0 ? (
          <Status tone="ok">{t.clean}</Status>
        ) : (
          "—"
        ),
    },
  ];
}
