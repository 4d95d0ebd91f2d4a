import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { mayKnowCandidates } from "~/exams/concealment";
import { examFrom } from "~/exams/exam-page.server";
import { redrawnPage } from "~/exams/redraw.server";
import { unitsUnder } from "~/organisation/units.server";
import { placeFrom } from "~/paging";
import { blueprintsText } from "~/text/blueprints";
import { shortInstant } from "~/text/dates";
import { examsText } from "~/text/exams";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(blueprintsText, (t) => t.redraws);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "exam:read");
  const exam = await examFrom(actor, params);
  const on = chinaDateOf(new Date());
  const units = await unitsUnder(prisma, pathsFor(actor, "exam:read"), on);
  const place = placeFrom(new URL(request.url).searchParams);
  const unitIds = mayKnowCandidates(actor, exam) ? units.map(({ unitId }) => unitId) : [];
  const page = await redrawnPage(prisma, { examId: exam.id, unitIds, on }, place);
  return { exam: { id: exam.id, title: exam.title }, ...page };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

export default function Redraws() {
  const { exam, rows, total, hasPrevious, hasNext } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const t = useText(blueprintsText);
  const exams = useText(examsText);
  const columns: Column<Row>[] = [
    {
      key: "candidate",
      head: exams.candidate,
      heads: true,
      cell: ({ name, number, startedAt }) => (
        <>
          {name}
          <Sub>{`${t.attemptOf(number)} · ${shortInstant(startedAt)}`}</Sub>
        </>
      ),
    },
    {
      key: "version",
      head: t.version,
      className: "nb",
      cell: ({ blueprintNumber }) => t.versionOf(blueprintNumber),
    },
    {
      key: "same",
      head: t.redraws,
      cell: ({ same, differs }) =>
        same ? (
          <Status tone="ok">{t.redrawSame}</Status>
        ) : (
          <>
            <Status tone="stop">{t.redrawDiffers}</Status>
            {differs.map((part) => (
              <Sub key={part}>{t.redrawParts[part]}</Sub>
            ))}
          </>
        ),
    },
  ];
  return (
    <>
      <PageHead
        title={t.redraws}
        lede={t.redrawsLede}
        crumbs={[
          { text: exams.title, href: "/exams" },
          { text: exam.title, href: `/exams/${exam.id}` },
          { text: t.redraws },
        ]}
      />
      {rows.length === 0 ? (
        <Empty title={t.redrawsNone}>{t.redrawsNoneHint}</Empty>
      ) : (
        <>
          <Table label={t.redraws} columns={columns} rows={rows} keyOf={({ attemptId }) => attemptId} />
          <KeysetPager
            summary={t.redrawsFound(total)}
            search={search}
            before={hasPrevious && rows[0]!.attemptId}
            after={hasNext && rows.at(-1)!.attemptId}
          />
        </>
      )}
    </>
  );
}
