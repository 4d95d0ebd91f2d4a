import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { LinkButton } from "~/components/button";
import { CorrectionState } from "~/components/correction-state";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { correctionPage } from "~/exams/correction-list.server";
import { requireHolder } from "~/exams/exam-page.server";
import { placeFrom } from "~/paging";
import { keyCorrectionsText } from "~/text/corrections-of-keys";
import { shortInstant } from "~/text/dates";
import { examsText } from "~/text/exams";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(keyCorrectionsText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { exam } = await requireHolder(request, params, "exam:correct");
  const { searchParams: search } = new URL(request.url);
  const { corrections, ...turned } = await correctionPage(prisma, exam.id, placeFrom(search));
  return {
    exam: { id: exam.id, title: exam.title },
    ...turned,
    search: search.toString(),
    corrections: corrections.map(({ proposedById: _, ...correction }) => correction),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["corrections"][number];

export default function Corrections() {
  const { exam, corrections, search, total, hasPrevious, hasNext } = useLoaderData<typeof loader>();
  const { title } = useText(examsText);
  const t = useText(keyCorrectionsText);
  const columns: Column<Row>[] = [
    {
      key: "question",
      head: t.question,
      heads: true,
      cell: ({ correctionId, code, stem }) => (
        <>
          <a href={`/exams/${exam.id}/corrections/${correctionId}`}>{code}</a>
          <Sub>{stem}</Sub>
        </>
      ),
    },
    {
      key: "treatment",
      head: t.treatment,
      cell: ({ treatment, key }) =>
        treatment === "new-key" ? t.toKey(key.join(" ")) : t.treatments[treatment],
    },
    {
      key: "moved",
      head: t.moved,
      cell: ({ run }) => t.movedOf(run.changed, run.passing, run.failing),
    },
    {
      key: "proposed",
      head: t.proposed,
      cell: ({ proposedBy, proposedAt }) => (
        <>
          {proposedBy}
          <Sub>{shortInstant(proposedAt)}</Sub>
        </>
      ),
    },
    {
      key: "state",
      head: t.state,
      cell: ({ decision, decidedBy, decidedAt }) => (
        <>
          <CorrectionState decision={decision} />
          {decidedAt && <Sub>{`${decidedBy} ${shortInstant(decidedAt)}`}</Sub>}
        </>
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
        acts={
          <LinkButton kind="primary" href={`/exams/${exam.id}/corrections/questions`}>
            {t.start}
          </LinkButton>
        }
      />
      {corrections.length === 0 ? (
        <Empty title={t.none}>{t.noneHint}</Empty>
      ) : (
        <>
          <Table label={t.title} columns={columns} rows={corrections} keyOf={(row) => row.correctionId} />
          <KeysetPager
            summary={t.corrections(total)}
            search={search}
            before={hasPrevious && corrections[0]!.correctionId}
            after={hasNext && corrections.at(-1)!.correctionId}
          />
        </>
      )}
    </>
  );
}
