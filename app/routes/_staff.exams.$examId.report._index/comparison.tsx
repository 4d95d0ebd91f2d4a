import { Section } from "~/components/section";
import { type Column, Table } from "~/components/table";
import { meanShare, type ReportGroup, ratesOf, type Sums } from "~/exams/exam-report";
import { longDate } from "~/text/dates";
import { examReportsText, pointsShown, rateShown, signed } from "~/text/exam-reports";
import { useLocale, useText } from "~/text/text";
import type { ReportShown } from "./route";

type Line = { key: string; name: string; now: string; before: string; change: string | null };

const COUNTED: readonly ReportGroup[] = [
  "should",
  "sat",
  "absent",
  "exempt",
  "passed",
  "misconduct",
  "cheating",
];

/** The same figures of the sitting before it, of the same units. */
export function Comparison({ sums, earlier }: { sums: Sums; earlier: NonNullable<ReportShown["earlier"]> }) {
  const t = useText(examReportsText);
  const locale = useLocale();
  const [now, before] = [figuresOf(sums), figuresOf(earlier.sums)];
  const rate = (key: keyof typeof now, name: string): Line => {
    const points = pointsShown(now[key], before[key]);
    return {
      ...{ key, name, now: rateShown(now[key]), before: rateShown(before[key]) },
      change: points && t.points(points),
    };
  };
  const lines: Line[] = [
    ...COUNTED.map((group) => ({
      ...{ key: group, name: t.groups[group], now: String(sums[group]), before: String(earlier.sums[group]) },
      change: signed(sums[group] - earlier.sums[group]),
    })),
    rate("attendance", t.attendance),
    rate("passedOfShould", t.passedOfShould),
    rate("passedOfSat", t.passedOfSat),
    rate("mean", t.mean),
  ];
  const columns: Column<Line>[] = [
    { key: "measure", head: t.measure, heads: true, cell: ({ name }) => name },
    { key: "now", head: t.thisTime, align: "right", className: "num", cell: (line) => line.now },
    { key: "before", head: t.lastTime, align: "right", className: "num", cell: (line) => line.before },
    { key: "change", head: t.change, align: "right", className: "num", cell: ({ change }) => change ?? "—" },
  ];
  return (
    <Section title={t.compared}>
      <p>
        <a href={`/exams/${earlier.examId}/report`}>
          {t.comparedWith(earlier.title, longDate(earlier.heldOn, locale))}
        </a>
      </p>
      <Table label={t.compared} columns={columns} rows={lines} keyOf={({ key }) => key} compact />
    </Section>
  );
}

const figuresOf = (sums: Sums) => ({ ...ratesOf(sums), mean: meanShare(sums) });
