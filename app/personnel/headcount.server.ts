/** How many people units have on a day: for the pages about units. */
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { EMPLOYMENT_IDENTITIES, isEstablished } from "./identity";
import { HEADS_SHOWN } from "./people-filters";

const ESTABLISHED = EMPLOYMENT_IDENTITIES.filter(isEstablished);
// Days are compared plainly: of a range the planner guesses that few rows hold it, and reads the whole table for them.

export type Headcount = {
  /** On the books, home or host, not left. */
  people: number;
  /** Of them on the establishment of this unit: 在编, where the unit is their home and not their host. */
  established: number;
  /** Of them in the study category of enforcement staff. */
  officers: number;
  /** Persons with a full-time legal-affairs duty there (K09). */
  fullTimeLegal: number;
};

/** Two queries, however many units. Units without anybody are left out. */
export async function headcounts(tx: Tx, unitIds: string[], on: DateOn): Promise<Map<string, Headcount>> {
  const people = await tx.$queryRaw<
    { unitId: string; people: number; established: number; officers: number }[]
  >`
    SELECT e.unit_id::text AS "unitId", count(DISTINCT e.person_id)::int AS people,
      (count(DISTINCT e.person_id) FILTER (WHERE e.relation = 'home' AND e.identity = ANY(${ESTABLISHED})))::int AS established,
      (count(DISTINCT e.person_id) FILTER (WHERE c.category = 'enforcement'))::int AS officers
    FROM employment e
    LEFT JOIN study_category c ON c.person_id = e.person_id AND c.superseded_at IS NULL
      AND c.from_on <= ${on}::date AND (c.to_on IS NULL OR c.to_on > ${on}::date)
    WHERE e.superseded_at IS NULL AND e.from_on <= ${on}::date AND (e.to_on IS NULL OR e.to_on > ${on}::date)
      AND e.unit_id = ANY(${unitIds}::uuid[])
      AND e.status NOT IN ('transferred-out', 'retired', 'resigned', 'dismissed', 'expelled', 'deceased')
    GROUP BY e.unit_id`;
  const legal = await tx.$queryRaw<{ unitId: string; persons: number }[]>`
    SELECT unit_id::text AS "unitId", count(DISTINCT person_id)::int AS persons FROM legal_duty
    WHERE superseded_at IS NULL AND full_time AND from_on <= ${on}::date AND (to_on IS NULL OR to_on > ${on}::date)
      AND unit_id = ANY(${unitIds}::uuid[])
    GROUP BY unit_id`;
  const counts = new Map<string, Headcount>();
  for (const { unitId, ...row } of people) counts.set(unitId, { ...row, fullTimeLegal: 0 });
  for (const { unitId, persons } of legal) {
    const found = counts.get(unitId) ?? { people: 0, established: 0, officers: 0, fullTimeLegal: 0 };
    counts.set(unitId, { ...found, fullTimeLegal: persons });
  }
  return counts;
}

export type HeadcountShown = {
  /** At most HEADS_SHOWN + 1, which reads "more than". */
  people: number;
  /** Null, as below, where there are more people than HEADS_SHOWN. */
  established: number | null;
  officers: number | null;
  fullTimeLegal: number;
};

/** The same for a list of many units, whose cost must not grow with the register. */
export async function headcountsShown(
  tx: Tx,
  unitIds: string[],
  on: DateOn,
): Promise<Map<string, HeadcountShown>> {
  // The people of all the units are sought among the officers as one list, which the index answers in its own order.
  const rows = await tx.$queryRaw<({ unitId: string } & HeadcountShown)[]>`
    WITH staff AS MATERIALIZED (
      SELECT u.id AS unit_id, e.person_id, e.established, count(*) OVER (PARTITION BY u.id) AS people
      FROM unnest(${unitIds}::uuid[]) AS u (id)
      CROSS JOIN LATERAL (
        SELECT e.person_id, bool_or(e.relation = 'home' AND e.identity = ANY(${ESTABLISHED})) AS established FROM employment e
        WHERE e.unit_id = u.id AND e.superseded_at IS NULL AND e.from_on <= ${on}::date AND (e.to_on IS NULL OR e.to_on > ${on}::date)
          AND e.status NOT IN ('transferred-out', 'retired', 'resigned', 'dismissed', 'expelled', 'deceased')
        GROUP BY e.person_id ORDER BY e.person_id LIMIT ${HEADS_SHOWN + 1}
      ) e
    ), officer AS MATERIALIZED (
      SELECT DISTINCT c.person_id FROM study_category c
      WHERE c.person_id = ANY (ARRAY(SELECT person_id FROM staff WHERE people <= ${HEADS_SHOWN})) AND c.superseded_at IS NULL
        AND c.category = 'enforcement' AND c.from_on <= ${on}::date AND (c.to_on IS NULL OR c.to_on > ${on}::date)
    )
    SELECT u.id::text AS "unitId", count(s.person_id)::int AS people,
      CASE WHEN count(s.person_id) <= ${HEADS_SHOWN} THEN count(*) FILTER (WHERE s.established)::int END AS established,
      CASE WHEN count(s.person_id) <= ${HEADS_SHOWN} THEN count(o.person_id)::int END AS officers,
      (SELECT count(DISTINCT d.person_id)::int FROM legal_duty d WHERE d.unit_id = u.id AND d.superseded_at IS NULL
        AND d.full_time AND d.from_on <= ${on}::date AND (d.to_on IS NULL OR d.to_on > ${on}::date)) AS "fullTimeLegal"
    FROM unnest(${unitIds}::uuid[]) AS u (id)
    LEFT JOIN staff s ON s.unit_id = u.id LEFT JOIN officer o ON o.person_id = s.person_id
    GROUP BY u.id`;
  return new Map(rows.map(({ unitId, ...count }) => [unitId, count]));
}
