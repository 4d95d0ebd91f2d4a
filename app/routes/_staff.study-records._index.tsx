import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, yearOf } from "~/calendar";
import { Button, LinkButton } from "~/components/button";
import { type Chip, Chips } from "~/components/chips";
import { Empty } from "~/components/empty";
import { filteredHref } from "~/components/filters";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { RecordStatusMark } from "~/components/record-status";
import { SelectField } from "~/components/select-field";
import { type Column, Sub, Table } from "~/components/table";
import { Tag } from "~/components/tag";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { keyFrom, keyOf, ledgerPage } from "~/study/ledger-page.server";
import { isWaiting, RECORD_STATUSES } from "~/study/record-state";
import { clockTime, dateOfInstant, shortDate } from "~/text/dates";
import { studyText } from "~/text/study";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(studyText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "study:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const units = await unitsUnder(prisma, pathsFor(actor, "study:read"), today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const status = RECORD_STATUSES.find((known) => known === search.get("status"));
  const years = [0, 1, 2, 3].map((back) => yearOf(today) - back);
  const year = years.find((known) => String(known) === search.get("year"));
  const shown = unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units;
  const page = await ledgerPage(
    prisma,
    { unitIds: shown.map(({ unitId }) => unitId), year, status },
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
    },
    mayEnter: can(actor, "study:record"),
    done: { what: search.get("done"), n: search.get("n") ?? "", overlaps: search.get("overlaps") },
  };
}

type Loaded = Awaited<ReturnType<typeof loader>>;
type Row = Loaded["rows"][number];

export default function StudyRecords() {
  const { rows, total, waiting, next, mayEnter, chosen, done, checks } = useLoaderData<typeof loader>();
  const t = useText(studyText);
  const columns = useColumns(checks);
  const [search] = useSearchParams();
  const filtered = chosen.unit !== "" || chosen.year !== null || chosen.status !== null;
  const mayAccept = rows.some((row) => isWaiting(row.state) && checks.includes(row.unitId));
  const table = <Table label={t.list.label} columns={columns} rows={rows} keyOf={(row) => row.id} />;
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayEnter && (
            <LinkButton kind="primary" href="/study-records/new">
              {t.add}
            </LinkButton>
          )
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
      <KeysetPager
        summary={t.list.total(total)}
        nextHref={
          next ? filteredHref(search, { after: next, done: null, n: null, overlaps: null }) : undefined
        }
      />
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

function Query() {
  const { units, years, chosen } = useLoaderData<typeof loader>();
  const t = useText(studyText);
  return (
    <form className="query">
      <SelectField
        label={t.list.unit}
        name="unit"
        empty={t.list.allUnits}
        choices={units}
        defaultValue={chosen.unit}
      />
      <SelectField
        label={t.list.year}
        name="year"
        empty={t.list.allYears}
        choices={years.map((year) => ({ value: String(year), text: t.mine.yearTab(year) }))}
        defaultValue={chosen.year ? String(chosen.year) : ""}
      />
      <SelectField
        label={t.list.status}
        name="status"
        empty={t.list.allStatuses}
        choices={RECORD_STATUSES.map((status) => ({ value: status, text: t.statuses[status] }))}
        defaultValue={chosen.status ?? ""}
      />
      <div className="acts">
        <Button>{t.list.query}</Button>
      </div>
    </form>
  );
}

function Filters({ total, waiting }: { total: number; waiting: number }) {
  const { chosen } = useLoaderData<typeof loader>();
  const t = useText(studyText).list;
  const all = useText(studyText);
  const [search] = useSearchParams();
  const clear = (name: string) => filteredHref(search, { [name]: null, done: null, n: null, overlaps: null });
  const chips: Chip[] = [
    ...(chosen.unit ? [{ name: t.unit, value: chosen.unitName, clearHref: clear("unit") }] : []),
    ...(chosen.year
      ? [{ name: t.year, value: all.mine.yearTab(chosen.year), clearHref: clear("year") }]
      : []),
    ...(chosen.status
      ? [{ name: t.status, value: all.statuses[chosen.status], clearHref: clear("status") }]
      : []),
  ];
  return (
    <div className="toolbar">
      <Chips items={chips} clearAllHref="/study-records">
        <span className="quiet">{t.total(total)}</span>
        {waiting > 0 && <a href={filteredHref(search, { status: "submitted" })}>{t.waiting(waiting)}</a>}
      </Chips>
    </div>
  );
}

function useColumns(checks: readonly string[]): Column<Row>[] {
  const t = useText(studyText);
  const mayCheck = (row: Row) => isWaiting(row.state) && checks.includes(row.unitId);
  return [
    ...(checks.length > 0
      ? [
          {
            key: "select",
            head: <span className="vh">{t.list.select}</span>,
            className: "col-check",
            cell: (row: Row) =>
              mayCheck(row) && (
                <input
                  type="checkbox"
                  name="recordId"
                  value={row.id}
                  aria-label={t.list.selectOf(row.name, row.title)}
                />
              ),
          },
        ]
      : []),
    {
      key: "person",
      head: t.list.person,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/study-records/${row.id}`}>{row.name}</a>
          <Sub>{row.unitName}</Sub>
        </>
      ),
    },
    {
      key: "session",
      head: t.list.session,
      cell: (row) => (
        <>
          {row.title} {row.reversesId && <Tag>{t.list.reversal}</Tag>}
          <Sub>
            {t.modes[row.mode]}　{t.categories[row.category]}
          </Sub>
        </>
      ),
    },
    {
      key: "when",
      head: t.list.when,
      cell: (row) => (
        <span className="num">
          {shortDate(dateOfInstant(row.startAt))}
          <Sub>
            {clockTime(row.startAt)}–{clockTime(row.endAt)}
          </Sub>
        </span>
      ),
    },
    { key: "minutes", head: t.list.minutes, align: "right", cell: (row) => row.minutes },
    { key: "status", head: t.list.status, cell: (row) => <RecordStatusMark status={row.status} /> },
    {
      key: "act",
      head: "",
      acts: true,
      cell: (row) => (
        <a className="act-link" href={`/study-records/${row.id}`}>
          {mayCheck(row) ? t.list.check : t.list.open}
        </a>
      ),
    },
  ];
}
