import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { yearOf } from "~/calendar";
import { AuditStats, FindingsByKind } from "~/components/audit-figures";
import { ExportLinks } from "~/components/export-links";
import { PageHead } from "~/components/page-head";
import { Section } from "~/components/section";
import { type Column, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsById } from "~/organisation/units.server";
import { figuresByUnit, figuresOf } from "~/study/audit-figures";
import { requireAudit } from "~/study/audit-page.server";
import { sampleOf } from "~/study/audit-sample.server";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyAuditText, (t) => t.report);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { audit, today } = await requireAudit(request, params, "study-audit:read", new Date());
  const sample = await sampleOf(prisma, audit.auditId, today);
  const units = figuresByUnit(sample, today);
  const names = await unitsById(
    prisma,
    units.map(({ unitId }) => unitId),
    today,
  );
  return {
    audit,
    year: yearOf(audit.fromOn),
    figures: figuresOf(sample, today),
    units: units.map((row) => ({ ...row, unitName: names.get(row.unitId)?.shortName ?? "" })),
  };
}

type Row = Awaited<ReturnType<typeof loader>>["units"][number];

export default function AuditReport() {
  const { audit, figures, units } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const columns = useColumns();
  const at = `/study-audits/${audit.auditId}`;
  const hrefOf = (query: string) => `${at}${query && `?${query}`}#sample`;
  return (
    <>
      <PageHead
        title={t.report}
        lede={`${audit.noticeNumber}　${audit.purpose}`}
        crumbs={[
          { text: t.title, href: "/study-audits" },
          { text: audit.noticeNumber, href: at },
          { text: t.report },
        ]}
        acts={<ExportLinks href={`${at}/report/export`} query="" />}
      />
      <div className="stack-lg">
        <AuditStats figures={figures} hrefOf={hrefOf} />
        <Section title={t.byKind}>
          <FindingsByKind figures={figures} hrefOf={hrefOf} />
        </Section>
        <Section title={t.byUnit}>
          <Table label={t.unitLabel} columns={columns} rows={units} keyOf={(row) => row.unitId} />
        </Section>
      </div>
    </>
  );
}

function useColumns(): Column<Row>[] {
  const { audit, year } = useLoaderData<typeof loader>();
  const t = useText(studyAuditText);
  const to = (row: Row, query: string) => `/study-audits/${audit.auditId}?unit=${row.unitId}${query}#sample`;
  return [
    {
      key: "unit",
      head: t.unit,
      heads: true,
      cell: (row) => <a href={`/study-audits/units/${row.unitId}?year=${year}`}>{row.unitName}</a>,
    },
    {
      key: "sampled",
      head: t.sampled,
      align: "right",
      cell: (row) => <a href={to(row, "")}>{row.figures.sampled}</a>,
    },
    {
      key: "finding",
      head: t.sampleStates.finding,
      align: "right",
      cell: ({ figures, ...row }) =>
        figures.byState.finding > 0 ? (
          <a href={to({ figures, ...row }, "&state=finding")}>{figures.byState.finding}</a>
        ) : (
          0
        ),
    },
    { key: "rate", head: t.rate, align: "right", cell: ({ figures }) => t.percent(figures.findingPercent) },
    { key: "false", head: t.falseOnes, align: "right", cell: ({ figures }) => figures.false },
    {
      key: "reversed",
      head: t.reversedMinutes,
      align: "right",
      cell: ({ figures }) => figures.reversedMinutes,
    },
    {
      key: "rectified",
      head: t.rectification,
      align: "right",
      cell: ({ figures }) => t.rectified(figures.rectified, figures.toRectify),
    },
  ];
}
