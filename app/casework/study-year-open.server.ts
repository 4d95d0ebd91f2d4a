/** The dry run of a freeze: what of the year is still open, each as a count that can be looked up. */
import { startOfDay, yearRange } from "~/calendar";
import type { Tx } from "~/db.server";
import { openReliefs } from "~/study/relief-list.server";
import { statementStandings } from "~/study/statements.server";

export type OpenMatters = {
  /** Begun by people themselves and not handed in: nobody but their writers reads them. */
  drafts: number;
  unconfirmed: number;
  unaccepted: number;
  returned: number;
  /** Of plans in force, and plans that never came into force. */
  planItems: number;
  plans: number;
  reliefs: number;
  statementsMissing: number;
  statementsWaiting: number;
  /** A job has still to follow what other rooms changed; the figures of the freeze are computed from the ledger itself. */
  standingsBehind: boolean;
};

/** `leaders`: who owes a statement. */
export async function openMatters(
  tx: Tx,
  { unitIds, leaders, year }: { unitIds: readonly string[]; leaders: readonly string[]; year: number },
): Promise<OpenMatters> {
  const ids = [...unitIds];
  const { fromOn, toOn } = yearRange(year);
  const [records] = await tx.$queryRaw<Pick<OpenMatters, "unconfirmed" | "unaccepted" | "returned">[]>`
    SELECT count(*) FILTER (WHERE step = 'submitted')::int AS unconfirmed, count(*) FILTER (WHERE step = 'confirmed')::int AS unaccepted,
      count(*) FILTER (WHERE step = 'returned' AND NOT mended)::int AS returned
    FROM (SELECT (SELECT s.step FROM study_record_step s WHERE s.record_id = r.id ORDER BY s.id DESC LIMIT 1) AS step,
        EXISTS (SELECT 1 FROM study_record m WHERE m.mends_id = r.id) AS mended
      FROM study_record r WHERE r.unit_id = ANY(${ids}::uuid[])
        AND r.start_at >= ${startOfDay(fromOn)}::timestamptz AND r.start_at < ${startOfDay(toOn)}::timestamptz) found`;
  const [drafts] = await tx.$queryRaw<{ drafts: number }[]>`
    SELECT count(*)::int AS drafts FROM study_draft d
    WHERE d.closed_at IS NULL AND d.typed ->> 'date' >= ${fromOn} AND d.typed ->> 'date' < ${toOn}
      AND EXISTS (SELECT 1 FROM employment e WHERE e.person_id = d.person_id AND e.superseded_at IS NULL
        AND e.unit_id = ANY(${ids}::uuid[]) AND daterange(e.from_on, e.to_on) && daterange(${fromOn}::date, ${toOn}::date))`;
  const inForce = { unitId: { in: ids }, year, state: "in-force" };
  const planItems = await tx.planItem.count({ where: { removedAt: null, closedAt: null, plan: inForce } });
  const plans = await tx.studyPlan.count({ where: { unitId: { in: ids }, year, approvedAt: null } });
  const reliefs = await openReliefs(tx, ids, year);
  const statements = await statementStandings(tx, year);
  const standing = leaders.map((personId) => statements.get(personId) ?? "missing");
  const state = await tx.studyStandingYear.findUnique({ where: { year } });
  return {
    ...records!,
    ...drafts!,
    ...{ planItems, plans, reliefs },
    statementsMissing: standing.filter((one) => one !== "submitted" && one !== "reviewed").length,
    statementsWaiting: standing.filter((one) => one === "submitted").length,
    standingsBehind: state === null || state.rebuildFrom !== null,
  };
}
