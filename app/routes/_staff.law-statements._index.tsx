import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { Empty } from "~/components/empty";
import { ListQuery } from "~/components/list-query";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { STATEMENT_TONES } from "~/components/statement-tones";
import { Stats } from "~/components/stats";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { statementYears, yearAsked } from "~/study/statement-page.server";
import { statementsOwed } from "~/study/statements.server";
import { lawStatementsText } from "~/text/law-statements";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(lawStatementsText, (t) => t.title);

/** Leading cadres are few, in the largest district some hundreds: one page holds them. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "law-statement:read");
  const today = chinaDateOf(new Date());
  const search = new URL(request.url).searchParams;
  const year = yearAsked(request, today);
  const units = await unitsUnder(prisma, pathsFor(actor, "law-statement:read"), today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const shown = unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units;
  const names = new Map(units.map(({ unitId, shortName }) => [unitId, shortName]));
  const rows = await statementsOwed(prisma, { unitIds: shown.map(({ unitId }) => unitId), year, on: today });
  return {
    year,
    years: statementYears(today),
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    unit: unit?.unitId ?? "",
    rows: rows.map((row) => ({ ...row, unitName: names.get(row.unitId) ?? "" })),
    done: search.get("done") ?? "",
  };
}

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];

export default function LawStatements() {
  const { year, years, units, unit, rows, done } = useLoaderData<typeof loader>();
  const t = useText(lawStatementsText);
  const isIn = ({ standing }: Row) => standing === "submitted" || standing === "reviewed";
  const columns: Column<Row>[] = [
    {
      key: "person",
      head: t.person,
      heads: true,
      cell: (row) => (
        <>
          {/* What is only being written is its author's. */}
          {row.statementId && !["missing", "draft"].includes(row.standing) ? (
            <a href={`/law-statements/${row.statementId}`}>{row.name}</a>
          ) : (
            row.name
          )}
          <Sub>{row.unitName}</Sub>
        </>
      ),
    },
    {
      key: "state",
      head: t.state,
      cell: ({ standing }) => <Status tone={STATEMENT_TONES[standing]}>{t.standings[standing]}</Status>,
    },
    { key: "score", head: t.score, cell: ({ score }) => (score === null ? "—" : t.scoreOf(score)) },
  ];
  return (
    <>
      <PageHead title={t.title} lede={t.lede(year)} />
      {t.done[done] && <Notice tone="ok" live title={t.done[done]} />}
      <Stats
        items={[
          { key: "owing", label: t.counts.owing, value: rows.length },
          { key: "in", label: t.counts.in, value: rows.filter(isIn).length },
          {
            ...{ key: "reviewed", label: t.counts.reviewed },
            value: rows.filter(({ standing }) => standing === "reviewed").length,
          },
          { key: "missing", label: t.counts.missing, value: rows.filter((row) => !isIn(row)).length },
        ]}
      />
      <ListQuery
        submit={t.query}
        narrowings={[
          {
            ...{ name: "year", label: t.year, value: year },
            choices: years.map((known) => ({ value: String(known), text: String(known) })),
          },
          { name: "unit", label: t.unit, empty: t.allUnits, choices: units, value: unit },
        ]}
      />
      {rows.length === 0 ? (
        <Empty title={t.none}>{t.noneBody}</Empty>
      ) : (
        <Table label={t.label} columns={columns} rows={rows} keyOf={({ personId }) => personId} />
      )}
    </>
  );
}
