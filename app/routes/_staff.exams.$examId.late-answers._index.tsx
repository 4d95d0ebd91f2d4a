import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { chinaDateOf } from "~/calendar";
import { Empty } from "~/components/empty";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { Status } from "~/components/status";
import { type Column, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { nameFor, requireHolder } from "~/exams/exam-page.server";
import { latePage } from "~/exams/late-list.server";
import { placeFrom } from "~/paging";
import { namesOn } from "~/personnel/person.server";
import { clockTimeToTheSecond } from "~/text/dates";
import { examsText } from "~/text/exams";
import { lateText } from "~/text/late-answers";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(lateText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, exam } = await requireHolder(request, params, "exam:accept-late");
  const { searchParams: search } = new URL(request.url);
  const { lines, ...turned } = await latePage(prisma, exam.id, placeFrom(search));
  const on = chinaDateOf(new Date());
  const names = await namesOn(
    prisma,
    lines.map(({ personId }) => personId),
    on,
  );
  const nameOf = nameFor(request, actor);
  return {
    exam: { id: exam.id, title: exam.title },
    ...turned,
    search: search.toString(),
    done: search.get("done") ?? "",
    lines: lines.map(({ personId, registrationId, ...line }) => ({
      ...line,
      name: nameOf({ kind: exam.kind, registrationId, name: names.get(personId) ?? "" }),
    })),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["lines"][number];

export default function LateAnswers() {
  const { exam, lines, done, search, total, hasPrevious, hasNext } = useLoaderData<typeof loader>();
  const { title } = useText(examsText);
  const t = useText(lateText);
  const columns: Column<Row>[] = [
    {
      key: "candidate",
      head: t.candidate,
      heads: true,
      cell: ({ attemptId, name }) => <a href={`/exams/${exam.id}/late-answers/${attemptId}`}>{name}</a>,
    },
    {
      key: "deadline",
      head: t.deadline,
      className: "num",
      cell: ({ deadlineAt }) => clockTimeToTheSecond(deadlineAt),
    },
    { key: "last", head: t.lastAt, className: "num", cell: ({ lastAt }) => clockTimeToTheSecond(lastAt) },
    { key: "count", head: t.count, align: "right", cell: ({ answers }) => t.countOf(answers) },
    {
      key: "state",
      head: t.state,
      cell: ({ isProposed }) => (
        <Status tone={isProposed ? "warn" : "off"}>
          {isProposed ? t.states.proposed : t.states.waiting}
        </Status>
      ),
    },
  ];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[
          { text: title, href: "/exams" },
          { text: exam.title, href: `/exams/${exam.id}` },
          { text: t.title },
        ]}
      />
      <div className="stack-lg">
        {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
        {lines.length === 0 ? (
          <Empty title={t.none}>{t.noneHint}</Empty>
        ) : (
          <>
            <Table label={t.title} columns={columns} rows={lines} keyOf={(row) => row.attemptId} />
            <KeysetPager
              summary={t.papers(total)}
              search={search}
              before={hasPrevious && lines[0]!.attemptId}
              after={hasNext && lines.at(-1)!.attemptId}
            />
          </>
        )}
      </div>
    </>
  );
}
