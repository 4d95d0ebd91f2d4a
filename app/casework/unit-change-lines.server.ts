/** What becomes of one thing that rests on a unit that changes: each verb does it, or gives every reason why it cannot be done. */
import { grantRole, withdrawRole } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { chinaDateOf, type DateOn, fromDbDate, toDbDate } from "~/calendar";
import type { ApplicationKind } from "~/certification/application";
import { withdrawApplication } from "~/certification/applications.server";
import { held } from "~/certification/held.server";
import {
  cancelWithUnit,
  exchangeCertificate,
  moveApplication,
  type UnitOrder,
  undecidedRefusals,
} from "~/certification/unit-change.server";
import { lockUnitToRead, type Tx } from "~/db.server";
import { knownBy, rangeOf, touching } from "~/organisation/history";
import { changeUnit } from "~/organisation/tree.server";
import { establishmentsOf, findUnit } from "~/organisation/units.server";
import { EMPLOYMENT_STATUSES, hasLeft } from "~/personnel/identity";
import { moveToUnit } from "~/personnel/unit-move.server";
import { assignPerson, endAssignment, recordInheritedAssignment } from "~/positions/assignments.server";
import type { PositionFamily } from "~/positions/position";
import { abolishPosition, createPosition } from "~/positions/positions.server";
import { type Refusal, refusal, refusalsOf } from "~/verdict";
import {
  fateOf,
  kindAfterMove,
  LINES_OF,
  type LineKind,
  type LineOutcome,
  type UnitChangeKind,
} from "./unit-change";
import type { UnitAsked } from "./unit-change-asked";

/** An approved change as its lines need it. */
export type Change = {
  order: UnitOrder;
  kind: UnitChangeKind;
  targetId: string | null;
  units: readonly UnitAsked[];
};

/** Done, with what speaks for knowing beside it; or not yet, with what must be settled before. */
export type LineAnswer =
  | { ok: true; outcome: LineOutcome; madeId?: string; refusals?: Refusal[] }
  | { ok: false; refusals: Refusal[] };

type Work = (tx: Tx, change: Change, subjectId: string, now: Date) => Promise<LineAnswer>;

const subordinate: Work = async (tx, { order, targetId }, unitId, now) => {
  const { switchOn: fromOn, approvedById } = order;
  const unit = await findUnit(tx, unitId, fromOn);
  if (!unit) return { ok: true, outcome: "ended" };
  const establishment = (await establishmentsOf(tx, [unitId], fromOn)).get(unitId) ?? null;
  const { name, shortName, kind, civilServantsOnly } = unit;
  const content = { name, shortName, kind, civilServantsOnly, establishment, parentId: targetId };
  const moved = await changeUnit(tx, { unitId, fromOn, ...content }, approvedById, now);
  return moved.ok ? { ok: true, outcome: "moved" } : moved;
};

const person: Work = async (tx, { order, targetId, units }, personId, now) => {
  const fromUnitIds = units.map(({ unitId }) => unitId);
  await lockUnitToRead(tx, ...fromUnitIds, targetId!);
  const { switchOn: fromOn, orderNumber: document, approvedById } = order;
  const move = { personId, fromUnitIds, toUnitId: targetId!, fromOn, document };
  const moved = await moveToUnit(tx, move, approvedById, now);
  return moved.ok ? { ok: true, outcome: "moved" } : moved;
};

const role: Work = async (tx, { order, targetId, units }, grantId, now) => {
  const grant = await tx.roleGrant.findUniqueOrThrow({ where: { id: grantId } });
  if (grant.withdrawnAt) return { ok: true, outcome: "ended" };
  const { accountId, unitId } = grant;
  const name = grant.role as Role;
  await withdrawRole(tx, { accountId, unitId, role: name }, order.approvedById, now);
  const choice = units.find((unit) => unit.unitId === unitId)?.roles ?? "end";
  if (choice === "end" || !targetId) return { ok: true, outcome: "ended" };
  // Nobody gives a role to oneself, not by approving a change of units either.
  if (accountId === order.approvedById || accountId === order.proposedById)
    return { ok: true, outcome: "ended", refusals: [refusal("unit-change.role-of-decider")] };
  await grantRole(tx, { accountId, unitId: targetId, role: name }, order.approvedById, now);
  return { ok: true, outcome: "moved" };
};

const application: Work = async (tx, { order, targetId }, applicationId, now) => {
  const { closedAt, kind } = await tx.application.findUniqueOrThrow({ where: { id: applicationId } });
  if (closedAt) return { ok: true, outcome: "ended" };
  if (!targetId) {
    const ended = { applicationId, reason: order.orderNumber };
    const withdrawn = await withdrawApplication(tx, ended, order.proposedById, now);
    return withdrawn.ok ? { ok: true, outcome: "ended" } : withdrawn;
  }
  const after = kindAfterMove(kind as ApplicationKind);
  await moveApplication(tx, { applicationId, toUnitId: targetId, kind: after }, order, now);
  return { ok: true, outcome: "moved" };
};

/** What may be applied for (`submitApplication`); of another type there is nothing to exchange a certificate for. */
const EXCHANGED_TYPE = "administrative-enforcement";

const certificate: Work = async (tx, change, certificateId, now) => {
  const { order, kind, targetId } = change;
  // Units before people, as everywhere: an application reads both.
  if (targetId) await lockUnitToRead(tx, targetId);
  const { state, certificateType } = await held(tx, certificateId, now);
  const hopeful = fateOf(kind, { state, refusals: [] });
  if (hopeful.fate === "kept") return { ok: true, outcome: "kept", refusals: hopeful.reasons };
  const undecided = await undecidedRefusals(tx, certificateId);
  if (undecided.length > 0) return { ok: false, refusals: undecided };
  let refusals = [refusal("unit-change.no-successor")];
  if (targetId && certificateType !== EXCHANGED_TYPE) refusals = [refusal("unit-change.other-type")];
  else if (targetId) {
    const wanted = { kind: kind === "rename" ? ("change" as const) : ("transfer" as const) };
    const asked = { certificateId, toUnitId: targetId, act: hopeful.act, ...wanted };
    const exchanged = await exchangeCertificate(tx, asked, order, now);
    if (exchanged.ok) return { ok: true, outcome: "exchanged", madeId: exchanged.applicationId };
    refusals = exchanged.refusals;
  }
  const { fate, act, reasons } = fateOf(kind, { state, refusals });
  if (act === "cancel" || act === "void") await cancelWithUnit(tx, { certificateId, act }, order, now);
  return { ok: true, outcome: fate, refusals: reasons };
};

const post: Work = async (tx, { order, targetId, units }, positionId, now) => {
  const old = await tx.position.findUniqueOrThrow({ where: { id: positionId } });
  const { switchOn: toOn, approvedById } = order;
  if (old.abolishedOn && fromDbDate(old.abolishedOn) <= toOn) return { ok: true, outcome: "ended" };
  const choice = units.find(({ unitId }) => unitId === old.unitId)?.posts ?? "end";
  await lockUnitToRead(tx, old.unitId, ...(targetId ? [targetId] : []));
  const sitting = await tx.assignment.findMany({
    where: { positionId, ...knownBy(), ...touching({ fromOn: toOn, toOn: null }) },
    orderBy: { personId: "asc" },
  });
  for (const { factId } of sitting)
    await endAssignment(tx, { factId, positionId, toOn, reason: "unit-change" }, approvedById, now);
  await abolishPosition(tx, { positionId, abolishedOn: toOn }, approvedById, now);
  if (choice === "end" || !targetId) return { ok: true, outcome: "ended" };
  const { title, family, field } = old;
  const wanted = { unitId: targetId, title, family: family as PositionFamily, field };
  const madeId = await createPosition(tx, wanted, approvedById, now);
  const today = chinaDateOf(now);
  const fromOn: DateOn = today > toOn ? today : toOn;
  const refusals: Refusal[] = [];
  for (const { personId, inherited, ...row } of sitting) {
    const asked = { personId, positionId: madeId, fromOn, toOn: rangeOf(row).toOn };
    if (inherited) await recordInheritedAssignment(tx, asked, approvedById, now);
    else refusals.push(...refusalsOf(await assignPerson(tx, asked, approvedById, now)));
  }
  return { ok: true, outcome: "moved", madeId, refusals };
};

export const WORK: Record<LineKind, Work> = { subordinate, person, role, application, certificate, post };

/**
 * Everything of these kinds that rests on the units and is no line yet becomes one. Answers how many. A renewed certificate that
 * was not collected comes before the one it was to replace: it is voided, and what is in use is exchanged.
 */
export async function addLines(tx: Tx, changeId: string, change: Change): Promise<number> {
  const ids = change.units.map(({ unitId }) => unitId);
  const on = toDbDate(change.order.switchOn);
  return tx.$executeRaw`
    WITH resting AS (
      SELECT 1 AS turn, 'subordinate' AS kind, v.unit_id AS subject, (array_agg(v.parent_id))[1] AS unit FROM unit_version v
        WHERE v.parent_id = ANY(${ids}::uuid[]) AND v.superseded_at IS NULL AND NOT v.unit_id = ANY(${ids}::uuid[])
          AND (v.to_on IS NULL OR v.to_on > ${on}::date) GROUP BY v.unit_id
      UNION ALL
      SELECT 2, 'person', p.person_id, (array_agg(p.unit_id))[1] FROM (
          SELECT e.person_id, e.unit_id FROM employment e WHERE e.unit_id = ANY(${ids}::uuid[]) AND e.superseded_at IS NULL
            AND (e.to_on IS NULL OR e.to_on > ${on}::date)
            AND NOT e.status = ANY(${EMPLOYMENT_STATUSES.filter(hasLeft)})
          UNION ALL SELECT d.person_id, d.unit_id FROM legal_duty d WHERE d.unit_id = ANY(${ids}::uuid[])
            AND d.superseded_at IS NULL AND (d.to_on IS NULL OR d.to_on > ${on}::date)) p GROUP BY p.person_id
      UNION ALL SELECT 3, 'role', g.id, g.unit_id FROM role_grant g WHERE g.unit_id = ANY(${ids}::uuid[]) AND g.withdrawn_at IS NULL
      UNION ALL SELECT 4, 'application', a.id, a.unit_id FROM application a WHERE a.unit_id = ANY(${ids}::uuid[]) AND a.closed_at IS NULL
      UNION ALL SELECT CASE WHEN EXISTS (SELECT 1 FROM certificate_act k WHERE k.certificate_id = c.id AND k.act = 'collect'
          AND k.superseded_at IS NULL) THEN 6 ELSE 5 END, 'certificate', c.id, c.unit_id
        FROM certificate c WHERE c.unit_id = ANY(${ids}::uuid[])
      UNION ALL SELECT 7, 'post', s.id, s.unit_id FROM position s WHERE s.unit_id = ANY(${ids}::uuid[])
        AND (s.abolished_on IS NULL OR s.abolished_on > ${on}::date)
    ), fresh AS (
      SELECT r.* FROM resting r
      WHERE r.kind = ANY(${[...LINES_OF[change.kind]]}) AND NOT EXISTS (
        SELECT 1 FROM unit_change_line l WHERE l.change_id = ${changeId}::uuid AND l.kind = r.kind AND l.subject_id = r.subject)
    )
    INSERT INTO unit_change_line (change_id, place, kind, subject_id, unit_id)
    SELECT ${changeId}::uuid, (SELECT coalesce(max(place), 0) FROM unit_change_line WHERE change_id = ${changeId}::uuid)
      + row_number() OVER (ORDER BY turn, subject), kind, subject, unit FROM fresh`;
}
