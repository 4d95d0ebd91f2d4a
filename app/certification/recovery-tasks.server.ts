/** The tasks of taking back in some units: found among what is out by a statement that errs on the side of asking. */
import { addDays, chinaDateOf, startOfDay } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { EMPLOYMENT_STATUSES, hasLeft } from "~/personnel/identity";
import { Prisma } from "../../prisma/generated/client";
import { cardSql } from "./held-items.server";
import { byUrgency, type RecoveryTask, recoveryTasks } from "./recoveries.server";

export type Candidate = { id: string; personId: string };
/** `null`: every unit there is. */
export type RecoveryScope = { unitIds: readonly string[] | null; personId?: string };

/** So many tasks are worked out for a list; what waits behind them shows when they are done. */
const MOST_TASKS = 2_000;
const AT_ONCE = 500;

const LEFT = EMPLOYMENT_STATUSES.filter(hasLeft);

/**
 * Out, and its holder no longer works there or no certificate of the unit is in force: `stoppedFor` says which of these have
 * to come back. In the order of their ids.
 */
export async function recoveryCandidates(
  tx: Tx,
  { unitIds, personId }: RecoveryScope,
  { after, most }: { after: string | null; most: number },
  now: Date,
): Promise<Candidate[]> {
  const today = chinaDateOf(now);
  const end = Prisma.sql`${startOfDay(addDays(today, 1))}::timestamptz`;
  const scope = Prisma.sql`${unitIds === null ? Prisma.empty : Prisma.sql`AND i.unit_id = ANY(${[...unitIds]}::uuid[])`}
    ${personId ? Prisma.sql`AND i.person_id = ${personId}::uuid` : Prisma.empty}
    ${after === null ? Prisma.empty : Prisma.sql`AND i.id > ${after}::uuid`}`;
  const works = Prisma.sql`EXISTS (SELECT 1 FROM employment e WHERE e.person_id = i.person_id AND e.unit_id = i.unit_id
    AND e.superseded_at IS NULL AND e.relation = 'home' AND e.from_on <= ${today}::date
    AND (e.to_on IS NULL OR e.to_on > ${today}::date) AND e.status <> ALL(${LEFT}::text[]))`;
  const inForce = (c: Prisma.Sql) => Prisma.sql`${c}.valid_to_on >= ${today}::date AND NOT EXISTS (
    SELECT 1 FROM certificate_act x WHERE x.certificate_id = ${c}.id AND x.superseded_at IS NULL
      AND x.act IN ('cancel', 'revoke', 'annul', 'replace', 'void') AND (x.effective_at <= ${now}::timestamptz OR x.act = 'annul'))`;
  return rowsOf<Candidate>(
    tx,
    Prisma.sql`SELECT f.id::text, f.person_id::text AS "personId" FROM (
      (SELECT i.id, i.person_id FROM issued_item i
        WHERE i.closed_at IS NULL ${scope} AND NOT (i.kind <> 'former-card' AND ${works} AND EXISTS (SELECT 1 FROM certificate c
          WHERE c.person_id = i.person_id AND c.unit_id = i.unit_id AND ${inForce(Prisma.sql`c`)}))
        ORDER BY i.id LIMIT ${most})
      UNION ALL
      (SELECT i.id, i.person_id FROM certificate i CROSS JOIN LATERAL (SELECT i.id AS id) c ${cardSql(end, Prisma.sql`'infinity'::timestamptz`)}
        WHERE k.out_at IS NOT NULL AND k.back_as IS NULL ${scope} AND NOT (${works} AND ${inForce(Prisma.sql`i`)})
        ORDER BY i.id LIMIT ${most})) f
    ORDER BY f.id LIMIT ${most}`,
  );
}

/** The most urgent first. */
export async function recoveriesIn(tx: Tx, scope: RecoveryScope, now: Date): Promise<RecoveryTask[]> {
  const tasks: RecoveryTask[] = [];
  for (let after: string | null = null; tasks.length < MOST_TASKS; ) {
    const found: Candidate[] = await recoveryCandidates(tx, scope, { after, most: AT_ONCE }, now);
    tasks.push(...(await recoveryTasks(tx, found, now)));
    const last = found.at(-1);
    if (!last || found.length < AT_ONCE) break;
    after = last.id;
  }
  return tasks.sort(byUrgency);
}

/** Of what was reported to legal affairs, what is still out. */
export async function escalatedIn(tx: Tx, unitIds: readonly string[], now: Date): Promise<RecoveryTask[]> {
  const rows = await rowsOf<Candidate>(
    tx,
    Prisma.sql`
    SELECT DISTINCT coalesce(i.id, c.id)::text AS id, coalesce(i.person_id, c.person_id)::text AS "personId"
    FROM item_escalation e
    LEFT JOIN issued_item i ON i.id = e.item_id
    LEFT JOIN certificate c ON c.id = e.certificate_id
    WHERE e.unit_id = ANY(${[...unitIds]}::uuid[]) AND i.closed_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM item_return r WHERE r.certificate_id = c.id)
    LIMIT ${MOST_TASKS}`,
  );
  return recoveryTasks(tx, rows, now);
}
