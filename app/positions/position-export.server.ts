/** Every post a filter finds, in the order of the list, for giving out as a file. */
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { conditionsOf, type PositionFilters, places } from "./position-list.server";
import { type PositionWithSittings, positionsWithIds } from "./positions.server";

const AT_ONCE = 200;

/** In batches; between them only ids are held. */
export async function* positionsMatching(
  tx: Tx,
  filters: PositionFilters,
  on: DateOn,
): AsyncGenerator<PositionWithSittings[]> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id::text FROM position p JOIN ${places(on)} u ON u.unit_id = p.unit_id
    WHERE ${conditionsOf(filters, on)} ORDER BY u.path COLLATE "C", p.title, p.id`;
  for (let at = 0; at < found.length; at += AT_ONCE)
    yield await positionsWithIds(
      tx,
      found.slice(at, at + AT_ONCE).map(({ id }) => id),
      on,
    );
}
