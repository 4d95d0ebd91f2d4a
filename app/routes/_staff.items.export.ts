import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { listDownload } from "~/casework/list-download.server";
import { type ItemFilters, itemsMatching } from "~/certification/item-ledger.server";
import { itemFiltersFrom } from "~/certification/item-page.server";
import type { Tx } from "~/db.server";
import { itemsText } from "~/text/items";
import type { Locale } from "~/text/text";

/** The ledger as filtered. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "item:read");
  return listDownload(
    request,
    "items",
    async (tx, { search, locale, now }) => {
      const asked = await itemFiltersFrom(tx, actor, search, chinaDateOf(now));
      const { unit, kind, state, q } = asked;
      const { columns, filters, kinds, outcomes, out } = itemsText[locale];
      const words: [string, string][] = [
        [filters.q, q ?? ""],
        [filters.kind, kind ? kinds[kind] : ""],
        [filters.state, state ? (state === "out" ? out : outcomes[state]) : ""],
        [filters.unit, unit?.name ?? ""],
      ];
      return {
        columns: [
          ...[columns.person, columns.unit, columns.item, columns.number, columns.quantity],
          ...[columns.handedOn, columns.state, columns.backOn, columns.note],
        ],
        rows: rowsOf(tx, asked, locale, now),
        words: words.filter(([, value]) => value !== ""),
        filters: [
          ...(kind ? [`kind:${kind}`] : []),
          ...(state ? [`state:${state}`] : []),
          ...(unit ? [`unit:${unit.unitId}`] : []),
          ...(q ? ["q"] : []),
        ],
      };
    },
    actor.accountId,
  );
}

async function* rowsOf(tx: Tx, filters: ItemFilters, locale: Locale, now: Date) {
  const t = itemsText[locale];
  for await (const row of itemsMatching(tx, filters, now))
    yield [
      ...[row.name, row.unitName, t.kinds[row.kind], row.number ?? "", String(row.quantity), row.handedOn],
      ...[row.state === "out" ? t.out : t.outcomes[row.state], row.backOn ?? "", row.note ?? ""],
    ];
}
