import { RequirementStatus } from "~/components/required-exam";
import { type Column, Sub } from "~/components/table";
import { Tag } from "~/components/tag";
import type { RequirementListed } from "~/exams/requirement-list.server";
import { dateOfInstant, longDate } from "~/text/dates";
import { requiredExam } from "~/text/required-exam";
import { requirementsText } from "~/text/requirements";
import { useLocale, useText } from "~/text/text";

type Latest = { title: string; opensAt: Date | string; outcome: "registered" | "sat" | "absent" | "failed" };
export type Row = Omit<RequirementListed, "latest"> & { latest: Latest | null };

export function useColumns(): Column<Row>[] {
  const t = useText(requirementsText);
  const locale = useLocale();
  return [
    {
      key: "person",
      head: t.person,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/requirements/${row.requirementId}`}>{row.name}</a>
          <Sub>{row.unit}</Sub>
        </>
      ),
    },
    {
      key: "exam",
      head: t.exam,
      cell: (row) => (
        <>
          {requiredExam(locale, row)}
          <Sub>{row.examTitle ?? t.sources[row.source]}</Sub>
        </>
      ),
    },
    {
      key: "due",
      head: t.dueOn,
      className: "nb",
      cell: (row) => longDate(row.dueOn, locale),
    },
    {
      key: "state",
      head: t.state,
      cell: (row) => (
        <>
          <RequirementStatus standing={row.standing} />
          {row.hasOpenExemption && <Tag dashed>{t.exemptionWaits}</Tag>}
        </>
      ),
    },
    { key: "latest", head: t.latest, cell: (row) => <LatestCell row={row} /> },
  ];
}

/** Of what is settled nobody asks any more what came before. */
function LatestCell({ row: { standing, latest } }: { row: Row }) {
  const t = useText(requirementsText);
  const locale = useLocale();
  if (standing !== "due" && standing !== "overdue") return null;
  if (!latest) return <span className="quiet">{t.latestNone}</span>;
  return (
    <>
      {t.outcomes[latest.outcome]}
      <Sub>{`${latest.title} · ${longDate(dateOfInstant(latest.opensAt), locale)}`}</Sub>
    </>
  );
}
