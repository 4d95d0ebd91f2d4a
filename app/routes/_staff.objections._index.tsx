import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Empty } from "~/components/empty";
import { filteredHref } from "~/components/filters";
import { ObjectionMark } from "~/components/objection-mark";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { type Column, Sub, Table } from "~/components/table";
import { Tabs } from "~/components/tabs";
import { prisma } from "~/db.server";
import { OBJECTION_STATES } from "~/exams/objection";
import { objectionPage } from "~/exams/objection-list.server";
import { objectionFiltersFrom, requireObjections, shownTo } from "~/exams/objection-page.server";
import { placeFrom } from "~/paging";
import { shortDate, shortInstant } from "~/text/dates";
import { objectionsText } from "~/text/objections";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(objectionsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, unitIds } = await requireObjections(request, "objection:read", now);
  const { searchParams: search } = new URL(request.url);
  const filters = objectionFiltersFrom(search);
  const { objections, ...page } = await objectionPage(prisma, { unitIds, filters }, placeFrom(search), now);
  return {
    ...page,
    objections: objections.map(shownTo(request, actor)),
    state: filters.state ?? null,
    isOfExam: filters.examId !== undefined,
    search: search.toString(),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["objections"][number];

export default function Objections() {
  const page = useLoaderData<typeof loader>();
  const { objections, state, isOfExam, search, total, hasPrevious, hasNext } = page;
  const t = useText(objectionsText);
  const counts = { open: page.open, overdue: page.overdue, answered: undefined };
  const columns: Column<Row>[] = [
    {
      key: "candidate",
      head: t.candidate,
      heads: true,
      cell: ({ objectionId, name, slot }) => (
        <>
          <a href={`/objections/${objectionId}`}>{name}</a>
          <Sub>{slot === null ? t.whole : t.slot(slot)}</Sub>
        </>
      ),
    },
    {
      key: "exam",
      head: t.exam,
      cell: ({ examId, examTitle }) =>
        isOfExam ? examTitle : <a href={filteredHref(search, { exam: examId })}>{examTitle}</a>,
    },
    { key: "made", head: t.madeAt, className: "num", cell: ({ madeAt }) => shortInstant(madeAt) },
    { key: "due", head: t.dueOn, className: "num", cell: ({ dueOn }) => shortDate(dueOn) },
    { key: "state", head: t.state, cell: (row) => <ObjectionMark objection={row} /> },
  ];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={isOfExam && <a href={filteredHref(search, { exam: null })}>{t.allExams}</a>}
      />
      <div className="stack">
        <Tabs
          label={t.state}
          items={[null, ...OBJECTION_STATES].map((value) => ({
            href: filteredHref(search, { state: value }),
            text: t.filters[value ?? "all"],
            ...(value && counts[value] !== undefined ? { count: counts[value] } : {}),
            current: value === state,
          }))}
        />
        {objections.length === 0 ? (
          <Empty title={t.none}>{t.noneHint}</Empty>
        ) : (
          <>
            <Table label={t.title} columns={columns} rows={objections} keyOf={(row) => row.objectionId} />
            <KeysetPager
              summary={t.count(total)}
              search={search}
              before={hasPrevious && objections[0]!.objectionId}
              after={hasNext && objections.at(-1)!.objectionId}
            />
          </>
        )}
      </div>
    </>
  );
}
