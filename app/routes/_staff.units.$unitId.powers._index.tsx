import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { contains } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { usePowerColumns, usePowerDays } from "~/components/power-columns";
import { Status } from "~/components/status";
import { type Column, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { powersOfUnit } from "~/positions/powers.server";
import { unitWithPosts } from "~/positions/unit-page.server";
import { fieldName } from "~/text/fields";
import { organisationText } from "~/text/organisation";
import { powersText } from "~/text/powers";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(powersText, (t) => t.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, unit, today } = await unitWithPosts(request, params.unitId, "position:read", new Date());
  const done = new URL(request.url).searchParams.get("done");
  return {
    unit: { unitId: unit.unitId, name: unit.name },
    today,
    powers: await powersOfUnit(prisma, unit.unitId, today),
    mayWrite: can(actor, "position:write", { path: unit.path }),
    done: (["added", "ended", "corrected", "imported"] as const).find((one) => one === done) ?? null,
  };
}

type Row = Awaited<ReturnType<typeof loader>>["powers"][number];

export default function Powers() {
  const { unit, powers, mayWrite, done } = useLoaderData<typeof loader>();
  const t = useText(powersText);
  const units = useText(organisationText);
  const columns = useColumns();
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        crumbs={[
          { text: units.title, href: "/units" },
          { text: unit.name, href: `/units/${unit.unitId}` },
          { text: t.title },
        ]}
        acts={
          mayWrite && (
            <>
              <LinkButton href={`/units/${unit.unitId}/powers/imports/new`}>{t.import}</LinkButton>
              <LinkButton kind="primary" href={`/units/${unit.unitId}/powers/new`}>
                {t.add}
              </LinkButton>
            </>
          )
        }
      />
      {done && <Notice tone="ok" live title={t.done[done]} />}
      {powers.length === 0 ? (
        <Empty title={t.empty}>{t.emptyLede}</Empty>
      ) : (
        <Table
          label={t.title}
          columns={columns}
          rows={powers}
          keyOf={(row) => `${row.powerId}-${row.fromOn}`}
        />
      )}
    </>
  );
}

function useColumns(): Column<Row>[] {
  const { unit, today, mayWrite } = useLoaderData<typeof loader>();
  const t = useText(powersText);
  const locale = useLocale();
  const days = usePowerDays();
  const named = usePowerColumns<Row>(t.name);
  const columns: Column<Row>[] = [
    ...named,
    { key: "field", head: t.field, cell: (row) => (row.field ? fieldName(locale, row.field) : t.noField) },
    {
      key: "days",
      head: t.days,
      cell: ({ fromOn, toOn }) => (
        <>
          {days({ fromOn, toOn })} {toOn && toOn <= today && <Status tone="off">{t.ended}</Status>}
        </>
      ),
    },
    { key: "posts", head: t.posts, align: "right", cell: (row) => row.posts },
  ];
  if (!mayWrite) return columns;
  const act = (row: Row) => (
    <>
      <LinkButton kind="text" href={`/units/${unit.unitId}/powers/${row.powerId}/correction`}>
        {t.correct}
      </LinkButton>
      {(contains(row, today) || row.fromOn > today) && (
        <LinkButton kind="text" href={`/units/${unit.unitId}/powers/${row.powerId}/ending`}>
          {t.end}
        </LinkButton>
      )}
    </>
  );
  return [...columns, { key: "act", head: t.end, acts: true, cell: act }];
}
