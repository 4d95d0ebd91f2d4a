/** 年审 as facts: what is known of the reviews of many certificates, as the gate and the lists read it. */
import { rowsOf, type Tx } from "~/db.server";
import { believed } from "~/organisation/history.server";
import { Prisma } from "../../prisma/generated/client";
import type { ReviewFact, ReviewHistory, ReviewPeriod } from "./periodic-review";

type Row = {
  certificateId: string;
  reviews: (Omit<ReviewFact, "proposedAt" | "decidedAt"> & {
    proposedAt: number;
    decidedAt: number | null;
  })[];
  periods: ReviewPeriod[];
  pending: { fromAt: number; untilAt: number | null }[];
};

/** Instants inside JSON travel as milliseconds. */
const epoch = (column: string) => Prisma.raw(`(extract(epoch FROM ${column}) * 1000)::bigint`);

/**
 * As known at an instant (without it, now). One statement. A period reaches the units that were below its own when it was
 * opened, so that merging units takes nobody's review away.
 */
export async function reviewHistories(
  tx: Tx,
  certificateIds: readonly string[],
  knownAt?: Date,
): Promise<Map<string, ReviewHistory>> {
  const known = (column: string) => Prisma.sql`CASE WHEN v.decided_at <= k.at THEN ${Prisma.raw(column)} END`;
  const rows = await rowsOf<Row>(
    tx,
    Prisma.sql`
    /* prepared as review-histories */
    SELECT c.id::text AS "certificateId",
      coalesce((SELECT jsonb_agg(jsonb_build_object('year', v.review_year, 'result', v.outcome, 'ground', v.ground,
          'proposedAt', ${epoch("v.proposed_at")}, 'decision', ${known("v.decision")}, 'decidedAt', ${known("(extract(epoch FROM v.decided_at) * 1000)::bigint")})
          ORDER BY v.proposed_at)
        FROM certificate_review v WHERE v.certificate_id = c.id AND v.proposed_at <= k.at), '[]') AS reviews,
      coalesce((SELECT jsonb_agg(jsonb_build_object('year', p.review_year, 'fromOn', p.from_on, 'toOn', p.to_on) ORDER BY p.to_on DESC)
        FROM certificate_campaign p
        JOIN unit_version own ON own.unit_id = c.unit_id AND ${believed("own")}
          AND own.from_on <= (p.opened_at AT TIME ZONE 'Asia/Shanghai')::date AND (own.to_on IS NULL OR own.to_on > (p.opened_at AT TIME ZONE 'Asia/Shanghai')::date)
        JOIN unit_version top ON top.unit_id = p.unit_id AND ${believed("top")}
          AND top.from_on <= (p.opened_at AT TIME ZONE 'Asia/Shanghai')::date AND (top.to_on IS NULL OR top.to_on > (p.opened_at AT TIME ZONE 'Asia/Shanghai')::date)
        WHERE p.kind = 'review' AND p.opened_at <= k.at AND (p.withdrawn_at IS NULL OR p.withdrawn_at > k.at)
          AND starts_with(own.path, top.path)), '[]') AS periods,
      coalesce((SELECT jsonb_agg(jsonb_build_object('fromAt', ${epoch("a.created_at")}, 'untilAt', ${epoch("a.closed_at")}))
        FROM application a WHERE a.person_id = c.person_id AND a.unit_id = c.unit_id
          AND a.certificate_type = c.certificate_type AND a.created_at > c.issued_at), '[]') AS pending
    FROM certificate c CROSS JOIN (SELECT coalesce(${knownAt ?? null}::timestamptz, 'infinity') AS at) k
    WHERE c.id = ANY(${[...certificateIds]}::uuid[])`,
  );
  return new Map(rows.map(({ certificateId, ...row }) => [certificateId, historyFrom(row)]));
}

const instant = (ms: number | null) => (ms === null ? null : new Date(ms));

function historyFrom({ reviews, periods, pending }: Omit<Row, "certificateId">): ReviewHistory {
  return {
    reviews: reviews.map((one) => ({
      ...one,
      proposedAt: new Date(one.proposedAt),
      decidedAt: instant(one.decidedAt),
    })),
    periods,
    pending: pending.map(({ fromAt, untilAt }) => ({ fromAt: new Date(fromAt), untilAt: instant(untilAt) })),
  };
}
