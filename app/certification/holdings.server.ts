/** What one person holds, each with what has to come back by when: for their pages. */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { packFor } from "~/rulebook/packs.server";
import { type Held, heldItemsOf } from "./held-items.server";
import { lastNamesOf, toReturnOf } from "./recoveries.server";
import { type Recovery, recoveryOn } from "./recovery";

export type Holding = Held & { unitName: string; recovery: Recovery | null };

/** `unitIds`: what was handed out for other units is left out; null: everything. */
export async function holdingsOf(
  tx: Tx,
  personId: string,
  unitIds: readonly string[] | null,
  now: Date,
): Promise<Holding[]> {
  const today = chinaDateOf(now);
  const every = (await heldItemsOf(tx, [personId], { trueOn: today })).get(personId) ?? [];
  const held = every.filter(({ unitId }) => unitIds === null || unitIds.includes(unitId));
  if (held.length === 0) return [];
  const toReturn = (await toReturnOf(tx, [personId], now)).get(personId) ?? [];
  const names = await lastNamesOf(
    tx,
    held.map(({ unitId }) => unitId),
  );
  const holdings: Holding[] = [];
  for (const item of held) {
    const stopped = toReturn.find(({ id }) => id === item.id)?.stopped;
    const rules = stopped && (await packFor(tx, item.unitId, stopped.on)).pack;
    holdings.push({
      ...item,
      unitName: names.get(item.unitId) ?? "",
      recovery: stopped && rules ? recoveryOn(stopped, rules, today) : null,
    });
  }
  return holdings;
}
