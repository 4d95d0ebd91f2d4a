/** What an invigilator's act left for the next attempt of a candidate to begin. Asked under the exam's lock. */
import type { Tx } from "~/db.server";
import type { Prisma } from "../../prisma/generated/client";
import { ownWindow } from "./admission";
import { type ExamTimes, entryClosesAt } from "./exam";
import { type Hold, isHeld } from "./invigilation";

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

/** In a query about registrations: the pauses that kept each from beginning, and their ends, in order. */
export const withHolds = {
  where: { attemptId: null, act: { kind: { in: ["pause", "resumption"] } } },
  orderBy: [{ act: { at: "asc" } }, { actId: "asc" }],
  select: { act: { select: { kind: true, at: true } } },
} satisfies Prisma.Registration$effectsArgs;

export const holdsFrom = (effects: readonly { act: { kind: string; at: Date } }[]): Hold[] =>
  effects.map(({ act }) => ({ kind: act.kind as Hold["kind"], at: act.at }));

/** Of these registrations, those that a pause kept from beginning, now or before. */
async function holdsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Hold[]>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.registration.findMany({
    where: { id: { in: [...ids] }, effects: { some: withHolds.where } },
    select: { id: true, effects: withHolds },
  });
  return new Map(rows.map(({ id, effects }) => [id, holdsFrom(effects)]));
}

/** Of these registrations, those that a pause holds back from beginning: it came before they began, and was not ended. */
export async function heldRegistrations(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  return new Set([...(await holdsOf(tx, ids))].filter(([, holds]) => isHeld(holds)).map(([id]) => id));
}

/** Until when each of these registrations may begin: later than the exam says for whom a pause kept out. */
export async function entryOf(
  tx: Tx,
  exam: ExamTimes,
  ids: readonly string[],
  now: Date,
): Promise<(id: string) => { closesAt: Date; isHeld: boolean }> {
  const holds = await holdsOf(tx, ids);
  return (id) => {
    const own = holds.get(id) ?? [];
    return { closesAt: entryClosesAt(ownWindow(exam, { delayMs: 0, holds: own }, now)), isHeld: isHeld(own) };
  };
}
