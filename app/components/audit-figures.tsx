import type { AuditFigures } from "~/study/audit-figures";
import { FINDING_KINDS } from "~/study/audit-verdict";
import { studyAuditText } from "~/text/study-audit";
import { useText } from "~/text/text";
import { Stats } from "./stats";
import { type Column, Table } from "./table";

/** Figures of an audit or of a unit, each leading to what it counts where `hrefOf` says where that is. */
export function AuditStats({
  figures,
  hrefOf,
}: {
  figures: AuditFigures;
  hrefOf?: (query: string) => string;
}) {
  const t = useText(studyAuditText);
  const to = (query: string) => (hrefOf ? { href: hrefOf(query) } : {});
  const { byState } = figures;
  return (
    <Stats
      items={[
        { key: "sampled", label: t.sampled, value: figures.sampled, ...to("") },
        {
          key: "in-order",
          label: t.sampleStates["in-order"],
          value: byState["in-order"],
          ...to("state=in-order"),
        },
        { key: "finding", label: t.sampleStates.finding, value: byState.finding, ...to("state=finding") },
        { key: "rate", label: t.rate, value: t.percent(figures.findingPercent) },
        { key: "false", label: t.falseOnes, value: figures.false },
        {
          key: "reversed",
          label: t.reversedMinutes,
          value: figures.reversedMinutes,
          detail: `${t.reversedCount} ${figures.reversed}`,
        },
        { key: "misconduct", label: t.misconduct, value: figures.misconduct },
        {
          key: "rectified",
          label: t.rectification,
          value: t.rectified(figures.rectified, figures.toRectify),
          detail: figures.late > 0 ? `${t.lateCount} ${figures.late}` : undefined,
        },
      ]}
    />
  );
}

type KindRow = { kind: (typeof FINDING_KINDS)[number]; count: number };

export function FindingsByKind({
  figures,
  hrefOf,
}: {
  figures: AuditFigures;
  hrefOf: (query: string) => string;
}) {
  const t = useText(studyAuditText);
  const columns: Column<KindRow>[] = [
    { key: "kind", head: t.finding, heads: true, cell: ({ kind }) => t.kinds[kind] },
    {
      key: "count",
      head: t.sampleStates.finding,
      align: "right",
      cell: ({ kind, count }) => (count > 0 ? <a href={hrefOf(`kind=${kind}`)}>{count}</a> : 0),
    },
  ];
  const rows = FINDING_KINDS.map((kind) => ({ kind, count: figures.byKind[kind] }));
  return <Table label={t.byKind} columns={columns} rows={rows} keyOf={({ kind }) => kind} compact />;
}
