import { Empty } from "~/components/empty";
import { Histogram } from "~/components/histogram";
import { Section } from "~/components/section";
import { Stats } from "~/components/stats";
import { type Column, Table } from "~/components/table";
import { meanShare, type ReportGroup, ratesOf, type Sums } from "~/exams/exam-report";
import { examReportsText, rateShown } from "~/text/exam-reports";
import { useText } from "~/text/text";
import type { ReportShown } from "./route";

/** The list of the people whom a figure counts. */
export function peopleHref(
  { exam, unit }: Pick<ReportShown, "exam" | "unit">,
  asked: Record<string, string>,
) {
  const search = new URLSearchParams({ ...asked, ...(unit ? { unit: unit.unitId } : {}) });
  return `/exams/${exam.id}/report/people?${search}`;
}

const ALWAYS: readonly ReportGroup[] = [
  ...(["should", "sat", "absent", "exempt"] as const),
  ...(["passed", "failed", "misconduct", "cheating"] as const),
];
/** Told where there is anybody. */
const OTHERWISE: readonly ReportGroup[] = ["void", "unmarked", "late"];

/** Heads, and each leads to the people behind it. */
export function Whole({ page }: { page: ReportShown }) {
  const t = useText(examReportsText);
  const { sums } = page;
  const groups = [...ALWAYS, ...OTHERWISE.filter((group) => sums[group] > 0)];
  return (
    <Stats
      items={groups.map((group) => ({
        key: group,
        label: t.groups[group],
        value: sums[group],
        detail: group === "sat" && sums.papers !== sums.sat ? t.papers(sums.papers) : undefined,
        href: peopleHref(page, { group }),
      }))}
    />
  );
}

/** Both pass rates side by side: over those who should have sat, and over those who did. */
export function Rates({ sums }: { sums: Sums }) {
  const t = useText(examReportsText);
  const { attendance, passedOfShould, passedOfSat } = ratesOf(sums);
  const { should, sat, passed } = sums;
  const how = (words: string, part: number, whole: number) => `${words} · ${t.outOf(part, whole)}`;
  return (
    <Section title={t.rates}>
      <Stats
        items={[
          {
            key: "attendance",
            label: t.attendance,
            value: rateShown(attendance),
            detail: how(t.attendanceHow, sat, should),
          },
          {
            key: "of-should",
            label: t.passedOfShould,
            value: rateShown(passedOfShould),
            detail: how(t.passedOfShouldHow, passed, should),
          },
          {
            key: "of-sat",
            label: t.passedOfSat,
            value: rateShown(passedOfSat),
            detail: how(t.passedOfSatHow, passed, sat),
          },
          { key: "mean", label: t.mean, value: rateShown(meanShare(sums)) },
        ]}
      />
    </Section>
  );
}

export function Distribution({ sums: { histogram } }: { sums: Sums }) {
  const t = useText(examReportsText);
  const people = histogram.reduce((sum, count) => sum + count, 0);
  const width = 100 / histogram.length;
  const steps = histogram.map((count, at) => ({ name: t.stepOf(at * width, (at + 1) * width), count }));
  const told = steps.filter(({ count }) => count > 0).map(({ name, count }) => `${name} ${t.people(count)}`);
  const columns: Column<(typeof steps)[number]>[] = [
    { key: "step", head: t.step, heads: true, cell: ({ name }) => name },
    { key: "count", head: t.count, align: "right", className: "num", cell: ({ count }) => count },
  ];
  return (
    <Section title={t.distribution} meta={people > 0 && t.distributionOf(people)}>
      {people === 0 ? (
        <Empty title={t.noMarks}>{t.noMarksHint}</Empty>
      ) : (
        <figure>
          <Histogram
            label={[t.distribution, ...told].join(" · ")}
            counts={histogram}
            ends={[0, 20, 40, 60, 80, 100].map((end) => `${end}%`)}
          />
          <figcaption className="no-print">
            <details>
              <summary>{t.distribution}</summary>
              <Table
                label={t.distribution}
                columns={columns}
                rows={steps}
                keyOf={({ name }) => name}
                compact
              />
            </details>
          </figcaption>
        </figure>
      )}
    </Section>
  );
}
