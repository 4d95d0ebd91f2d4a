/**
 * Everybody on an enforcement post of a subtree whom the gate refuses now, with every reason. The verdict is always the one
 * decision; only those about whom nothing is out of the ordinary (`plainOfficers`) are passed over without asking it, which a
 * test holds equal to asking.
 */
import { chinaDateOf, type DateOn, fromDbDate, startOfDay, yearOf } from "~/calendar";
import { statusSql } from "~/certification/status-sql.server";
import { rowsOf, type Tx } from "~/db.server";
import { bodiesOf } from "~/organisation/bodies.server";
import { inForceOn, knownBy } from "~/organisation/history";
import { holding } from "~/organisation/history.server";
import { unitsById, unitsUnder } from "~/organisation/units.server";
import { packsFor } from "~/rulebook/packs.server";
import { type Refusal, refusalsOf } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { refusedSince } from "./eligibility-turns";
import { decideAtPositions, enforcementFactsOf } from "./gate.server";
import { type PlainOfficers, type PostPlace, plainOfficers } from "./plain-officers";
import { asEnforcementPosition, type Position, type PositionFamily } from "./position";
import { powerDaysOf } from "./powers.server";
import { barsUnmetStudy } from "./unmet-study";

export type Seated = {
  factId: string;
  personId: string;
  position: Pick<Position, "positionId" | "unitId" | "field" | "family">;
  inherited: boolean;
  fromOn: DateOn;
};
export type Refused = Seated & { refusals: Refusal[]; packVersionId: string };
/** `to`: the scan has come so far; null: to the end. */
export type ScanStep = { refused: Refused[]; looked: number; to: string | null };

const STEP = 20_000;
/** Facts of so many are held at once. */
const JUDGED_AT_ONCE = 1_000;

/** The whole subtree, a step at a time. */
export async function* scan(tx: Tx, path: string, at: Date): AsyncGenerator<ScanStep> {
  let after: string | null = null;
  do {
    const step: ScanStep = await scanStep(tx, [path], at, after);
    yield step;
    after = step.to;
  } while (after !== null);
}

/** The next part of these subtrees behind an assignment, in the order of their ids. */
export async function scanStep(
  tx: Tx,
  paths: readonly string[],
  at: Date,
  after: string | null,
  size = STEP,
): Promise<ScanStep> {
  const unitIds = (await unitsUnder(tx, paths, chinaDateOf(at))).map(({ unitId }) => unitId);
  const { seated, looked, to } = await notPlain(tx, unitIds, at, { after, size });
  return { refused: await judged(tx, seated, at), looked, to };
}

/** Those of these assignments that stand at this moment, in the order of their ids. */
export async function seatedNow(tx: Tx, factIds: string[], now: Date): Promise<Seated[]> {
  const rows = await tx.assignment.findMany({
    where: { factId: { in: factIds }, ...knownBy(), ...inForceOn(chinaDateOf(now)) },
    include: { position: true },
    orderBy: { factId: "asc" },
  });
  return rows.map(({ factId, personId, inherited, fromOn, position }) => ({
    ...{ factId, personId, inherited, fromOn: fromDbDate(fromOn) },
    position: {
      ...{ positionId: position.id, unitId: position.unitId, field: position.field },
      family: position.family as PositionFamily,
    },
  }));
}

/** Those of them whom the gate refuses. */
export async function judged(tx: Tx, seated: readonly Seated[], at: Date): Promise<Refused[]> {
  const refused: Refused[] = [];
  for (let first = 0; first < seated.length; first += JUDGED_AT_ONCE) {
    const part = seated.slice(first, first + JUDGED_AT_ONCE);
    const answers = await decideAtPositions(tx, part, at);
    part.forEach((one, index) => {
      const { packVersionId, ...answer } = answers[index]!;
      if (!answer.ok) refused.push({ ...one, refusals: refusalsOf(answer), packVersionId });
    });
  }
  return refused;
}

/** Since when each of them has had no right to enforce on the post, in their order. */
export async function beginningsOf(tx: Tx, refused: readonly Seated[], at: Date): Promise<Date[]> {
  const facts = await enforcementFactsOf(
    tx,
    refused.map(({ personId, position: { unitId, field } }) => ({ personId, unitId, field })),
    at,
  );
  const packs = await packsFor(
    tx,
    refused.map(({ position }) => position.unitId),
    chinaDateOf(at),
  );
  // The gate is given the parts that stand; when one was taken away is asked here.
  const parts = await tx.qualificationPart.findMany({
    where: { personId: { in: refused.map(({ personId }) => personId) }, supersededAt: null },
    select: { personId: true, part: true, field: true, fromOn: true, toOn: true },
  });
  const powers = await powerDaysOf(
    tx,
    refused.map(({ position }) => position.positionId),
  );
  return refused.map((one, index) => {
    const qualifications = parts.flatMap(({ personId, part, field, fromOn, toOn }) =>
      personId === one.personId
        ? [
            {
              ...{ part: part as PlainOfficers["parts"][number], field },
              ...{ fromOn: fromDbDate(fromOn), toOn: toOn && fromDbDate(toOn) },
            },
          ]
        : [],
    );
    return refusedSince(
      { ...facts[index]!, qualifications },
      {
        ...asEnforcementPosition(one.position, one.inherited),
        powers: powers.get(one.position.positionId),
      },
      packs.get(one.position.unitId)!.pack,
      { from: startOfDay(one.fromOn), at },
    );
  });
}
type Seats = { after: string | null; size: number };

/** On an enforcement post today, among so many after one, except whom the gate need not look at. */
async function notPlain(
  tx: Tx,
  unitIds: readonly string[],
  at: Date,
  { after, size }: Seats,
): Promise<{ seated: Seated[]; looked: number; to: string | null }> {
  const today = chinaDateOf(at);
  const seats = Prisma.sql`assignment a JOIN position p ON p.id = a.position_id
    WHERE a.superseded_at IS NULL AND ${holding("a", today)} AND p.family IN ('enforcement', 'coercive-enforcement')
      AND p.unit_id = ANY(${[...unitIds]}::uuid[]) ${after ? Prisma.sql`AND a.fact_id > ${after}::uuid` : Prisma.empty}`;
  const [part] = await rowsOf<{ looked: number; last: string | null }>(
    tx,
    Prisma.sql`SELECT count(*)::int AS looked, (array_agg(s.fact_id ORDER BY s.fact_id DESC))[1]::text AS last
      FROM (SELECT a.fact_id FROM ${seats} ORDER BY a.fact_id LIMIT ${size}) s`,
  );
  const { looked, last } = part!;
  if (last === null) return { seated: [], looked: 0, to: null };
  const within = Prisma.sql`${seats} AND a.fact_id <= ${last}::uuid`;
  const plain = await placesOf(tx, within, unitIds, at);
  const rows = await rowsOf<SeatRow>(
    tx,
    Prisma.sql`
    WITH place AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(plain)}::jsonb)
        AS r ("unitId" uuid, field text, family text, employments text[], grades text[], parts text[])
    ), seat AS MATERIALIZED (
      SELECT a.fact_id, a.person_id, a.inherited, a.from_on, p.id AS position_id, p.unit_id, p.field, p.family FROM ${within}
    ), doubtful AS MATERIALIZED (
      SELECT person_id FROM legal_duty WHERE superseded_at IS NULL
      UNION SELECT h.person_id FROM assignment h JOIN position q ON q.id = h.position_id
        WHERE h.superseded_at IS NULL AND q.family IN ('legal-affairs', 'legal-review')
      UNION SELECT person_id FROM sanction WHERE superseded_at IS NULL
      UNION SELECT person_id FROM exam_ban WHERE superseded_at IS NULL
      UNION SELECT c.person_id FROM certificate_act b JOIN certificate c ON c.id = b.certificate_id
        WHERE b.act IN ('revoke', 'annul') AND b.superseded_at IS NULL
      UNION SELECT i.person_id FROM outside_ban o JOIN identity_number i ON i.index_hash = o.index_hash
      ${await unmetWhereItBars(tx, unitIds, today)}
      UNION SELECT m.merged_into_id FROM person m WHERE m.merged_into_id IS NOT NULL
      UNION SELECT m.id FROM person m WHERE m.merged_into_id IS NOT NULL
    ), lapsed AS MATERIALIZED (
      SELECT g.position_id FROM position_power g
      LEFT JOIN power_version v ON v.power_id = g.power_id AND v.superseded_at IS NULL AND ${holding("v", today)}
      WHERE g.superseded_at IS NULL
      GROUP BY g.position_id HAVING NOT bool_or(v.id IS NOT NULL AND ${holding("g", today)})
    ), ordinary AS MATERIALIZED (
      SELECT s.*, k.employments, k.grades, k.parts
      FROM seat s JOIN place k ON k."unitId" = s.unit_id AND k.field = s.field AND k.family = s.family
      WHERE NOT s.inherited AND s.person_id NOT IN (SELECT person_id FROM doubtful WHERE person_id IS NOT NULL)
        AND s.position_id NOT IN (SELECT position_id FROM lapsed)
    ), employed AS MATERIALIZED (
      SELECT o.fact_id FROM ordinary o JOIN employment e ON e.person_id = o.person_id AND e.superseded_at IS NULL AND ${holding("e", today)}
      GROUP BY o.fact_id HAVING count(*) = 1 AND bool_and(e.unit_id = o.unit_id AND e.relation = 'home'
        AND e.identity || '/' || e.status = ANY(o.employments))
    ), named AS MATERIALIZED (
      SELECT o.fact_id FROM ordinary o JOIN person_name n ON n.person_id = o.person_id AND n.superseded_at IS NULL AND ${holding("n", today)}
    ), carried AS MATERIALIZED (
      SELECT o.fact_id FROM ordinary o JOIN certificate c ON c.person_id = o.person_id AND c.unit_id = o.unit_id
        AND c.certificate_type = 'administrative-enforcement' AND c.field = o.field
      WHERE ${statusSql(at)} = 'active'
    ), passed AS MATERIALIZED (
      SELECT o.fact_id FROM ordinary o JOIN qualification_part q ON q.person_id = o.person_id AND q.superseded_at IS NULL
        AND ${holding("q", today)} AND q.part = ANY(o.parts) AND (q.part <> 'special' OR q.field = o.field)
      GROUP BY o.fact_id, o.parts HAVING count(DISTINCT q.part) = cardinality(o.parts)
    ), barred AS MATERIALIZED (
      SELECT o.fact_id FROM ordinary o JOIN annual_grade g ON g.person_id = o.person_id AND g.superseded_at IS NULL
        AND g.grade <> ALL(o.grades)
    ), plain AS MATERIALIZED (
      SELECT fact_id FROM employed INTERSECT SELECT fact_id FROM named INTERSECT SELECT fact_id FROM carried
      INTERSECT SELECT fact_id FROM passed EXCEPT SELECT fact_id FROM barred
    )
    SELECT s.fact_id::text AS "factId", s.person_id::text AS "personId", s.inherited, s.from_on::text AS "fromOn",
      s.position_id::text AS "positionId", s.unit_id::text AS "unitId", s.field, s.family
    FROM seat s WHERE s.fact_id NOT IN (SELECT fact_id FROM plain)
    ORDER BY s.fact_id`,
  );
  return { seated: rows.map(seatedFrom), looked, to: looked < size ? null : last };
}

/** Where a pack suspends for a year of study that was not met (K16). */
async function unmetWhereItBars(tx: Tx, unitIds: readonly string[], today: DateOn): Promise<Prisma.Sql> {
  const packs = await packsFor(tx, unitIds, today);
  if (![...packs.values()].some(({ pack }) => barsUnmetStudy(pack))) return Prisma.empty;
  return Prisma.sql`UNION SELECT person_id FROM study_standing
    WHERE year = ${yearOf(today) - 1} AND applies AND NOT is_met`;
}

type SeatRow = Omit<Seated, "position"> & Seated["position"];
const seatedFrom = ({ factId, personId, inherited, fromOn, ...position }: SeatRow): Seated => ({
  ...{ factId, personId, inherited, fromOn, position },
});

/** What the ordinary is on each kind of post among them, as the gate says of a model. */
async function placesOf(
  tx: Tx,
  seats: Prisma.Sql,
  unitIds: readonly string[],
  at: Date,
): Promise<PlainOfficers[]> {
  const today = chinaDateOf(at);
  const places = await rowsOf<PostPlace>(
    tx,
    Prisma.sql`SELECT DISTINCT p.unit_id::text AS "unitId", p.field, p.family FROM ${seats} AND p.field IS NOT NULL`,
  );
  const units = await unitsById(tx, [...unitIds], today);
  const bodies = await bodiesOf(tx, unitIds);
  const packs = await packsFor(tx, unitIds, today);
  // Bureaus are much alike: the gate is asked once about each kind of them.
  const asked = new Map<string, PlainOfficers | null>();
  return places.flatMap((place) => {
    const { unitId, field, family } = place;
    const { civilServantsOnly = false } = units.get(unitId) ?? {};
    const of = { bodies: bodies.get(unitId) ?? [], civilServantsOnly };
    const { pack, versionId } = packs.get(unitId)!;
    const kind = JSON.stringify([field, family, versionId, of]);
    if (!asked.has(kind)) asked.set(kind, plainOfficers(place, of, at, pack));
    const plain = asked.get(kind);
    return plain ? [{ ...plain, unitId }] : [];
  });
}
