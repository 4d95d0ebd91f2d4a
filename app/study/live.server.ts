/** Entries of people that stand, touching a span: neither returned nor taken back, whether accepted yet or not. */
import type { Tx } from "~/db.server";
import { type Live, type Overlaps, overlapsWith } from "./overlap";

export type LiveRecord = Live & { personId: string; unitId: string; mode: string };

export async function liveDuring(
  tx: Tx,
  personIds: readonly string[],
  { startAt, endAt }: { startAt: Date; endAt: Date },
): Promise<LiveRecord[]> {
  if (personIds.length === 0) return [];
  return tx.$queryRaw<LiveRecord[]>`
    SELECT r.id::text, r.person_id::text AS "personId", r.unit_id::text AS "unitId", r.title, r.mode,
      r.start_at AS "startAt", r.end_at AS "endAt"
    FROM study_record r
    WHERE r.person_id = ANY(${[...personIds]}::uuid[]) AND r.reverses_id IS NULL
      AND r.start_at < ${endAt}::timestamptz AND r.end_at > ${startAt}::timestamptz
      AND (SELECT s.step FROM study_record_step s WHERE s.record_id = r.id ORDER BY s.id DESC LIMIT 1) <> 'returned'
      AND NOT EXISTS (SELECT FROM study_record u JOIN study_record_step s ON s.record_id = u.id
        WHERE u.reverses_id = r.id AND s.step = 'accepted')
    ORDER BY r.start_at, r.id`;
}

/** For a form that is not handed in yet: of each person, what stands at the same time. People without any are left out. */
export async function overlapsOf(
  tx: Tx,
  personIds: readonly string[],
  span: { startAt: Date; endAt: Date },
): Promise<Map<string, Overlaps>> {
  const live = await liveDuring(tx, personIds, span);
  const found = new Map<string, Overlaps>();
  for (const personId of new Set(live.map((record) => record.personId)))
    found.set(
      personId,
      overlapsWith(
        span,
        live.filter((record) => record.personId === personId),
      ),
    );
  return found;
}
