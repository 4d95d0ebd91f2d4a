import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { can, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { LinkButton } from "~/components/button";
import { Empty } from "~/components/empty";
import { useAudience } from "~/components/must-know-audience";
import { MUST_KNOW_TONES } from "~/components/must-know-tones";
import { PageHead } from "~/components/page-head";
import { Status } from "~/components/status";
import { type Column, Sub, Table } from "~/components/table";
import { prisma } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { mustKnowLists } from "~/study/must-know.server";
import { mustKnowText } from "~/text/must-know";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(mustKnowText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "must-know:read");
  const today = chinaDateOf(new Date());
  const own = pathsFor(actor, "must-know:read");
  // Lists of the units above concern the reader's people, too.
  const roots = [...new Set(own.map((path) => `/${path.split("/")[1]}/`))];
  const units = (await unitsUnder(prisma, roots, today)).filter(({ path }) =>
    own.some((mine) => path.startsWith(mine) || mine.startsWith(path)),
  );
  const names = new Map(units.map(({ unitId, shortName }) => [unitId, shortName]));
  const lists = await mustKnowLists(prisma, { unitIds: [...names.keys()] });
  return {
    rows: lists.map(({ listId, unitId, title, group, post, family, field, state, laws }) => ({
      ...{ listId, title, group, post, family, field, state, laws: laws.length },
      unitName: names.get(unitId) ?? "",
    })),
    mayWrite: can(actor, "must-know:write"),
  };
}

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];

export default function MustKnow() {
  const { rows, mayWrite } = useLoaderData<typeof loader>();
  const t = useText(mustKnowText);
  const audience = useAudience();
  const columns: Column<Row>[] = [
    {
      key: "list",
      head: t.list,
      heads: true,
      cell: (row) => (
        <>
          <a href={`/must-know/${row.listId}`}>{row.title}</a>
          <Sub>{(row.group ?? row.post ?? row.family ?? row.field) ? t.individual : t.common}</Sub>
        </>
      ),
    },
    { key: "unit", head: t.unit, cell: ({ unitName }) => unitName },
    {
      key: "who",
      head: t.who,
      cell: audience,
    },
    { key: "laws", head: t.laws, cell: ({ laws }) => t.lawsN(laws) },
    {
      key: "state",
      head: t.state,
      cell: ({ state }) => <Status tone={MUST_KNOW_TONES[state]}>{t.states[state]}</Status>,
    },
  ];
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          mayWrite && (
            <LinkButton kind="primary" href="/must-know/new">
              {t.draw}
            </LinkButton>
          )
        }
      />
      {rows.length === 0 ? (
        <Empty title={t.empty}>{t.emptyBody}</Empty>
      ) : (
        <Table label={t.label} columns={columns} rows={rows} keyOf={({ listId }) => listId} />
      )}
    </>
  );
}
