import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { type TrainingRunLine, trainingLinesOf, trainingRunOf } from "~/casework/training-run-results.server";
import { PageHead } from "~/components/page-head";
import { LineRefusals, MoreLines, RunProgress } from "~/components/run-results";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { shortInstant } from "~/text/dates";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { trainingText } from "~/text/training";

export const meta: MetaFunction<typeof loader> = (args) => [
  ...(titled(trainingText, (t) => t.runs.title)(args as never) ?? []),
  ...(args.data?.run.finishedAt === null ? [{ httpEquiv: "refresh", content: "3" }] : []),
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "training:issue");
  const run = await trainingRunOf(prisma, params.runId, actor.accountId);
  if (!run) throw new Response(null, { status: 404 });
  const search = new URL(request.url).searchParams;
  const after = /^\d{1,4}$/.test(search.get("after") ?? "") ? Number(search.get("after")) : 0;
  return { run, ...(await trainingLinesOf(prisma, run.runId, after, new Date())) };
}

export default function TrainingRun() {
  const { run, lines, hasNext } = useLoaderData<typeof loader>();
  const all = useText(trainingText);
  const t = all.runs;
  const columns = useColumns();
  const done = run.issued + run.drafted + run.refused;
  const progress = t.progress(done, run.total);
  return (
    <>
      <PageHead
        title={t.title}
        lede={`${shortInstant(run.requestedAt)}　${t.figures(run)}`}
        crumbs={[
          { text: all.title, href: "/training-certificates" },
          { text: all.earned.title, href: "/training-certificates/earned" },
          { text: t.title },
        ]}
      />
      <div className="stack-lg">
        {run.finishedAt === null && (
          <RunProgress
            value={progress}
            total={run.total}
            done={done}
            href={`/training-runs/${run.runId}`}
            reload={t.reload}
          />
        )}
        <Table label={t.results} columns={columns} rows={lines} keyOf={({ place }) => String(place)} />
        {hasNext && <MoreLines after={lines.at(-1)!.place} text={t.more} />}
      </div>
    </>
  );
}

function useColumns(): Column<TrainingRunLine>[] {
  const all = useText(trainingText);
  const t = all.runs;
  return [
    { key: "place", head: t.place, align: "right", cell: ({ place }) => place },
    {
      key: "name",
      head: all.columns.holder,
      heads: true,
      cell: ({ name, kind }) => (
        <>
          {name}
          <Sub>{all.kinds[kind]}</Sub>
        </>
      ),
    },
    {
      key: "outcome",
      head: t.outcome,
      cell: ({ certificate, isDrafted, refusals }) => {
        if (certificate)
          return (
            <a className="num" href={`/training-certificates/${certificate.id}`}>
              {certificate.number}
            </a>
          );
        if (isDrafted) return t.drafted;
        return <LineRefusals refusals={refusals} sources />;
      },
    },
  ];
}
