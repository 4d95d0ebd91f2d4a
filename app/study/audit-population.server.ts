/** What a sample is drawn from: the entries of the ledger as they stood at an instant, each with what it shows. */
import { type DateOn, startOfDay } from "~/calendar";
import type { Tx } from "~/db.server";
import { type Looks, type Signal, signalsOf } from "./audit-signals";
import type { RecordStatus } from "./record-state";

export type Scope = {
  unitIds: readonly string[];
  fromOn: DateOn;
  /** First day after it. */
  toOn: DateOn;
  modes: readonly string[];
  states: readonly RecordStatus[];
  cutOffAt: Date;
};
export type Candidate = { recordId: string; signals: Signal[] };

/**
 * Entries recorded by the cut-off, in one of the states they were in then; those that take others back are not study and
 * are left out. What a person entered that day, and how much of it was self-study, is counted among the same entries.
 */
export async function populationOf(tx: Tx, scope: Scope): Promise<Candidate[]> {
  const { unitIds, fromOn, toOn, modes, states, cutOffAt } = scope;
  const rows = await tx.$queryRaw<(Looks & { recordId: string })[]>`
    WITH asked AS (
      SELECT r.id, r.person_id, r.mode, r.minutes, r.start_at, r.end_at, r.recorded_at, r.recorded_by_id,
        CASE WHEN state.step = 'accepted' AND coalesce(undone.step = 'accepted', false) THEN 'reversed' ELSE state.step END AS status
      FROM study_record r
      CROSS JOIN LATERAL (SELECT s.step FROM study_record_step s
        WHERE s.record_id = r.id AND s.at <= ${cutOffAt}::timestamptz ORDER BY s.id DESC LIMIT 1) state
      LEFT JOIN study_record u ON u.reverses_id = r.id
      LEFT JOIN LATERAL (SELECT s.step FROM study_record_step s
        WHERE s.record_id = u.id AND s.at <= ${cutOffAt}::timestamptz ORDER BY s.id DESC LIMIT 1) undone ON true
      WHERE r.unit_id = ANY(${[...unitIds]}::uuid[]) AND r.reverses_id IS NULL
        AND r.start_at >= ${startOfDay(fromOn)}::timestamptz AND r.start_at < ${startOfDay(toOn)}::timestamptz
        AND r.mode = ANY(${[...modes]}) AND r.recorded_at <= ${cutOffAt}::timestamptz
    ), found AS (SELECT * FROM asked WHERE status = ANY(${[...states]}))
    SELECT f.id::text AS "recordId", f.minutes, f.mode, (extract(epoch FROM f.recorded_at - f.end_at) / 86400)::int AS "daysUntilEntered",
      (count(*) OVER (PARTITION BY f.person_id, (f.start_at AT TIME ZONE 'Asia/Shanghai')::date))::int AS "sameDay",
      (coalesce(sum(f.minutes) FILTER (WHERE f.mode = 'self-study') OVER (PARTITION BY f.person_id), 0))::int AS "selfStudyMinutes",
      (sum(f.minutes) OVER (PARTITION BY f.person_id))::int AS "allMinutes",
      coalesce(a.person_id = f.person_id, false) AS "isOwnEntry", f.recorded_by_id IS NULL AS "isSystemEntry",
      (SELECT count(*)::int FROM study_record_file own WHERE own.record_id = f.id) AS files,
      (SELECT count(*)::int FROM study_record_file own JOIN study_record_file other ON other.file_hash = own.file_hash
        JOIN study_record o ON o.id = other.record_id WHERE own.record_id = f.id AND o.person_id <> f.person_id) AS "sharedFiles"
    FROM found f LEFT JOIN account a ON a.id = f.recorded_by_id
    ORDER BY f.id`;
  return rows.map(({ recordId, ...looks }) => ({ recordId, signals: signalsOf(looks) }));
}
