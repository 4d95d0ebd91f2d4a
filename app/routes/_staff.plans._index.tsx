import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, yearOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { FiveElements, FiveElementsHead } from "~/components/five-elements";
import { PageHead } from "~/components/page-head";
import { PLAN_TONES } from "~/components/plan-acts";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { Tabs } from "~/components/tabs";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { overviewOf, unitsWithoutPlan } from "~/plans/overview";
import { plansOf } from "~/plans/plans.server";
import { common } from "~/text/common";
import { longDate } from "~/text/dates";
import { plansText } from "~/text/plans";
import { supervisionText } from "~/text/supervision";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(plansText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "plan:read");
  const now = new Date();
  const today = chinaDateOf(now);
  const years = [1, 0, -1, -2].map((ahead) => yearOf(today) + ahead);
  const asked = new URL(request.url).searchParams.get("year");
  const year = years.find((known) => String(known) === asked) ?? yearOf(today);
  const units = await unitsUnder(prisma, pathsFor(actor, "plan:read"), today);
  const plans = await plansOf(
    prisma,
    units.map(({ unitId }) => unitId),
    year,
    now,
  );
  const order = new Map(units.map(({ unitId }, index) => [unitId, index]));
  plans.sort((a, b) => (order.get(a.unitId) ?? 0) - (order.get(b.unitId) ?? 0));
  return {
    year,
    years,
    mayWrite: can(actor, "plan:write"),
    rows: plans.map(({ planId, unitId, audience, title, state, approvedOn, items }) => ({
      ...{ planId, audience, title, state, approvedOn },
      unitName: units[order.get(unitId) ?? -1]?.shortName ?? "",
      ...overviewOf(items, today),
    })),
    withoutPlan: unitsWithoutPlan(units, plans).map(({ shortName }) => shortName),
    mayDemand: can(actor, "supervision:issue") && year === yearOf(today),
  };
}

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];

export default function Plans() {
  const { year, years, rows, withoutPlan, mayDemand, mayWrite } = useLoaderData<typeof loader>();
  const t = useText(plansText);
  const { draftNew } = useText(supervisionText);
  const { list, year: yearName } = useText(common);
  const columns = useColumns();
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayWrite && (
            <LinkButton kind="primary" href="/plans/new">
              {t.drawUp}
            </LinkButton>
          )
        }
      />
      <Tabs
        label={t.year}
        items={years.map((known) => ({
          href: `/plans?year=${known}`,
          text: yearName(known),
          current: known === year,
        }))}
      />
      {rows.length === 0 ? (
        <Empty title={t.empty(year)}>{t.emptyBody}</Empty>
      ) : (
        <>
          <Table label={t.label} columns={columns} rows={rows} keyOf={(row) => row.planId} />
          {withoutPlan.length > 0 && (
            <p className="hint">
              {t.withoutPlan(withoutPlan.length, list(withoutPlan))}{" "}
              {mayDemand && <a href="/supervision-notices/new">{draftNew}</a>}
            </p>
          )}
        </>
      )}
    </>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText(plansText);
  const { monthOfYear } = useText(common);
  const locale = useLocale();
  return [
    {
      key: "unit",
      head: t.unit,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/plans/${row.planId}`}>{row.unitName}</a>
          <Sub>{t.audiences[row.audience]}</Sub>
        </>
      ),
    },
    {
      key: "plan",
      head: t.plan,
      cell: (row) => (
        <>
          {row.title}
          <Sub>
            {row.approvedOn ? (
              t.approvedOn(longDate(row.approvedOn, locale))
            ) : (
              <Status tone={PLAN_TONES[row.state]}>{t.states[row.state]}</Status>
            )}
          </Sub>
        </>
      ),
    },
    {
      key: "done",
      head: t.fulfilled,
      cell: (row) => <span className="num">{t.fulfilledOf(row.fulfilled, row.items)}</span>,
    },
    {
      key: "five",
      head: <FiveElementsHead />,
      label: t.fulfilled,
      cell: (row) => <FiveElements states={row.states} />,
    },
    {
      key: "open",
      head: t.open,
      cell: (row) =>
        row.open.length > 0 ? (
          <Status tone="warn">{t.months(row.open.map(monthOfYear))}</Status>
        ) : (
          <Status tone="ok">{t.none}</Status>
        ),
    },
  ];
}
