import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { KeysetPager } from "~/components/pager";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { batchPage } from "~/exams/appointment-list.server";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, placeFrom } from "~/paging";
import { appointmentsText } from "~/text/appointments";
import { longDate } from "~/text/dates";
import { listsText } from "~/text/lists";
import { requirementsText } from "~/text/requirements";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(appointmentsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "appointment:read");
  const today = chinaDateOf(new Date());
  const units = await unitsUnder(prisma, pathsFor(actor, "appointment:read"), today);
  const unitIds = units.map(({ unitId }) => unitId);
  const { rows, ...page } = await batchPage(prisma, unitIds, placeFrom(new URL(request.url).searchParams));
  const nameOf = new Map(units.map(({ unitId, shortName }) => [unitId, shortName]));
  return {
    ...page,
    rows: rows.map((row) => ({ ...row, unit: nameOf.get(row.unitId) ?? "" })),
    mayPropose: can(actor, "appointment:propose"),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

export default function Batches() {
  const { rows, total, hasPrevious, hasNext, mayPropose } = useLoaderData<typeof loader>();
  const t = useText(appointmentsText);
  const { regimes } = useText(requirementsText);
  const lists = useText(listsText);
  const locale = useLocale();
  const [search] = useSearchParams();
  const columns: Column<Row>[] = [
    {
      key: "batch",
      head: t.batch,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/appointment-batches/${row.batchId}`}>{row.title}</a>
          <Sub>{`${row.documentNumber} · ${row.unit}`}</Sub>
        </>
      ),
    },
    { key: "regime", head: t.regime, cell: (row) => regimes[row.regime] },
    {
      key: "candidates",
      head: t.candidates,
      align: "right",
      cell: (row) => t.candidatesCount(row.candidates),
    },
    { key: "due", head: t.dueOn, className: "nb", cell: (row) => longDate(row.dueOn, locale) },
  ];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayPropose && (
            <LinkButton kind="primary" href="/appointment-batches/new">
              {t.add}
            </LinkButton>
          )
        }
      />
      {rows.length === 0 ? (
        <Empty title={t.emptyTitle}>{t.empty}</Empty>
      ) : (
        <>
          <Table label={t.title} columns={columns} rows={rows} keyOf={(row) => row.batchId} />
          <KeysetPager
            summary={total === null ? lists.moreThan(COUNTED) : t.total(total)}
            search={search}
            before={hasPrevious && rows[0]!.batchId}
            after={hasNext && rows.at(-1)!.batchId}
          />
        </>
      )}
    </>
  );
}
