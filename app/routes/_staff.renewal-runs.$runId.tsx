import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { type RenewalRunLine, renewalLinesOf, renewalRunOf } from "~/casework/renewal-run-results.server";
import { PageHead } from "~/components/page-head";
import { LineRefusals, MoreLines, RunProgress } from "~/components/run-results";
import { type Column, Sub, Table } from "~/components/table";
import { Tabs } from "~/components/tabs";
import { prisma } from "~/db.server";
import { shortInstant } from "~/text/dates";
import { renewalsText } from "~/text/renewals";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta: MetaFunction<typeof loader> = (args) => [
  ...(titled(renewalsText, (t) => t.runs.title)(args as never) ?? []),
  ...(args.data?.run.finishedAt === null ? [{ httpEquiv: "refresh", content: "3" }] : []),
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "application:submit");
  const run = await renewalRunOf(prisma, params.runId, actor.accountId);
  if (!run) throw new Response(null, { status: 404 });
  const search = new URL(request.url).searchParams;
  const after = /^\d{1,4}$/.test(search.get("after") ?? "") ? Number(search.get("after")) : 0;
  const refusedOnly = search.get("show") === "refused";
  return { run, refusedOnly, ...(await renewalLinesOf(prisma, run.runId, { after, refusedOnly })) };
}

export default function RenewalRun() {
  const { run, lines, hasNext, refusedOnly } = useLoaderData<typeof loader>();
  const all = useText(renewalsText);
  const t = all.runs;
  const columns = useColumns();
  const at = `/renewal-runs/${run.runId}`;
  const done = run.applied + run.refused;
  const progress = t.progress(done, run.total);
  return (
    <>
      <PageHead
        title={t.title}
        lede={`${shortInstant(run.requestedAt)}　${t.figures(run)}`}
        crumbs={[{ text: all.title, href: "/renewals" }, { text: t.title }]}
      />
      <div className="stack-lg">
        {run.finishedAt === null && (
          <RunProgress value={progress} total={run.total} done={done} href={at} reload={t.reload} />
        )}
        <Tabs
          label={t.results}
          items={[
            { text: t.all, href: at, current: !refusedOnly },
            { text: t.refusedOnly(run.refused), href: `${at}?show=refused`, current: refusedOnly },
          ]}
        />
        <Table label={t.results} columns={columns} rows={lines} keyOf={({ place }) => String(place)} />
        {hasNext && <MoreLines after={lines.at(-1)!.place} text={t.more} />}
      </div>
    </>
  );
}

function useColumns(): Column<RenewalRunLine>[] {
  const all = useText(renewalsText);
  const t = all.runs;
  return [
    { key: "place", head: t.place, align: "right", cell: ({ place }) => place },
    {
      key: "name",
      head: all.columns.holder,
      heads: true,
      cell: ({ certificateId, holderName, number }) => (
        <>
          <a href={`/certificates/${certificateId}`}>{holderName}</a>
          <Sub>{number}</Sub>
        </>
      ),
    },
    {
      key: "outcome",
      head: t.outcome,
      cell: ({ applicationId, refusals }) =>
        applicationId ? (
          <a href={`/applications/${applicationId}`}>{t.applied}</a>
        ) : (
          <LineRefusals refusals={refusals} />
        ),
    },
  ];
}
