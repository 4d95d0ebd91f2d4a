/** What the standings ask of reliefs: the times of which somebody is let off. */
import type { DateRange } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { rangeColumns } from "~/organisation/history.server";
import { Prisma } from "../../prisma/generated/client";
import { reliefStateOf } from "./relief";

/** Of these people the times in the year of which every office asked let them off. */
export async function reliefsInForce(
  tx: Tx,
  personIds: readonly string[],
  year: number,
): Promise<Map<string, DateRange[]>> {
  type Row = Parameters<typeof reliefStateOf>[0] & DateRange & { personId: string };
  const rows = await rowsOf<Row>(
    tx,
    Prisma.sql`/* prepared as reliefs-in-force */
    SELECT r.person_id::text AS "personId", ${rangeColumns("r")}, r.offices, r.withdrawn_at AS "withdrawnAt",
      r.revoked_at AS "revokedAt", coalesce((
        SELECT jsonb_agg(jsonb_build_object('office', d.office, 'decision', d.decision))
        FROM study_relief_decision d WHERE d.relief_id = r.id), '[]') AS decisions
    FROM study_relief r
    WHERE r.person_id = ANY(${[...personIds]}::uuid[]) AND r.year = ${year}::int
      AND r.withdrawn_at IS NULL AND r.revoked_at IS NULL
    ORDER BY r.from_on, r.id`,
  );
  const of = new Map<string, DateRange[]>();
  for (const { personId, fromOn, toOn, ...steps } of rows)
    if (reliefStateOf(steps) === "granted") of.set(personId, [...(of.get(personId) ?? []), { fromOn, toOn }]);
  return of;
}
