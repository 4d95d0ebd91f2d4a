/** 场次, 人次 and 人数 as the ledger has them: one session is one title, form and time, whoever entered it for whom. */
import { startOfDay, yearRange } from "~/calendar";
import type { Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import type { StudyModeWord } from "~/rulebook/words";
import { Prisma } from "../../prisma/generated/client";
import { SESSION_MODES } from "./year-figures";

export type Participation = { sessions: number; attendances: number; people: number };
const NOBODY: Participation = { sessions: 0, attendances: 0, people: 0 };

/** Entries that count, of a year and of units, of the forms for which people come together. */
function counting(unitIds: readonly string[], year: number): Prisma.Sql {
  const { fromOn, toOn } = yearRange(year);
  return Prisma.sql`study_record r
    WHERE r.unit_id = ANY(${[...unitIds]}::uuid[]) AND r.mode = ANY(${[...SESSION_MODES]}::text[]) AND r.reverses_id IS NULL
      AND r.start_at >= ${startOfDay(fromOn)}::timestamptz AND r.start_at < ${startOfDay(toOn)}::timestamptz
      AND 'accepted' = (SELECT s.step FROM study_record_step s WHERE s.record_id = r.id ORDER BY s.id DESC LIMIT 1)
      AND NOT EXISTS (SELECT 1 FROM study_record u JOIN study_record_step s ON s.record_id = u.id
        WHERE u.reverses_id = r.id AND s.step = 'accepted')`;
}

/** Of each unit by itself, and of all of them together: a session that several attended is one. */
export async function participation(
  tx: Tx,
  unitIds: readonly string[],
  year: number,
): Promise<{ of: (unitId: string) => Participation; all: Participation }> {
  const rows = await tx.$queryRaw<({ unitId: string | null } & Participation)[]>`
    SELECT r.unit_id::text AS "unitId", count(DISTINCT (r.title, r.mode, r.start_at, r.end_at))::int AS sessions,
      count(*)::int AS attendances, count(DISTINCT r.person_id)::int AS people
    FROM ${counting(unitIds, year)} GROUP BY GROUPING SETS ((r.unit_id), ())`;
  const units = new Map(rows.map(({ unitId, ...figures }) => [unitId, figures]));
  return { of: (unitId) => units.get(unitId) ?? NOBODY, all: units.get(null) ?? NOBODY };
}

export type SessionListed = {
  /** Of one of its entries: where a page turns, and an entry to open. */
  recordId: string;
  title: string;
  mode: StudyModeWord;
  startAt: Date;
  endAt: Date;
  attendances: number;
  units: number;
};

/** The sessions behind the figure, the newest first. */
export async function sessionPage(
  tx: Tx,
  { unitIds, year }: { unitIds: readonly string[]; year: number },
  asked: PageAsked,
): Promise<PageTurned & { rows: SessionListed[] }> {
  const grouped = Prisma.sql`(SELECT min(r.id::text) AS "recordId", r.title, r.mode, r.start_at AS "startAt", r.end_at AS "endAt",
      count(*)::int AS attendances, count(DISTINCT r.unit_id)::int AS units
    FROM ${counting(unitIds, year)} GROUP BY r.title, r.mode, r.start_at, r.end_at)`;
  const at = asked.before ?? asked.after;
  const backwards = asked.before !== undefined;
  const place = at
    ? Prisma.sql`WHERE (g."startAt", g."recordId") ${backwards ? Prisma.sql`>` : Prisma.sql`<`}
        (SELECT k.start_at, ${at}::text FROM study_record k WHERE k.id = ${at}::uuid)`
    : Prisma.empty;
  const order = backwards ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const [size] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM ${grouped} g LIMIT ${COUNTED + 1}) found`;
  const rows = await tx.$queryRaw<SessionListed[]>`
    SELECT g.* FROM ${grouped} g ${place}
    ORDER BY g."startAt" ${order}, g."recordId" ${order} LIMIT ${PAGE_SIZE + 1}`;
  const { found, page } = turned(rows, asked, size?.total ?? 0);
  return { ...page, rows: found };
}

export type Attendance = { recordId: string; personId: string; unitId: string; minutes: number };

/** Who came to a session, of whose entries one is named; null: that is no session of these units and year. */
export async function attendancesOf(
  tx: Tx,
  { unitIds, year }: { unitIds: readonly string[]; year: number },
  recordId: string,
): Promise<{ title: string; mode: StudyModeWord; startAt: Date; people: Attendance[] } | null> {
  const one = await tx.studyRecord.findUnique({ where: { id: recordId } });
  if (!one) return null;
  const people = await tx.$queryRaw<Attendance[]>`
    SELECT r.id::text AS "recordId", r.person_id::text AS "personId", r.unit_id::text AS "unitId", r.minutes
    FROM ${counting(unitIds, year)} AND (r.title, r.mode, r.start_at, r.end_at)
      = (${one.title}, ${one.mode}, ${one.startAt}::timestamptz, ${one.endAt}::timestamptz)
    ORDER BY r.unit_id, r.person_id`;
  if (people.length === 0) return null;
  return { title: one.title, mode: one.mode as StudyModeWord, startAt: one.startAt, people };
}
