/**
 * The one answer to what somebody still holds: things handed out and not back, and cards collected and not back. Of cards the
 * acts of the certificate are believed where they say what became of it.
 */
import { addDays, type DateOn, startOfDay } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import type { StillOut } from "./item";

export type Held = StillOut & { personId: string };

/**
 * To be joined beside `certificate c`: `k.out_at`, when its card was collected; `k.back_as`, what became of the card, null
 * while it is out, and `k.back_at`. Of acts that had taken effect before `end` and were known at `known`.
 */
export function cardSql(end: Prisma.Sql, known: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`CROSS JOIN LATERAL (
    SELECT a.out_at,
      coalesce(r.outcome, CASE WHEN a.old_card = 'declared-lost' OR a.lost_at IS NOT NULL THEN 'lost'
        WHEN a.old_card = 'destroyed' THEN 'destroyed' WHEN a.old_card IS NOT NULL THEN 'returned'
        WHEN a.loss = 'lose' THEN 'lost' END) AS back_as,
      coalesce(r.back_on, (CASE WHEN a.old_card IS NOT NULL THEN a.old_at WHEN a.lost_at IS NOT NULL THEN a.lost_at
        WHEN a.loss = 'lose' THEN a.loss_at END AT TIME ZONE 'Asia/Shanghai')::date) AS back_on,
      r.note, CASE WHEN r.file_hash IS NOT NULL THEN r.id END AS file_of
    FROM (SELECT min(x.effective_at) FILTER (WHERE x.act = 'collect') AS out_at,
        min(x.old_card) FILTER (WHERE x.act = 'replace') AS old_card,
        min(x.effective_at) FILTER (WHERE x.act = 'replace') AS old_at,
        min(x.effective_at) FILTER (WHERE x.act = 'cancel' AND x.ground = 'lost') AS lost_at,
        max(x.effective_at) FILTER (WHERE x.act IN ('lose', 'find')) AS loss_at,
        (array_agg(x.act ORDER BY x.effective_at DESC, x.id DESC) FILTER (WHERE x.act IN ('lose', 'find')))[1] AS loss
      FROM certificate_act x WHERE x.certificate_id = c.id AND x.effective_at < ${end} AND x.recorded_at <= ${known}
        AND (x.superseded_at IS NULL OR x.superseded_at > ${known})) a
    LEFT JOIN item_return r ON r.certificate_id = c.id AND r.recorded_at <= ${known}
      AND r.back_on < (${end} AT TIME ZONE 'Asia/Shanghai')::date) k`;
}

/** What these people hold at the end of a calendar date, as known at an instant (without it, now). One statement. */
export async function heldItemsOf(
  tx: Tx,
  personIds: readonly string[],
  { trueOn, knownAt }: { trueOn: DateOn; knownAt?: Date },
): Promise<Map<string, Held[]>> {
  const of = new Map<string, Held[]>();
  if (personIds.length === 0) return of;
  const ids = Prisma.sql`ANY(${[...personIds]}::uuid[])`;
  const end = Prisma.sql`${startOfDay(addDays(trueOn, 1))}::timestamptz`;
  const known = Prisma.sql`coalesce(${knownAt ?? null}::timestamptz, 'infinity')`;
  const rows = await rowsOf<Held>(
    tx,
    Prisma.sql`
    /* prepared as held-items */
    SELECT i.person_id::text AS "personId", i.id::text, i.kind, i.number, i.quantity - b.back AS quantity,
      i.unit_id::text AS "unitId", i.handed_on::text AS "handedOn", i.date_known AS "dateKnown",
      i.valid_to_on::text AS "validToOn", o.counted_on::text AS "countedOn"
    FROM issued_item i LEFT JOIN item_opening o ON o.id = i.opening_id
    CROSS JOIN LATERAL (SELECT coalesce(sum(r.quantity), 0)::int AS back FROM item_return r
      WHERE r.item_id = i.id AND r.back_on <= ${trueOn}::date AND r.recorded_at <= ${known}) b
    WHERE i.person_id = ${ids} AND i.handed_on <= ${trueOn}::date AND i.recorded_at <= ${known} AND i.quantity > b.back
    UNION ALL
    SELECT c.person_id::text, c.id::text, 'card', c.number, 1, c.unit_id::text,
      (k.out_at AT TIME ZONE 'Asia/Shanghai')::date::text, true, NULL, NULL
    FROM certificate c ${cardSql(end, known)}
    WHERE c.person_id = ${ids} AND k.out_at IS NOT NULL AND k.back_as IS NULL
    ORDER BY 7, 2`,
  );
  for (const row of rows) of.set(row.personId, [...(of.get(row.personId) ?? []), row]);
  return of;
}
