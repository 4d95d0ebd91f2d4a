import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { phaseOf, phaseTone } from "~/exams/exam";
import { listExams } from "~/exams/exams.server";
import { common } from "~/text/common";
import { longInstant } from "~/text/dates";
import { examsText } from "~/text/exams";
import { fieldName } from "~/text/fields";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(examsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "exam:read");
  const now = new Date();
  const exams = await listExams(prisma, pathsFor(actor, "exam:read"));
  return {
    mayCreate: can(actor, "exam:create"),
    rows: exams.map(({ id, title, kind, part, field, opensAt, minutes, registered, ...exam }) => ({
      id,
      title,
      kind,
      part,
      field,
      opensAt,
      minutes,
      registered,
      phase: phaseOf({ opensAt, minutes, ...exam }, exam.acts, now),
    })),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

export default function Exams() {
  const { rows, mayCreate } = useLoaderData<typeof loader>();
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
          <a href={`/exams/${row.id}`}>{row.title}</a>
          <Sub>
            {[t.kinds[row.kind], row.part && t.parts[row.part], row.field && fieldName(locale, row.field)]
              .filter(Boolean)
              .join(" · ")}
          </Sub>
        </>
      ),
    },
    {
      key: "opens",
      head: t.opensAt,
      cell: (row) => (
        <>
          <span className="nb">{longInstant(row.opensAt, locale)}</span>
          <Sub>{`${t.minutes} ${words.minutes(row.minutes)}`}</Sub>
        </>
      ),
    },
    {
      key: "registered",
      head: t.registeredCount,
      align: "right",
      cell: (row) => t.people(row.registered),
    },
    {
      key: "state",
      head: t.state,
      cell: (row) => <Status tone={phaseTone(row.phase)}>{t.phase[row.phase]}</Status>,
    },
  ];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayCreate && (
            <LinkButton kind="primary" href="/exams/new">
              {t.add}
            </LinkButton>
          )
        }
      />
      {rows.length === 0 ? (
        <Empty title={t.emptyTitle}>{mayCreate ? t.empty : t.emptyForUnit}</Empty>
      ) : (
        <Table label={t.title} columns={columns} rows={rows} keyOf={(row) => row.id} />
      )}
    </>
  );
}
