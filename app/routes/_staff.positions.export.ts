import type { LoaderFunctionArgs } from "@remix-run/node";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { listDownload } from "~/casework/list-download.server";
import type { Tx } from "~/db.server";
import { type UnitFacts, unitsUnder } from "~/organisation/units.server";
import { POSITION_FAMILIES, SEAT_STATES } from "~/positions/position";
import { type PositionFilters, seatsMatching } from "~/positions/position-list.server";
import { seatsAt } from "~/positions/register.server";
import { rulesCited } from "~/positions/rules-cited";
import { exportsText } from "~/text/exports";
import { fieldCodes, fieldName } from "~/text/fields";
import { listsText } from "~/text/lists";
import { positionsText } from "~/text/positions";
import type { Locale } from "~/text/text";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "position:read");
  return listDownload(
    request,
    "positions",
    async (tx, { search, locale, now }) => {
      const today = chinaDateOf(now);
      const units = await unitsUnder(tx, pathsFor(actor, "position:read"), today);
      const chosen = units.find(({ unitId }) => unitId === search.get("unit"));
      const shown = chosen ? units.filter(({ path }) => path.startsWith(chosen.path)) : units;
      const q = (search.get("q") ?? "").trim().slice(0, 60);
      const family = POSITION_FAMILIES.find((one) => one === search.get("family"));
      const field = fieldCodes.find((one) => one === search.get("field"));
      const seat = SEAT_STATES.find((one) => one === search.get("seat"));
      const filters = { unitIds: shown.map(({ unitId }) => unitId), q, family, field, seat };
      const t = positionsText[locale];
      const lists = listsText[locale];
      const words: [string, string][] = [
        [lists.post, q],
        [t.unit, chosen?.name ?? ""],
        [lists.family, family ? t.families[family] : ""],
        [t.field, field ? fieldName(locale, field) : ""],
        [lists.seat, seat ? lists.seats[seat] : ""],
      ];
      return {
        columns: [t.name, t.unit, t.family, t.field, t.holder, t.mayEnforce, exportsText[locale].rules],
        rows: rowsOf(tx, filters, units, locale, now),
        words: words.filter(([, value]) => value !== ""),
        filters: [
          ...(q ? ["q"] : []),
          ...(chosen ? [`unit:${chosen.unitId}`] : []),
          ...(family ? [`family:${family}`] : []),
          ...(field ? [`field:${field}`] : []),
          ...(seat ? [`seat:${seat}`] : []),
        ],
      };
    },
    actor.accountId,
  );
}

async function* rowsOf(
  tx: Tx,
  filters: PositionFilters,
  units: readonly UnitFacts[],
  locale: Locale,
  now: Date,
) {
  const t = exportsText[locale];
  const families = positionsText[locale].families;
  const nameOf = new Map(units.map((unit) => [unit.unitId, unit.name]));
  for await (const seats of seatsMatching(tx, filters, chinaDateOf(now)))
    for (const { position, holder } of await seatsAt(tx, seats, now))
      yield [
        position.title,
        nameOf.get(position.unitId) ?? "",
        families[position.family],
        position.field ? fieldName(locale, position.field) : "",
        holder?.name ?? t.vacant,
        holder?.verdict ? (holder.verdict.eligible ? t.yes : t.no) : "",
        holder?.verdict ? rulesCited(holder.verdict.refusals).join(" ") : "",
      ];
}
