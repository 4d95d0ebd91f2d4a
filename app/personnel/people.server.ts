/** The register of people: who is in an actor's scope, searched by name and narrowed, in pinyin order. */
import type { DateOn } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { depthOf } from "~/organisation/unit";
import { unitsUnder } from "~/organisation/units.server";
import { COUNTED, PAGE_SIZE, type PageAsked, type PageTurned, turned } from "~/paging";
import type { StudyGroupWord } from "~/rulebook/words";
import { Prisma } from "../../prisma/generated/client";
import type { EmploymentRelation } from "./employment";
import type { EmploymentIdentity, EmploymentStatus } from "./identity";
import { maskIdentityNumber } from "./identity-number";
import { openIdentityNumber } from "./identity-vault.server";
import {
  conditionsOf,
  isOfFewUnits,
  type PeopleFilters,
  type PeopleScope,
  sourcesOf,
  within,
} from "./people-search.server";

export type { PeopleFilters, PeopleScope } from "./people-search.server";

/**
 * From the paths of a permission: their units today, and everyone for who holds the root. `units`: those of the same
 * paths today, where the caller has read them already.
 */
export async function scopeOf(
  tx: Tx,
  paths: readonly string[],
  today: DateOn,
  units?: readonly { unitId: string }[],
): Promise<PeopleScope> {
  const unitIds = (units ?? (await unitsUnder(tx, paths, today))).map(({ unitId }) => unitId);
  const everyone = paths.some((path) => depthOf(path) === 0);
  if (!everyone) return { unitIds, everyone, whole: false };
  const [other] = await tx.$queryRaw<{ found: number }[]>`
    SELECT 1 AS found FROM unit_version WHERE superseded_at IS NULL AND parent_id IS NULL
      AND path <> ALL(${[...paths]}::text[]) LIMIT 1`;
  return { unitIds, everyone, whole: other === undefined };
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
    WHERE n.person_id = ${personId}::uuid AND n.superseded_at IS NULL AND ${within(scope, today)}
      AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = n.person_id AND p.merged_into_id IS NOT NULL) LIMIT 1`;
  return found !== undefined;
}

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
export type PeoplePage = PageTurned & {
  people: PersonListed[];
  /** How many of them stand in each study category today; empty where there are more than COUNTED. */
  categories: CategoryCounts;
};
export type CategoryCounts = Partial<Record<StudyGroupWord | "all", number>>;

type Found = { personId: string; name: string };

/** One page of the register. Its cost does not grow with the register: at most COUNTED people are looked at to count. */
export async function listPeople(
  tx: Tx,
  scope: PeopleScope,
  filters: PeopleFilters,
  asked: PageAsked,
  today: DateOn,
): Promise<PeoplePage> {
  const { total, few, categories } = await counted(tx, scope, filters, asked, today);
  const { found, page } = turned(few ?? (await walked(tx, scope, filters, asked, today)), asked, total);
  return { people: await withFacts(tx, found, today), categories, ...page };
}

/** Counts up to COUNTED; where there are no more, the page is read from what was counted. */
async function counted(
  tx: Tx,
  scope: PeopleScope,
  filters: PeopleFilters,
  asked: PageAsked,
  today: DateOn,
): Promise<{ total: number | null; few: Found[] | null; categories: CategoryCounts }> {
  const rows = await rowsOf<{
    total: number;
    categories: CategoryCounts | null;
    personId: string | null;
    name: string;
  }>(
    tx,
    Prisma.sql`
    WITH found AS MATERIALIZED (${everyMatch(scope, filters, today)}), size AS (SELECT count(*)::int AS total FROM found)
    SELECT size.total, (${categoriesOf(today)}) AS categories, page.person_id::text AS "personId", page.name FROM size
    LEFT JOIN LATERAL (
      SELECT n.person_id, n.name FROM found n WHERE size.total <= ${COUNTED} ${placeOf(asked)} ${inOrder(asked)}
    ) page ON true`,
  );
  const { total = 0, categories = null } = rows[0] ?? {};
  if (total > COUNTED) return { total: null, few: null, categories: {} };
  const few = rows.flatMap(({ personId, name }) => (personId ? [{ personId, name }] : []));
  return { total, few, categories: { all: total, ...categories } };
}

/**
 * Of `found`, where `size` says they are not too many: people by study category, those without one left away. They are
 * sought as one list, which the index answers in its own order, a page at a time, instead of once for each of them.
 */
const categoriesOf = (today: DateOn) => Prisma.sql`
  SELECT jsonb_object_agg(k.category, k.people) FROM (
    SELECT c.category, count(*)::int AS people FROM study_category c
    WHERE c.person_id = ANY (ARRAY(SELECT f.person_id FROM size JOIN found f ON size.total <= ${COUNTED}))
      AND c.superseded_at IS NULL AND c.from_on <= ${today}::date AND (c.to_on IS NULL OR c.to_on > ${today}::date)
    GROUP BY c.category) k`;

function everyMatch(scope: PeopleScope, filters: PeopleFilters, today: DateOn): Prisma.Sql {
  const where = conditionsOf(scope, filters, today, { inOrderOfPersons: isWholeRegister(scope, filters) });
  const limit = COUNTED + 1;
  const parts = sourcesOf(filters.name ?? "", { amongFew: isOfFewUnits(scope, filters) }).map(
    (source) => Prisma.sql`(SELECT n.person_id, n.name FROM person_name n
      WHERE n.superseded_at IS NULL AND n.to_on IS NULL AND ${source} AND ${where} LIMIT ${limit})`,
  );
  return Prisma.sql`SELECT * FROM (${Prisma.join(parts, " UNION ALL ")}) every_match LIMIT ${limit}`;
}

/** Nothing narrows it down to a few people: its names are read by person, as those who left are. */
const isWholeRegister = (scope: PeopleScope, { name = "", unitIds }: PeopleFilters) =>
  scope.whole && name === "" && unitIds === undefined;

/** Reads on from a place in the order of names until the page is full. */
async function walked(
  tx: Tx,
  scope: PeopleScope,
  filters: PeopleFilters,
  asked: PageAsked,
  today: DateOn,
): Promise<Found[]> {
  const where = conditionsOf(scope, filters, today);
  const parts = sourcesOf(filters.name ?? "", { amongFew: isOfFewUnits(scope, filters) }).map(
    (source) => Prisma.sql`(SELECT n.person_id, n.name FROM person_name n
      WHERE n.superseded_at IS NULL AND n.to_on IS NULL AND ${source} AND ${where} ${placeOf(asked)} ${inOrder(asked)})`,
  );
  return tx.$queryRaw<Found[]>`
    SELECT n.person_id::text AS "personId", n.name FROM (${Prisma.join(parts, " UNION ALL ")}) n ${inOrder(asked)}`;
}

function inOrder({ before }: PageAsked): Prisma.Sql {
  const direction = Prisma.raw(before !== undefined ? "DESC" : "ASC");
  return Prisma.sql`ORDER BY n.name ${direction}, n.person_id ${direction} LIMIT ${PAGE_SIZE + 1}`;
}

function placeOf({ after, before }: PageAsked): Prisma.Sql {
  if (before !== undefined) return Prisma.sql`AND (n.name, n.person_id) < ${standing(before)}`;
  if (after !== undefined) return Prisma.sql`AND (n.name, n.person_id) > ${standing(after)}`;
  return Prisma.empty;
}

const standing = (personId: string) =>
  Prisma.sql`(SELECT k.name, k.person_id FROM person_name k WHERE k.person_id = ${personId}::uuid AND k.superseded_at IS NULL AND k.to_on IS NULL)`;

/**
 * How many people of the scope stand in each study category today, whichever of them the list is narrowed to: for the
 * views above it. Empty where there are more than COUNTED.
 */
export async function countByCategory(
  tx: Tx,
  scope: PeopleScope,
  { category: _, ...others }: PeopleFilters,
  today: DateOn,
): Promise<CategoryCounts> {
  const [row] = await tx.$queryRaw<{ total: number; categories: CategoryCounts | null }[]>`
    WITH found AS MATERIALIZED (${everyMatch(scope, others, today)}), size AS (SELECT count(*)::int AS total FROM found)
    SELECT size.total, (${categoriesOf(today)}) AS categories FROM size`;
  const { total = 0, categories = null } = row ?? {};
  return total > COUNTED ? {} : { all: total, ...categories };
}

type Facts = {
  personId: string;
  cipher: Uint8Array;
  cipherKeyId: string;
  employments: PersonListed["employments"];
  category: StudyGroupWord | null;
};

async function withFacts(tx: Tx, found: Found[], today: DateOn): Promise<PersonListed[]> {
  if (found.length === 0) return [];
  const statement = Prisma.sql`
    /* prepared as people-listed */
    SELECT a.id::text AS "personId", i.cipher, i.cipher_key_id AS "cipherKeyId",
      coalesce((SELECT jsonb_agg(jsonb_build_object('unitId', e.unit_id, 'relation', e.relation, 'identity', e.identity,
          'status', e.status, 'title', e.title, 'fromOn', e.from_on) ORDER BY e.relation)
        FROM employment e WHERE e.person_id = a.id AND e.superseded_at IS NULL
          AND e.from_on <= ${today}::date AND (e.to_on IS NULL OR e.to_on > ${today}::date)), '[]') AS employments,
      (SELECT c.category FROM study_category c WHERE c.person_id = a.id AND c.superseded_at IS NULL
        AND c.from_on <= ${today}::date AND (c.to_on IS NULL OR c.to_on > ${today}::date)) AS category
    FROM unnest(${found.map(({ personId }) => personId)}::uuid[]) AS a (id)
    LEFT JOIN identity_number i ON i.person_id = a.id AND i.superseded_at IS NULL`;
  const rows = await rowsOf<Facts>(tx, statement);
  const of = new Map(rows.map((row) => [row.personId, row]));
  return found.map(({ personId, name }) => {
    const row = of.get(personId);
    return {
      personId,
      name,
      maskedNumber: row?.cipher ? maskIdentityNumber(openIdentityNumber(row)) : "",
      employments: row?.employments ?? [],
      category: row?.category ?? null,
    };
  });
}
