import type { LoaderFunctionArgs } from "@remix-run/node";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { listDownload } from "~/casework/list-download.server";
import type { Tx } from "~/db.server";
import { type UnitFacts, unitsUnder } from "~/organisation/units.server";
import { type PositionWithSittings, positionsOf } from "~/positions/positions.server";
import { rulesOf, seatsAt } from "~/positions/register.server";
import { exportsText } from "~/text/exports";
import { fieldName } from "~/text/fields";
import { positionsText } from "~/text/positions";
import type { Locale } from "~/text/text";

const AT_ONCE = 200;

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
      const positions = await positionsOf(
        tx,
        shown.map(({ unitId }) => unitId),
        today,
      );
      const t = positionsText[locale];
      return {
        columns: [t.name, t.unit, t.family, t.field, t.holder, t.mayEnforce, exportsText[locale].rules],
        rows: rowsOf(tx, positions, units, locale, now),
        words: chosen ? [[t.unit, chosen.name] as const] : [],
        filters: chosen ? [`unit:${chosen.unitId}`] : [],
      };
    },
    actor.accountId,
  );
}

async function* rowsOf(
  tx: Tx,
  positions: readonly PositionWithSittings[],
  units: readonly UnitFacts[],
  locale: Locale,
  now: Date,
) {
  const t = exportsText[locale];
  const families = positionsText[locale].families;
  const nameOf = new Map(units.map((unit) => [unit.unitId, unit.name]));
  for (let at = 0; at < positions.length; at += AT_ONCE)
    for (const { position, holder } of await seatsAt(tx, positions.slice(at, at + AT_ONCE), now))
      yield [
        position.title,
        nameOf.get(position.unitId) ?? "",
        families[position.family],
        position.field ? fieldName(locale, position.field) : "",
        holder?.name ?? t.vacant,
        holder?.verdict ? (holder.verdict.eligible ? t.yes : t.no) : "",
        holder?.verdict ? rulesOf(holder.verdict.refusals).join(" ") : "",
      ];
}
