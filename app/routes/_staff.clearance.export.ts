import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { allCases } from "~/casework/clearance-report.server";
import { listDownload } from "~/casework/list-download.server";
import type { Tx } from "~/db.server";
import type { CaseFilters } from "~/positions/clearance-list.server";
import { caseFilters } from "~/positions/clearance-page.server";
import { rulesCited } from "~/positions/rules-cited";
import { clearanceText } from "~/text/clearance";
import { shortDate, shortInstant } from "~/text/dates";
import type { Locale } from "~/text/text";

/** Exactly the cases of the list. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "clearance:read");
  return listDownload(
    request,
    "clearance",
    async (tx, { search, locale, now }) => {
      const asked = await caseFilters(tx, actor, search, chinaDateOf(now));
      const { units, unit, campaign, state, filters } = asked;
      const t = clearanceText[locale];
      const names = new Map(units.map(({ unitId, name }) => [unitId, name]));
      const { columns } = t;
      const words: [string, string][] = [
        [t.unit, unit?.name ?? ""],
        [t.waits, state ? t.waiting[state] : ""],
        [t.campaign, campaign?.name ?? ""],
      ];
      return {
        columns: [
          ...[t.person, t.unit, t.post, columns.codes, t.since, t.due, t.state],
          ...[columns.measure, columns.order, columns.orderOn],
        ],
        rows: rowsOf(tx, filters, names, locale, now),
        words: words.filter(([, value]) => value !== ""),
        filters: [
          ...(unit ? [`unit:${unit.unitId}`] : []),
          ...(state ? [`state:${state}`] : []),
          ...(campaign ? [`campaign:${campaign.id}`] : []),
        ],
      };
    },
    actor.accountId,
  );
}

async function* rowsOf(
  tx: Tx,
  filters: CaseFilters,
  names: ReadonlyMap<string, string>,
  locale: Locale,
  now: Date,
) {
  const t = clearanceText[locale];
  for await (const { found, orders } of allCases(tx, filters, now))
    for (const one of found) {
      const order = orders.get(one.caseId);
      yield [
        ...[one.name, names.get(one.unitId) ?? "", one.post, rulesCited(one.reasons).join(" ")],
        ...[shortInstant(one.beganAt), shortDate(one.dueOn), t.states[one.state]],
        ...(order ? [t.measures[order.measure], order.orderNumber, shortDate(order.orderOn)] : ["", "", ""]),
      ];
    }
}
