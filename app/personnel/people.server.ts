/** The register of people: who is in an actor's scope, searched by name and narrowed, in pinyin order. */
import { type DateOn, fromDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { inForceOn, knownBy } from "~/organisation/history";
import { depthOf } from "~/organisation/unit";
import { unitsUnder } from "~/organisation/units.server";
import type { StudyGroupWord } from "~/rulebook/words";
import { Prisma } from "../../prisma/generated/client";
import type { EmploymentRelation } from "./employment";
import type { EmploymentIdentity, EmploymentStatus } from "./identity";
import { maskedNumbers } from "./person.server";
import { normalisePersonName } from "./person-name";

export const PAGE_SIZE = 50;
const LEFT = ["transferred-out", "retired", "resigned", "dismissed", "expelled", "deceased"];

/** Units whose people may be seen; `everyone` also those who belong to no unit yet. */
export type PeopleScope = { unitIds: string[]; everyone: boolean };

/** From the paths of a permission: their units today, and everyone for who holds the root. */
export async function scopeOf(tx: Tx, paths: readonly string[], today: DateOn): Promise<PeopleScope> {
  const units = await unitsUnder(tx, paths, today);
  return { unitIds: units.map((unit) => unit.unitId), everyone: paths.some((path) => depthOf(path) === 0) };
}

/** Whether a person belongs to a scope: employed there now or later, or there last and left. */
export async function isInScope(
  tx: Tx,
  personId: string,
  scope: PeopleScope,
  today: DateOn,
): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ found: number }[]>`
    SELECT 1 AS found FROM person_name n
    WHERE n.person_id = ${personId}::uuid AND n.superseded_at IS NULL AND ${within(scope, today)} LIMIT 1`;
  return found !== undefined;
}

export type PeopleFilters = {
  /** Any part of a name, former names included. */
  name?: string;
  /** Units to narrow to; must lie in the scope. */
  unitIds?: string[];
  identity?: EmploymentIdentity;
  category?: StudyGroupWord;
  /** On the books (default), left, or both. */
  state?: "current" | "left" | "all";
};
export type PageAsked = { after?: string; before?: string };

export type PersonListed = {
  personId: string;
  name: string;
  maskedNumber: string;
  employments: {
    unitId: string;
    relation: EmploymentRelation;
    identity: EmploymentIdentity;
    status: EmploymentStatus;
    title: string | null;
    fromOn: DateOn;
  }[];
  category: StudyGroupWord | null;
};
export type PeoplePage = {
  people: PersonListed[];
  total: number;
  /** How many of the total stand before the first of the page. */
  offset: number;
  hasMore: boolean;
};

/** One page of the register with its exact total: seven queries whatever the page holds. */
export async function listPeople(
  tx: Tx,
  scope: PeopleScope,
  filters: PeopleFilters,
  asked: PageAsked,
  today: DateOn,
): Promise<PeoplePage> {
  const where = Prisma.join([within(scope, today), ...conditions(filters, today)], " AND ");
  const backwards = asked.before !== undefined;
  const place = placeOf(asked);
  const direction = Prisma.raw(backwards ? "DESC" : "ASC");
  const rows = await tx.$queryRaw<{ personId: string; name: string }[]>`
    SELECT n.person_id::text AS "personId", n.name FROM person_name n
    WHERE n.superseded_at IS NULL AND n.to_on IS NULL AND ${where} ${place}
    ORDER BY n.name ${direction}, n.person_id ${direction} LIMIT ${PAGE_SIZE + 1}`;
  const found = rows.slice(0, PAGE_SIZE);
  if (backwards) found.reverse();
  const first = found[0];
  const [count] = await tx.$queryRaw<{ total: number; offset: number }[]>`
    SELECT count(*)::int AS total,
      (count(*) FILTER (WHERE (n.name, n.person_id) < (${first?.name ?? ""}::text, ${first?.personId ?? null}::uuid)))::int AS offset
    FROM person_name n WHERE n.superseded_at IS NULL AND n.to_on IS NULL AND ${where}`;
  const total = count?.total ?? 0;
  const offset = first ? (count?.offset ?? 0) : 0;
  return { people: await withFacts(tx, found, today), total, offset, hasMore: offset + found.length < total };
}

/** How many people of the scope stand in each study category today, for the views above the list. */
export async function countByCategory(
  tx: Tx,
  scope: PeopleScope,
  filters: PeopleFilters,
  today: DateOn,
): Promise<Map<StudyGroupWord | "all", number>> {
  const { category: _, ...others } = filters;
  const where = Prisma.join([within(scope, today), ...conditions(others, today)], " AND ");
  const rows = await tx.$queryRaw<{ category: StudyGroupWord | null; people: number }[]>`
    SELECT c.category, count(*)::int AS people FROM person_name n
    LEFT JOIN study_category c ON c.person_id = n.person_id AND c.superseded_at IS NULL
      AND daterange(c.from_on, c.to_on) @> ${today}::date
    WHERE n.superseded_at IS NULL AND n.to_on IS NULL AND ${where} GROUP BY c.category`;
  const counts = new Map<StudyGroupWord | "all", number>();
  for (const { category, people } of rows) {
    if (category) counts.set(category, people);
    counts.set("all", (counts.get("all") ?? 0) + people);
  }
  return counts;
}

function within({ unitIds, everyone }: PeopleScope, today: DateOn): Prisma.Sql {
  const employed = Prisma.sql`EXISTS (SELECT 1 FROM employment e WHERE e.person_id = n.person_id AND e.superseded_at IS NULL
      AND (e.to_on IS NULL OR e.to_on > ${today}::date) AND e.unit_id = ANY(${unitIds}::uuid[]))`;
  const isNotAnAlias = Prisma.sql`NOT EXISTS (SELECT 1 FROM person p WHERE p.id = n.person_id AND p.merged_into_id IS NOT NULL)`;
  if (!everyone) return Prisma.sql`${employed} AND ${isNotAnAlias}`;
  // A person without any employment ahead belongs to nobody's unit: whoever holds the root looks after them.
  const unplaced = Prisma.sql`NOT EXISTS (SELECT 1 FROM employment e WHERE e.person_id = n.person_id AND e.superseded_at IS NULL
      AND (e.to_on IS NULL OR e.to_on > ${today}::date))`;
  return Prisma.sql`(${employed} OR ${unplaced}) AND ${isNotAnAlias}`;
}

function conditions(filters: PeopleFilters, today: DateOn): Prisma.Sql[] {
  const { name = "", unitIds, identity, category, state = "current" } = filters;
  const inForce = Prisma.sql`e.person_id = n.person_id AND e.superseded_at IS NULL AND daterange(e.from_on, e.to_on) @> ${today}::date`;
  const hasLeft = Prisma.sql`EXISTS (SELECT 1 FROM employment e WHERE ${inForce} AND e.relation = 'home' AND e.status = ANY(${LEFT}))`;
  const parts: Prisma.Sql[] = [];
  if (normalisePersonName(name) !== "") parts.push(named(name));
  if (unitIds)
    parts.push(Prisma.sql`EXISTS (SELECT 1 FROM employment e WHERE e.person_id = n.person_id AND e.superseded_at IS NULL
      AND (e.to_on IS NULL OR e.to_on > ${today}::date) AND e.unit_id = ANY(${unitIds}::uuid[]))`);
  if (identity)
    parts.push(Prisma.sql`EXISTS (SELECT 1 FROM employment e WHERE ${inForce} AND e.identity = ${identity})`);
  if (category)
    parts.push(Prisma.sql`EXISTS (SELECT 1 FROM study_category c WHERE c.person_id = n.person_id AND c.superseded_at IS NULL
      AND daterange(c.from_on, c.to_on) @> ${today}::date AND c.category = ${category})`);
  if (state === "left") parts.push(hasLeft);
  if (state === "current") parts.push(Prisma.sql`NOT ${hasLeft}`);
  return parts;
}

/**
 * By characters through the index, then by the words in order. Dots between the parts of a name need not be typed, and
 * Latin letters may be typed small.
 */
function named(name: string): Prisma.Sql {
  const typed = normalisePersonName(name).replaceAll("·", "");
  const characters = [...new Set([...typed].filter((character) => !/[\p{Script=Latin}\s]/u.test(character)))];
  const pattern = `%${typed.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`EXISTS (SELECT 1 FROM person_name f WHERE f.person_id = n.person_id AND f.superseded_at IS NULL
    AND name_grams(f.name::text) @> ${characters}::text[] AND lower(replace(f.name::text, '·', '')) LIKE ${pattern})`;
}

function placeOf({ after, before }: PageAsked): Prisma.Sql {
  if (before !== undefined) return Prisma.sql`AND (n.name, n.person_id) < ${standing(before)}`;
  if (after !== undefined) return Prisma.sql`AND (n.name, n.person_id) > ${standing(after)}`;
  return Prisma.empty;
}

/** Pages turn at a person's id: a name does not belong in an address. */
const standing = (personId: string) =>
  Prisma.sql`(SELECT k.name, k.person_id FROM person_name k WHERE k.person_id = ${personId}::uuid AND k.superseded_at IS NULL AND k.to_on IS NULL)`;

async function withFacts(
  tx: Tx,
  found: { personId: string; name: string }[],
  today: DateOn,
): Promise<PersonListed[]> {
  const ids = found.map((person) => person.personId);
  const of = { personId: { in: ids }, ...knownBy(), ...inForceOn(today) };
  const numbers = await maskedNumbers(tx, ids);
  const jobs = await tx.employment.findMany({ where: of, orderBy: { relation: "asc" } });
  const categories = await tx.studyCategory.findMany({ where: of });
  return found.map(({ personId, name }) => ({
    personId,
    name,
    maskedNumber: numbers.get(personId) ?? "",
    employments: jobs
      .filter((job) => job.personId === personId)
      .map((job) => ({
        unitId: job.unitId,
        relation: job.relation as EmploymentRelation,
        identity: job.identity as EmploymentIdentity,
        status: job.status as EmploymentStatus,
        title: job.title,
        fromOn: fromDbDate(job.fromOn),
      })),
    category: (categories.find((row) => row.personId === personId)?.category ??
      null) as StudyGroupWord | null,
  }));
}
