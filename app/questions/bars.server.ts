/** 复审停用: questions on amended articles, barred until somebody has read them again beside the amended law. */
import type { DateOn } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";

/**
 * The whole question versions (of a case, the case) that each amendment touches: one of their citations is of an article
 * it names, or of anything in a law it replaces or ends, in a version before it. Columns: amendment_id, effective_on,
 * question_version_id. Withdrawn amendments touch nothing.
 */
export const touched = Prisma.sql`
  SELECT DISTINCT a.id AS amendment_id, a.effective_on, coalesce(v.group_id, v.id) AS question_version_id
  FROM law_amendment a
  JOIN law_version cited ON cited.law_id = a.law_id AND cited.effective_on < a.effective_on
  JOIN question_citation c ON c.law_version_id = cited.id AND (a.whole OR c.article = ANY(a.articles))
  JOIN question_version v ON v.id = c.question_version_id
  WHERE a.withdrawn_at IS NULL`;

/** Of those, the ones that nobody has found to stand. */
export const unread = Prisma.sql`
  SELECT t.* FROM (${touched}) t
  WHERE NOT EXISTS (
    SELECT FROM question_rereading r
    WHERE r.amendment_id = t.amendment_id AND r.question_version_id = t.question_version_id)`;

/**
 * Ids of the whole question versions that may not stand in anything held on that calendar date or later: an amendment in
 * force by then touches them, and nobody has found that they stand. Sorted. Past results stand; a paper already drawn
 * stays.
 */
export async function barredOn(tx: Tx, heldOn: DateOn): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    tx,
    Prisma.sql`/* prepared as barred-on */
    SELECT DISTINCT u.question_version_id::text AS id FROM (${unread}) u
    WHERE u.effective_on <= ${heldOn}::date ORDER BY 1`,
  );
  return rows.map(({ id }) => id);
}

/** How many questions that stand in a bank today an amendment touches, read again or not. */
export async function flaggedBy(tx: Tx, amendmentId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ questions: number }[]>`
    SELECT count(*)::int AS questions FROM (${touched}) t
    WHERE t.amendment_id = ${amendmentId}::uuid AND EXISTS (
      SELECT FROM bank_entry e WHERE e.question_version_id = t.question_version_id AND e.until_number IS NULL)`;
  return row?.questions ?? 0;
}
