import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { type Actor, can } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import { type AtImport, requireStudyImport } from "~/casework/study-import-page.server";
import { latestStudyRun, type StudyRun } from "~/casework/study-import-runs.server";
import { RosterRunning } from "~/components/roster-running";
import { prisma } from "~/db.server";
import { findUnit } from "~/organisation/units.server";
import { tallyOf } from "~/study/import-acts.server";
import { checkedRows, latestCheck } from "~/study/import-check.server";
import { importsText } from "~/text/study-imports";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { Head } from "./head";
import { Preview } from "./preview";
import { Result } from "./result";

const PAGE = 100;

/** While the work goes on the page asks again by itself, without a script. */
export const meta: MetaFunction<typeof loader> = (args) => [
  ...(titled(importsText, (t) => t.title)(args as never) ?? []),
  ...(args.data?.kind === "running" ? [{ httpEquiv: "refresh", content: "2" }] : []),
];

export async function loader(args: LoaderFunctionArgs) {
  const now = new Date();
  const at = await requireStudyImport(args, ["study-import:read"], now);
  const { found, here, actor } = at;
  const run = await latestStudyRun(prisma, found.importId);
  if (run?.isOpen) {
    const { kind: work, done, total } = run;
    return { kind: "running" as const, here, fileName: found.fileName, work, done, total };
  }
  const unit = await findUnit(prisma, found.unitId, chinaDateOf(now));
  const may = (permission: "study:record" | "study:accept") =>
    unit !== null && can(actor as Actor, permission, { path: unit.path });
  const search = new URL(args.request.url).searchParams;
  const shared = { ...(await looked(at, search)), run: saidBy(run) };
  if (!found.entry)
    return { kind: "preview" as const, ...shared, counts: found.counts, mayEnter: may("study:record") };
  const { entry, undoing } = found;
  return {
    kind: "result" as const,
    ...shared,
    ...{ entry, undoing, tally: await tallyOf(prisma, found.importId) },
    mayAccept: may("study:accept"),
    mayUndo: !undoing && (may("study:record") || may("study:accept")),
  };
}

/** What was found in the file: bad rows and good ones, a page of each. */
async function looked({ found, here, actor }: AtImport, search: URLSearchParams) {
  const check = await latestCheck(prisma, found.importId);
  const { bad, ...good } = check.counts;
  const badPage = pageOf(search.get("bad"), bad);
  const goodPage = pageOf(
    search.get("good"),
    Object.values(good).reduce((sum, count) => sum + count, 0),
  );
  const rows = await checkedRows(prisma, check, { bad: badPage.range, good: goodPage.range });
  return {
    here,
    importId: found.importId,
    fileName: found.fileName,
    search: search.toString(),
    checkedAt: check.checkedAt,
    ...{ ignored: rows.ignored, others: rows.others },
    bad: { ...badPage, rows: rows.bad },
    good: { ...goodPage, rows: rows.good },
    mayDownload: found.uploadedById === actor.accountId || can(actor, "person:unmask"),
  };
}

const saidBy = (run: StudyRun | null) => (run ? { kind: run.kind, refusals: run.refusals } : null);

function pageOf(asked: string | null, total: number) {
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(asked)) || 1));
  const range: [number, number] = [(page - 1) * PAGE, Math.min(total, page * PAGE)];
  return { page, pages, range, total };
}

export type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function StudyImport() {
  const data = useLoaderData<typeof loader>();
  const t = useText(importsText);
  if (data.kind === "preview") return <Preview data={data} />;
  if (data.kind === "result") return <Result data={data} />;
  const { here, fileName, work, done, total } = data;
  return (
    <>
      <Head title={t.running[work]} lede={t.runningLede(fileName)} />
      <RosterRunning href={here} done={done} total={total} finishing={t.computing(total)} />
    </>
  );
}
