/** 法制岗 as facts of the gate: who sits on a post of legal affairs, also found there, enforces nowhere on those days (K07). */
import type { DateRange } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { believed, rangeColumns } from "~/organisation/history.server";
import { Prisma } from "../../prisma/generated/client";

/** Every such post of these people, whatever its days, as known at an instant (without it, now). */
export async function legalPostsOf(
  tx: Tx,
  personIds: readonly string[],
  knownAt?: Date,
): Promise<Map<string, DateRange[]>> {
  const rows = await rowsOf<DateRange & { personId: string }>(
    tx,
    Prisma.sql`
    /* prepared as legal-posts-held */
    SELECT a.person_id::text AS "personId", ${rangeColumns("a")}
    FROM assignment a JOIN position p ON p.id = a.position_id
    WHERE a.person_id = ANY(${[...new Set(personIds)]}::uuid[]) AND ${believed("a", knownAt)}
      AND p.family IN ('legal-affairs', 'legal-review')
    ORDER BY a.from_on, a.id`,
  );
  const of = new Map<string, DateRange[]>();
  for (const { personId, ...post } of rows) of.set(personId, [...(of.get(personId) ?? []), post]);
  return of;
}
