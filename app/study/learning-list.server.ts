/** What was odd about the time people were credited with online, and how each learner's claimed time stands beside it. */
import { type DateOn, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import { Prisma } from "../../prisma/generated/client";
import type { AnomalyKind, Outcome } from "./online";

export type LearningFilter = {
  unitIds: readonly string[];
  kind?: AnomalyKind | undefined;
  courseId?: string | undefined;
  enrolmentId?: string | undefined;
};
export type ListedAnomaly = {
  id: string;
  kind: AnomalyKind;
  times: number;
  facts: Record<string, number | string>;
  firstAt: Date;
  lastAt: Date;
  enrolmentId: string;
  personId: string;
  name: string;
  unitId: string;
  course: string;
  lesson: string;
};

/** Where somebody works on a day, at home before on loan: it decides who may see what was odd. */
const workplace = (today: DateOn) => Prisma.sql`LATERAL (
    SELECT j.unit_id FROM employment j WHERE j.person_id = e.person_id AND j.superseded_at IS NULL
      AND daterange(j.from_on, j.to_on) @> ${toDbDate(today)}::date
    ORDER BY (j.relation = 'home') DESC, j.unit_id LIMIT 1) work`;
const nameOf = (
  today: DateOn,
) => Prisma.sql`coalesce((SELECT n.name FROM person_name n WHERE n.person_id = e.person_id
      AND n.superseded_at IS NULL AND daterange(n.from_on, n.to_on) @> ${toDbDate(today)}::date LIMIT 1), '')`;

/** Newest first; pages turn at one of them. */
export async function anomalyPage(
  tx: Tx,
  { unitIds, kind, courseId, enrolmentId }: LearningFilter,
  asked: PageAsked,
  today: DateOn,
): Promise<PageTurned & { rows: ListedAnomaly[] }> {
  const parts = [Prisma.sql`work.unit_id = ANY(${[...unitIds]}::uuid[])`];
  if (kind) parts.push(Prisma.sql`a.kind = ${kind}`);
  if (courseId) parts.push(Prisma.sql`v.course_id = ${courseId}::uuid`);
  if (enrolmentId) parts.push(Prisma.sql`e.id = ${enrolmentId}::uuid`);
  const from = Prisma.sql`FROM learning_anomaly a JOIN learning_run r ON r.id = a.run_id
    JOIN course_enrolment e ON e.id = r.enrolment_id JOIN course_version v ON v.id = e.version_id
    JOIN course_lesson l ON l.id = r.lesson_id CROSS JOIN ${workplace(today)}
    WHERE ${Prisma.join(parts, " AND ")}`;
  const [size] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 ${from} LIMIT ${COUNTED + 1}) found`;
  const at = asked.before ?? asked.after;
  const place = !at
    ? Prisma.empty
    : asked.before
      ? Prisma.sql`AND a.id > ${at}::uuid`
      : Prisma.sql`AND a.id < ${at}::uuid`;
  const order = asked.before ? Prisma.sql`a.id` : Prisma.sql`a.id DESC`;
  const rows = await tx.$queryRaw<ListedAnomaly[]>`
    SELECT a.id::text, a.kind, a.times, a.facts, a.first_at AS "firstAt", a.last_seen_at AS "lastAt", e.id::text AS "enrolmentId",
      e.person_id::text AS "personId", ${nameOf(today)} AS name, work.unit_id::text AS "unitId", v.title AS course,
      l.title AS lesson
    ${from} ${place} ORDER BY ${order} LIMIT ${PAGE_SIZE + 1}`;
  const { found, page } = turned(rows, asked, size?.total ?? 0);
  return { ...page, rows: found };
}

export type ListedLearner = {
  id: string;
  name: string;
  unitId: string;
  begunAt: Date;
  endedAt: Date | null;
  creditedMs: number;
  openMs: number;
  anomalies: number;
};

/** Who studies a course, newest first: what the server counted beside how long pages stood open. */
export async function learnerPage(
  tx: Tx,
  { unitIds, courseId }: { unitIds: readonly string[]; courseId: string },
  asked: PageAsked,
  today: DateOn,
): Promise<PageTurned & { rows: ListedLearner[] }> {
  const from = Prisma.sql`FROM course_enrolment e JOIN course_version v ON v.id = e.version_id
    CROSS JOIN ${workplace(today)}
    WHERE v.course_id = ${courseId}::uuid AND work.unit_id = ANY(${[...unitIds]}::uuid[])`;
  const [size] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 ${from} LIMIT ${COUNTED + 1}) found`;
  const at = asked.before ?? asked.after;
  const place = !at
    ? Prisma.empty
    : asked.before
      ? Prisma.sql`AND e.id > ${at}::uuid`
      : Prisma.sql`AND e.id < ${at}::uuid`;
  const order = asked.before ? Prisma.sql`e.id` : Prisma.sql`e.id DESC`;
  const rows = await tx.$queryRaw<ListedLearner[]>`
    SELECT p.id::text, p.name, p.unit_id::text AS "unitId", p.begun_at AS "begunAt", p.ended_at AS "endedAt",
      coalesce(t.credited, 0)::float8 AS "creditedMs", coalesce(t.open, 0)::float8 AS "openMs",
      coalesce(t.odd, 0)::int AS anomalies
    FROM (SELECT e.id, e.begun_at, e.ended_at, work.unit_id, ${nameOf(today)} AS name ${from} ${place}
      ORDER BY ${order} LIMIT ${PAGE_SIZE + 1}) p
    LEFT JOIN LATERAL (SELECT sum(r.credited_ms) AS credited, sum(extract(epoch FROM r.counted_until - r.opened_at)) * 1000 AS open,
      sum((SELECT count(*) FROM learning_anomaly a WHERE a.run_id = r.id)) AS odd
      FROM learning_run r WHERE r.enrolment_id = p.id) t ON true
    ORDER BY ${asked.before ? Prisma.sql`p.id` : Prisma.sql`p.id DESC`}`;
  const { found, page } = turned(rows, asked, size?.total ?? 0);
  return { ...page, rows: found };
}

/** Where somebody works today; null where nowhere. */
export async function workplaceOf(tx: Tx, enrolmentId: string, today: DateOn): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ unitId: string }[]>`
    SELECT work.unit_id::text AS "unitId" FROM course_enrolment e CROSS JOIN ${workplace(today)}
    WHERE e.id = ${enrolmentId}::uuid`;
  return row?.unitId ?? null;
}

export type RunFacts = {
  runId: string;
  lesson: string;
  page: number;
  openedAt: Date;
  countedUntil: Date;
  creditedMs: number;
  endReason: string | null;
  beats: Partial<Record<Outcome, number>>;
};

/** The log of an enrolment, newest first: each time a page was opened, and what its beats came to. */
export async function runsOf(tx: Tx, enrolmentId: string, limit: number): Promise<RunFacts[]> {
  return tx.$queryRaw<RunFacts[]>`
    SELECT r.id::text AS "runId", l.title AS lesson, r.page, r.opened_at AS "openedAt", r.counted_until AS "countedUntil",
      r.credited_ms AS "creditedMs", r.end_reason AS "endReason",
      coalesce((SELECT jsonb_object_agg(b.outcome, b.n) FROM (
        SELECT outcome, count(*) AS n FROM learning_beat WHERE run_id = r.id GROUP BY outcome) b), '{}') AS beats
    FROM learning_run r JOIN course_lesson l ON l.id = r.lesson_id
    WHERE r.enrolment_id = ${enrolmentId}::uuid ORDER BY r.opened_at DESC, r.id DESC LIMIT ${limit}`;
}

/** Courses that somebody has begun, by the title they bear now. */
export async function coursesWithLearners(tx: Tx): Promise<{ courseId: string; title: string }[]> {
  return tx.$queryRaw`
    SELECT DISTINCT ON (v.course_id) v.course_id::text AS "courseId", v.title FROM course_version v
    WHERE EXISTS (SELECT 1 FROM course_enrolment e JOIN course_version o ON o.id = e.version_id WHERE o.course_id = v.course_id)
    ORDER BY v.course_id, v.number DESC`;
}
