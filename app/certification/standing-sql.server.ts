/**
 * `standingOf` as SQL, for lists that filter by it: where an application `a` stands. A test holds the two equal over
 * random histories.
 */
import { Prisma } from "../../prisma/generated/client";

/** An approval given at a review counts until that review returns the application. */
const stands = Prisma.sql`NOT EXISTS (SELECT 1 FROM application_step r WHERE r.application_id = t.application_id
  AND r.step = 'returned' AND r.review = t.review AND r.id > t.id)`;

/** To be joined beside `application a`: `s.last`, `s.since` (an instant) and `p.position`. */
export const standingSql = Prisma.sql`
  CROSS JOIN LATERAL (
    SELECT (array_agg(t.step ORDER BY t.id DESC))[1] AS last, (array_agg(t.at ORDER BY t.id DESC))[1] AS since,
      coalesce(max(t.review) FILTER (WHERE t.step IN ('approved', 'returned')), 0) AS reached
    FROM application_step t WHERE t.application_id = a.id) s
  CROSS JOIN LATERAL (
    SELECT s.reached + (count(*) >= coalesce((a.reviews->'reviews'->s.reached->>'approvals')::int, 1))::int AS position
    FROM application_step t WHERE t.application_id = a.id AND t.step = 'approved' AND t.review = s.reached AND ${stands}) p`;

const isUnderReview = Prisma.sql`s.last IN ('submitted', 'approved')`;

export const stateSql = Prisma.sql`CASE WHEN ${isUnderReview} THEN
    CASE WHEN p.position < jsonb_array_length(a.reviews->'reviews') THEN 'in-review' ELSE 'approved' END
  ELSE s.last END`;

/** The review whose turn it is has been noted as overdue, in this round. */
export const overdueSql = Prisma.sql`a.closed_at IS NULL AND ${isUnderReview}
  AND EXISTS (SELECT 1 FROM application_overdue o WHERE o.application_id = a.id AND o.review = p.position
    AND o.round = (SELECT max(t.round) FROM application_step t WHERE t.application_id = a.id))`;

const turn = Prisma.sql`coalesce(a.reviews->'reviews'->p.position->>'role', a.reviews->'issuer'->>'role')`;

/** `turnOf`: it waits for this kind of reviewer. */
export const turnSql = (word: string): Prisma.Sql =>
  Prisma.sql`a.closed_at IS NULL AND ${isUnderReview} AND ${turn} = ${word}`;

/** `turnOf` and `mayReview` of one account; `may` pairs a unit with a word for a reviewer that the account is there. */
export function mineSql(
  { accountId, personId }: { accountId: string; personId: string | null },
  may: readonly { unitId: string; word: string }[],
): Prisma.Sql {
  return Prisma.sql`a.closed_at IS NULL AND ${isUnderReview}
    AND EXISTS (SELECT 1 FROM unnest(${may.map(({ unitId }) => unitId)}::uuid[], ${may.map(({ word }) => word)}::text[]) AS m (unit_id, word)
      WHERE m.unit_id = a.unit_id AND m.word = ${turn})
    AND a.person_id IS DISTINCT FROM ${personId}::uuid
    AND NOT EXISTS (SELECT 1 FROM application_step t WHERE t.application_id = a.id AND t.by_id = ${accountId}::uuid
      AND (t.step = 'submitted' OR t.step = 'approved' AND ${stands}))`;
}
