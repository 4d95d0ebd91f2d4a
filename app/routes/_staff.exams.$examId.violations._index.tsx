import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { ViolationState } from "~/components/invigilation/violation-state";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { SIGNATURE_ROLES } from "~/exams/violation";
import { violationPage } from "~/exams/violation-list.server";
import { requireRegister } from "~/exams/violation-page.server";
import { placeFrom } from "~/paging";
import { shortInstant } from "~/text/dates";
import { examsText } from "~/text/exams";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { violationsText } from "~/text/violations";

export const meta = titled(violationsText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const { actor, exam, within, shown } = await requireRegister(request, params, "violation:read", now);
  const { searchParams: search } = new URL(request.url);
  const page = await violationPage(prisma, { examId: exam.id, ...within }, placeFrom(search), now);
  return {
    exam: { id: exam.id, title: exam.title },
    ...page,
    violations: page.violations.map(shown),
    search: search.toString(),
    mayInvigilate: can(actor, "exam:invigilate"),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["violations"][number];

export default function Violations() {
  const { exam, violations, mayInvigilate, search, total, hasPrevious, hasNext } =
    useLoaderData<typeof loader>();
  const { title } = useText(examsText);
  const t = useText(violationsText);
  const columns: Column<Row>[] = [
    {
      key: "candidate",
      head: t.candidate,
      heads: true,
      cell: ({ violationId, name, unit }) => (
        <>
          <a href={`/exams/${exam.id}/violations/${violationId}`}>{name}</a>
          <Sub>{unit.name}</Sub>
        </>
      ),
    },
    {
      key: "kind",
      head: t.kind,
      cell: ({ kind, code }) => (
        <>
          {t.kinds[kind]}
          <Sub>{t.codes[code]}</Sub>
        </>
      ),
    },
    { key: "at", head: t.recordedAt, className: "num", cell: ({ recordedAt }) => shortInstant(recordedAt) },
    {
      key: "signatures",
      head: t.signatures,
      align: "right",
      className: "num",
      cell: ({ signatures }) => `${signatures.length} / ${SIGNATURE_ROLES.length}`,
    },
    { key: "state", head: t.state, cell: (row) => <ViolationState violation={row} /> },
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
          mayInvigilate && (
            <LinkButton kind="primary" href={`/exams/${exam.id}/invigilation`}>
              {t.add}
            </LinkButton>
          )
        }
      />
      {violations.length === 0 ? (
        <Empty title={t.none}>{t.noneHint}</Empty>
      ) : (
        <>
          <Table label={t.title} columns={columns} rows={violations} keyOf={(row) => row.violationId} />
          <KeysetPager
            summary={t.entries(total)}
            search={search}
            before={hasPrevious && violations[0]!.violationId}
            after={hasNext && violations.at(-1)!.violationId}
          />
        </>
      )}
    </>
  );
}
