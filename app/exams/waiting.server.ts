/** What an invigilator's act left for the next attempt of a candidate to begin. Asked under the exam's lock. */
import type { Tx } from "~/db.server";

/**
 * The minutes that wait for the next attempt of a registration: every accommodation, and extra time given since the last
 * attempt began that no attempt has had.
 */
export async function minutesWaiting(tx: Tx, registrationId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ minutes: number }[]>`
    SELECT coalesce(sum(t.minutes), 0)::int AS minutes
    FROM invigilation_effect e JOIN invigilation_act t ON t.id = e.act_id
    WHERE e.registration_id = ${registrationId}::uuid AND (
      t.kind = 'accommodation'
      OR (t.kind = 'extra-time' AND e.attempt_id IS NULL
        AND t.at > coalesce((SELECT max(started_at) FROM attempt WHERE registration_id = e.registration_id), '-infinity')))`;
  return row?.minutes ?? 0;
}

/** Of these registrations, those that a pause holds back from beginning: it came before they began, and was not ended. */
export async function heldRegistrations(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string; kind: string }[]>`
    SELECT DISTINCT ON (e.registration_id) e.registration_id AS id, t.kind
    FROM invigilation_effect e JOIN invigilation_act t ON t.id = e.act_id
    WHERE e.registration_id = ANY(${[...ids]}::uuid[]) AND e.attempt_id IS NULL AND t.kind IN ('pause', 'resumption')
    ORDER BY e.registration_id, t.at DESC, t.id DESC`;
  return new Set(rows.filter(({ kind }) => kind === "pause").map(({ id }) => id));
}
