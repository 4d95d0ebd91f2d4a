/**
 * How many certificates of each unit stand where in a year's review: the database counts those of which the same is known, and
 * the rule is asked once for each such group instead of once for each certificate.
 */
import { chinaDateOf, type DateOn, startOfDay } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { believed } from "~/organisation/history.server";
import { packsFor } from "~/rulebook/packs.server";
import { Prisma } from "../../prisma/generated/client";
import { TYPE } from "./application-decision.server";
import {
  hasReviews,
  type ReviewedCertificate,
  type ReviewPeriod,
  type ReviewResult,
  type ReviewState,
  reviewState,
} from "./periodic-review";
import { statusSql } from "./status-sql.server";

export type ReviewFigure = { unitId: string; state: ReviewState; count: number };
type Group = {
  unitId: string;
  fromYear: number;
  toYear: number;
  /** What was settled for the year last, if anything was. */
  settled: ReviewResult | null;
  /** The day on which what is still open was proposed. */
  openSince: DateOn | null;
  pending: boolean;
  count: number;
};

/** Of what `reviewRows` lists, one by one. */
export async function reviewFigures(
  tx: Tx,
  { unitIds, year }: { unitIds: readonly string[]; year: number },
  now: Date,
): Promise<ReviewFigure[]> {
  const packs = await packsFor(tx, unitIds, chinaDateOf(now));
  const reviewing = unitIds.filter((id) => hasReviews(packs.get(id)!.pack));
  if (reviewing.length === 0) return [];
  const groups = await groupsOf(tx, { unitIds: reviewing, year }, now);
  const periods = await periodsOf(tx, { unitIds: reviewing, year });
  return groups.flatMap(({ unitId, count, ...group }) => {
    const certificate = onBehalfOf(group, { year, period: periods.get(unitId) });
    const state = reviewState(certificate, year, now, packs.get(unitId)!.pack);
    return state === null ? [] : [{ unitId, state, count }];
  });
}

/** A certificate of which the rule must say what it says of everyone in the group. */
function onBehalfOf(
  { fromYear, toYear, settled, openSince, pending }: Omit<Group, "unitId" | "count">,
  { year, period }: { year: number; period: ReviewPeriod | undefined },
): ReviewedCertificate {
  const before = new Date(0);
  const decided = { decision: "approved" as const, decidedAt: before, proposedAt: before };
  const open = { decision: null, decidedAt: null };
  return {
    validFromOn: `${fromYear}-01-01` as DateOn,
    validToOn: `${toYear}-12-31` as DateOn,
    reviews: [
      ...(settled ? [{ year, result: settled, ground: null, ...decided }] : []),
      ...(openSince
        ? [{ year, result: "pass" as const, ground: null, proposedAt: startOfDay(openSince), ...open }]
        : []),
    ],
    periods: period ? [period] : [],
    pending: pending ? [{ fromAt: before, untilAt: null }] : [],
  };
}

const groupsOf = (tx: Tx, { unitIds, year }: { unitIds: readonly string[]; year: number }, now: Date) =>
  rowsOf<Group>(
    tx,
    Prisma.sql`SELECT c.unit_id::text AS "unitId", extract(year FROM c.valid_from_on)::int AS "fromYear",
      extract(year FROM c.valid_to_on)::int AS "toYear", s.outcome AS settled, o.on::text AS "openSince",
      EXISTS (SELECT FROM application a WHERE a.person_id = c.person_id AND a.unit_id = c.unit_id
        AND a.certificate_type = c.certificate_type AND a.created_at > c.issued_at
        AND a.created_at <= ${now}::timestamptz AND (a.closed_at IS NULL OR a.closed_at > ${now}::timestamptz)) AS pending,
      count(*)::int AS count
    FROM certificate c
    LEFT JOIN LATERAL (SELECT v.outcome FROM certificate_review v WHERE v.certificate_id = c.id AND v.review_year = ${year}::int
      AND v.decision = 'approved' AND v.decided_at <= ${now}::timestamptz AND v.outcome <> 'deferred'
      ORDER BY v.decided_at DESC LIMIT 1) s ON true
    LEFT JOIN LATERAL (SELECT (v.proposed_at AT TIME ZONE 'Asia/Shanghai')::date AS on FROM certificate_review v
      WHERE v.certificate_id = c.id AND v.review_year = ${year}::int AND v.proposed_at <= ${now}::timestamptz
        AND (v.decided_at IS NULL OR v.decided_at > ${now}::timestamptz) ORDER BY v.proposed_at LIMIT 1) o ON true
    WHERE c.certificate_type = ${TYPE} AND c.unit_id = ANY(${[...unitIds]}::uuid[])
      AND extract(year FROM c.valid_from_on) < ${year}::int AND extract(year FROM c.valid_to_on) >= ${year}::int
      AND ${statusSql(now)} = ANY(ARRAY['active', 'suspended', 'lost'])
    GROUP BY 1, 2, 3, 4, 5, 6`,
  );

/** The days of the year's review by unit: the longest of those opened above it. */
async function periodsOf(tx: Tx, { unitIds, year }: { unitIds: readonly string[]; year: number }) {
  const on = Prisma.sql`(p.opened_at AT TIME ZONE 'Asia/Shanghai')::date`;
  const rows = await rowsOf<ReviewPeriod & { unitId: string }>(
    tx,
    Prisma.sql`SELECT DISTINCT ON (own.unit_id) own.unit_id::text AS "unitId", p.review_year AS year, p.from_on::text AS "fromOn",
      p.to_on::text AS "toOn"
    FROM certificate_campaign p
    JOIN unit_version top ON top.unit_id = p.unit_id AND ${believed("top")} AND top.from_on <= ${on} AND (top.to_on IS NULL OR top.to_on > ${on})
    JOIN unit_version own ON starts_with(own.path, top.path) AND ${believed("own")} AND own.from_on <= ${on}
      AND (own.to_on IS NULL OR own.to_on > ${on})
    WHERE p.kind = 'review' AND p.review_year = ${year}::int AND p.withdrawn_at IS NULL AND own.unit_id = ANY(${[...unitIds]}::uuid[])
    ORDER BY own.unit_id, p.to_on DESC`,
  );
  return new Map(rows.map(({ unitId, ...period }) => [unitId, period]));
}
