import type { Client } from "pg";

/**
 * Stored standings of a register without any study: those of one person of each sort, by the program's own rules, and the
 * same for everybody like them. Without them the app would spend its first minutes on computing everybody's.
 */
export async function storeStandings(superuser: Client, now: Date): Promise<void> {
  const { chinaDateOf, yearOf } = await import("../../app/calendar.ts");
  const { inTransaction, prisma } = await import("../../app/db.server.ts");
  const { rulesInForce } = await import("../../app/casework/study-standings.server.ts");
  const { keepStandings } = await import("../../app/study/standing-store.server.ts");
  const today = chinaDateOf(now);
  // The app follows the year before, too.
  const years = [yearOf(today), yearOf(today) - 1];
  const models = await superuser.query<{ id: string }>(
    `SELECT min(person_id::text) AS id FROM (${SORTS}) s GROUP BY sort`,
  );
  const ids = models.rows.map(({ id }) => id);
  for (const year of years) await inTransaction((tx) => keepStandings(tx, ids, year, now));
  const packs = await rulesInForce(prisma, today);
  await superuser.query("BEGIN; SET LOCAL session_replication_role = replica");
  await superuser.query(
    `INSERT INTO study_standing (person_id, year, quota_id, applies, unit_id, measure, required, credited, required_minutes,
       credited_minutes, pending_minutes, is_met, from_on, to_on, cures, categories, pack_version_id)
     SELECT s.person_id, k.year, k.quota_id, k.applies, s.unit_id, k.measure, k.required, k.credited, k.required_minutes,
       k.credited_minutes, k.pending_minutes, k.is_met, k.from_on, k.to_on, k.cures, k.categories, k.pack_version_id
     FROM (${SORTS}) s
     JOIN (SELECT m.sort, k.* FROM (${SORTS}) m JOIN study_standing k ON k.person_id = m.person_id) k ON k.sort = s.sort
     ON CONFLICT DO NOTHING`,
  );
  for (const year of years)
    await superuser.query(
      "INSERT INTO study_standing_year (year, followed_until, followed_on, packs) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
      [year, now, today, packs],
    );
  await superuser.query("COMMIT");
  await superuser.query("VACUUM (ANALYZE) study_standing");
}

/** What the rules look at, where all have worked since the same day. */
const SORTS = `SELECT e.person_id, e.unit_id, concat_ws(' ', e.identity, e.status, c.category) AS sort
  FROM employment e JOIN study_category c ON c.person_id = e.person_id
  WHERE e.superseded_at IS NULL AND c.superseded_at IS NULL`;
