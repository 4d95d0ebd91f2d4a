/** What the pages of renewals share: filters as an address has them, and which certificates a form may name. */
import { type Actor, type Permission, pathsFor } from "~/access/permissions";
import { chinaDateOf, dateOnFrom } from "~/calendar";
import type { Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { type UnitFacts, unitsUnder } from "~/organisation/units.server";
import { packsFor } from "~/rulebook/packs.server";
import { MOST_LISTED, RENEWAL_STAGES, usualPeriod } from "./renewal";
import { type RenewalFilters, renewalsMatching, renewalsOf } from "./renewals.server";

export type RenewalsAsked = { units: UnitFacts[]; unit: UnitFacts | null; filters: RenewalFilters };

/** What is not understood filters nothing; without days, the period that concerns somebody now. */
export async function renewalsAsked(
  tx: Tx,
  actor: Actor,
  search: { get(name: string): unknown },
  now: Date,
  permission: Permission = "application:read",
): Promise<RenewalsAsked> {
  const today = chinaDateOf(now);
  const units = await unitsUnder(tx, pathsFor(actor, permission), today);
  const unit = units.find(({ unitId }) => unitId === search.get("unit")) ?? null;
  const inside = unit ? units.filter(({ path }) => path.startsWith(unit.path)) : units;
  const unitIds = inside.map(({ unitId }) => unitId);
  const packs = await packsFor(tx, unitIds, today);
  const usual = usualPeriod(
    [...packs.values()].map(({ pack }) => pack),
    today,
  );
  const stage = RENEWAL_STAGES.find((known) => known === search.get("stage"));
  const q = String(search.get("q") ?? "")
    .trim()
    .slice(0, 60);
  return {
    units,
    unit,
    filters: {
      unitIds,
      fromOn: dateOnFrom(String(search.get("from") ?? "")) ?? usual.fromOn,
      toOn: dateOnFrom(String(search.get("to") ?? "")) ?? usual.toOn,
      ...(stage ? { stage } : {}),
      ...(q ? { q } : {}),
    },
  };
}

/** The certificates a form asks to renew: those chosen within the actor's units, or all that may be applied for. */
export async function chosenRenewals(tx: Tx, actor: Actor, form: FormData, now: Date): Promise<string[]> {
  if (form.get("whole") === "1") {
    const { filters } = await renewalsAsked(tx, actor, form, now, "application:submit");
    const { rows } = await renewalsOf(tx, filters, now);
    return renewalsMatching(rows, filters).flatMap((row) => (row.mayApply ? [row.certificateId] : []));
  }
  const chosen = [...new Set(form.getAll("certificate").map(String))].filter(isUuid).slice(0, MOST_LISTED);
  const units = await unitsUnder(tx, pathsFor(actor, "application:submit"), chinaDateOf(now));
  const found = await tx.certificate.findMany({
    where: { id: { in: chosen }, unitId: { in: units.map(({ unitId }) => unitId) } },
    orderBy: [{ validToOn: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return found.map(({ id }) => id);
}
