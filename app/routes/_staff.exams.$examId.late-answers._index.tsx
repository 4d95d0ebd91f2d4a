import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { chinaDateOf } from "~/calendar";
import { Empty } from "~/components/empty";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Status } from "~/components/status";
import { type Column, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { requireHolder } from "~/exams/exam-page.server";
import { lateLines } from "~/exams/late-answers.server";
import { namesOn } from "~/personnel/person.server";
import { clockTimeToTheSecond } from "~/text/dates";
import { examsText } from "~/text/exams";
import { lateText } from "~/text/late-answers";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(lateText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam } = await requireHolder(request, params, "exam:accept-late");
  const lines = await lateLines(prisma, { examId: exam.id });
  const on = chinaDateOf(new Date());
  const names = await namesOn(
    prisma,
    lines.map(({ personId }) => personId),
    on,
  );
  return {
    exam: { id: exam.id, title: exam.title },
    done: new URL(request.url).searchParams.get("done") ?? "",
    lines: lines.map(({ attemptId, personId, deadlineAt, steps, proposal }) => ({
      attemptId,
      name: names.get(personId) ?? "",
      deadlineAt,
      count: steps.length,
      lastAt: steps.reduce((last, { receivedAt }) => (receivedAt > last ? receivedAt : last), steps[0]!.receivedAt),
      isProposed: proposal !== null,
    })),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["lines"][number];

export default function LateAnswers() {
  const { exam, lines, done } = useLoaderData<typeof loader>();
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
    { key: "count", head: t.count, align: "right", cell: ({ count }) => t.countOf(count) },
    {
      key: "state",
      head: t.state,
      cell: ({ isProposed }) => (
        <Status tone={isProposed ? "warn" : "off"}>{isProposed ? t.states.proposed : t.states.waiting}</Status>
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
          <Table label={t.title} columns={columns} rows={lines} keyOf={(row) => row.attemptId} />
        )}
      </div>
    </>
  );
}
