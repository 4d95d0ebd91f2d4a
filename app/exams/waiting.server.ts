/** What an invigilator's act left for the next attempt of a candidate to begin. Asked under the exam's lock. */
import { rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import { ownWindow } from "./admission";
import { type ExamTimes, entryClosesAt } from "./exam";
import { type Hold, isHeld } from "./invigilation";

/**
 * The minutes that wait for the next attempt of a registration, a column of the statement: every accommodation, and extra
 * time given since the last attempt began that no attempt has had.
 */
export const minutesWaitingSql = (registrationId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT coalesce(sum(t.minutes), 0)::int FROM invigilation_effect f JOIN invigilation_act t ON t.id = f.act_id
  WHERE f.registration_id = ${registrationId} AND (
    t.kind = 'accommodation'
    OR (t.kind = 'extra-time' AND f.attempt_id IS NULL
      AND t.at > coalesce((SELECT max(started_at) FROM attempt WHERE registration_id = f.registration_id), '-infinity'))))`;

/** As a statement gives it: JSON knows no instants. */
export type HoldRow = { kind: Hold["kind"]; at: string };

/** The pauses that kept a registration, a column of the statement, from beginning, and their ends, in order. */
export const holdsSql = (registrationId: Prisma.Sql): Prisma.Sql => Prisma.sql`coalesce((
  SELECT jsonb_agg(jsonb_build_object('kind', t.kind, 'at', t.at) ORDER BY t.at, t.id)
  FROM invigilation_effect f JOIN invigilation_act t ON t.id = f.act_id
  WHERE f.registration_id = ${registrationId} AND f.attempt_id IS NULL AND t.kind IN ('pause', 'resumption')), '[]')`;

export const holdsFrom = (rows: readonly HoldRow[]): Hold[] =>
  rows.map(({ kind, at }) => ({ kind, at: new Date(at) }));

/** Of each of these registrations the pauses that kept it from beginning, now or before. */
async function holdsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Hold[]>> {
  const rows = await rowsOf<{ id: string; holds: HoldRow[] }>(
    tx,
    Prisma.sql`/* prepared as holds-of */
    SELECT r.id::text, ${holdsSql(Prisma.sql`r.id`)} AS holds FROM unnest(${[...ids]}::uuid[]) AS r (id)`,
  );
  return new Map(rows.map(({ id, holds }) => [id, holdsFrom(holds)]));
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
