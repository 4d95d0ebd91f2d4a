/** Units as they are and were, for what outlives a unit: things handed out in its name are still out when it is no more. */
import { rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";

/** The units that stand below these paths, or did before they were closed or went into one that does. */
export async function unitsEver(tx: Tx, paths: readonly string[]): Promise<string[]> {
  const rows = await rowsOf<{ unitId: string }>(
    tx,
    Prisma.sql`
    /* prepared as units-ever */
    WITH RECURSIVE mine AS (
      SELECT v.unit_id FROM unit_version v JOIN unnest(${[...paths]}::text[]) AS p (path) ON starts_with(v.path, p.path)
      WHERE v.superseded_at IS NULL
      UNION SELECT s.unit_id FROM unit_succession s JOIN mine m ON m.unit_id = s.successor_id)
    SELECT DISTINCT unit_id::text AS "unitId" FROM mine`,
  );
  return rows.map(({ unitId }) => unitId);
}
