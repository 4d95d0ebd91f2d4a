import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { PageHead } from "~/components/page-head";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { postRegister } from "~/positions/register.server";
import { longDate } from "~/text/dates";
import { positionsText } from "~/text/positions";
import { refusalIn } from "~/text/refusals";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(positionsText, (t) => t.clearance.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "position:read");
  const now = new Date();
  const units = await unitsUnder(prisma, pathsFor(actor, "position:read"), chinaDateOf(now));
  const names = new Map(units.map(({ unitId, shortName }) => [unitId, shortName]));
  const seats = await postRegister(prisma, [...names.keys()], now);
  return {
    cases: seats.flatMap(({ position, holder }) =>
      holder?.inherited
        ? [
            {
              ...holder,
              position,
              unitName: names.get(position.unitId) ?? "",
              refusals: holder.verdict?.refusals.filter(({ code }) => code !== "assignment.inherited") ?? [],
            },
          ]
        : [],
    ),
  };
}

type Case = Awaited<ReturnType<typeof loader>>["cases"][number];

export default function Clearance() {
  const { cases } = useLoaderData<typeof loader>();
  const t = useText(positionsText).clearance;
  const columns = useColumns();
  return (
    <>
      <PageHead title={t.title} lede={t.lede} />
      {cases.length === 0 ? (
        <Empty title={t.empty}>{t.emptyLede}</Empty>
      ) : (
        <>
          <p className="toolbar">
            <b>{t.total(cases.length)}</b>
          </p>
          <Table label={t.title} columns={columns} rows={cases} keyOf={(row) => row.factId} />
        </>
      )}
    </>
  );
}

function useColumns(): Column<Case>[] {
  const t = useText(positionsText).clearance;
  const locale = useLocale();
  return [
    {
      key: "person",
      head: t.person,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/people/${row.personId}`}>{row.name}</a>
          <Sub>{row.unitName}</Sub>
        </>
      ),
    },
    {
      key: "post",
      head: t.post,
      cell: (row) => (
        <>
          {row.position.title}
          <Sub>
            {t.foundOn} {longDate(row.fromOn, locale)}
          </Sub>
        </>
      ),
    },
    {
      key: "reasons",
      head: t.reasons,
      cell: (row) =>
        row.refusals.map((refused) => {
          const words = refusalIn(locale, refused);
          return (
            <span className="block" key={`${refused.code} ${words.sentence}`}>
              <b>{words.rule}</b> {words.sentence}
            </span>
          );
        }),
    },
    {
      key: "act",
      head: t.act,
      acts: true,
      cell: (row) => (
        <LinkButton small href={`/positions/${row.position.positionId}`}>
          {t.act}
        </LinkButton>
      ),
    },
  ];
}
