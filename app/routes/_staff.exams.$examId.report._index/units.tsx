import { Section } from "~/components/section";
import { type Column, Table } from "~/components/table";
import { type ReportGroup, ratesOf, type UnitLine } from "~/exams/exam-report";
import { examReportsText, rateShown } from "~/text/exam-reports";
import { useText } from "~/text/text";
import type { ReportShown } from "./route";

const COUNTED: readonly ReportGroup[] = ["should", "sat", "absent", "exempt", "passed"];

const TOTAL = "total";

/** One level of the tree, each unit with the same figures; a unit leads to the report of its own subtree. */
export function Units({ page: { exam, unit, lines, sums } }: { page: ReportShown }) {
  const t = useText(examReportsText);
  const here = `/exams/${exam.id}/report`;
  const columns: Column<UnitLine>[] = [
    {
      key: "unit",
      head: t.unit,
      heads: true,
      cell: ({ unitId, name, isSelf }) => {
        if (isSelf) return t.itself(name);
        return unitId === unit?.unitId || unitId === TOTAL ? (
          name
        ) : (
          <a href={`${here}?unit=${unitId}`}>{name}</a>
        );
      },
    },
    ...COUNTED.map((group) => count(group, t.groups[group])),
    {
      key: "violations",
      head: `${t.groups.misconduct} / ${t.groups.cheating}`,
      align: "right",
      className: "num",
      cell: (line) => `${line.sums.misconduct} / ${line.sums.cheating}`,
    },
    rate("attendance", t.attendance),
    rate("passedOfShould", t.passedOfShouldShort),
    rate("passedOfSat", t.passedOfSatShort),
  ];
  const total: UnitLine = { unitId: TOTAL, name: t.total, depth: 0, isSelf: false, sums };
  return (
    <Section title={t.byUnit} meta={t.byUnitHint}>
      <Table
        label={t.byUnit}
        columns={columns}
        rows={[...lines, total]}
        keyOf={({ unitId, isSelf }) => `${unitId}${isSelf}`}
        isMarked={({ unitId }) => unitId === TOTAL}
        compact
      />
    </Section>
  );
}

const count = (group: ReportGroup, head: string): Column<UnitLine> => ({
  ...{ key: group, head, align: "right", className: "num" },
  cell: ({ sums }) => sums[group],
});

const rate = (name: keyof ReturnType<typeof ratesOf>, head: string): Column<UnitLine> => ({
  ...{ key: name, head, align: "right", className: "num" },
  cell: ({ sums }) => rateShown(ratesOf(sums)[name]),
});
