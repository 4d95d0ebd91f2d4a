/**
 * Who has earned a certificate of training and has none, nor a draft that waits: suggested to the office, never issued by
 * itself. One statement a page; a page turns at what was earned (an attempt, an enrolment, for a year the person).
 */
import { type DateOn, toDbDate } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { isVoidSql } from "~/exams/void.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import type { TrainingWord } from "~/rulebook/words";
import { Prisma } from "../../prisma/generated/client";
import { BASIS_OF } from "./training";

export type EarnedFilter = { kind: TrainingWord; unitIds: readonly string[]; year: number; examId?: string };
export type EarnedRow = {
  id: string;
  basis: string;
  title: string;
  personId: string;
  name: string;
  unitId: string;
  onDate: DateOn | null;
};
export type EarnedPage = PageTurned & { rows: EarnedRow[] };

export async function earnedPage(
  tx: Tx,
  filter: EarnedFilter,
  asked: PageAsked,
  today: DateOn,
): Promise<EarnedPage> {
  const found = waiting(filter);
  const [size] = await rowsOf<{ total: number }>(
    tx,
    Prisma.sql`SELECT count(*)::int AS total FROM (SELECT 1 FROM (${found}) f LIMIT ${COUNTED + 1}) s`,
  );
  const at = asked.before ?? asked.after;
  const back = asked.before !== undefined;
  const place = at ? Prisma.sql`WHERE f.id ${Prisma.raw(back ? "<" : ">")} ${at}::uuid` : Prisma.empty;
  const rows = await rowsOf<EarnedRow>(
    tx,
    Prisma.sql`SELECT f.id::text, f.basis, f.title, f.person_id::text AS "personId", f.unit_id::text AS "unitId",
      f.on_date::text AS "onDate", coalesce((SELECT n.name FROM person_name n WHERE n.person_id = f.person_id
        AND n.superseded_at IS NULL AND daterange(n.from_on, n.to_on) @> ${toDbDate(today)}::date LIMIT 1), '') AS name
    FROM (${found}) f ${place} ORDER BY f.id ${Prisma.raw(back ? "DESC" : "ASC")} LIMIT ${PAGE_SIZE + 1}`,
  );
  const { found: shown, page } = turned(rows, asked, size?.total ?? 0);
  return { ...page, rows: shown };
}

/** Everything the filter finds, for a run; the oldest first. */
export async function earnedAll(tx: Tx, filter: EarnedFilter, most: number): Promise<EarnedRow[]> {
  return rowsOf(
    tx,
    Prisma.sql`SELECT f.id::text, f.basis, f.title, f.person_id::text AS "personId", f.unit_id::text AS "unitId",
      f.on_date::text AS "onDate", '' AS name FROM (${waiting(filter)}) f ORDER BY f.id LIMIT ${most}`,
  );
}

const waiting = (filter: EarnedFilter) => Prisma.sql`
  SELECT e.* FROM (${earned(filter)}) e
  WHERE NOT EXISTS (SELECT 1 FROM training_certificate c JOIN person h ON h.id = c.person_id
      WHERE coalesce(h.merged_into_id, h.id) = e.person_id AND c.kind = ${filter.kind} AND c.basis = e.basis AND c.ended_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM training_draft d WHERE d.person_id = e.person_id AND d.kind = ${filter.kind}
      AND d.basis = e.basis AND d.decided_at IS NULL)`;

const inYear = (column: string, year: number) =>
  Prisma.sql`extract(year FROM ${Prisma.raw(column)} AT TIME ZONE 'Asia/Shanghai') = ${year}`;
const dateOf = (column: string) => Prisma.raw(`(${column} AT TIME ZONE 'Asia/Shanghai')::date`);

function earned({ kind, unitIds, year, examId }: EarnedFilter): Prisma.Sql {
  const units = Prisma.sql`ANY(${[...unitIds]}::uuid[])`;
  const basis = BASIS_OF[kind];
  if (basis.by === "year")
    return Prisma.sql`
      SELECT s.person_id AS id, ${String(year)} AS basis, ${String(year)} AS title, s.person_id, min(s.unit_id::text)::uuid AS unit_id,
        NULL::date AS on_date
      FROM study_standing s WHERE s.year = ${year} AND s.applies AND s.unit_id = ${units}
      GROUP BY s.person_id HAVING bool_and(s.is_met)`;
  if (basis.by === "course")
    return Prisma.sql`
      SELECT DISTINCT ON (e.person_id, v.course_id) e.id, v.course_id::text AS basis, v.title, e.person_id, m.unit_id,
        ${dateOf("e.ended_at")} AS on_date
      FROM course_enrolment e JOIN course_version v ON v.id = e.version_id
      JOIN LATERAL (SELECT unit_id FROM employment m WHERE m.person_id = e.person_id AND m.superseded_at IS NULL
        AND m.unit_id = ${units} AND daterange(m.from_on, m.to_on) @> ${dateOf("e.ended_at")}
        ORDER BY m.relation = 'home' DESC LIMIT 1) m ON true
      WHERE ${inYear("e.ended_at", year)}
        AND NOT EXISTS (SELECT 1 FROM study_record r WHERE r.reverses_id = ANY(e.record_ids))
      ORDER BY e.person_id, v.course_id, e.id`;
  return Prisma.sql`
    SELECT DISTINCT ON (a.person_id, x.id) a.id, x.id::text AS basis, x.title, a.person_id, g.unit_id,
      ${dateOf("a.submitted_at")} AS on_date
    FROM exam x JOIN registration g ON g.exam_id = x.id JOIN attempt a ON a.registration_id = g.id
    JOIN marking m ON m.attempt_id = a.id AND m.superseded_at IS NULL AND m.passed
    WHERE x.kind = ${basis.examKind} AND g.unit_id = ${units} AND ${inYear("x.opens_at", year)}
      ${examId ? Prisma.sql`AND x.id = ${examId}::uuid` : Prisma.empty}
      AND EXISTS (SELECT 1 FROM exam_act r WHERE r.exam_id = x.id AND r.act = 'released')
      AND NOT ${isVoidSql(Prisma.sql`g.id`)}
    ORDER BY a.person_id, x.id, a.id`;
}
