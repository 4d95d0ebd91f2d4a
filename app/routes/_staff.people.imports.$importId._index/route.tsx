import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { type Actor, can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { latestRun } from "~/casework/roster-runs.server";
import { RosterRunning } from "~/components/roster-running";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { checkedRows, latestCheck } from "~/personnel/roster-check.server";
import {
  findRosterImport,
  type RosterImportFound,
  resultCounts,
  rosterResults,
} from "~/personnel/roster-import.server";
import { personnelText } from "~/text/personnel";
import { rosterText } from "~/text/roster-imports";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { Head } from "./head";
import { Preview } from "./preview";
import { Result } from "./result";

const PAGE = 100;

/** While the work goes on the page asks again by itself, without a script. */
export const meta: MetaFunction<typeof loader> = (args) => [
  ...(titled(personnelText, (t) => t.imports.title)(args as never) ?? []),
  ...(args.data?.kind === "running" ? [{ httpEquiv: "refresh", content: "2" }] : []),
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "roster:import");
  const importId = String(params.importId);
  const found = isUuid(importId)
    ? await findRosterImport(prisma, importId, pathsFor(actor, "roster:import"), new Date())
    : null;
  if (!found) throw new Response(null, { status: 404 });
  const search = new URL(request.url).searchParams;
  const run = await latestRun(prisma, importId);
  const { fileName } = found;
  if (run?.isOpen) return { kind: "running" as const, importId, fileName, run: { ...run, refusals: [] } };
  const failed = run?.refusals ?? [];
  return found.acceptance
    ? result(found, found.acceptance, failed, search)
    : preview(found, failed, search, actor);
}

async function preview(found: RosterImportFound, failed: Failed, search: URLSearchParams, actor: Actor) {
  const { importId, fileName } = found;
  const check = await latestCheck(prisma, importId);
  if (!check) throw redirect(`/people/imports/${importId}/columns`);
  const { bad, ...goodCounts } = check.counts;
  const good = Object.values(goodCounts).reduce((sum, count) => sum + count, 0);
  const badPage = pageOf(search.get("bad"), bad);
  const goodPage = pageOf(search.get("good"), good);
  const rows = await checkedRows(prisma, check, { bad: badPage.range, good: goodPage.range });
  return {
    kind: "preview" as const,
    importId,
    fileName,
    failed,
    search: search.toString(),
    counts: check.counts,
    good: { ...goodPage, total: good, rows: rows.good },
    bad: { ...badPage, total: bad, rows: rows.bad },
    ignored: rows.ignored,
    others: rows.others,
    chosen: check.chosen,
    checkedAt: check.checkedAt,
    mayDownload: found.uploadedById === actor.accountId || can(actor, "person:unmask"),
  };
}

type Failed = NonNullable<Awaited<ReturnType<typeof latestRun>>>["refusals"];

async function result(
  found: RosterImportFound,
  acceptance: NonNullable<RosterImportFound["acceptance"]>,
  failed: Failed,
  search: URLSearchParams,
) {
  const { importId, fileName, undoing } = found;
  const counts = await resultCounts(prisma, importId);
  const page = pageOf(search.get("bad"), counts.refused);
  const refused = await rosterResults(prisma, importId, {
    outcome: "refused",
    skip: page.range[0],
    take: PAGE,
  });
  return {
    kind: "result" as const,
    importId,
    fileName,
    acceptance,
    undoing,
    failed,
    search: search.toString(),
    counts,
    refused: { ...page, total: counts.refused, rows: refused },
    already: search.get("already") === "1",
  };
}

function pageOf(asked: string | null, total: number) {
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(asked)) || 1));
  const range: [number, number] = [(page - 1) * PAGE, Math.min(total, page * PAGE)];
  return { page, pages, range };
}

export type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function RosterImport() {
  const found = useLoaderData<typeof loader>();
  const t = useText(rosterText);
  if (found.kind === "preview") return <Preview found={found} />;
  if (found.kind === "result") return <Result found={found} />;
  const { importId, fileName, run } = found;
  return (
    <>
      <Head title={run.kind === "acceptance" ? t.working : t.workingUndo} lede={t.workingLede(fileName)} />
      <RosterRunning href={`/people/imports/${importId}`} done={run.done} total={run.total} />
    </>
  );
}
