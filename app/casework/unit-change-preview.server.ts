/** 预览: every certificate of the units with what would become of it, before anything is written; the same rule as when it is done. */
import { chinaDateOf, type DateOn, startOfDay } from "~/calendar";
import { certificatesOf } from "~/certification/certificates.server";
import { kindRefusals, PURPOSE_OF } from "~/certification/entry";
import { holdingFactsOf } from "~/certification/holding-facts.server";
import { mayHold } from "~/certification/may-hold";
import { type CertificateState, stateAt } from "~/certification/status";
import type { Tx } from "~/db.server";
import type { BodyBasis } from "~/organisation/unit";
import { bodiesAt } from "~/organisation/units.server";
import { EMPLOYMENT_STATUSES, hasLeft } from "~/personnel/identity";
import { namesOn } from "~/personnel/person.server";
import { packFor } from "~/rulebook/packs.server";
import { type Refusal, refusal, refusalsOf } from "~/verdict";
import { type Fate, fateOf, totalsOf } from "./unit-change";
import type { ChangeAsked } from "./unit-change-asked";

const TYPE = "administrative-enforcement";

export type ForeseenCertificate = {
  certificateId: string;
  personId: string;
  unitId: string;
  number: string;
  state: CertificateState;
  fate: Fate;
  reasons: Refusal[];
};

/** The status the unit will have in its own name: what the old ones had together. Null: none of them has any. */
export async function bodyAfter(tx: Tx, change: ChangeAsked) {
  const { switchOn: trueOn, targetId, announcedOn, units } = change;
  const unitIds = [...(targetId ? [targetId] : []), ...units.map(({ unitId }) => unitId)];
  const bodies = await bodiesAt(tx, unitIds, { trueOn });
  const first = unitIds.flatMap((unitId) => bodies.get(unitId) ?? [])[0];
  if (!first) return null;
  // One that names no fields is confined to none, and so is what it goes into.
  const all = [...bodies.values()].map(({ fields }) => fields);
  const fields = all.some((some) => some.length === 0) ? [] : [...new Set(all.flat())].sort();
  const known = targetId ? (bodies.get(targetId)?.publishedOn ?? null) : null;
  const basis: BodyBasis = first.basis;
  return { basis, fields, publishedOn: announcedOn ?? known };
}

/** Of a change not yet begun: by certificate number. */
export async function foreseenOf(tx: Tx, change: ChangeAsked, now: Date): Promise<ForeseenCertificate[]> {
  const switchAt = startOfDay(change.switchOn);
  const at = switchAt > now ? switchAt : now;
  const sources = change.units.map(({ unitId }) => unitId);
  const rows = await tx.certificate.findMany({
    where: { unitId: { in: sources } },
    orderBy: { number: "asc" },
    select: { id: true, personId: true, unitId: true, field: true, certificateType: true, number: true },
  });
  const people = [...new Set(rows.map(({ personId }) => personId))];
  const held = await certificatesOf(tx, people);
  const against = await againstNewOnes(tx, change, rows, chinaDateOf(at));
  const factsOf = ({ id, personId }: (typeof rows)[number]) =>
    (held.get(personId) ?? []).find((one) => one.certificateId === id);
  // As the lines are worked off: what was never collected ends before what it was to replace, and is beside it no more.
  const isCollected = (row: (typeof rows)[number]) => factsOf(row)?.acts.some(({ act }) => act === "collect");
  const inTurn = rows
    .map((row, index) => ({ row, index, turn: `${isCollected(row) ? 2 : 1} ${row.id}` }))
    .sort((one, other) => (one.turn < other.turn ? -1 : 1));
  const ended = new Set<string>();
  const foreseen: ForeseenCertificate[] = [];
  for (const { row, index } of inTurn) {
    const { id: certificateId, personId, unitId, number, certificateType } = row;
    const facts = factsOf(row);
    const state = facts ? stateAt(facts, facts.acts, at) : "annulled";
    const others = (held.get(personId) ?? [])
      .filter((one) => one.certificateId !== certificateId && one.type === TYPE)
      .filter((one) => !ended.has(one.certificateId))
      .map((one) => ({ ...one, state: stateAt(one, one.acts, at) }));
    const { own, pack, qualifications } = against(index);
    const kind = kindFor(change);
    const into = kind === "change" ? unitId : (change.targetId ?? "");
    // By then the old unit's certificate has ended, or says a name that the unit has no more.
    const ownThen =
      kind === "change"
        ? { ...facts!, state, cancelledFor: null, printed: UNPRINTED }
        : { ...facts!, state: "cancelled" as const, cancelledFor: "unit-dissolved", printed: UNPRINTED };
    const beside = others.map((one) => ({ ...one, cancelledFor: null, printed: UNPRINTED }));
    const asked = {
      application: { kind, unitId: into, field: row.field },
      certificates: facts ? [ownThen, ...beside] : beside,
      printed: { ...UNPRINTED, "unit-name": change.newUnit?.name ?? "" },
      qualifications,
    };
    const refusals =
      change.kind === "dissolve"
        ? [refusal("unit-change.no-successor")]
        : certificateType === TYPE
          ? [...own, ...kindRefusals(asked, pack, chinaDateOf(at))]
          : [refusal("unit-change.other-type")];
    const { fate, act, reasons } = fateOf(change.kind, { state, refusals });
    if (act) ended.add(certificateId);
    foreseen[index] = { certificateId, personId, unitId, number, state, fate, reasons };
  }
  return foreseen;
}

/** What the person applies for: the same certificate under the new name, or another of the new unit. */
const kindFor = ({ kind }: ChangeAsked) => (kind === "rename" ? ("change" as const) : ("transfer" as const));

/** The name of the unit is all that a change of units changes on a card. */
const UNPRINTED = { name: null, photo: null, "unit-name": null, field: null };

type Row = { personId: string; unitId: string; field: string };

/** What speaks against a new certificate of each of these, with the facts read as they will be on the day. */
async function againstNewOnes(tx: Tx, change: ChangeAsked, rows: readonly Row[], on: DateOn) {
  const sources = new Set(change.units.map(({ unitId }) => unitId));
  const packUnit = change.targetId ?? change.newUnit?.parentId ?? change.units[0]!.unitId;
  const { pack } = await packFor(tx, packUnit, on);
  const facts = await holdingFactsOf(tx, rows, { trueOn: on });
  const body = change.kind === "merge" ? await bodyAfter(tx, change) : null;
  const elsewhere = await tx.application.findMany({
    where: {
      ...{ personId: { in: rows.map(({ personId }) => personId) }, certificateType: TYPE, closedAt: null },
      unitId: { notIn: [...sources, ...(change.targetId ? [change.targetId] : [])] },
    },
    select: { personId: true },
  });
  const applying = new Set(elsewhere.map(({ personId }) => personId));
  // Whoever is moved is where they were, under another name: what the rules count in the unit goes on.
  const into = change.targetId ?? "to-be-set-up";
  const moved = <T extends { unitId: string }>(one: T): T =>
    sources.has(one.unitId) ? { ...one, unitId: into } : one;
  return (index: number) => {
    const known = facts[index]!;
    const asked =
      change.kind === "merge"
        ? {
            ...{ ...known, unitId: into, employments: known.employments.map(moved) },
            bodies: body ? [{ ...body, fromOn: change.switchOn, toOn: null }] : [],
          }
        : known;
    const own = [
      ...refusalsOf(mayHold(asked, PURPOSE_OF[kindFor(change)], pack, on)),
      ...(applying.has(rows[index]!.personId) ? [refusal("application.live-exists")] : []),
    ];
    return { own, pack, qualifications: known.qualifications };
  };
}

/** What else rests on the units, by kind: what moves with them, and what goes on or stays as it is. */
export type Resting = {
  people: number;
  applications: number;
  posts: number;
  roles: number;
  subordinates: number;
  /** Exams under way in which their people sit: they go on, and count for the person. */
  exams: number;
  plans: number;
  /** Marks and uniforms with their people: they stay with them, and the unit that comes after answers for them. */
  items: number;
};

export async function restingOnUnits(
  tx: Tx,
  { units, switchOn }: Pick<ChangeAsked, "units" | "switchOn">,
  now: Date,
): Promise<Resting> {
  const ids = units.map(({ unitId }) => unitId);
  const [found] = await tx.$queryRaw<Resting[]>`
    SELECT
      (SELECT count(DISTINCT e.person_id)::int FROM employment e WHERE e.unit_id = ANY(${ids}::uuid[]) AND e.superseded_at IS NULL
        AND (e.to_on IS NULL OR e.to_on > ${switchOn}::date)
        AND NOT e.status = ANY(${EMPLOYMENT_STATUSES.filter(hasLeft)})) AS people,
      (SELECT count(*)::int FROM application a WHERE a.unit_id = ANY(${ids}::uuid[]) AND a.closed_at IS NULL) AS applications,
      (SELECT count(*)::int FROM position p WHERE p.unit_id = ANY(${ids}::uuid[])
        AND (p.abolished_on IS NULL OR p.abolished_on > ${switchOn}::date)) AS posts,
      (SELECT count(*)::int FROM role_grant g WHERE g.unit_id = ANY(${ids}::uuid[]) AND g.withdrawn_at IS NULL) AS roles,
      (SELECT count(DISTINCT v.unit_id)::int FROM unit_version v WHERE v.parent_id = ANY(${ids}::uuid[]) AND v.superseded_at IS NULL
        AND NOT v.unit_id = ANY(${ids}::uuid[]) AND (v.to_on IS NULL OR v.to_on > ${switchOn}::date)) AS subordinates,
      (SELECT count(DISTINCT x.id)::int FROM exam x WHERE x.closes_at > ${now}
        AND EXISTS (SELECT 1 FROM registration r WHERE r.exam_id = x.id AND r.withdrawn_at IS NULL AND r.unit_id = ANY(${ids}::uuid[]))
        AND NOT EXISTS (SELECT 1 FROM exam_act c WHERE c.exam_id = x.id AND c.act = 'cancelled')) AS exams,
      (SELECT count(*)::int FROM study_plan s WHERE s.unit_id = ANY(${ids}::uuid[])
        AND s.year >= extract(year FROM ${switchOn}::date)) AS plans,
      (SELECT coalesce(sum(i.quantity - coalesce(b.back, 0)), 0)::int FROM issued_item i
        LEFT JOIN LATERAL (SELECT sum(r.quantity) AS back FROM item_return r WHERE r.item_id = i.id) b ON true
        WHERE i.unit_id = ANY(${ids}::uuid[]) AND i.closed_at IS NULL) AS items`;
  return found!;
}

const SHOWN_AT_ONCE = 50;

/** A page of it with the totals of all, and the holders' names. */
export async function foreseenPage(tx: Tx, change: ChangeAsked, after: number, now: Date) {
  const all = await foreseenOf(tx, change, now);
  const shown = all.slice(after, after + SHOWN_AT_ONCE);
  const names = await namesOn(
    tx,
    shown.map(({ personId }) => personId),
    chinaDateOf(now),
  );
  const next = after + SHOWN_AT_ONCE;
  return {
    totals: totalsOf(all.map(({ fate }) => fate)),
    rows: shown.map((row) => ({ ...row, name: names.get(row.personId) ?? "" })),
    next: next < all.length ? next : null,
  };
}
