import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePerson } from "~/access/session.server";
import { ActForm } from "~/components/act-form";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { entryClosesAt } from "~/exams/exam";
import { openToPerson } from "~/exams/owing.server";
import { common } from "~/text/common";
import { longInstant } from "~/text/dates";
import { examsText } from "~/text/exams";
import { requiredExam } from "~/text/required-exam";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(examsText, (t) => t.own.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requirePerson(request);
  const exams = await openToPerson(prisma, personId, new Date());
  return {
    rows: exams.map((exam) => {
      const { id, title, kind, part, field, regime, opensAt } = exam;
      return { id, title, kind, part, field, regime, opensAt, closesAt: entryClosesAt(exam) };
    }),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

export default function OpenRegistrations() {
  const { rows } = useLoaderData<typeof loader>();
  const t = useText(examsText);
  const words = useText(common);
  const locale = useLocale();
  const columns: Column<Row>[] = [
    {
      key: "exam",
      head: t.exam,
      heads: true,
      cell: (row) => (
        <>
          {row.title}
          <Sub>{requiredExam(locale, row)}</Sub>
        </>
      ),
    },
    {
      key: "opens",
      head: t.opensAt,
      cell: (row) => (
        <>
          <span className="nb">{longInstant(row.opensAt, locale)}</span>
          <Sub>{t.own.until(longInstant(row.closesAt, locale))}</Sub>
        </>
      ),
    },
    {
      key: "acts",
      head: words.actions,
      acts: true,
      cell: (row) => (
        <ActForm action={`/my/registrations/${row.id}`} kind="primary" small>
          {t.own.register}
        </ActForm>
      ),
    },
  ];
  return (
    <>
      <PageHead
        title={t.own.title}
        lede={t.own.lede}
        crumbs={[{ text: t.my.title, href: "/my/exams" }, { text: t.own.title }]}
      />
      {rows.length === 0 ? (
        <Empty title={t.own.emptyTitle}>{t.own.empty}</Empty>
      ) : (
        <Table label={t.own.title} columns={columns} rows={rows} keyOf={(row) => row.id} />
      )}
    </>
  );
}
