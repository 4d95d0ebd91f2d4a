import type { DateRange } from "~/calendar";
import { fromDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { knownBy, rangeOf } from "./history";
import type { BodyBasis, BodyFacts } from "./unit";

/** Every known version of the enforcement-body status of these units, whatever its days (K10 looks at the day itself). */
export async function bodiesOf(
  tx: Tx,
  unitIds: readonly string[],
  knownAt?: Date,
): Promise<Map<string, (BodyFacts & DateRange)[]>> {
  const rows = await tx.enforcementBody.findMany({
    where: { unitId: { in: [...unitIds] }, ...knownBy(knownAt) },
    orderBy: { fromOn: "asc" },
  });
  const of = new Map<string, (BodyFacts & DateRange)[]>(unitIds.map((unitId) => [unitId, []]));
  for (const row of rows) {
    of.get(row.unitId)?.push({
      basis: row.basis as BodyBasis,
      fields: row.fields,
      publishedOn: row.publishedOn && fromDbDate(row.publishedOn),
      ...rangeOf(row),
    });
  }
  return of;
}
