/** Quotas of a year that were not met, as the stored standings have them. Who owed nothing has none. */
import { rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";

export type UnmetQuota = { year: number; credited: number; required: number; measure: string };

/** Of these people, one statement however many there are. */
export async function unmetQuotasOf(
  tx: Tx,
  personIds: readonly string[],
  year: number,
): Promise<Map<string, UnmetQuota[]>> {
  const rows = await rowsOf<UnmetQuota & { personId: string }>(
    tx,
    Prisma.sql`
    /* prepared as unmet-quotas */
    SELECT person_id::text AS "personId", year, credited, required, measure FROM study_standing
    WHERE person_id = ANY(${[...personIds]}::uuid[]) AND year = ${year} AND applies AND NOT is_met
    ORDER BY person_id, quota_id`,
  );
  const unmet = new Map<string, UnmetQuota[]>();
  for (const { personId, ...one } of rows) unmet.set(personId, [...(unmet.get(personId) ?? []), one]);
  return unmet;
}
