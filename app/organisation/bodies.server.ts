import type { DateRange } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import { believed, rangeColumns } from "./history.server";
import type { BodyFacts } from "./unit";

/** Every known version of the enforcement-body status of these units, whatever its days (K10 looks at the day itself). */
export async function bodiesOf(
  tx: Tx,
  unitIds: readonly string[],
  knownAt?: Date,
): Promise<Map<string, (BodyFacts & DateRange)[]>> {
  const of = new Map<string, (BodyFacts & DateRange)[]>(unitIds.map((unitId) => [unitId, []]));
  if (unitIds.length === 0) return of;
  const rows = await rowsOf<BodyFacts & DateRange & { unitId: string }>(
    tx,
    Prisma.sql`
    /* prepared as bodies-of */
    SELECT b.unit_id::text AS "unitId", b.basis, b.fields, b.published_on::text AS "publishedOn", ${rangeColumns("b")}
    FROM enforcement_body b
    WHERE b.unit_id = ANY(${[...unitIds]}::uuid[]) AND ${believed("b", knownAt)}
    ORDER BY b.from_on`,
  );
  for (const { unitId, ...body } of rows) of.get(unitId)?.push(body);
  return of;
}
