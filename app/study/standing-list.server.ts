/**
 * The stored standings as lists: who is behind, unit by unit and person by person, the largest gap first. What depends on
 * the day, how much of the year has passed, is computed as it is read.
 */
import { type DateOn, toDbDate } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import type { StudyCategoryWord } from "~/rulebook/words";
import { Prisma } from "../../prisma/generated/client";
import type { CategoryMinutes } from "./category-minima";
import type { StudyUnit } from "./measure";
import type { Cure } from "./shortfall";
import type { Side } from "./standing-side";

export type StandingFilter = {
  unitIds: readonly string[];
  year: number;
  quotaId: string;
  side?: Side | undefined;
  /** Of which the minimum is not there yet. */
  category?: StudyCategoryWord | undefined;
};
export type ListedStanding = {
  personId: string;
  name: string;
  unitId: string;
  measure: StudyUnit;
  required: number;
  credited: number;
  side: Side;
  cures: Cure[];
  /** What the quota asks of single categories, in minutes. */
  categories: CategoryMinutes[];
};

/** Minutes that should be there by today, in proportion to the part of the year that is served. */
const expectedBy = (today: DateOn, required = Prisma.raw("s.required_minutes")) => {
  const on = Prisma.sql`${toDbDate(today)}::date`;
  return Prisma.sql`(CASE WHEN ${on} < s.from_on THEN 0 WHEN ${on} >= s.to_on THEN ${required}
    ELSE ${required} * (${on} - s.from_on + 1) / (s.to_on - s.from_on) END)`;
};
/** A category of which the quota asks a minimum: most ask none, and cost nothing. */
const someCategory = (where: Prisma.Sql) => Prisma.sql`(s.categories <> '[]' AND EXISTS (
  SELECT 1 FROM jsonb_to_recordset(s.categories) AS c(category text, required float, credited float) WHERE ${where}))`;
const sideOn = (today: DateOn) => Prisma.sql`(CASE WHEN s.is_met THEN 'met'
  WHEN s.credited_minutes < ${expectedBy(today)}
    OR ${someCategory(Prisma.sql`c.credited < floor(${expectedBy(today, Prisma.raw("c.required"))})`)}
  THEN 'behind' ELSE 'on-track' END)`;
const GAP = Prisma.sql`(s.required_minutes - s.credited_minutes)`;

function conditions({ unitIds, year, quotaId, side, category }: StandingFilter, today: DateOn): Prisma.Sql {
  const parts = [
    Prisma.sql`s.applies AND s.year = ${year} AND s.quota_id = ${quotaId} AND s.unit_id = ANY(${[...unitIds]}::uuid[])`,
  ];
  if (side === "met") parts.push(Prisma.sql`s.is_met`);
  else if (side) parts.push(Prisma.sql`NOT s.is_met AND ${sideOn(today)} = ${side}`);
  if (category) parts.push(someCategory(Prisma.sql`c.category = ${category} AND c.credited < c.required`));
  return Prisma.join(parts, " AND ");
}

/** A page of people, the largest gap first; pages turn at a person. */
export async function standingPage(
  tx: Tx,
  filter: StandingFilter,
  asked: PageAsked,
  today: DateOn,
): Promise<PageTurned & { rows: ListedStanding[] }> {
  const where = conditions(filter, today);
  const [size] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM study_standing s WHERE ${where} LIMIT ${COUNTED + 1}) found`;
  const at = asked.before ?? asked.after;
  const backwards = asked.before !== undefined;
  const here = Prisma.sql`(SELECT -(p.required_minutes - p.credited_minutes), p.person_id FROM study_standing p
    WHERE p.person_id = ${at ?? null}::uuid AND p.year = ${filter.year} AND p.quota_id = ${filter.quotaId})`;
  const turn = at
    ? Prisma.sql`AND (-${GAP}, s.person_id) ${backwards ? Prisma.sql`<` : Prisma.sql`>`} ${here}`
    : Prisma.empty;
  const order = backwards ? Prisma.sql`${GAP}, s.person_id DESC` : Prisma.sql`${GAP} DESC, s.person_id`;
  const rows = await tx.$queryRaw<ListedStanding[]>`
    SELECT f.*, coalesce((SELECT n.name FROM person_name n WHERE n.person_id = f."personId"::uuid
      AND n.superseded_at IS NULL AND daterange(n.from_on, n.to_on) @> ${toDbDate(today)}::date LIMIT 1), '') AS name
    FROM (SELECT s.person_id::text AS "personId", s.unit_id::text AS "unitId", s.measure, s.required, s.credited,
        ${sideOn(today)} AS side, s.cures, s.categories
      FROM study_standing s WHERE ${where} ${turn} ORDER BY ${order} LIMIT ${PAGE_SIZE + 1}) f`;
  const { found, page } = turned(rows, asked, size?.total ?? 0);
  return { ...page, rows: found };
}

export type UnitTally = { unitId: string; owing: number; met: number; onTrack: number; behind: number };

/** How many of each unit stand where, whatever side is asked for; the unit is the one in which the year is reported. */
export async function unitTallies(tx: Tx, filter: StandingFilter, today: DateOn): Promise<UnitTally[]> {
  return tx.$queryRaw<UnitTally[]>`
    SELECT unit_id::text AS "unitId", count(*)::int AS owing, count(*) FILTER (WHERE side = 'met')::int AS met,
      count(*) FILTER (WHERE side = 'on-track')::int AS "onTrack", count(*) FILTER (WHERE side = 'behind')::int AS behind
    FROM (SELECT s.unit_id, ${sideOn(today)} AS side FROM study_standing s
      WHERE ${conditions({ ...filter, side: undefined, category: undefined }, today)}) f
    GROUP BY unit_id ORDER BY behind DESC, unit_id`;
}

/** Quotas that somebody of these units owes in the year. */
export async function quotasOf(tx: Tx, unitIds: readonly string[], year: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ quotaId: string }[]>`
    SELECT DISTINCT quota_id AS "quotaId" FROM study_standing
    WHERE year = ${year} AND applies AND unit_id = ANY(${[...unitIds]}::uuid[])`;
  return rows.map(({ quotaId }) => quotaId);
}

/** Categories of which a quota asks a minimum of somebody of these units. */
export async function categoriesAsked(
  tx: Tx,
  { unitIds, year, quotaId }: StandingFilter,
): Promise<StudyCategoryWord[]> {
  const rows = await tx.$queryRaw<{ category: StudyCategoryWord }[]>`
    SELECT DISTINCT c.category FROM study_standing s, jsonb_to_recordset(s.categories) AS c(category text)
    WHERE s.applies AND s.year = ${year} AND s.quota_id = ${quotaId} AND s.unit_id = ANY(${[...unitIds]}::uuid[])
      AND s.categories <> '[]' ORDER BY 1`;
  return rows.map(({ category }) => category);
}

/** One person's row under each quota, as stored. */
export async function storedStandings(
  tx: Tx,
  personId: string,
  year: number,
  today: DateOn,
): Promise<(Omit<ListedStanding, "name"> & { quotaId: string })[]> {
  return tx.$queryRaw`
    SELECT s.person_id::text AS "personId", s.quota_id AS "quotaId", s.unit_id::text AS "unitId", s.measure, s.required,
      s.credited, ${sideOn(today)} AS side, s.cures, s.categories
    FROM study_standing s WHERE s.person_id = ${personId}::uuid AND s.year = ${year} AND s.applies ORDER BY s.quota_id`;
}

/** Where somebody stands under one quota, in its measure; `expected` by today, in proportion to the year. */
export type Foremost = {
  required: number;
  credited: number;
  expected: number;
  short: number;
  isMet: boolean;
};

/** For a list of people, each one's row under the quota that a list has room for: the one in days, or else the first. */
export async function foremostStandings(
  tx: Tx,
  personIds: readonly string[],
  year: number,
  today: DateOn,
): Promise<Map<string, Foremost>> {
  const statement = Prisma.sql`
    /* prepared as foremost-standings */
    SELECT DISTINCT ON (s.person_id) s.person_id::text AS "personId", s.required, s.credited, s.is_met AS "isMet",
      s.required_minutes AS minutes, greatest(0, ${GAP}) AS gap, ${expectedBy(today)} AS due
    FROM study_standing s
    WHERE s.person_id = ANY(${[...personIds]}::uuid[]) AND s.year = ${year} AND s.applies
    ORDER BY s.person_id, s.measure <> 'days', s.quota_id`;
  const rows = await rowsOf<Foremost & { personId: string; minutes: number; gap: number; due: number }>(
    tx,
    statement,
  );
  return new Map(
    rows.map(({ personId, minutes, gap, due, required, credited, isMet }) => {
      // Minutes of one unit of the measure; of a quota that asks for nothing nothing is short either.
      const each = required > 0 ? minutes / required : 1;
      const expected = Math.floor((due * 100) / each) / 100;
      const short = Math.ceil((gap * 100) / each) / 100;
      return [personId, { required, credited, expected, short, isMet }];
    }),
  );
}
