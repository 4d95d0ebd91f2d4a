import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { changesPage } from "~/casework/unit-change-results.server";
import { LinkButton } from "~/components/button";
import { PageHead } from "~/components/page-head";
import { RegisterList } from "~/components/register-list";
import type { Column } from "~/components/table";
import { prisma } from "~/db.server";
import { placeFrom } from "~/paging";
import { longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { unitChangesText } from "~/text/unit-changes";

export const meta = titled(unitChangesText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "unit-change:read");
  const asked = placeFrom(new URL(request.url).searchParams);
  return {
    ...(await changesPage(prisma, actor, asked, chinaDateOf(new Date()))),
    mayPropose: can(actor, "unit-change:propose"),
  };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

export default function UnitChanges() {
  const { mayPropose, ...page } = useLoaderData<typeof loader>();
  const t = useText(unitChangesText);
  const locale = useLocale();
  const columns: Column<Row>[] = [
    {
      key: "order",
      head: t.columns.order,
      heads: true,
      cell: ({ id, orderNumber }) => <a href={`/unit-changes/${id}`}>{orderNumber}</a>,
    },
    { key: "kind", head: t.columns.kind, cell: ({ kind }) => t.kinds[kind] },
    { key: "units", head: t.columns.units, cell: ({ first, units }) => t.unitsOf(first, units) },
    { key: "on", head: t.columns.switchOn, cell: ({ switchOn }) => longDate(switchOn, locale) },
    { key: "state", head: t.columns.state, cell: ({ state }) => t.states[state] },
  ];
  const propose = mayPropose && (
    <LinkButton kind="primary" href="/unit-changes/new">
      {t.new}
    </LinkButton>
  );
  return (
    <>
      <PageHead title={t.title} lede={t.lede} acts={propose} />
      <RegisterList
        label={t.title}
        page={page}
        columns={columns}
        total={t.total}
        empty={{ title: t.emptyTitle, body: t.empty }}
      />
    </>
  );
}
