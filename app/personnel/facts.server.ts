/** A person's gate facts that personnel owns, as of a day and as known at a moment. Rooms to the right ask here. */
import { contains, type DateOn, type DateRange, toDbDate } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { inForceOn, knownBy } from "~/organisation/history";
import { holding } from "~/organisation/history.server";
import type { StudyGroupWord } from "~/rulebook/words";
import { Prisma } from "../../prisma/generated/client";
import type { LegalDutyKind } from "./duty";
import type { EmploymentRelation } from "./employment";
import type { AnnualGrade, EmploymentIdentity, EmploymentStatus, SanctionKind } from "./identity";

export type EmploymentFacts = DateRange & {
  unitId: string;
  relation: EmploymentRelation;
  identity: EmploymentIdentity;
  status: EmploymentStatus;
  title: string | null;
};
export type LegalDutyFacts = DateRange & { unitId: string; kind: LegalDutyKind; fullTime: boolean };
export type SanctionFacts = DateRange & { kind: SanctionKind; authority: string; decisionNumber: string };

export type PersonnelFacts = {
  personId: string;
  /** The name borne on the day. */
  name: string;
  /** In force on the day. Someone who has left may have one that says how (retired, …). */
  employments: EmploymentFacts[];
  /** All that are known, whatever their days, oldest first: where someone was before, what is agreed for later. */
  employmentHistory: EmploymentFacts[];
  /** All that are known, whatever their days. */
  legalDuties: LegalDutyFacts[];
  /** All that are known, whatever their days. */
  sanctions: SanctionFacts[];
  /** Newest year first. */
  grades: { year: number; grade: AnnualGrade }[];
  studyCategory: StudyGroupWord | null;
};

/**
 * Facts of several people at once. `trueOn` is the calendar date asked about; `knownAt` the instant whose knowledge
 * counts (without it, today's). People without a name on that day, as known then, are left out: they did not exist.
 */
export async function personnelFacts(
  tx: Tx,
  personIds: string[],
  { trueOn, knownAt }: { trueOn: DateOn; knownAt?: Date },
): Promise<Map<string, PersonnelFacts>> {
  if (personIds.length === 0) return new Map();
  // One statement: lists ask this of every person they show, and the gate of everybody on a post.
  const statement = Prisma.sql`
    /* prepared as personnel-facts */
    SELECT a.id::text AS "personId", n.name,
      coalesce((SELECT jsonb_agg(jsonb_build_object('unitId', e.unit_id, 'relation', e.relation, 'identity', e.identity,
          'status', e.status, 'title', e.title, 'fromOn', e.from_on, 'toOn', e.to_on) ORDER BY e.relation, e.from_on)
        FROM employment e WHERE e.person_id = a.id AND e.recorded_at <= k.at
          AND (e.superseded_at IS NULL OR e.superseded_at > k.at)), '[]') AS "employmentHistory",
      coalesce((SELECT jsonb_agg(jsonb_build_object('unitId', d.unit_id, 'kind', d.kind, 'fullTime', d.full_time,
          'fromOn', d.from_on, 'toOn', d.to_on) ORDER BY d.from_on)
        FROM legal_duty d WHERE d.person_id = a.id AND d.recorded_at <= k.at
          AND (d.superseded_at IS NULL OR d.superseded_at > k.at)), '[]') AS "legalDuties",
      coalesce((SELECT jsonb_agg(jsonb_build_object('kind', s.kind, 'authority', s.authority,
          'decisionNumber', s.decision_number, 'fromOn', s.from_on, 'toOn', s.to_on) ORDER BY s.from_on)
        FROM sanction s WHERE s.person_id = a.id AND s.recorded_at <= k.at
          AND (s.superseded_at IS NULL OR s.superseded_at > k.at)), '[]') AS sanctions,
      coalesce((SELECT jsonb_agg(jsonb_build_object('year', g.year, 'grade', g.grade) ORDER BY g.year DESC)
        FROM annual_grade g WHERE g.person_id = a.id AND g.recorded_at <= k.at
          AND (g.superseded_at IS NULL OR g.superseded_at > k.at)), '[]') AS grades,
      (SELECT c.category FROM study_category c WHERE c.person_id = a.id AND c.recorded_at <= k.at
        AND (c.superseded_at IS NULL OR c.superseded_at > k.at)
        AND daterange(c.from_on, c.to_on) @> ${trueOn}::date LIMIT 1) AS "studyCategory"
    FROM unnest(${[...new Set(personIds)]}::uuid[]) AS a (id)
    CROSS JOIN (SELECT coalesce(${knownAt ?? null}::timestamptz, 'infinity') AS at) k
    JOIN person_name n ON n.person_id = a.id AND n.recorded_at <= k.at
      AND (n.superseded_at IS NULL OR n.superseded_at > k.at) AND daterange(n.from_on, n.to_on) @> ${trueOn}::date`;
  const rows = await rowsOf<Omit<PersonnelFacts, "employments">>(tx, statement);
  return new Map(
    rows.map((row) => [
      row.personId,
      { ...row, employments: row.employmentHistory.filter((job) => contains(job, trueOn)) },
    ]),
  );
}

/** Full-time legal staff of a unit on a day: persons, as known now (K09). Ask under the unit's lock to rely on it. */
export async function fullTimeLegalStaffOf(tx: Tx, unitId: string, on: DateOn): Promise<string[]> {
  const rows = await tx.legalDuty.findMany({
    where: { unitId, fullTime: true, ...knownBy(), ...inForceOn(on) },
    select: { personId: true },
    distinct: ["personId"],
  });
  return rows.map((row) => row.personId);
}

/** People whose home or host employment puts them in one of these units on a day, and who have not left. */
export async function staffOf(
  tx: Tx,
  unitIds: string[],
  on: DateOn,
): Promise<{ personId: string; unitId: string }[]> {
  return tx.employment.findMany({
    where: workingIn(unitIds, on),
    select: { personId: true, unitId: true },
    distinct: ["personId", "unitId"],
  });
}

/** How many people that are: who works in two units is one. */
export async function countStaff(tx: Tx, unitIds: string[], on: DateOn): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    tx,
    Prisma.sql`SELECT count(DISTINCT e.person_id)::int AS count FROM employment e
      WHERE e.unit_id = ANY(${unitIds}::uuid[]) AND e.superseded_at IS NULL AND ${holding("e", on)}
        AND e.status <> ALL(${[...LEFT]}::text[])`,
  );
  return row!.count;
}

const LEFT = ["transferred-out", "retired", "resigned", "dismissed", "expelled", "deceased"];

function workingIn(unitIds: string[], on: DateOn) {
  const day = toDbDate(on);
  return {
    unitId: { in: unitIds },
    supersededAt: null,
    fromOn: { lte: day },
    OR: [{ toOn: null }, { toOn: { gt: day } }],
    status: { notIn: LEFT },
  };
}
