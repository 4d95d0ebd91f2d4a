import type { Interval } from "~/study/timeline";
import { clockTime, dateOfInstant, shortDate } from "~/text/dates";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { Section } from "./section";
import { type Column, Table } from "./table";

/** One entry minute by minute: what counts, what does not, by which rule. */
export function RecordTimeline({ intervals }: { intervals: readonly Interval[] }) {
  const { timeline: t, reasons } = useText(studyText);
  const columns: Column<Interval>[] = [
    {
      key: "from",
      head: t.from,
      heads: true,
      cell: ({ startAt, endAt }) => (
        <span className="num nb">
          {shortDate(dateOfInstant(startAt))} {clockTime(startAt)}–{clockTime(endAt)}
        </span>
      ),
    },
    { key: "minutes", head: t.minutes, align: "right", cell: ({ minutes }) => minutes },
    {
      key: "why",
      head: t.why,
      cell: ({ why, rule }) => (
        <>
          {rule && <span className="tag">{rule}</span>} {reasons[why]}
        </>
      ),
    },
    {
      key: "source",
      head: t.source,
      cell: ({ source }) => (source ? `${source.title}${source.article ?? ""}` : "—"),
    },
  ];
  return (
    <Section title={t.title}>
      <Table label={t.label} columns={columns} rows={intervals} keyOf={({ startAt }) => String(startAt)} />
      <p className="hint">{t.convention}</p>
    </Section>
  );
}
