import type { LoaderFunctionArgs } from "@remix-run/node";
import { pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { listDownload } from "~/casework/list-download.server";
import type { Tx } from "~/db.server";
import { fits, unitFiltersFrom } from "~/organisation/unit-filters";
import { bodiesAt, establishmentsOf, type UnitFacts, unitsUnder } from "~/organisation/units.server";
import { headcounts } from "~/personnel/headcount.server";
import { fieldName } from "~/text/fields";
import { listsText } from "~/text/lists";
import { organisationText } from "~/text/organisation";
import type { Locale } from "~/text/text";

const AT_ONCE = 500;

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, "unit:read");
  return listDownload(
    request,
    "units",
    async (tx, { search, locale, now }) => {
      const today = chinaDateOf(now);
      const units = await unitsUnder(tx, pathsFor(actor, "unit:read"), today);
      const asked = unitFiltersFrom(search);
      const bodies = await bodiesAt(
        tx,
        units.map(({ unitId }) => unitId),
        { trueOn: today },
      );
      const found = units.filter((unit) => fits(unit, bodies.get(unit.unitId) ?? null, asked, today));
      const t = organisationText[locale];
      const lists = listsText[locale];
      const words: [string, string][] = [
        [t.unit, asked.q],
        [t.kind, asked.kind ? t.kinds[asked.kind] : ""],
        [t.body, asked.body ? lists.bodies[asked.body] : ""],
      ];
      return {
        columns: [t.unit, t.kind, t.fields, t.people, t.officers, t.legal, t.establishment],
        rows: rowsOf(tx, found, bodies, locale, today),
        words: words.filter(([, value]) => value !== ""),
        filters: [
          ...(asked.q ? ["q"] : []),
          ...(asked.kind ? [`kind:${asked.kind}`] : []),
          ...(asked.body ? [`body:${asked.body}`] : []),
        ],
      };
    },
    actor.accountId,
  );
}

async function* rowsOf(
  tx: Tx,
  units: readonly UnitFacts[],
  bodies: Awaited<ReturnType<typeof bodiesAt>>,
  locale: Locale,
  today: ReturnType<typeof chinaDateOf>,
) {
  const kinds = organisationText[locale].kinds;
  for (let at = 0; at < units.length; at += AT_ONCE) {
    const some = units.slice(at, at + AT_ONCE);
    const ids = some.map(({ unitId }) => unitId);
    const counts = await headcounts(tx, ids, today);
    const establishments = await establishmentsOf(tx, ids, today);
    for (const { unitId, name, kind } of some) {
      const count = counts.get(unitId);
      yield [
        name,
        kinds[kind],
        (bodies.get(unitId)?.fields ?? []).map((field) => fieldName(locale, field)).join(" "),
        String(count?.people ?? 0),
        String(count?.officers ?? 0),
        String(count?.fullTimeLegal ?? 0),
        String(establishments.get(unitId) ?? ""),
      ];
    }
  }
}
