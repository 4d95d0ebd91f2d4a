/**
 * The figures of a report, counted by the database: one statement for the sums of an exam and of the sitting before it,
 * by unit, and one for the violations by code. Whom each figure counts is said once, in `GROUPS`.
 *
 * 应考: everyone entered, and everyone of whom this very exam is required; not who is exempt and did not sit. Of several
 * papers of one person any that passes passes, as the release grants it; a void result passes nothing.
 */
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import { REPORT_BARS, REPORT_GROUPS, type ReportGroup, type Sums } from "./exam-report";
import type { ExamListed } from "./exams.server";
import { onItsDay, sameKind } from "./exempt.server";
import type { ViolationCode } from "./violation";

/** `unitIds`: whose people are counted. `servedIds`: units whose exemptions from this kind of exam are from this one too. */
export type ReportScope = { unitIds: readonly string[]; servedIds: readonly string[] };

/** Of a row of `candidate`, by its columns. */
export const GROUPS: Record<ReportGroup, Prisma.Sql> = {
  should: Prisma.sql`(c.papers > 0 OR c.ground IS NULL)`,
  sat: Prisma.sql`c.papers > 0`,
  absent: Prisma.sql`(c.papers = 0 AND c.ground IS NULL)`,
  exempt: Prisma.sql`(c.papers = 0 AND c.ground IS NOT NULL)`,
  passed: Prisma.sql`(c.passed AND NOT c.is_void)`,
  failed: Prisma.sql`(NOT c.passed AND NOT c.is_void)`,
  unmarked: Prisma.sql`(c.papers > 0 AND c.passed IS NULL AND NOT c.is_void)`,
  void: Prisma.sql`(c.papers > 0 AND c.is_void)`,
  misconduct: Prisma.sql`c.misconduct`,
  cheating: Prisma.sql`c.cheating`,
  late: Prisma.sql`c.late`,
};

/** Nobody is required here or let off who was entered by a unit outside: that unit counts them. */
const notElsewhere = (examId: Prisma.Sql, unitIds: readonly string[]) => Prisma.sql`NOT EXISTS (
  SELECT FROM registration r WHERE r.exam_id = ${examId} AND r.person_id = q.person_id AND r.withdrawn_at IS NULL
    AND r.unit_id <> ALL(${[...unitIds]}::uuid[]))`;

/** `candidate`: a row for everyone of these exams and units, with what came of them. To be put after WITH. */
export const candidateSql = (examIds: readonly string[], { unitIds, servedIds }: ReportScope) => Prisma.sql`
  entered AS MATERIALIZED (
    SELECT exam_id, person_id, unit_id, id AS registration_id FROM registration
    WHERE exam_id = ANY(${[...examIds]}::uuid[]) AND withdrawn_at IS NULL AND unit_id = ANY(${[...unitIds]}::uuid[])
  ),
  wanted AS (
    SELECT DISTINCT ON (q.exam_id, q.person_id) q.exam_id, q.person_id, q.unit_id FROM exam_requirement q
    WHERE q.exam_id = ANY(${[...examIds]}::uuid[]) AND q.state = 'owed' AND q.unit_id = ANY(${[...unitIds]}::uuid[])
      AND ${notElsewhere(Prisma.sql`q.exam_id`, unitIds)}
    ORDER BY q.exam_id, q.person_id, q.id
  ),
  let_off AS (
    SELECT DISTINCT ON (e.id, q.person_id) e.id AS exam_id, q.person_id, q.unit_id, x.ground
    FROM exam e JOIN exam_requirement q ON q.state = 'exempt' AND ${sameKind}
      AND (q.exam_id = e.id OR q.exam_id IS NULL AND ${onItsDay}
        AND (q.unit_id = ANY(${[...servedIds]}::uuid[]) OR EXISTS (
          SELECT FROM entered n WHERE n.exam_id = e.id AND n.unit_id = q.unit_id)))
    JOIN exam_exemption x ON x.requirement_id = q.id AND x.decision = 'granted' AND x.revoked_at IS NULL
    WHERE e.id = ANY(${[...examIds]}::uuid[]) AND q.unit_id = ANY(${[...unitIds]}::uuid[])
      AND ${notElsewhere(Prisma.sql`e.id`, unitIds)}
    ORDER BY e.id, q.person_id, x.decided_at
  ),
  everyone AS (
    SELECT exam_id, person_id, coalesce(n.unit_id, w.unit_id, l.unit_id) AS unit_id, n.registration_id, l.ground
    FROM entered n FULL JOIN wanted w USING (exam_id, person_id) FULL JOIN let_off l USING (exam_id, person_id)
  ),
  sat AS (
    SELECT a.registration_id, count(*)::int AS papers, bool_or(m.passed) AS passed,
      CASE WHEN count(m.id) > 0 THEN least(max(m.mark * ${REPORT_BARS}::int / m.full_mark), ${REPORT_BARS - 1}::int) END AS bar,
      max(m.mark::float8 / m.full_mark) AS share
    FROM entered n JOIN attempt a ON a.registration_id = n.registration_id
    LEFT JOIN marking m ON m.attempt_id = a.id AND m.superseded_at IS NULL
    GROUP BY 1
  ),
  late AS (
    SELECT DISTINCT a.registration_id FROM entered n JOIN attempt a ON a.registration_id = n.registration_id
    JOIN answer_step s ON s.attempt_id = a.id AND s.kind = 'late'
  ),
  violating AS (
    SELECT v.registration_id, bool_or(v.kind = 'misconduct') AS misconduct, bool_or(v.kind = 'cheating') AS cheating
    FROM violation v WHERE v.exam_id = ANY(${[...examIds]}::uuid[]) AND v.effective_at IS NOT NULL
      AND v.withdrawn_at IS NULL
    GROUP BY 1
  ),
  candidate AS (
    SELECT y.exam_id, y.person_id, y.unit_id, y.registration_id, y.ground, coalesce(s.papers, 0) AS papers, s.passed,
      s.bar, s.share, t.registration_id IS NOT NULL AS late, v.registration_id IS NOT NULL AS is_void,
      coalesce(v.misconduct, false) AS misconduct, coalesce(v.cheating, false) AS cheating
    FROM everyone y LEFT JOIN sat s ON s.registration_id = y.registration_id
    LEFT JOIN late t ON t.registration_id = y.registration_id
    LEFT JOIN violating v ON v.registration_id = y.registration_id
  )`;

/** By exam, then by unit: the people of that unit itself. */
export async function reportSums(
  tx: Tx,
  examIds: readonly string[],
  scope: ReportScope,
): Promise<Map<string, Map<string, Sums>>> {
  const counts = Prisma.join(
    REPORT_GROUPS.map(
      (group) => Prisma.sql`(count(*) FILTER (WHERE ${GROUPS[group]}))::int AS ${Prisma.raw(`"${group}"`)}`,
    ),
  );
  const bars = Prisma.join(
    Array.from(
      { length: REPORT_BARS },
      (_, bar) => Prisma.sql`(count(*) FILTER (WHERE c.bar = ${bar}::int AND NOT c.is_void))::int`,
    ),
  );
  const rows = await tx.$queryRaw<(Sums & { examId: string; unitId: string })[]>`
    WITH ${candidateSql(examIds, scope)}
    SELECT c.exam_id::text AS "examId", c.unit_id::text AS "unitId", ${counts}, sum(c.papers)::int AS papers,
      ARRAY[${bars}] AS histogram, coalesce(sum(c.share) FILTER (WHERE NOT c.is_void), 0)::float8 AS shares
    FROM candidate c GROUP BY 1, 2`;
  const sums = new Map(examIds.map((examId) => [examId, new Map<string, Sums>()]));
  for (const { examId, unitId, ...own } of rows) sums.get(examId)?.set(unitId, own);
  return sums;
}

/** 违纪 and 作弊 of effect by code, the commonest first: people, each once under a code. */
export async function violationCodes(
  tx: Tx,
  examId: string,
  { unitIds }: Pick<ReportScope, "unitIds">,
): Promise<{ code: ViolationCode; people: number }[]> {
  return tx.$queryRaw<{ code: ViolationCode; people: number }[]>`
    SELECT v.code, count(DISTINCT r.person_id)::int AS people
    FROM violation v JOIN registration r ON r.id = v.registration_id AND r.withdrawn_at IS NULL
    WHERE v.exam_id = ${examId}::uuid AND v.effective_at IS NOT NULL AND v.withdrawn_at IS NULL
      AND r.unit_id = ANY(${[...unitIds]}::uuid[])
    GROUP BY 1 ORDER BY 2 DESC, 1`;
}

/** How many owe an exam of this kind on its day, would have been served by it, and were not entered. */
export async function notEntered(tx: Tx, examId: string, { unitIds }: ReportScope): Promise<number> {
  const [row] = await tx.$queryRaw<{ people: number }[]>`
    SELECT count(DISTINCT q.person_id)::int AS people
    FROM exam e JOIN exam_requirement q ON q.state = 'owed' AND q.exam_id IS NULL AND ${sameKind} AND ${onItsDay}
    WHERE e.id = ${examId}::uuid AND q.unit_id = ANY(${[...unitIds]}::uuid[]) AND NOT EXISTS (
      SELECT FROM registration r WHERE r.exam_id = e.id AND r.person_id = q.person_id AND r.withdrawn_at IS NULL)`;
  return row!.people;
}

export type EarlierSitting = { examId: string; title: string; heldOn: string };

/** The last exam before this one of the same kind, part, field and regime, held by the same unit and released. */
export async function earlierSitting(tx: Tx, exam: ExamListed): Promise<EarlierSitting | null> {
  const { kind, part, field, regime, unitId, opensAt } = exam;
  const row = await tx.exam.findFirst({
    where: {
      ...{ kind, part, field, regime, unitId, opensAt: { lt: opensAt } },
      acts: { some: { act: "released" }, none: { act: "cancelled" } },
    },
    orderBy: [{ opensAt: "desc" }, { id: "desc" }],
    select: { id: true, title: true, opensAt: true },
  });
  return row && { examId: row.id, title: row.title, heldOn: chinaDateOf(row.opensAt) };
}
