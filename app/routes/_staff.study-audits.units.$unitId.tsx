import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, yearOf, yearRange } from "~/calendar";
import { AuditStats } from "~/components/audit-figures";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { SampledMark } from "~/components/sampled-mark";
import { Section } from "~/components/section";
import { type Column, Sub, Table } from "~/components/table";
import { Tabs } from "~/components/tabs";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { figuresOf } from "~/study/audit-figures";
import { sampledIn } from "~/study/audit-sample.server";
import { common } from "~/text/common";
import { dateOfInstant, shortDate } from "~/text/dates";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

const YEARS_BACK = 3;

export const meta = titled(studyAuditText, (t, data: { unitName: string } | undefined) =>
  data ? t.unitPage(data.unitName) : t.title,
);

/** What audits found in a unit and what that does to its figures: subtree and all. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study-audit:read");
  const today = chinaDateOf(new Date());
  const { unitId } = params;
  const unit = isUuid(unitId) ? await findUnit(prisma, unitId, today) : null;
  if (!unit || !can(actor, "study-audit:read", { path: unit.path }))
    throw new Response(null, { status: 404 });
  const years = Array.from({ length: YEARS_BACK + 1 }, (_, back) => yearOf(today) - back);
  const asked = new URL(request.url).searchParams.get("year");
  const year = years.find((known) => String(known) === asked) ?? yearOf(today);
  const units = await unitsUnder(prisma, [unit.path], today);
  const unitIds = units.map((one) => one.unitId);
  const sampled = await sampledIn(prisma, { unitIds, ...yearRange(year) }, today);
  return {
    unitId: unit.unitId,
    unitName: unit.name,
    year,
    years,
    figures: figuresOf(sampled, today),
    rows: sampled.filter(({ state }) => state === "finding"),
  };
}

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];

export default function AuditedUnit() {
  const { unitId, unitName, year, years, figures, rows } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const { year: yearName } = useText(common);
  const columns = useColumns();
  return (
    <>
      <PageHead
        title={t.unitPage(unitName)}
        lede={t.unitLede(year)}
        crumbs={[{ text: t.title, href: "/study-audits" }, { text: unitName }]}
      />
      <Tabs
        label={t.year}
        items={years.map((known) => ({
          href: `/study-audits/units/${unitId}?year=${known}`,
          text: yearName(known),
          current: known === year,
        }))}
      />
      {figures.sampled === 0 ? (
        <Empty title={t.unitNone} />
      ) : (
        <div className="stack-lg">
          <Section title={t.unitImpact}>
            <AuditStats figures={figures} />
          </Section>
          <Section title={t.unitFindings} meta={t.findingsCount(rows.length)}>
            {rows.length > 0 ? (
              <Table
                label={t.sampleLabel}
                columns={columns}
                rows={rows}
                keyOf={(row) => `${row.auditId} ${row.place}`}
              />
            ) : (
              <p className="quiet">{t.clean}</p>
            )}
          </Section>
        </div>
      )}
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText(studyAuditText);
  return [
    {
      key: "record",
      head: t.record,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/study-audits/${row.auditId}/records/${row.place}`}>{row.name}</a>
          <Sub>
            {row.title} <span className="num">{shortDate(dateOfInstant(row.startAt))}</span>
          </Sub>
        </>
      ),
    },
    { key: "kind", head: t.finding, cell: (row) => <SampledMark state={row.state} kind={row.kind} /> },
    { key: "facts", head: t.factsOf, cell: (row) => row.facts },
    {
      key: "reversed",
      head: t.reversedMinutes,
      align: "right",
      cell: (row) => (row.isReversed ? row.minutes : 0),
    },
  ];
}
