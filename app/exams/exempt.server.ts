/** 免考: whom a granted exemption lets off an exam. Read by everything that counts who stayed away. */
import type { Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";

/** What an exam `e` and an exemption or a requirement `q` of its kind have in common. */
export const sameKind = Prisma.sql`q.kind = e.kind AND q.part IS NOT DISTINCT FROM e.part AND q.regime IS NOT DISTINCT FROM e.regime
  AND q.field IS NOT DISTINCT FROM CASE WHEN e.part = 'special' THEN e.field END`;
export const onItsDay = Prisma.sql`(e.opens_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN q.counts_from_on AND q.due_on`;

/** By an exemption from this very exam, or from one of its kind for a time that holds its day. */
const letsOff = Prisma.sql`q.state = 'exempt' AND ${sameKind} AND (q.exam_id = e.id OR q.exam_id IS NULL AND ${onItsDay})`;

/** Whether this person, a column of the statement, is let off this exam, a column too. */
export const isExemptSql = (examId: Prisma.Sql, personId: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM exam e JOIN exam_requirement q ON q.person_id = ${personId} AND ${letsOff}
  WHERE e.id = ${examId})`;

/** Of these people and exams, who is let off which: "exam person". */
export async function exemptIn(
  tx: Tx,
  examIds: readonly string[],
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ examId: string; personId: string }[]>`
    SELECT DISTINCT e.id::text AS "examId", q.person_id::text AS "personId"
    FROM exam e JOIN exam_requirement q ON ${letsOff}
    WHERE e.id = ANY(${[...examIds]}::uuid[]) AND q.person_id = ANY(${[...personIds]}::uuid[])`;
  return new Set(rows.map(({ examId, personId }) => `${examId} ${personId}`));
}
