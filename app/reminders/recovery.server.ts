/** 逾期未收回: what is out too long after its holder lost the right to it is reported to legal affairs, once. */
import { recordAll } from "~/audit/audit.server";
import { chinaDateOf, toDbDate } from "~/calendar";
import { type RecoveryTask, recoveryTasks } from "~/certification/recoveries.server";
import { recoveryCandidates } from "~/certification/recovery-tasks.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { holdersAt, notifyAll } from "~/notices/notices.server";
import { standingFor } from "~/organisation/succession.server";

/** So many things are looked at, at a time. */
const BATCH = 500;

/**
 * Notes everything whose time to escalate has come and tells the legal-affairs office above the unit, and the unit's personnel
 * officer. Calling it again, or in several processes at once, notes and tells nothing twice. Answers how many it noted.
 */
export async function escalateRecoveries(tx: Tx, now: Date): Promise<number> {
  let noted = 0;
  for (let after: string | null = null; ; ) {
    const found = await recoveryCandidates(tx, { unitIds: null }, { after, most: BATCH }, now);
    const late = (await recoveryTasks(tx, found, now)).filter(({ recovery }) => recovery.toEscalate);
    noted += await escalate(tx, late, now);
    const last = found.at(-1);
    if (!last || found.length < BATCH) return noted;
    after = last.id;
  }
}

async function escalate(tx: Tx, late: readonly RecoveryTask[], now: Date): Promise<number> {
  if (late.length === 0) return 0;
  // In one order, so that two processes wait for each other and neither is turned away.
  const rows = [...late]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, kind, unitId, recovery }) => ({
      ...{ id: newId(), unitId, ...(kind === "card" ? { certificateId: id } : { itemId: id }) },
      ...{ stoppedOn: toDbDate(recovery.on), dueOn: toDbDate(recovery.dueOn), notedAt: now },
    }));
  const written = await tx.itemEscalation.createManyAndReturn({ data: rows, skipDuplicates: true });
  const ids = new Set(written.map(({ itemId, certificateId }) => itemId ?? certificateId));
  const fresh = late.filter(({ id }) => ids.has(id));
  await recordAll(
    tx,
    fresh.map(({ id, kind, personId, unitId, recovery }) => ({
      ...{
        type: "item.recovery-escalated" as const,
        at: now,
        actorId: null,
        personId,
        unitId,
        subjectId: id,
      },
      data: { itemId: id, kind, stoppedOn: recovery.on, dueOn: recovery.dueOn },
    })),
  );
  await tell(tx, fresh, now);
  return fresh.length;
}

/** Of one holder and unit once, however many things. */
async function tell(tx: Tx, fresh: readonly RecoveryTask[], now: Date): Promise<void> {
  const groups = new Map<string, RecoveryTask[]>();
  for (const task of fresh) {
    const happening = `${task.unitId}/${task.personId}/${task.recovery.on}`;
    groups.set(happening, [...(groups.get(happening) ?? []), task]);
  }
  for (const [happening, things] of groups) {
    const { unitId, personId, recovery } = things[0]!;
    const standing = await standingFor(tx, unitId, chinaDateOf(now));
    const told = {
      ...{ code: "item.recovery-escalated" as const, happening },
      facts: {
        holderId: personId,
        count: things.reduce((sum, { quantity }) => sum + quantity, 0),
        dueOn: recovery.dueOn,
      },
    };
    for (const role of ["legal-affairs", "unit-personnel-officer"] as const)
      await notifyAll(tx, await holdersAt(tx, { unitId: standing, role }, now), told, now);
  }
}
