/** 复审停用: questions on amended articles, barred until somebody has read them again beside the amended law. */
import { type DateOn, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";

/**
 * Ids of the whole question versions (of a case, the case) that may not stand in anything held on that calendar date or
 * later: one of their citations is of an article that an amendment in force by then touches, in a version before it, and
 * nobody has found that they stand. Sorted. Past results stand; a paper already drawn stays.
 */
export async function barredOn(tx: Tx, heldOn: DateOn): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT coalesce(v.group_id, v.id)::text AS id
    FROM law_amendment a
    JOIN law_version cited ON cited.law_id = a.law_id AND cited.effective_on < a.effective_on
    JOIN question_citation c ON c.law_version_id = cited.id AND (a.whole OR c.article = ANY(a.articles))
    JOIN question_version v ON v.id = c.question_version_id
    WHERE a.withdrawn_at IS NULL AND a.effective_on <= ${toDbDate(heldOn)}::date
      AND NOT EXISTS (
        SELECT FROM question_rereading r
        WHERE r.amendment_id = a.id AND r.question_version_id = coalesce(v.group_id, v.id))
    ORDER BY 1`;
  return rows.map(({ id }) => id);
}
