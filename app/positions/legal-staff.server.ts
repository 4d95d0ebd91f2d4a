/** Who does the legal work of a unit full time and is there (K09): read for whoever may leave, and for units left short. */
import { addDays, chinaDateOf, type DateOn } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { inForceOn, knownBy, rangeOf } from "~/organisation/history";
import { holding } from "~/organisation/history.server";
import { EMPLOYMENT_STATUSES, isOnLeave, isServing } from "~/personnel/identity";
import { packFor, packsFor } from "~/rulebook/packs.server";
import type { RulePack } from "~/rulebook/schema";
import { unitsOn } from "~/units-on.server";
import { type Refusal, refusalsOf } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { mayLeaveLegalDuty } from "./eligibility";

/** Who is on leave, lent out or stood down does nothing of it meanwhile. */
const THERE = EMPLOYMENT_STATUSES.filter(
  (status) => isServing(status, true) && !isOnLeave(status) && status !== "seconded-out",
);

export type LegalLeaving = { personId: string; unitId: string; leavingOn: DateOn };
export type LegalReasons = { refusals: Refusal[]; warnings: Refusal[] };

/** K09, if this person left the full-time duty of the unit on that day. The caller holds the unit's lock. */
export async function legalLeavingReasons(
  tx: Tx,
  { personId, unitId, leavingOn }: LegalLeaving,
  pack: RulePack,
): Promise<LegalReasons> {
  const others = await tx.legalDuty.findMany({
    where: {
      ...{ unitId, personId: { not: personId }, ...knownBy() },
      person: {
        employments: {
          some: { relation: "home", status: { in: [...THERE] }, ...knownBy(), ...inForceOn(leavingOn) },
        },
      },
    },
  });
  const duties = others.map((duty) => ({ unitId, fullTime: duty.fullTime, ...rangeOf(duty) }));
  const verdict = mayLeaveLegalDuty(duties, unitId, leavingOn, pack);
  return { refusals: refusalsOf(verdict), warnings: verdict.warnings };
}

/** The same for every unit (or for one) in which the person has a full-time duty that goes on after the day before. */
export async function everyLegalLeaving(
  tx: Tx,
  { personId, leavingOn, unitId }: { personId: string; leavingOn: DateOn; unitId?: string },
): Promise<LegalReasons & { unitIds: string[] }> {
  const duties = await tx.legalDuty.findMany({
    where: {
      ...{ personId, fullTime: true, ...(unitId ? { unitId } : {}), ...knownBy() },
      ...inForceOn(addDays(leavingOn, -1)),
      AND: [{ OR: [{ toOn: null }, { toOn: { gt: new Date(`${leavingOn}T00:00:00Z`) } }] }],
    },
    orderBy: { unitId: "asc" },
  });
  const unitIds = [...new Set(duties.map((duty) => duty.unitId))];
  const reasons: LegalReasons = { refusals: [], warnings: [] };
  for (const at of unitIds) {
    const { pack } = await packFor(tx, at, leavingOn);
    const { refusals, warnings } = await legalLeavingReasons(tx, { personId, unitId: at, leavingOn }, pack);
    reasons.refusals.push(...refusals);
    reasons.warnings.push(...warnings);
  }
  return { ...reasons, unitIds };
}

export type ShortUnit = {
  unitId: string;
  remaining: number;
  required: number;
  /** The last day on which somebody ceased to be there: another one makes another shortage. */
  sinceOn: DateOn;
};

/** Units of today (of these, where some are named) that had somebody for the legal work full time and have fewer than the pack asks for now. */
export async function unitsShortOfLegalStaff(
  tx: Tx,
  now: Date,
  unitIds?: readonly string[],
): Promise<ShortUnit[]> {
  const today = chinaDateOf(now);
  const among = unitIds ? Prisma.sql`AND d.unit_id = ANY(${[...unitIds]}::uuid[])` : Prisma.empty;
  const rows = await rowsOf<Omit<ShortUnit, "required">>(
    tx,
    Prisma.sql`
    WITH had AS MATERIALIZED (
      SELECT d.unit_id, d.person_id, max(greatest(CASE WHEN d.to_on <= ${today}::date THEN d.to_on END,
        (d.superseded_at AT TIME ZONE 'Asia/Shanghai')::date, d.from_on)) AS moved_on
      FROM legal_duty d WHERE d.full_time AND d.from_on <= ${today}::date ${among} GROUP BY d.unit_id, d.person_id
    ), there AS MATERIALIZED (
      SELECT d.unit_id, count(DISTINCT d.person_id)::int AS people FROM legal_duty d
      JOIN employment e ON e.person_id = d.person_id AND e.relation = 'home' AND e.superseded_at IS NULL AND ${holding("e", today)}
        AND e.status = ANY(${[...THERE]}::text[])
      WHERE d.full_time AND d.superseded_at IS NULL AND ${holding("d", today)} ${among} GROUP BY d.unit_id
    )
    SELECT h.unit_id::text AS "unitId", coalesce(max(t.people), 0) AS remaining,
      max(greatest(h.moved_on, (SELECT max(e.from_on) FROM employment e WHERE e.person_id = h.person_id AND e.relation = 'home'
        AND e.superseded_at IS NULL AND e.from_on <= ${today}::date)))::text AS "sinceOn"
    FROM had h JOIN ${unitsOn(today)} v ON v.unit_id = h.unit_id LEFT JOIN there t ON t.unit_id = h.unit_id
    GROUP BY h.unit_id ORDER BY h.unit_id`,
  );
  const packs = await packsFor(
    tx,
    rows.map(({ unitId }) => unitId),
    today,
  );
  return rows.flatMap((row) => {
    const required = packs.get(row.unitId)!.pack.legalDuty.minFullTime.value;
    return row.remaining < required ? [{ ...row, required }] : [];
  });
}
