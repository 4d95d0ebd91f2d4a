import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Button, LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Pager } from "~/components/pager";
import { SelectField } from "~/components/select-field";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { type UnitFacts, unitsUnder } from "~/organisation/units.server";
import type { Position } from "~/positions/position";
import { positionsOf } from "~/positions/positions.server";
import { rulesOf, type Seat, seatsAt } from "~/positions/register.server";
import { longDate } from "~/text/dates";
import { fieldNames } from "~/text/fields";
import { positionsText } from "~/text/positions";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(positionsText, (t) => t.title);

const PAGE = 30;

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "position:read");
  const now = new Date();
  const url = new URL(request.url);
  const units = await unitsUnder(prisma, pathsFor(actor, "position:read"), chinaDateOf(now));
  const chosen = units.find(({ unitId }) => unitId === url.searchParams.get("unit"));
  const shown = chosen ? units.filter(({ path }) => path.startsWith(chosen.path)) : units;
  const positions = await positionsOf(
    prisma,
    shown.map(({ unitId }) => unitId),
    chinaDateOf(now),
  );
  const pages = Math.max(1, Math.ceil(positions.length / PAGE));
  const page = Math.min(Math.max(Number(url.searchParams.get("page")) || 1, 1), pages);
  const seats = await seatsAt(prisma, positions.slice((page - 1) * PAGE, page * PAGE), now);
  return {
    created: url.searchParams.get("done") === "created",
    mayAdd: can(actor, "position:write"),
    chosen: chosen?.unitId ?? "",
    total: positions.length,
    page,
    pages,
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    rows: seats.map((seat): Row => rowFrom(seat, units)),
  };
}

type Row = {
  key: string;
  position: Position;
  unitName: string;
  holder: { personId: string; name: string; inherited: boolean; fromOn: string } | null;
  /** null where the post is not one the gate guards, or is vacant. */
  verdict: { eligible: boolean; rules: string[] } | null;
};

function rowFrom({ position, holder }: Seat, units: readonly UnitFacts[]): Row {
  const verdict = holder?.verdict;
  return {
    key: holder?.factId ?? position.positionId,
    position,
    unitName: units.find(({ unitId }) => unitId === position.unitId)?.shortName ?? "",
    holder: holder && {
      personId: holder.personId,
      name: holder.name,
      inherited: holder.inherited,
      fromOn: holder.fromOn,
    },
    verdict: verdict ? { eligible: verdict.eligible, rules: rulesOf(verdict.refusals) } : null,
  };
}

export default function Positions() {
  const { rows, units, chosen, mayAdd, created, total, page, pages } = useLoaderData<typeof loader>();
  const t = useText(positionsText);
  const columns = useColumns();
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayAdd && (
            <LinkButton kind="primary" href="/positions/new">
              {t.add}
            </LinkButton>
          )
        }
      />
      {created && <Notice tone="ok" live title={t.done.created} />}
      <form className="query">
        <SelectField label={t.unit} name="unit" empty={t.allUnits} choices={units} defaultValue={chosen} />
        <Button>{t.query}</Button>
      </form>
      {rows.length === 0 ? (
        <Empty title={t.emptyTitle}>{t.empty}</Empty>
      ) : (
        <>
          <Table label={t.title} columns={columns} rows={rows} keyOf={(row) => row.key} />
          <Pager
            summary={t.total(total)}
            page={page}
            pages={pages}
            hrefOf={(n) => `/positions?${new URLSearchParams({ unit: chosen, page: String(n) })}`}
          />
        </>
      )}
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText(positionsText);
  const fields: Record<string, string> = useText(fieldNames);
  return [
    {
      key: "post",
      head: t.name,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/positions/${row.position.positionId}`}>{row.position.title}</a>
          <Sub>{row.unitName}</Sub>
        </>
      ),
    },
    {
      key: "family",
      head: t.family,
      cell: (row) => (
        <>
          {t.families[row.position.family]}
          {row.position.field && <Sub>{fields[row.position.field] ?? row.position.field}</Sub>}
        </>
      ),
    },
    { key: "holder", head: t.holder, cell: (row) => <Holder row={row} /> },
    { key: "verdict", head: t.mayEnforce, cell: (row) => <VerdictCell row={row} /> },
  ];
}

function Holder({ row: { holder } }: { row: Row }) {
  const t = useText(positionsText);
  const locale = useLocale();
  if (!holder) return <span className="quiet">{t.vacant}</span>;
  return (
    <>
      <a href={`/people/${holder.personId}`}>{holder.name}</a>
      <Sub>{holder.inherited ? t.inherited : t.since(longDate(holder.fromOn, locale))}</Sub>
    </>
  );
}

function VerdictCell({ row: { holder, verdict } }: { row: Row }) {
  const t = useText(positionsText);
  if (!holder) return null;
  if (!verdict) return <Status tone="off">{t.verdict.notAsked}</Status>;
  if (verdict.eligible) {
    return (
      <Status tone="ok" icon="okfill">
        {t.verdict.yes}
      </Status>
    );
  }
  return (
    <>
      <Status tone="stop">{t.verdict.no}</Status>
      <Sub>{verdict.rules.join(" ")}</Sub>
    </>
  );
}
