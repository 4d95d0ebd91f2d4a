/**
 * The register of people as SQL: which names a typed one finds, who is in a scope, what a filter asks. Conditions speak
 * of `n`, the current name of a person: one row each.
 */
import type { DateOn } from "~/calendar";
import type { StudyGroupWord } from "~/rulebook/words";
import { Prisma } from "../../prisma/generated/client";
import { type EmploymentIdentity, LEAVE_KINDS } from "./identity";
import type { PeopleState } from "./people-filters";
import { normalisePersonName } from "./person-name";

/** Whose people may be seen. */
export type PeopleScope = {
  unitIds: string[];
  /** Also those who belong to no unit yet. */
  everyone: boolean;
  /** Every unit there is: nobody need be looked up to know that they are in scope. */
  whole: boolean;
};

export type PeopleFilters = {
  /** Any part of a name, former names included. */
  name?: string;
  /** Units to narrow to; must lie in the scope. */
  unitIds?: string[];
  identity?: EmploymentIdentity;
  category?: StudyGroupWord;
  /** On the books (default), left, both, on any leave, or with one status today. */
  state?: PeopleState;
  /** The last four of the identity number, as their keyed hash. */
  lastFourHash?: Uint8Array<ArrayBuffer>;
  /** What rooms to the right ask of the person `n.person_id`. */
  also?: readonly Prisma.Sql[];
};

// As the partial indexes say it, so that the planner recognises them.
const LEFT = Prisma.raw(
  "e.superseded_at IS NULL AND e.relation = 'home' AND e.status IN ('transferred-out', 'retired', 'resigned', 'dismissed', 'expelled', 'deceased')",
);
const isNotAnAlias = Prisma.sql`NOT EXISTS (SELECT 1 FROM person p WHERE p.id = n.person_id AND p.merged_into_id IS NOT NULL)`;

// Days are compared plainly: of a range the planner guesses that few rows hold it, and reads the whole table for them.
// A person is named in a list of one: such a comparison the small indexes can answer and that of date ranges cannot,
// which the planner takes for cheaper and which costs five times as much. Where everybody is read in the order of
// persons, both lists are read side by side instead.

/**
 * Everybody in a scope whom the filters let through; the name is `sourcesOf`'s. `inOrderOfPersons`: who asks reads the
 * whole register, in no order of their own.
 */
export function conditionsOf(
  scope: PeopleScope,
  { unitIds, identity, category, state = "current", lastFourHash, also = [] }: PeopleFilters,
  today: DateOn,
  { inOrderOfPersons = false } = {},
): Prisma.Sql {
  const same = inOrderOfPersons ? Prisma.sql`n.person_id` : Prisma.sql`ANY (ARRAY[n.person_id])`;
  const inForce = Prisma.sql`e.person_id = ${same} AND e.superseded_at IS NULL AND e.from_on <= ${today}::date AND (e.to_on IS NULL OR e.to_on > ${today}::date)`;
  const left = Prisma.sql`${LEFT} AND e.from_on <= ${today}::date AND (e.to_on IS NULL OR e.to_on > ${today}::date)`;
  const parts = [isNotAnAlias];
  if (unitIds) parts.push(employedIn(unitIds, today));
  // Units named by a filter lie in the scope already.
  else if (!scope.whole) parts.push(within(scope, today));
  if (identity)
    parts.push(Prisma.sql`EXISTS (SELECT 1 FROM employment e WHERE ${inForce} AND e.identity = ${identity})`);
  if (category)
    parts.push(Prisma.sql`EXISTS (SELECT 1 FROM study_category c WHERE c.person_id = n.person_id AND c.superseded_at IS NULL
      AND c.from_on <= ${today}::date AND (c.to_on IS NULL OR c.to_on > ${today}::date) AND c.category = ${category})`);
  if (lastFourHash)
    parts.push(
      Prisma.sql`n.person_id IN (SELECT i.person_id FROM identity_number i WHERE i.last_four_hash = ${lastFourHash} AND i.superseded_at IS NULL)`,
    );
  if (state === "left")
    parts.push(Prisma.sql`EXISTS (SELECT 1 FROM employment e WHERE e.person_id = ${same} AND ${left})`);
  else if (state === "current")
    parts.push(Prisma.sql`NOT EXISTS (SELECT 1 FROM employment e WHERE e.person_id = ${same} AND ${left})`);
  else if (state !== "all") {
    const statuses = state === "on-leave" ? LEAVE_KINDS : [state];
    parts.push(
      Prisma.sql`EXISTS (SELECT 1 FROM employment e WHERE ${inForce} AND e.status = ANY(${[...statuses]}::text[]))`,
    );
  }
  return Prisma.join([...parts, ...also], " AND ");
}

function employedIn(unitIds: readonly string[], today: DateOn): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM employment e WHERE e.person_id = n.person_id AND e.superseded_at IS NULL
    AND (e.to_on IS NULL OR e.to_on > ${today}::date) AND e.unit_id = ANY(${unitIds}::uuid[]))`;
}

/** Employed there now or later, or there last and left. */
export function within({ unitIds, everyone, whole }: PeopleScope, today: DateOn): Prisma.Sql {
  if (whole) return Prisma.sql`true`;
  const employed = employedIn(unitIds, today);
  if (!everyone) return employed;
  // A person without any employment ahead belongs to nobody's unit: whoever holds the root looks after them.
  return Prisma.sql`(${employed} OR NOT EXISTS (SELECT 1 FROM employment e WHERE e.person_id = n.person_id
    AND e.superseded_at IS NULL AND (e.to_on IS NULL OR e.to_on > ${today}::date)))`;
}

const sought = Prisma.raw(`name_sought(n.name::text)`);
const place = (at: number) => Prisma.raw(`substr(name_sought(n.name::text), ${at}, 1)`);

/** The people of so many units are fewer than those of a large district who share a character. */
const FEW_UNITS = 20;

/** Whether a list asks only about a few units. */
export function isOfFewUnits(scope: PeopleScope, { unitIds }: PeopleFilters): boolean {
  const named = unitIds ?? (scope.everyone ? null : scope.unitIds);
  return named !== null && named.length <= FEW_UNITS;
}

/**
 * The conditions under which a current name answers what was typed; no two hold of one person. Each can be read from
 * an index, those for a single character in the order of the list; among the people of a few units a character is
 * looked for name by name. Dots between the parts of a name need not be typed, and Latin letters may be typed small.
 */
export function sourcesOf(name: string, { amongFew = false } = {}): Prisma.Sql[] {
  const typed = normalisePersonName(name).replaceAll("·", "").toLowerCase();
  const characters = [...typed];
  if (characters.length === 0) return [Prisma.sql`true`];
  const pattern = `%${typed.replace(/[\\%_]/g, "\\$&")}%`;
  const grams =
    characters.length === 1
      ? characters
      : characters.slice(1).map((second, index) => `${characters[index]}${second}`);
  const former = Prisma.sql`${sought} NOT LIKE ${pattern} AND n.person_id IN (
    SELECT f.person_id FROM person_name f WHERE f.superseded_at IS NULL AND f.to_on IS NOT NULL
      AND name_grams(name_sought(f.name::text)) @> ${grams}::text[] AND name_sought(f.name::text) LIKE ${pattern})`;
  if (characters.length > 1)
    return [Prisma.sql`name_grams(${sought}) @> ${grams}::text[] AND ${sought} LIKE ${pattern}`, former];
  if (amongFew) return [Prisma.sql`${sought} LIKE ${pattern}`, former];
  return [
    Prisma.sql`${place(1)} = ${typed}`,
    Prisma.sql`${place(2)} = ${typed} AND ${place(1)} <> ${typed}`,
    Prisma.sql`${place(3)} = ${typed} AND ${place(1)} <> ${typed} AND ${place(2)} <> ${typed}`,
    Prisma.sql`char_length(${sought}) > 3 AND name_grams(${sought}) @> ${grams}::text[] AND ${place(1)} <> ${typed}
      AND ${place(2)} <> ${typed} AND ${place(3)} <> ${typed}`,
    former,
  ];
}
