/** Days that events of a file leave to the rows they are about: when somebody qualified, studied, was barred, or a decision took effect. */
import type { DateOn } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import { rowKey } from "./true-from";

/** By `rowKey`. A fact has the day it was first recorded with: a correction is an event of its own. */
export async function trueDaysOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, DateOn>> {
  const ids = [...personIds];
  const rows = await rowsOf<{ noun: string; id: string; at: Date | null; on: DateOn }>(
    tx,
    Prisma.sql`
    /* prepared as true-days */
    (SELECT DISTINCT ON (q.fact_id) 'qualification' AS noun, q.fact_id::text AS id, NULL::timestamptz AS at, q.from_on::text AS on
      FROM qualification_part q WHERE q.person_id = ANY(${ids}::uuid[]) ORDER BY q.fact_id, q.recorded_at)
    UNION ALL
    (SELECT DISTINCT ON (b.fact_id) 'exam-ban', b.fact_id::text, NULL, b.from_on::text
      FROM exam_ban b WHERE b.person_id = ANY(${ids}::uuid[]) ORDER BY b.fact_id, b.recorded_at)
    UNION ALL
    (SELECT 'study-record', r.id::text, r.recorded_at, (r.start_at AT TIME ZONE 'Asia/Shanghai')::date::text
      FROM study_record r WHERE r.person_id = ANY(${ids}::uuid[]))
    UNION ALL
    (SELECT DISTINCT ON (c.id, a.recorded_at) 'certificate', c.id::text, a.recorded_at,
        (a.effective_at AT TIME ZONE 'Asia/Shanghai')::date::text
      FROM certificate c JOIN certificate_act a ON a.certificate_id = c.id
      WHERE c.person_id = ANY(${ids}::uuid[]) ORDER BY c.id, a.recorded_at, a.id DESC)`,
  );
  return new Map(rows.map(({ noun, id, at, on }) => [rowKey(noun, id, at ?? undefined), on]));
}
