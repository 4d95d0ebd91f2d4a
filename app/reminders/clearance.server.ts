/** 清理逾期: a case whose deadline passed is noted once, and who has to clear it and who opened its campaign are told. */
import { recordAll } from "~/audit/audit.server";
import { chinaDateOf, type DateOn, toDbDate } from "~/calendar";
import { rowsOf, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { holdersAt, notifyAll, peopleBehind } from "~/notices/notices.server";
import { standingFor } from "~/organisation/succession.server";
import { Prisma } from "../../prisma/generated/client";

type Late = { caseId: string; personId: string; unitId: string; dueOn: DateOn; openedById: string | null };

/**
 * Notes every case that is open on the day after its last one. Calling it again, or in several processes at once, notes and
 * tells nothing twice; a case opened again has a deadline of its own. Answers how many it noted.
 */
export async function noteOverdueCases(tx: Tx, now: Date): Promise<number> {
  const today = chinaDateOf(now);
  const late = await rowsOf<Late>(
    tx,
    Prisma.sql`
    SELECT c.id::text AS "caseId", c.person_id::text AS "personId", c.unit_id::text AS "unitId", c.due_on::text AS "dueOn",
      k.opened_by_id::text AS "openedById"
    FROM clearance_case c LEFT JOIN clearance_campaign k ON k.id = c.campaign_id
    WHERE c.state <> 'closed' AND c.due_on < ${today}::date
      AND NOT EXISTS (SELECT 1 FROM clearance_overdue o WHERE o.case_id = c.id AND o.due_on = c.due_on)
    ORDER BY c.id`,
  );
  if (late.length === 0) return 0;
  const written = await tx.clearanceOverdue.createManyAndReturn({
    data: late.map(({ caseId, dueOn }) => ({
      ...{ id: newId(), caseId, dueOn: toDbDate(dueOn), notedAt: now },
    })),
    // Of two processes that look at once the database keeps what the first noted.
    skipDuplicates: true,
  });
  const noted = new Set(written.map(({ caseId }) => caseId));
  const fresh = late.filter(({ caseId }) => noted.has(caseId));
  await recordAll(
    tx,
    fresh.map(({ caseId, personId, unitId, dueOn }) => ({
      ...{ type: "clearance.overdue" as const, at: now, actorId: null, personId, unitId, subjectId: caseId },
      data: { caseId, dueOn },
    })),
  );
  for (const one of fresh) await tell(tx, one, today, now);
  return fresh.length;
}

/** Each of them once, whatever their parts. */
async function tell(
  tx: Tx,
  { caseId, unitId, dueOn, openedById }: Late,
  today: DateOn,
  now: Date,
): Promise<void> {
  const standing = await standingFor(tx, unitId, today);
  const owners = await holdersAt(tx, { unitId: standing, role: "unit-personnel-officer" }, now);
  const people = new Set([...owners, ...(await peopleBehind(tx, [openedById]))]);
  const told = { code: "clearance.overdue" as const, happening: `${caseId}/${dueOn}` };
  await notifyAll(tx, [...people], { ...told, facts: { caseId, dueOn } }, now);
}
