/** The filters of the register's list as an address has them, within the units that the reader may see. */
import { type Actor, pathsFor } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { type UnitFacts, unitsUnder } from "~/organisation/units.server";
import { scopeOf } from "~/personnel/people.server";
import { WITHIN_DAYS } from "~/personnel/people-filters";
import { fieldCodes } from "~/text/fields";
import type { CertificateFilters } from "./certificate-list.server";
import { CERTIFICATE_STATUSES } from "./status";

/** What is not understood filters nothing. */
export async function certificateFiltersFrom(
  tx: Tx,
  actor: Actor,
  search: URLSearchParams,
  now: Date,
): Promise<CertificateFilters & { unit: UnitFacts | undefined; q: string }> {
  const today = chinaDateOf(now);
  const paths = pathsFor(actor, "certificate:read");
  const units = await unitsUnder(tx, paths, today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit"));
  const status = CERTIFICATE_STATUSES.find((known) => known === search.get("status"));
  const field = fieldCodes.find((known) => known === search.get("field"));
  const within = WITHIN_DAYS.find((days) => String(days) === search.get("within"));
  const q = (search.get("q") ?? "").trim().slice(0, 60);
  const scope = await scopeOf(tx, paths, today);
  const under = unit && units.filter(({ path }) => path.startsWith(unit.path)).map(({ unitId }) => unitId);
  return { unitIds: under ?? (scope.whole ? null : scope.unitIds), unit, status, field, within, q };
}
