import { Empty } from "~/components/empty";
import { filteredHref } from "~/components/filters";
import { KeysetPager } from "~/components/pager";
import { Status } from "~/components/status";
import { type Column, Table } from "~/components/table";
import { Tabs } from "~/components/tabs";
import { LINE_FILTERS } from "~/exams/key-correction";
import { keyCorrectionsText } from "~/text/corrections-of-keys";
import { useText } from "~/text/text";
import type { CorrectionShown } from "./route";

type Line = CorrectionShown["page"]["lines"][number];

/** Every candidate of the dry run with the mark before and after, a page at a time. */
export function Lines({ shown: { page, filter, search, correction } }: { shown: CorrectionShown }) {
  const t = useText(keyCorrectionsText).run;
  const { lines, total, hasPrevious, hasNext } = page;
  const { papers, changed, passing, failing } = correction.run;
  const counts = { changed, passing, failing, all: papers };
  const columns: Column<Line>[] = [
    {
      key: "candidate",
      head: t.candidate,
      heads: true,
      cell: ({ personId, name }) => <a href={`/people/${personId}`}>{name}</a>,
    },
    {
      key: "before",
      head: t.before,
      align: "right",
      className: "num",
      cell: ({ markBefore, fullMarkBefore }) => t.markOf(markBefore, fullMarkBefore),
    },
    {
      key: "after",
      head: t.after,
      align: "right",
      className: "num",
      cell: ({ markAfter, fullMarkAfter }) => <b>{t.markOf(markAfter, fullMarkAfter)}</b>,
    },
    { key: "result", head: t.result, cell: (line) => <Side line={line} /> },
  ];
  return (
    <div className="stack">
      <Tabs
        label={t.title}
        items={LINE_FILTERS.map((value) => ({
          href: filteredHref(search, { show: value, done: null }),
          text: t.filters[value],
          count: counts[value],
          current: value === filter,
        }))}
      />
      {lines.length === 0 ? (
        <Empty title={t.none} />
      ) : (
        <>
          <Table label={t.filters[filter]} columns={columns} rows={lines} keyOf={(line) => line.attemptId} />
          <KeysetPager
            summary={t.count(total)}
            search={search}
            before={hasPrevious && lines[0]!.attemptId}
            after={hasNext && lines.at(-1)!.attemptId}
          />
        </>
      )}
    </div>
  );
}

function Side({ line: { passedBefore, passedAfter } }: { line: Line }) {
  const t = useText(keyCorrectionsText).run;
  if (passedBefore === passedAfter) return passedAfter ? t.pass : t.fail;
  return <Status tone={passedAfter ? "ok" : "stop"}>{passedAfter ? t.sides.passes : t.sides.fails}</Status>;
}
