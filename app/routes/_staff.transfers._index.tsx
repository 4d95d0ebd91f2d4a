import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { transferPage } from "~/casework/transfer-list.server";
import { PageHead } from "~/components/page-head";
import { RegisterList } from "~/components/register-list";
import type { Column } from "~/components/table";
import { Tabs } from "~/components/tabs";
import { TransferStatus } from "~/components/transfer-status";
import { prisma } from "~/db.server";
import { placeFrom } from "~/paging";
import { longDate } from "~/text/dates";
import { useLocale, useText } from "~/text/text";
import { titled } from "~/text/title";
import { transfersText } from "~/text/transfers";

export const meta = titled(transfersText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "transfer:read");
  const search = new URL(request.url).searchParams;
  const open = search.get("state") !== "all";
  const filter = { paths: pathsFor(actor, "transfer:read"), open };
  return { ...(await transferPage(prisma, filter, placeFrom(search))), open };
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

export default function Transfers() {
  const { open, ...page } = useLoaderData<typeof loader>();
  const t = useText(transfersText);
  const locale = useLocale();
  const columns: Column<Row>[] = [
    {
      key: "person",
      head: t.columns.person,
      heads: true,
      cell: ({ id, name }) => <a href={`/transfers/${id}`}>{name}</a>,
    },
    { key: "from", head: t.columns.from, cell: ({ fromUnit }) => fromUnit },
    { key: "to", head: t.columns.to, cell: ({ toUnit }) => toUnit },
    { key: "on", head: t.columns.on, className: "num", cell: ({ fromOn }) => longDate(fromOn, locale) },
    { key: "document", head: t.columns.document, cell: ({ documentNumber }) => documentNumber },
    { key: "state", head: t.columns.state, cell: ({ decision }) => <TransferStatus decision={decision} /> },
  ];
  return (
    <>
      <PageHead title={t.title} lede={t.lede} />
      <Tabs
        label={t.table}
        items={[
          { href: "/transfers", text: t.filter.open, current: open },
          { href: "/transfers?state=all", text: t.filter.all, current: !open },
        ]}
      />
      <RegisterList
        label={t.table}
        page={page}
        columns={columns}
        total={t.total}
        empty={{ title: open ? t.emptyTitle : t.emptyAllTitle, body: t.empty }}
      />
    </>
  );
}
