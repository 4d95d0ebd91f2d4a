/**
 * Stored standings: a projection of the ledger that verbs keep in the transaction in which they change it. One person's
 * year is always computed whole, under the person's lock, so that the row cannot depend on the order of changes.
 */
import { chinaDateOf, type DateOn, yearOf, yearRange } from "~/calendar";
import { lockPeople, rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import type { CategoryMinutes } from "./category-minima";
import type { Standing } from "./quota";
import { type ComputedYear, computedYears } from "./standing.server";

/** After entries of these people changed: the years they touch. */
export async function keepStandingsOf(
  tx: Tx,
  entries: readonly { personId: string; startAt: Date; endAt: Date }[],
  now: Date,
): Promise<void> {
  const years = new Map<number, Set<string>>();
  for (const { personId, startAt, endAt } of entries)
    for (const at of [startAt, new Date(endAt.getTime() - 1)]) {
      const year = yearOf(chinaDateOf(at));
      years.set(year, (years.get(year) ?? new Set()).add(personId));
    }
  for (const [year, personIds] of years) await keepStandings(tx, [...personIds], year, now);
}

/** As many people as are computed at a time: their entries are held in memory meanwhile. */
const AT_ONCE = 500;

/** Computes and stores; harmless to repeat. Answers how many rows changed. */
export async function keepStandings(
  tx: Tx,
  personIds: readonly string[],
  year: number,
  now: Date,
): Promise<number> {
  if (personIds.length === 0) return 0;
  await lockPeople(tx, ...personIds);
  let changed = 0;
  for (let from = 0; from < personIds.length; from += AT_ONCE) {
    const batch = personIds.slice(from, from + AT_ONCE);
    const computed = await computedYears(tx, batch, year, chinaDateOf(now));
    changed += await store(tx, batch, year, rowsFrom(computed, year));
  }
  return changed;
}

/** Every year of these people, after their records became those of another. */
export async function keepEveryYear(tx: Tx, personIds: readonly string[], now: Date): Promise<void> {
  const rows = await tx.$queryRaw<{ year: number }[]>`
    SELECT extract(year FROM start_at AT TIME ZONE 'Asia/Shanghai')::int AS year
    FROM study_record WHERE person_id = ANY(${[...personIds]}::uuid[])
    UNION SELECT year FROM study_standing WHERE person_id = ANY(${[...personIds]}::uuid[]) ORDER BY year`;
  for (const { year } of rows) await keepStandings(tx, personIds, year, now);
}

/** A row as the table holds it. */
export type StandingRow = {
  person_id: string;
  year: number;
  quota_id: string;
  unit_id: string;
  measure: string;
  required: number;
  credited: number;
  required_minutes: number;
  credited_minutes: number;
  pending_minutes: number;
  is_met: boolean;
  from_on: DateOn;
  to_on: DateOn;
  cures: Standing["cures"];
  categories: CategoryMinutes[];
  pack_version_id: string;
};

/** What of a standing does not depend on the day on which it is read. */
export function rowsFrom(computed: ReadonlyMap<string, ComputedYear>, year: number): StandingRow[] {
  const range = yearRange(year);
  return [...computed].flatMap(([personId, { student, unitId, packVersionId, standings }]) => {
    const { fromOn, toOn } = student.service ?? range;
    return standings.map(
      (standing): StandingRow => ({
        person_id: personId,
        year,
        quota_id: standing.quotaId,
        unit_id: unitId,
        measure: standing.unit,
        required: standing.required,
        credited: standing.credited,
        required_minutes: standing.minutes.required,
        credited_minutes: standing.minutes.credited,
        pending_minutes: standing.minutes.pending,
        is_met: standing.isMet,
        from_on: fromOn > range.fromOn ? fromOn : range.fromOn,
        to_on: toOn !== null && toOn < range.toOn ? toOn : range.toOn,
        cures: standing.cures,
        categories: standing.categories.map(({ category, required, credited, pending }) => ({
          ...{ category, required, credited, pending },
        })),
        pack_version_id: packVersionId,
      }),
    );
  });
}

async function store(
  tx: Tx,
  personIds: readonly string[],
  year: number,
  rows: readonly StandingRow[],
): Promise<number> {
  const kept = Prisma.sql`/* prepared as standings-kept */
    INSERT INTO study_standing AS s (person_id, year, quota_id, applies, unit_id, measure, required, credited,
      required_minutes, credited_minutes, pending_minutes, is_met, from_on, to_on, cures, categories, pack_version_id)
    SELECT person_id, year, quota_id, true, unit_id, measure, required, credited,
      required_minutes, credited_minutes, pending_minutes, is_met, from_on, to_on, cures, categories, pack_version_id
    FROM jsonb_populate_recordset(NULL::study_standing, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (person_id, year, quota_id) DO UPDATE SET applies = true, unit_id = excluded.unit_id,
      measure = excluded.measure, required = excluded.required, credited = excluded.credited,
      required_minutes = excluded.required_minutes, credited_minutes = excluded.credited_minutes,
      pending_minutes = excluded.pending_minutes, is_met = excluded.is_met, from_on = excluded.from_on,
      to_on = excluded.to_on, cures = excluded.cures, categories = excluded.categories, pack_version_id = excluded.pack_version_id
    WHERE (s.applies, s.unit_id, s.measure, s.required, s.credited, s.required_minutes, s.credited_minutes,
        s.pending_minutes, s.is_met, s.from_on, s.to_on, s.cures, s.categories, s.pack_version_id)
      IS DISTINCT FROM (true, excluded.unit_id, excluded.measure, excluded.required, excluded.credited,
        excluded.required_minutes, excluded.credited_minutes, excluded.pending_minutes, excluded.is_met,
        excluded.from_on, excluded.to_on, excluded.cures, excluded.categories, excluded.pack_version_id)
    RETURNING 1`;
  const owed = rows.map((row) => `${row.person_id} ${row.quota_id}`);
  // What somebody owes no longer is kept as not theirs: nothing is deleted.
  const gone = Prisma.sql`/* prepared as standings-gone */
    UPDATE study_standing SET applies = false
    WHERE person_id = ANY(${[...personIds]}::uuid[]) AND year = ${year}::int AND applies
      AND person_id || ' ' || quota_id <> ALL(${owed}::text[])
    RETURNING 1`;
  return (await rowsOf(tx, kept)).length + (await rowsOf(tx, gone)).length;
}
