/** Reviews that have had an application too long: each noted once, by the database's word. */
import { recordAll } from "~/audit/audit.server";
import { type DateOn, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { limitAt } from "./application-clock";
import { applicationFrom } from "./application-steps.server";

/** So many applications are read at a time. */
const BATCH = 500;

/**
 * Notes every open application whose review is past its limit on `today`, a calendar date in China. Calling it again the
 * same day, or in several processes at once, notes nothing twice. Answers how many it noted.
 */
export async function noteOverdueApplications(tx: Tx, today: DateOn, now: Date): Promise<number> {
  let noted = 0;
  for (let after: string | null = null; ; ) {
    const rows: OpenRow[] = await tx.application.findMany({
      where: { closedAt: null, ...(after ? { id: { gt: after } } : {}) },
      include: { steps: { orderBy: { id: "asc" } } },
      orderBy: { id: "asc" },
      take: BATCH,
    });
    for (const row of rows) if (await noteIfOverdue(tx, row, today, now)) noted += 1;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return noted;
    after = last.id;
  }
}

type OpenRow = Parameters<typeof applicationFrom>[0];

async function noteIfOverdue(tx: Tx, row: OpenRow, today: DateOn, now: Date): Promise<boolean> {
  const { id, personId, unitId, route, standing } = applicationFrom(row);
  const limit = limitAt(route, standing, today);
  if (!limit?.overdue) return false;
  const { review, workingDays, dueOn } = limit;
  const { count } = await tx.applicationOverdue.createMany({
    data: [
      {
        ...{ id: newId(), applicationId: id, round: standing.round, review, workingDays },
        ...{ dueOn: toDbDate(dueOn), notedAt: now },
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return false;
  await recordAll(tx, [
    {
      ...{ type: "application.overdue", at: now, actorId: null, personId, unitId, subjectId: id },
      data: { applicationId: id, review, dueOn },
    },
  ]);
  return true;
}
