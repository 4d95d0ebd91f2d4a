/** How many people units have on a day: for the pages about units. */
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";

export type Headcount = {
  /** On the books, home or host, not left. */
  people: number;
  /** Of them in the study category of enforcement staff. */
  officers: number;
  /** Persons with a full-time legal-affairs duty there (K09). */
  fullTimeLegal: number;
};

/** Two queries, however many units. Units without anybody are left out. */
export async function headcounts(tx: Tx, unitIds: string[], on: DateOn): Promise<Map<string, Headcount>> {
  const people = await tx.$queryRaw<{ unitId: string; people: number; officers: number }[]>`
    SELECT e.unit_id::text AS "unitId", count(DISTINCT e.person_id)::int AS people,
      (count(DISTINCT e.person_id) FILTER (WHERE c.category = 'enforcement'))::int AS officers
    FROM employment e
    LEFT JOIN study_category c ON c.person_id = e.person_id AND c.superseded_at IS NULL
      AND daterange(c.from_on, c.to_on) @> ${on}::date
    WHERE e.superseded_at IS NULL AND daterange(e.from_on, e.to_on) @> ${on}::date
      AND e.unit_id = ANY(${unitIds}::uuid[])
      AND e.status NOT IN ('transferred-out', 'retired', 'resigned', 'dismissed', 'expelled', 'deceased')
    GROUP BY e.unit_id`;
  const legal = await tx.$queryRaw<{ unitId: string; persons: number }[]>`
    SELECT unit_id::text AS "unitId", count(DISTINCT person_id)::int AS persons FROM legal_duty
    WHERE superseded_at IS NULL AND full_time AND daterange(from_on, to_on) @> ${on}::date
      AND unit_id = ANY(${unitIds}::uuid[])
    GROUP BY unit_id`;
  const counts = new Map<string, Headcount>();
  for (const row of people)
    counts.set(row.unitId, { people: row.people, officers: row.officers, fullTimeLegal: 0 });
  for (const { unitId, persons } of legal) {
    const found = counts.get(unitId) ?? { people: 0, officers: 0, fullTimeLegal: 0 };
    counts.set(unitId, { ...found, fullTimeLegal: persons });
  }
  return counts;
}
