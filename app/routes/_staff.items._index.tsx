import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { viewQuery } from "~/access/saved-views.server";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { ITEM_KINDS } from "~/certification/item";
import { ITEM_STATES, itemPage } from "~/certification/item-ledger.server";
import { itemFiltersFrom } from "~/certification/item-page.server";
import { LinkButton } from "~/components/button";
import { ExportLinks } from "~/components/export-links";
import { useItemColumns } from "~/components/item-columns";
import { KeysetList } from "~/components/keyset-list";
import { ListBar } from "~/components/list-bar";
import { ListQuery } from "~/components/list-query";
import { PageHead } from "~/components/page-head";
import { TextField } from "~/components/text-field";
import { prisma } from "~/db.server";
import { COUNTED, placeFrom } from "~/paging";
import { itemOpeningsText } from "~/text/item-openings";
import { itemsText } from "~/text/items";
import { listsText } from "~/text/lists";
import { useText } from "~/text/text";
import { titled } from "~/text/title";

export const meta = titled(itemsText, (t) => t.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "item:read");
  const now = new Date();
  const search = new URL(request.url).searchParams;
  const asked = await itemFiltersFrom(prisma, actor, search, chinaDateOf(now));
  const { unit, units, kind = "", state = "", q = "" } = asked;
  return {
    ...(await itemPage(prisma, asked, placeFrom(search), now)),
    units: units.map(({ unitId, shortName }) => ({ value: unitId, text: shortName })),
    typed: { kind, state, q, unit: unit?.unitId ?? "" },
    states: [...ITEM_STATES],
    query: viewQuery(search.toString()),
  };
}

export default function Items() {
  const { rows, total, hasPrevious, hasNext, query } = useLoaderData<typeof loader>();
  const t = useText(itemsText);
  const openings = useText(itemOpeningsText).title;
  const lists = useText(listsText);
  const columns = useItemColumns();
  const count = total === null ? lists.moreThan(COUNTED) : t.total(total);
  return (
    <>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            <LinkButton href="/items/openings">{openings}</LinkButton>
            <LinkButton kind="primary" href="/items/recoveries">
              {t.tasks.link}
            </LinkButton>
          </>
        }
      />
      <Filters />
      <ListBar>
        <b>{count}</b>
        <ExportLinks href="/items/export" query={query} />
      </ListBar>
      <KeysetList
        label={t.table}
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        hasPrevious={hasPrevious}
        hasNext={hasNext}
        summary={count}
        empty={{ title: t.emptyTitle, body: t.empty, acts: <LinkButton href="/items">{t.clear}</LinkButton> }}
      />
    </>
  );
}

function Filters() {
  const { units, typed, states } = useLoaderData<typeof loader>();
  const t = useText(itemsText);
  const empty = t.filters.any;
  return (
    <ListQuery
      submit={t.filters.apply}
      isOpen={[typed.kind, typed.state, typed.unit].some((value) => value !== "")}
      folded={[
        {
          ...{ name: "kind", label: t.filters.kind, empty, value: typed.kind },
          choices: ITEM_KINDS.map((value) => ({ value, text: t.kinds[value] })),
        },
        {
          ...{ name: "state", label: t.filters.state, empty, value: typed.state },
          choices: states.map((value) => ({ value, text: value === "out" ? t.out : t.outcomes[value] })),
        },
        { name: "unit", label: t.filters.unit, empty, choices: units, value: typed.unit },
      ]}
    >
      <TextField label={t.filters.q} name="q" defaultValue={typed.q} small maxLength={60} />
    </ListQuery>
  );
}
