import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, daysBetween } from "~/calendar";
import { listDownload } from "~/casework/list-download.server";
import { renewalsAsked } from "~/certification/renewal-page.server";
import { type RenewalRow, renewalsMatching, renewalsOf } from "~/certification/renewals.server";
import { lacksIn } from "~/components/renewal-columns";
import { fieldName } from "~/text/fields";
import { renewalsText } from "~/text/renewals";
import type { Locale } from "~/text/text";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "application:read");
  return listDownload(
    request,
    "renewals",
    async (tx, { search, locale, now }) => {
      const { unit, filters } = await renewalsAsked(tx, actor, search, now);
      const { rows } = await renewalsOf(tx, filters, now);
      const t = renewalsText[locale];
      const c = t.columns;
      const { fromOn, toOn, stage, q } = filters;
      const words: [string, string][] = [
        [t.filters.unit, unit?.name ?? ""],
        [t.filters.from, fromOn],
        [t.filters.to, toOn],
        [t.filters.stage, stage ? t.stages[stage] : ""],
        [t.filters.q, q ?? ""],
      ];
      return {
        columns: [
          c.holder,
          c.unit,
          c.number,
          c.field,
          c.validTo,
          c.opensOn,
          c.left,
          c.stage,
          c.lacks,
          t.warning,
        ],
        rows: rowsOf(renewalsMatching(rows, filters), locale, now),
        words: words.filter(([, value]) => value !== ""),
        filters: [
          ...(unit ? [`unit:${unit.unitId}`] : []),
          ...[`from:${fromOn}`, `to:${toOn}`],
          ...(stage ? [`stage:${stage}`] : []),
          ...(q ? ["q"] : []),
        ],
      };
    },
    actor.accountId,
  );
}

async function* rowsOf(rows: readonly RenewalRow[], locale: Locale, now: Date) {
  const t = renewalsText[locale];
  for (const row of rows) {
    const { bars, notes } = lacksIn(locale, row);
    yield [
      ...[row.holderName, row.unitName, row.number, fieldName(locale, row.field), row.validToOn, row.opensOn],
      String(daysBetween(chinaDateOf(now), row.validToOn)),
      ...[t.stages[row.stage], bars.join("\n"), notes.join("\n")],
    ];
  }
}
