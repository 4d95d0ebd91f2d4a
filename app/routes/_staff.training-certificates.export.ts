import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, type DateOn } from "~/calendar";
import { listDownload } from "~/casework/list-download.server";
import { trainingFiltersFrom } from "~/certification/training-page.server";
import { type TrainingFilters, trainingsMatching } from "~/certification/training-register.server";
import type { Tx } from "~/db.server";
import type { Locale } from "~/text/text";
import { trainingText } from "~/text/training";

/** The register as filtered. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "training:read");
  return listDownload(
    request,
    "training-certificates",
    async (tx, { search, locale, now }) => {
      const today = chinaDateOf(now);
      const { unit, units: _, ...filters } = await trainingFiltersFrom(tx, actor, search, today);
      const { kind, state, year, q } = filters;
      const { columns, filters: named, kinds, states } = trainingText[locale];
      const words: [string, string][] = [
        [named.q, q ?? ""],
        [named.kind, kind ? kinds[kind] : ""],
        [named.state, state ? states[state] : ""],
        [named.unit, unit?.name ?? ""],
        [named.year, year ? String(year) : ""],
      ];
      return {
        columns: [
          ...[columns.holder, columns.unit, columns.kind, columns.number],
          ...[columns.issuer, columns.issuedOn, columns.valid, columns.state],
        ],
        rows: rowsOf(tx, filters, locale, today),
        words: words.filter(([, value]) => value !== ""),
        filters: [
          ...(kind ? [`kind:${kind}`] : []),
          ...(state ? [`state:${state}`] : []),
          ...(unit ? [`unit:${unit.unitId}`] : []),
          ...(year ? [`year:${year}`] : []),
          ...(q ? ["q"] : []),
        ],
      };
    },
    actor.accountId,
  );
}

async function* rowsOf(tx: Tx, filters: TrainingFilters, locale: Locale, today: DateOn) {
  const t = trainingText[locale];
  for await (const row of trainingsMatching(tx, filters, today))
    yield [
      ...[row.holderName, row.unitName, t.kinds[row.kind], row.number],
      ...[row.issuer, row.issuedOn, row.validToOn ?? t.forGood, t.states[row.state]],
    ];
}
