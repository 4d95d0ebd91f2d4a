import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, yearOf } from "~/calendar";
import { Button, LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { Table } from "~/components/table";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { unitsUnder } from "~/organisation/units.server";
import { findStudyImport } from "~/study/imports.server";
import { keyFrom, keyOf, ledgerPage } from "~/study/ledger-page.server";
import { isConfirmed, RECORD_STATUSES } from "~/study/record-state";
import { studyText } from "~/text/study";
import { importsText } from "~/text/study-imports";
import { useText } from "~/text/text";
import { titled } from "~/text/title";
import { useColumns } from "./columns";
import { Filters, Query } from "./filters";

export const meta = titled(studyText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study:read");
  const now = new Date();
  const today = chinaDateOf(now);
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "study:read"), today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const status = RECORD_STATUSES.find((known) => known === search.get("status"));
  const years = [0, 1, 2, 3].map((back) => yearOf(today) - back);
  const year = years.find((known) => String(known) === search.get("year"));
  const asked = search.get("import");
  const ofImport = isUuid(asked)
    ? await findStudyImport(prisma, asked, pathsFor(actor, "study-import:read"), now)
    : null;
  const shown = unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units;
  const page = await ledgerPage(
    prisma,
    { unitIds: shown.map(({ unitId }) => unitId), year, status, importId: ofImport?.importId },
    keyFrom(search.get("after")),
    today,
  );
  const checks = new Set(
    units.filter(({ path }) => can(actor, "study:accept", { path })).map(({ unitId }) => unitId),
  );
  return {
    ...page,
    next: page.last && keyOf(page.last),
    checks: [...checks],
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    years,
    chosen: {
      unit: unit?.unitId ?? "",
      unitName: unit?.shortName ?? "",
      year: year ?? null,
      status: status ?? null,
      importId: ofImport?.importId ?? null,
      importName: ofImport?.fileName ?? "",
    },
    mayEnter: can(actor, "study:record"),
    mayReadImports: can(actor, "study-import:read"),
    done: { what: search.get("done"), n: search.get("n") ?? "", overlaps: search.get("overlaps") },
  };
}

type Loaded = Awaited<ReturnType<typeof loader>>;

export default function StudyRecords() {
  const { rows, total, waiting, next, mayEnter, mayReadImports, chosen, done, checks } =
    useLoaderData<typeof loader>();
  const t = useText(studyText);
  const { link } = useText(importsText);
  const columns = useColumns(checks);
  const [search] = useSearchParams();
  const filtered =
    chosen.unit !== "" || chosen.year !== null || chosen.status !== null || chosen.importId !== null;
  const mayAccept = rows.some((row) => isConfirmed(row.state) && checks.includes(row.unitId));
  const table = <Table label={t.list.label} columns={columns} rows={rows} keyOf={(row) => row.id} />;
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            {mayReadImports && <LinkButton href="/study-records/imports">{link}</LinkButton>}
            {mayEnter && (
              <LinkButton kind="primary" href="/study-records/new">
                {t.add}
              </LinkButton>
            )}
          </>
        }
      />
      <Done done={done} />
      <Query />
      <Filters total={total} waiting={waiting} />
      {rows.length === 0 && (
        <Empty
          title={filtered ? t.list.empty : t.list.emptyAll}
          acts={filtered && <LinkButton href="/study-records">{t.list.clear}</LinkButton>}
        >
          {filtered ? t.list.emptyBody : t.list.emptyAllBody}
        </Empty>
      )}
      {rows.length > 0 && !mayAccept && table}
      {mayAccept && (
        <form method="post" action="/study-records/acceptance">
          <div className="batch">
            <span className="quiet">{t.list.acceptHint}</span>
            <span className="end">
              <Button kind="primary" small>
                {t.list.acceptSelected}
              </Button>
            </span>
          </div>
          {table}
        </form>
      )}
      <KeysetPager summary={t.list.total(total)} search={search} after={next} />
    </>
  );
}

function Done({ done }: { done: Loaded["done"] }) {
  const t = useText(studyText);
  if (done.what === "accepted-many") return <Notice tone="ok" live title={t.done["accepted-many"](done.n)} />;
  if (done.what !== "submitted") return null;
  return (
    <Notice tone="ok" live title={t.done.submitted(done.n)}>
      {done.overlaps && t.done.overlaps(done.overlaps)}
    </Notice>
  );
}
