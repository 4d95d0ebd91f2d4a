import type { Tx } from "~/db.server";

/**
 * The minutes that wait for the next attempt of a registration: every accommodation, and extra time given since the last
 * attempt began that no attempt has had. Asked under the exam's lock.
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
