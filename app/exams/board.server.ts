/** The board of a running exam, read in one statement however many sit it; and what its rows are made of. */
import { accountNames } from "~/access/account-names.server";
import { chinaDateOf } from "~/calendar";
import { keptWhileConnected, rowsOf, type Tx } from "~/db.server";
import { unitsOn } from "~/units-on.server";
import { Prisma } from "../../prisma/generated/client";
import type { BoardRow } from "./board";
import type { InvigilationActKind, PageLeaving } from "./invigilation";

/** Everyone entered for the exam, in these rooms or (null) in all and in none. */
export async function boardOf(
  tx: Tx,
  { examId, rooms }: { examId: string; rooms: readonly string[] | null },
  now: Date,
): Promise<BoardRow[]> {
  const on = chinaDateOf(now);
  return tx.$queryRaw<BoardRow[]>`
    SELECT r.id AS "registrationId", r.person_id AS "personId", coalesce(n.name::text, '') AS name,
      coalesce(u.short_name, '') AS unit, s.room_id AS "roomId", m.name AS room, s.number AS seat,
      a.id AS "attemptId", a.state, a.deadline_at AS "deadlineAt", a.grace_seconds AS "graceSeconds",
      a.paused_since AS "pausedSince", a.submitted_at AS "submittedAt", a.submitted_by AS "submittedBy",
      (SELECT count(*)::int FROM jsonb_each(a.answers) AS given WHERE given.value <> '[]'::jsonb) AS answered,
      greatest(a.started_at, a.last_saved_at, p.last_seen_at) AS "lastSeenAt",
      greatest(coalesce(a.epoch, 1) - 1 - e.reopenings, 0)::int AS "deviceChanges", e.reopenings,
      e.minutes AS "extraMinutes", l.leavings, l.away AS "awaySeconds", l.gone AS "isAway"
    FROM registration r
    LEFT JOIN person_name n ON n.person_id = r.person_id AND n.superseded_at IS NULL
      AND daterange(n.from_on, n.to_on) @> ${on}::date
    LEFT JOIN ${unitsOn(on)} u ON u.unit_id = r.unit_id
    LEFT JOIN exam_seat s ON s.registration_id = r.id AND s.superseded_at IS NULL
    LEFT JOIN exam_room m ON m.id = s.room_id
    LEFT JOIN LATERAL (SELECT * FROM attempt WHERE registration_id = r.id ORDER BY number DESC LIMIT 1) a ON true
    LEFT JOIN attempt_presence p ON p.attempt_id = a.id
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE t.kind = 'reopening')::int AS reopenings,
        coalesce(sum(t.minutes) FILTER (WHERE t.kind = 'accommodation'
          OR t.kind = 'extra-time' AND (x.attempt_id = a.id OR x.attempt_id IS NULL)), 0)::int AS minutes
      FROM invigilation_effect x JOIN invigilation_act t ON t.id = x.act_id WHERE x.registration_id = r.id
    ) e
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE g.kind = 'left')::int AS leavings,
        coalesce(sum(extract(epoch FROM coalesce(g.next, a.submitted_at, ${now}) - g.at)) FILTER (WHERE g.kind = 'left'), 0)::int
          AS away,
        coalesce(bool_or(g.kind = 'left' AND g.next IS NULL AND a.state = 'open'), false) AS gone
      FROM (SELECT kind, at, lead(at) OVER (ORDER BY id) AS next FROM page_leaving WHERE attempt_id = a.id) g
    ) l
    WHERE r.exam_id = ${examId}::uuid AND r.withdrawn_at IS NULL
      AND (${rooms === null} OR s.room_id = ANY(${[...(rooms ?? [])]}::uuid[]))`;
}

// A paper never changes: how many questions the running ones have is read once each.
const counted = keptWhileConnected<string, number>();
const COUNTED_KEPT = 5_000;

/** The number of questions on each of these papers. */
export async function questionsOn(
  tx: Tx,
  attemptIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const unknown = attemptIds.filter((id) => !counted.has(id));
  if (unknown.length > 0) {
    const rows = await tx.$queryRaw<{ id: string; questions: number }[]>`
      SELECT attempt_id AS id, jsonb_array_length(slots -> 'slots') AS questions FROM paper
      WHERE attempt_id = ANY(${unknown}::uuid[])`;
    if (counted.size + rows.length > COUNTED_KEPT) counted.clear();
    for (const { id, questions } of rows) counted.set(id, questions);
  }
  return counted;
}

export type ActLine = {
  id: string;
  at: Date;
  kind: InvigilationActKind;
  minutes: number | null;
  reason: string;
  by: string | null;
  room: string | null;
  reached: number;
  /** The one it was about; null when it was about several. */
  candidate: string | null;
};

/** The log of the room: what was done, newest first. */
export async function actsDone(
  tx: Tx,
  { examId, rooms, limit }: { examId: string; rooms: readonly string[] | null; limit: number },
  now: Date,
): Promise<ActLine[]> {
  const on = chinaDateOf(now);
  const rows = await tx.$queryRaw<(Omit<ActLine, "by"> & { byId: string | null })[]>`
    SELECT t.id, t.at, t.kind, t.minutes, t.reason, t.by_id AS "byId", m.name AS room,
      count(x.registration_id)::int AS reached,
      CASE WHEN count(x.registration_id) = 1 THEN max(n.name::text) END AS candidate
    FROM invigilation_act t
    LEFT JOIN exam_room m ON m.id = t.room_id
    JOIN invigilation_effect x ON x.act_id = t.id
    JOIN registration r ON r.id = x.registration_id
    LEFT JOIN person_name n ON n.person_id = r.person_id AND n.superseded_at IS NULL
      AND daterange(n.from_on, n.to_on) @> ${on}::date
    LEFT JOIN exam_seat s ON s.registration_id = r.id AND s.superseded_at IS NULL
    WHERE t.exam_id = ${examId}::uuid AND (${rooms === null} OR s.room_id = ANY(${[...(rooms ?? [])]}::uuid[]))
    GROUP BY t.id, m.name
    ORDER BY t.at DESC, t.id DESC LIMIT ${limit}`;
  const names = await accountNames(
    tx,
    rows.map(({ byId }) => byId),
  );
  return rows.map(({ byId, ...row }) => ({ ...row, by: (byId && names[byId]) ?? null }));
}

/** The room of this attempt is open in a browser: heard of now. */
export async function noteSeen(tx: Tx, attemptId: string, now: Date): Promise<void> {
  await rowsOf(
    tx,
    Prisma.sql`/* prepared as seen */
    INSERT INTO attempt_presence (attempt_id, last_seen_at) VALUES (${attemptId}::uuid, ${now.toISOString()}::timestamptz)
    ON CONFLICT (attempt_id) DO UPDATE SET last_seen_at = EXCLUDED.last_seen_at
    WHERE attempt_presence.last_seen_at < EXCLUDED.last_seen_at`,
  );
}

/** More than anybody leaves a page; beyond it someone only fills our disk. */
const LEAVINGS_KEPT = 500;

/** The page went out of sight, or came back. A sign, and no proof. False: no such open attempt of this person. */
export async function noteLeaving(
  tx: Tx,
  { attemptId, personId, kind }: { attemptId: string; personId: string; kind: PageLeaving },
  now: Date,
): Promise<boolean> {
  const open = await tx.attempt.count({ where: { id: attemptId, personId, state: "open" } });
  if (open === 0) return false;
  await noteSeen(tx, attemptId, now);
  await tx.$executeRaw`
    INSERT INTO page_leaving (attempt_id, kind, at)
    SELECT ${attemptId}::uuid, ${kind}, ${now}
    WHERE ${kind} <> coalesce((SELECT kind FROM page_leaving WHERE attempt_id = ${attemptId}::uuid ORDER BY id DESC LIMIT 1), 'returned')
      AND (SELECT count(*) FROM page_leaving WHERE attempt_id = ${attemptId}::uuid) < ${LEAVINGS_KEPT}`;
  return true;
}

/** How often the candidate left the page, as the candidate is told. */
export async function leavingsOf(tx: Tx, attemptId: string): Promise<number> {
  const [row] = await rowsOf<{ leavings: number }>(
    tx,
    Prisma.sql`/* prepared as leavings */
    SELECT count(*)::int AS leavings FROM page_leaving WHERE attempt_id = ${attemptId}::uuid AND kind = 'left'`,
  );
  return row!.leavings;
}
