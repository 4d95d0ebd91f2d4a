/** Leading posts people are proposed for: those of one regime in some subtrees that stand today, by unit and title. */
import { chinaDateOf, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { unitsUnder } from "~/organisation/units.server";
import type { RegimeWord } from "~/rulebook/words";
import { POSITION_FAMILIES, regimeOf } from "./position";

export type LeadingPost = { positionId: string; title: string; unitName: string };

export async function leadingPosts(
  tx: Tx,
  regime: RegimeWord,
  paths: readonly string[],
  now: Date,
): Promise<LeadingPost[]> {
  const today = chinaDateOf(now);
  const units = await unitsUnder(tx, paths, today);
  const rows = await tx.position.findMany({
    where: {
      family: { in: POSITION_FAMILIES.filter((family) => regimeOf(family) === regime) },
      unitId: { in: units.map(({ unitId }) => unitId) },
      OR: [{ abolishedOn: null }, { abolishedOn: { gt: toDbDate(today) } }],
    },
    orderBy: [{ title: "asc" }, { id: "asc" }],
    select: { id: true, title: true, unitId: true },
  });
  const order = new Map(units.map(({ unitId, shortName }, index) => [unitId, { index, shortName }]));
  return rows
    .map(({ id, title, unitId }) => ({ positionId: id, title, at: order.get(unitId)! }))
    .sort((a, b) => a.at.index - b.at.index)
    .map(({ positionId, title, at }) => ({ positionId, title, unitName: at.shortName }));
}
