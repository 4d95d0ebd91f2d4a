import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Button } from "~/components/button";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { type Column, Sub, Table } from "~/components/table";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { requireHolder } from "~/exams/exam-page.server";
import { questionsOnPapers } from "~/exams/exam-questions.server";
import { placeFrom } from "~/paging";
import { keyCorrectionsText } from "~/text/corrections-of-keys";
import { examRoomText } from "~/text/exam-room";
import { examsText } from "~/text/exams";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(keyCorrectionsText, (t) => t.choose.title);

const LONGEST_SEARCH = 100;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam } = await requireHolder(request, params, "exam:correct");
  const { searchParams: search } = new URL(request.url);
  const q = (search.get("q") ?? "").trim().slice(0, LONGEST_SEARCH).replaceAll("\0", "");
  return {
    exam: { id: exam.id, title: exam.title },
    q,
    search: search.toString(),
    ...(await questionsOnPapers(prisma, { examId: exam.id, q }, placeFrom(search))),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["questions"][number];

export default function QuestionsOnPapers() {
  const { exam, q, questions, search, total, hasPrevious, hasNext } = useLoaderData<typeof loader>();
  const { title } = useText(examsText);
  const { types } = useText(examRoomText);
  const t = useText(keyCorrectionsText);
  const list = `/exams/${exam.id}/corrections`;
  const columns: Column<Row>[] = [
    {
      key: "question",
      head: t.question,
      heads: true,
      cell: ({ questionVersionId, code, stem }) => (
        <>
          <a href={`${list}/questions/${questionVersionId}`}>{code}</a>
          <Sub>{stem}</Sub>
        </>
      ),
    },
    { key: "type", head: t.choose.type, cell: ({ type }) => <span className="nb">{types[type]}</span> },
    {
      key: "right",
      head: t.choose.right,
      align: "right",
      className: "num",
      cell: ({ right, papers }) => t.choose.rightOf(right, papers),
    },
  ];
  return (
    <>
      <PageHead
        title={t.choose.title}
        lede={t.choose.lede}
        crumbs={[
          { text: title, href: "/exams" },
          { text: exam.title, href: `/exams/${exam.id}` },
          { text: t.title, href: list },
          { text: t.choose.title },
        ]}
      />
      <form method="get" className="filters">
        <TextField name="q" label={t.choose.search} defaultValue={q} small maxLength={LONGEST_SEARCH} />
        <Button small>{t.choose.find}</Button>
      </form>
      {questions.length === 0 ? (
        <Empty title={t.choose.none}>{t.choose.noneHint}</Empty>
      ) : (
        <>
          <Table
            label={t.choose.title}
            columns={columns}
            rows={questions}
            keyOf={(row) => row.questionVersionId}
          />
          <KeysetPager
            summary={t.choose.count(total)}
            search={search}
            before={hasPrevious && questions[0]!.questionVersionId}
            after={hasNext && questions.at(-1)!.questionVersionId}
          />
        </>
      )}
    </>
  );
}
