import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { unitsOn } from "~/units-on.server";

export type FoundPerson = { personId: string; name: string; unitName: string };

/** People in these subtrees today whose name contains the words, by pinyin; at most `limit`. */
export async function findPeople(
  tx: Tx,
  { words, paths, limit }: { words: string; paths: readonly string[]; limit: number },
  now: Date,
): Promise<FoundPerson[]> {
  if (words === "" || paths.length === 0) return [];
  const today = chinaDateOf(now);
  const prefixes = paths.map((path) => `${path}%`);
  return tx.$queryRaw<FoundPerson[]>`
    SELECT n.person_id AS "personId", n.name, u.short_name AS "unitName"
    FROM person_name n
    JOIN employment e ON e.person_id = n.person_id AND e.superseded_at IS NULL AND e.relation = 'home'
      AND daterange(e.from_on, e.to_on) @> ${today}::date
    JOIN ${unitsOn(today)} u ON u.unit_id = e.unit_id
    WHERE n.superseded_at IS NULL AND daterange(n.from_on, n.to_on) @> ${today}::date
      AND name_grams(n.name::text) @> name_grams(${words.slice(0, 2)})
      AND strpos(n.name::text, ${words}) > 0
      AND u.path LIKE ANY (${prefixes})
    ORDER BY n.name, n.person_id LIMIT ${limit}`;
}
