/** What approval writes of a change of units: it holds from the switch-over date, whenever the rest is worked off. */
import { lockUnitToChange, type Tx } from "~/db.server";
import { recordEnforcementBody } from "~/organisation/organisation.server";
import { recordSuccession } from "~/organisation/succession.server";
import { changeUnit, setUpUnit } from "~/organisation/tree.server";
import { establishmentsOf, unitsById } from "~/organisation/units.server";
import { type Refusal, refusal } from "~/verdict";
import type { ChangeAsked } from "./unit-change-asked";
import { bodyAfter } from "./unit-change-preview.server";

type Opened = { ok: true; targetId: string | null } | { ok: false; refusals: Refusal[] };

/** Tried before anybody has approved, nothing refers to the change yet. */
export async function openUnitChange(
  tx: Tx,
  change: ChangeAsked & { id: string },
  actorId: string,
  now: Date,
  { tried }: { tried: boolean },
): Promise<Opened> {
  const { kind, newUnit, switchOn: fromOn } = change;
  if (kind === "dissolve") return { ok: true, targetId: null };
  if (kind === "rename") return rename(tx, change, actorId, now);
  await lockUnitToChange(tx, ...change.units.map(({ unitId }) => unitId));
  const body = await bodyAfter(tx, change);
  let { targetId } = change;
  if (!targetId) {
    const setUp = await setUpUnit(tx, { ...newUnit!, fromOn }, actorId, now);
    if (!setUp.ok) return setUp;
    targetId = setUp.unitId;
  }
  if (body)
    await recordEnforcementBody(
      tx,
      { ...body, unitId: targetId, document: change.orderNumber, fromOn },
      actorId,
      now,
    );
  if (!tried)
    for (const { unitId } of change.units)
      await recordSuccession(tx, { unitId, successorId: targetId, fromOn }, change.id, now);
  return { ok: true, targetId };
}

async function rename(tx: Tx, change: ChangeAsked, actorId: string, now: Date): Promise<Opened> {
  const { targetId: unitId, newUnit, switchOn: fromOn } = change;
  const unit = unitId ? (await unitsById(tx, [unitId], fromOn)).get(unitId) : undefined;
  if (!unit || !newUnit) return { ok: false, refusals: [refusal("unit.not-in-force", { on: fromOn })] };
  const establishment = (await establishmentsOf(tx, [unit.unitId], fromOn)).get(unit.unitId) ?? null;
  const { kind, parentId, civilServantsOnly } = unit;
  const { name, shortName } = newUnit;
  const content = { name, shortName, kind, parentId, civilServantsOnly, establishment };
  const changed = await changeUnit(tx, { unitId: unit.unitId, fromOn, ...content }, actorId, now);
  return changed.ok ? { ok: true, targetId: unit.unitId } : changed;
}
