import type { AnomalyKind } from "~/study/online";
import { coursesText } from "~/text/courses";
import { shortInstant } from "~/text/dates";
import { useText } from "~/text/text";
import { type Column, Sub, Table } from "./table";
import { Tag } from "./tag";

export type ShownAnomaly = {
  id: string;
  kind: AnomalyKind;
  times: number;
  facts: Record<string, number | string>;
  firstAt: Date | string;
  lastAt: Date | string;
  enrolmentId: string;
  name: string;
  unitName: string;
  course: string;
  lesson: string;
};

/** What was odd about time that was counted, with its facts. `ofOne`: the page is about one learner. */
export function AnomalyTable({ rows, ofOne = false }: { rows: readonly ShownAnomaly[]; ofOne?: boolean }) {
  const t = useText(coursesText).learning;
  const who: Column<ShownAnomaly> = {
    key: "name",
    head: t.name,
    heads: true,
    cell: ({ enrolmentId, name, unitName }) => (
      <>
        <a href={`/learning/${enrolmentId}`}>{name}</a>
        <Sub>{unitName}</Sub>
      </>
    ),
  };
  const columns: Column<ShownAnomaly>[] = [
    {
      key: "kind",
      head: t.anomaly,
      heads: ofOne,
      cell: ({ kind, times }) => (
        <>
          <Tag>{t.kinds[kind]}</Tag>
          <Sub>{t.times(times)}</Sub>
        </>
      ),
    },
    { key: "facts", head: t.facts, cell: ({ kind, facts }) => t.says[kind](facts) },
    {
      key: "course",
      head: t.course,
      cell: ({ course, lesson }) => (
        <>
          {course}
          <Sub>{lesson}</Sub>
        </>
      ),
    },
    {
      key: "when",
      head: t.when,
      cell: ({ firstAt, lastAt, times }) => (
        <>
          <span className="num">{shortInstant(lastAt)}</span>
          {times > 1 && <Sub>{t.since(shortInstant(firstAt))}</Sub>}
        </>
      ),
    },
  ];
  return (
    <Table
      label={t.anomaly}
      columns={ofOne ? columns : [who, ...columns]}
      rows={rows}
      keyOf={({ id }) => id}
    />
  );
}
