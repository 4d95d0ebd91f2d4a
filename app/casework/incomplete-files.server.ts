/**
 * `fileCompletenessOf` as a condition of SQL, for the list of people: whose file lacks today something that the pack of
 * the person's unit asks for. A test holds the two equal.
 */
import { type DateOn, yearOf } from "~/calendar";
import { foremostStatus } from "~/certification/status-sql.server";
import type { Tx } from "~/db.server";
import { believed, holding } from "~/organisation/history.server";
import { EMPLOYMENT_IDENTITIES, EMPLOYMENT_STATUSES, hasLeft, isEstablished } from "~/personnel/identity";
import { isEnforcement, POSITION_FAMILIES } from "~/positions/position";
import { packsFor } from "~/rulebook/packs.server";
import type { FilePartWord } from "~/rulebook/words";
import { Prisma } from "../../prisma/generated/client";

const ESTABLISHED = EMPLOYMENT_IDENTITIES.filter(isEstablished);
const LEFT = EMPLOYMENT_STATUSES.filter(hasLeft);
const ENFORCING = POSITION_FAMILIES.filter(isEnforcement);
/** A certificate that somebody holds; one that waits to be collected is none yet. */
const HELD = ["active", "suspended", "lost"];

/** A condition on the person `n.person_id`. */
export async function lacksSomething(tx: Tx, today: DateOn, now: Date): Promise<Prisma.Sql> {
  // Somebody's home may lie outside the reader's units, so that every unit's pack is asked.
  const units = await tx.unit.findMany({ select: { id: true } });
  const packs = await packsFor(
    tx,
    units.map(({ id }) => id),
    today,
  );
  const unitsOf = new Map<string, string[]>();
  for (const [unitId, { versionId }] of packs)
    unitsOf.set(versionId, [...(unitsOf.get(versionId) ?? []), unitId]);
  const lacking = [...unitsOf.values()].map((unitIds) => {
    const { file } = packs.get(unitIds[0]!)!.pack;
    const asked = Prisma.sql`(${anyOf(file.everyone.value, today, now)}
      OR (${onEnforcementPost(today)} AND ${anyOf(file.enforcers.value, today, now)}))`;
    return unitsOf.size === 1 ? asked : Prisma.sql`(${homeOf(today)} = ANY(${unitIds}::uuid[]) AND ${asked})`;
  });
  if (lacking.length === 0) return Prisma.sql`false`;
  return Prisma.sql`(EXISTS (SELECT 1 FROM employment h WHERE h.person_id = n.person_id AND ${isHome})
    AND (${Prisma.join(lacking, " OR ")}))`;
}

const isHome = Prisma.sql`h.relation = 'home' AND h.superseded_at IS NULL`;

/** The unit whose pack speaks: of the home in force, or of the last one. */
const homeOf = (today: DateOn) => Prisma.sql`(SELECT h.unit_id FROM employment h
  WHERE h.person_id = n.person_id AND ${isHome} ORDER BY (${holding("h", today)}) DESC, h.from_on DESC LIMIT 1)`;

/** Whose home in force has that: asked of the person alone, so that it can be read once for everybody. */
const home = (today: DateOn, has: Prisma.Sql) => Prisma.sql`EXISTS (SELECT 1 FROM employment h
  WHERE h.person_id = n.person_id AND ${isHome} AND ${holding("h", today)} AND ${has})`;

const onEnforcementPost = (today: DateOn) => Prisma.sql`EXISTS (SELECT 1 FROM assignment a
  JOIN position p ON p.id = a.position_id WHERE a.person_id = n.person_id AND ${believed("a")} AND ${holding("a", today)}
    AND p.family = ANY(${ENFORCING}::text[]))`;

function anyOf(parts: readonly FilePartWord[], today: DateOn, now: Date): Prisma.Sql {
  if (parts.length === 0) return Prisma.sql`false`;
  return Prisma.sql`(${Prisma.join(
    parts.map((part) => LACKS[part](today, now)),
    " OR ",
  )})`;
}

const LACKS: Record<FilePartWord, (today: DateOn, now: Date) => Prisma.Sql> = {
  portrait: () =>
    Prisma.sql`EXISTS (SELECT 1 FROM person l WHERE l.id = n.person_id AND l.photo_hash IS NULL)`,
  "identity-number": () =>
    Prisma.sql`NOT EXISTS (SELECT 1 FROM identity_number l WHERE l.person_id = n.person_id AND l.superseded_at IS NULL)`,
  employment: (today) => Prisma.sql`NOT ${home(today, Prisma.sql`true`)}`,
  "employment-document": (today) =>
    home(
      today,
      Prisma.sql`NOT EXISTS (SELECT 1 FROM employment l WHERE l.person_id = h.person_id AND l.unit_id = h.unit_id
        AND l.relation = 'home' AND l.document IS NOT NULL AND l.superseded_at IS NULL)`,
    ),
  "study-category": (
    today,
  ) => Prisma.sql`(${home(today, isThere)} AND NOT EXISTS (SELECT 1 FROM study_category l
    WHERE l.person_id = n.person_id AND l.superseded_at IS NULL AND ${holding("l", today)}))`,
  "last-year-grade": (today) => Prisma.sql`(NOT EXISTS (SELECT 1 FROM annual_grade l
      WHERE l.person_id = n.person_id AND l.superseded_at IS NULL AND l.year = ${yearOf(today) - 1})
    AND ${home(today, Prisma.sql`${isThere} AND h.identity = ANY(${ESTABLISHED}::text[])`)}
    AND EXISTS (SELECT 1 FROM employment l WHERE l.person_id = n.person_id AND l.relation = 'home'
      AND l.superseded_at IS NULL AND l.from_on < ${`${yearOf(today) - 1}-01-01`}::date))`,
  qualification: (today) => Prisma.sql`NOT EXISTS (SELECT 1 FROM qualification_part l
    WHERE l.person_id = n.person_id AND l.superseded_at IS NULL AND ${holding("l", today)})`,
  "qualification-evidence": (today) => Prisma.sql`EXISTS (SELECT 1 FROM qualification_part l
    WHERE l.person_id = n.person_id AND l.superseded_at IS NULL AND ${holding("l", today)}
      AND l.attempt_id IS NULL AND coalesce(l.evidence, '') = '')`,
  "held-certificate": (today, now) => Prisma.sql`(coalesce(${foremostStatus(now)}, '') <> ALL(${HELD}::text[])
    AND NOT ${cardWhere(Prisma.sql`${stands(today)} AND (m.valid_from_on IS NULL OR m.valid_from_on <= ${today}::date)`)})`,
  "ministry-card": (today) =>
    cardWhere(
      Prisma.sql`(${isReturned} OR (m.file_hash IS NULL AND (m.decision IS NULL OR ${stands(today)})))`,
    ),
};

/** A ministry's card of the person, under whatever record it was filed. */
const cardWhere = (holds: Prisma.Sql) => Prisma.sql`EXISTS (SELECT 1 FROM ministry_card m
  WHERE m.person_id IN (SELECT n.person_id UNION ALL SELECT l.id FROM person l WHERE l.merged_into_id = n.person_id) AND ${holds})`;
const isReturned = Prisma.sql`(m.decision = 'returned' AND NOT EXISTS (SELECT 1 FROM ministry_card x WHERE x.mends_id = m.id))`;
const stands = (today: DateOn) => Prisma.sql`(m.decision = 'accepted' AND m.valid_to_on >= ${today}::date
  AND (m.ended_on IS NULL OR m.ended_on > ${today}::date))`;

const isThere = Prisma.sql`h.status <> ALL(${LEFT}::text[])`;
