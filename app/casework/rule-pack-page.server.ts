/** What the pages of the rule packs show beside the rules: which unit follows which pack, and who took each step. */
import { type DateOn, fromDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import { packsFor } from "~/rulebook/packs.server";

export type UnitUnderPack = {
  unitId: string;
  name: string;
  parentId: string | null;
  code: string;
  title: string;
  /** Its own assignment in force, or null: it follows the unit above. */
  sinceOn: DateOn | null;
  /** The day another assignment of its own begins. */
  nextOn: DateOn | null;
};

/** Every unit under these paths with the pack that binds it today, parents before children. */
export async function unitsAndPacks(
  tx: Tx,
  paths: readonly string[],
  today: DateOn,
): Promise<UnitUnderPack[]> {
  const units = await unitsUnder(tx, paths, today);
  const ids = units.map(({ unitId }) => unitId);
  const packs = await packsFor(tx, ids, today);
  const rows = await tx.unitRulePack.findMany({
    where: { unitId: { in: ids }, supersededAt: null },
    orderBy: { fromOn: "asc" },
  });
  return units.map(({ unitId, name, parentId }) => {
    const own = rows
      .filter((row) => row.unitId === unitId)
      .map((row) => ({ from: fromDbDate(row.fromOn), to: row.toOn && fromDbDate(row.toOn) }));
    const { pack } = packs.get(unitId)!;
    return {
      unitId,
      name,
      parentId,
      code: pack.id,
      title: pack.title,
      sinceOn: own.find(({ from, to }) => from <= today && (to === null || to > today))?.from ?? null,
      nextOn: own.find(({ from }) => from > today)?.from ?? null,
    };
  });
}
