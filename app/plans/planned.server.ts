/** What plans in force still hold for somebody: sessions to come, as the forecast of their year counts them. */
import { type DateOn, fromDbDate, instantAt, startOfDay, toDbDate, yearRange } from "~/calendar";
import type { Tx } from "~/db.server";
import type { PlannedStudy } from "~/study/forecast";
import { sessionFrom } from "~/study/session-list.server";

/** A plan names days and minutes: sessions of one day are laid one after another, so that none hides another. */
const BEGINS = "09:00";

export async function plannedStudy(
  tx: Tx,
  personId: string,
  year: number,
  today: DateOn,
): Promise<PlannedStudy[]> {
  const items = await tx.planItem.findMany({
    where: {
      people: { some: { personId } },
      plan: { state: "in-force" },
      heldOn: { gt: toDbDate(today), lt: toDbDate(yearRange(year).toOn) },
      minutes: { gt: 0 },
      sessionId: null,
    },
    select: { id: true, heldOn: true, minutes: true, plan: { select: { audience: true } } },
    orderBy: [{ heldOn: "asc" }, { id: "asc" }],
  });
  const ends = new Map<string, Date>();
  const ofPlans = items.map(({ id, heldOn, minutes, plan }) => {
    const on = fromDbDate(heldOn!);
    const startAt = ends.get(on) ?? instantAt(on, BEGINS);
    const endAt = new Date(startAt.getTime() + minutes! * 60_000);
    ends.set(on, endAt);
    const mode = plan.audience === "leading-cadres" ? ("study-group" as const) : ("concentrated" as const);
    const study = { id, mode, startAt, endAt, minutes: minutes! };
    return { ...study, category: "law" as const, organiserLevel: "unit" as const };
  });
  return [...ofPlans, ...(await sessionsAhead(tx, personId, year, today))];
}

/** What somebody is invited to; an item of a plan that is bound to a session is counted here. */
async function sessionsAhead(tx: Tx, personId: string, year: number, today: DateOn): Promise<PlannedStudy[]> {
  const { toOn } = yearRange(year);
  const rows = await tx.studySession.findMany({
    where: {
      state: "planned",
      startAt: { gte: startOfDay(today), lt: startOfDay(toOn) },
      people: { some: { personId, removed: false } },
    },
    orderBy: [{ startAt: "asc" }, { id: "asc" }],
  });
  return rows
    .map(sessionFrom)
    .map(({ sessionId, mode, category, organiserLevel, startAt, endAt, minutes }) => ({
      ...{ id: sessionId, mode, category, organiserLevel, startAt, endAt, minutes },
    }));
}
