/** The records of a sample as they stand: who studied what, what was found, and what came of it. */
import { type DateOn, fromDbDate, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import type { MisconductDecision } from "~/personnel/misconduct";
import { Prisma } from "../../prisma/generated/client";
import type { Signal } from "./audit-signals";
import { type FindingKind, type SampleState, sampleStateOf } from "./audit-verdict";
import type { RectificationStep } from "./rectification";
import type { StudyMode } from "./study-entry";

export type SampledRecord = {
  auditId: string;
  place: number;
  recordId: string;
  weight: number;
  signals: Signal[];
  personId: string;
  name: string;
  unitId: string;
  title: string;
  mode: StudyMode;
  startAt: Date;
  endAt: Date;
  minutes: number;
  state: SampleState;
  verdictId: string | null;
  kind: FindingKind | null;
  facts: string;
  foundById: string | null;
  foundAt: Date | null;
  rectificationId: string | null;
  rectificationStep: RectificationStep | null;
  rectificationDueOn: DateOn | null;
  reversalId: string | null;
  isReversed: boolean;
  misconductId: string | null;
  misconduct: MisconductDecision | null;
  /** Who proposed it. */
  misconductById: string | null;
  noticeId: string | null;
};

type Row = Omit<SampledRecord, "state" | "rectificationDueOn"> & { rectificationDueOn: Date | null };

const sampled = (on: DateOn) => Prisma.sql`
  SELECT s.audit_id::text AS "auditId", s.place, s.record_id::text AS "recordId", s.weight, s.signals,
    r.person_id::text AS "personId", coalesce(n.name, '') AS name, r.unit_id::text AS "unitId", r.title, r.mode,
    r.start_at AS "startAt", r.end_at AS "endAt", r.minutes,
    v.id::text AS "verdictId", v.kind, coalesce(v.facts, '') AS facts, v.by_id::text AS "foundById", v.at AS "foundAt",
    q.id::text AS "rectificationId", q.step AS "rectificationStep", q.due_on AS "rectificationDueOn",
    u.id::text AS "reversalId", coalesce(undone.step = 'accepted', false) AS "isReversed",
    m.id::text AS "misconductId", m.decision AS misconduct, m.recorded_by_id::text AS "misconductById", notice.id::text AS "noticeId"
  FROM study_audit_record s
  JOIN study_record r ON r.id = s.record_id
  LEFT JOIN LATERAL (SELECT p.name FROM person_name p WHERE p.person_id = r.person_id AND p.superseded_at IS NULL
    AND daterange(p.from_on, p.to_on) @> ${toDbDate(on)}::date LIMIT 1) n ON true
  LEFT JOIN LATERAL (SELECT x.* FROM study_audit_verdict x WHERE x.audit_id = s.audit_id AND x.place = s.place
    AND NOT EXISTS (SELECT 1 FROM study_audit_verdict y WHERE y.replaces_id = x.id) LIMIT 1) v ON true
  LEFT JOIN LATERAL (SELECT f.id, f.due_on, (SELECT t.step FROM study_rectification_step t WHERE t.rectification_id = f.id
    ORDER BY t.id DESC LIMIT 1) AS step FROM study_rectification f WHERE f.verdict_id = v.id) q ON true
  LEFT JOIN study_record u ON u.reverses_id = r.id
  LEFT JOIN LATERAL (SELECT t.step FROM study_record_step t WHERE t.record_id = u.id ORDER BY t.id DESC LIMIT 1) undone ON true
  LEFT JOIN LATERAL (SELECT x.id, x.decision, x.recorded_by_id FROM misconduct x WHERE x.study_record_id = r.id ORDER BY x.id DESC LIMIT 1) m ON true
  LEFT JOIN LATERAL (SELECT x.id FROM supervision_notice x JOIN supervision_notice_finding y ON y.notice_id = x.id
    WHERE y.verdict_id = v.id AND x.withdrawn_at IS NULL ORDER BY x.id DESC LIMIT 1) notice ON true`;

function sampledFrom({ rectificationDueOn, ...row }: Row): SampledRecord {
  return {
    ...row,
    state: sampleStateOf(row.verdictId === null ? null : row),
    rectificationDueOn: rectificationDueOn && fromDbDate(rectificationDueOn),
  };
}

/** Every record of a sample, in the order of the draw: some hundreds at most. */
export async function sampleOf(tx: Tx, auditId: string, today: DateOn): Promise<SampledRecord[]> {
  const rows = await tx.$queryRaw<
    Row[]
  >`${sampled(today)} WHERE s.audit_id = ${auditId}::uuid ORDER BY s.place`;
  return rows.map(sampledFrom);
}

export async function findSampled(
  tx: Tx,
  { auditId, place }: { auditId: string; place: number },
  today: DateOn,
): Promise<SampledRecord | null> {
  const rows = await tx.$queryRaw<Row[]>`
    ${sampled(today)} WHERE s.audit_id = ${auditId}::uuid AND s.place = ${place}`;
  return rows[0] ? sampledFrom(rows[0]) : null;
}

/** Records of these units in any sample of study done within a period: what the figures of a unit are made of. */
export async function sampledIn(
  tx: Tx,
  { unitIds, fromOn, toOn }: { unitIds: readonly string[]; fromOn: DateOn; toOn: DateOn },
  today: DateOn,
): Promise<SampledRecord[]> {
  const rows = await tx.$queryRaw<Row[]>`
    ${sampled(today)} JOIN study_audit a ON a.id = s.audit_id
    WHERE r.unit_id = ANY(${[...unitIds]}::uuid[])
      AND (r.start_at AT TIME ZONE 'Asia/Shanghai')::date >= ${fromOn}::date
      AND (r.start_at AT TIME ZONE 'Asia/Shanghai')::date < ${toOn}::date
    ORDER BY a.id DESC, s.place`;
  return rows.map(sampledFrom);
}

/** Who entered, confirmed, accepted or returned a record. */
export async function handledBy(tx: Tx, recordId: string): Promise<string[]> {
  const row = await tx.studyRecord.findUniqueOrThrow({
    where: { id: recordId },
    select: { recordedById: true, steps: { select: { byId: true } } },
  });
  return [row.recordedById, ...row.steps.map(({ byId }) => byId)].filter((id) => id !== null);
}

export type VerdictFact = {
  verdictId: string;
  kind: FindingKind | null;
  facts: string;
  byId: string;
  at: Date;
};

/** Every verdict on one sampled record, the latest first. */
export async function verdictsOn(tx: Tx, at: { auditId: string; place: number }): Promise<VerdictFact[]> {
  const rows = await tx.studyAuditVerdict.findMany({ where: at, orderBy: { id: "desc" } });
  return rows.map(({ id, kind, facts, byId, at: when }) => ({
    ...{ verdictId: id, facts, byId, at: when, kind: kind as FindingKind | null },
  }));
}

/** How far each record of a sample is, for the strip above it. */
export async function placesOf(tx: Tx, auditId: string): Promise<{ place: number; state: SampleState }[]> {
  const rows = await tx.studyAuditRecord.findMany({
    where: { auditId },
    orderBy: { place: "asc" },
    select: { place: true, verdicts: { where: { replacedBy: null }, select: { kind: true } } },
  });
  return rows.map(({ place, verdicts }) => ({ place, state: sampleStateOf(verdicts[0] ?? null) }));
}
