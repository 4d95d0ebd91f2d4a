import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "~/access/session.server";
import { linesOf, type RunLine, runOf } from "~/casework/issuance-run-results.server";
import { LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { LineRefusals, MoreLines, RunProgress } from "~/components/run-results";
import { Section } from "~/components/section";
import { type Column, Table } from "~/components/table";
import { Tabs } from "~/components/tabs";
import { prisma } from "~/db.server";
import { certificationText } from "~/text/certification";
import { shortInstant } from "~/text/dates";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta: MetaFunction<typeof loader> = (args) => [
  ...(titled(certificationText, (t) => t.runs.title)(args as never) ?? []),
  ...(args.data?.run.finishedAt === null ? [{ httpEquiv: "refresh", content: "3" }] : []),
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "certificate:issue");
  const run = await runOf(prisma, params.runId, actor.accountId);
  if (!run) throw new Response(null, { status: 404 });
  const search = new URL(request.url).searchParams;
  const asked = /^\d{1,4}$/.test(search.get("after") ?? "") ? Number(search.get("after")) : 0;
  const refusedOnly = search.get("show") === "refused";
  const page = { after: asked, refusedOnly };
  return { run, refusedOnly, ...(await linesOf(prisma, run.runId, page, new Date())) };
}

export default function IssuanceRun() {
  const { run, lines, hasNext, refusedOnly } = useLoaderData<typeof loader>();
  const all = useText(certificationText);
  const t = all.runs;
  const at = `/issuance-runs/${run.runId}`;
  const done = run.issued + run.refused;
  const progress = t.progress(done, run.total);
  return (
    <>
      <PageHead
        title={run.decisionNumber}
        lede={`${shortInstant(run.requestedAt)}　${t.figures(run)}`}
        crumbs={[{ text: t.title, href: "/issuance-runs" }, { text: run.decisionNumber }]}
        acts={run.printed > 0 && <LinkButton href={`${at}/archive`}>{t.archive(run.printed)}</LinkButton>}
      />
      <div className="stack-lg">
        {(run.finishedAt === null || run.printed < run.issued) && (
          <RunProgress
            value={run.finishedAt ? t.printing(run.printed, run.issued) : progress}
            label={progress}
            total={run.total}
            done={done}
            href={at}
            reload={t.reload}
          />
        )}
        <Section title={t.results}>
          <Tabs
            label={t.results}
            items={[
              { text: t.all, href: at, current: !refusedOnly },
              { text: t.refusedOnly(run.refused), href: `${at}?show=refused`, current: refusedOnly },
            ]}
          />
          <Lines lines={lines} />
          {hasNext && <MoreLines after={lines.at(-1)!.place} text={t.more} />}
        </Section>
      </div>
    </>
  );
}

function Lines({ lines }: { lines: RunLine[] }) {
  const all = useText(certificationText);
  const t = all.runs;
  const columns: Column<RunLine>[] = [
    { key: "place", head: t.place, align: "right", cell: ({ place }) => place },
    {
      key: "name",
      head: all.certificates.columns.holder,
      heads: true,
      cell: ({ applicationId, name }) => <a href={`/applications/${applicationId}`}>{name}</a>,
    },
    {
      key: "outcome",
      head: t.outcome,
      cell: ({ certificate, refusals }) =>
        certificate ? (
          <a className="num" href={`/certificates/${certificate.id}`}>
            {certificate.number}
          </a>
        ) : (
          <LineRefusals refusals={refusals} />
        ),
    },
  ];
  return <Table label={t.results} columns={columns} rows={lines} keyOf={({ place }) => String(place)} />;
}
