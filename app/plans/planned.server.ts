/** What plans in force still hold for somebody: sessions to come, as the forecast of their year counts them. */
import { type DateOn, fromDbDate, instantAt, toDbDate, yearRange } from "~/calendar";
import type { Tx } from "~/db.server";
import type { PlannedStudy } from "~/study/forecast";

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
    },
    select: { id: true, heldOn: true, minutes: true, plan: { select: { audience: true } } },
    orderBy: [{ heldOn: "asc" }, { id: "asc" }],
  });
  const ends = new Map<string, Date>();
  return items.map(({ id, heldOn, minutes, plan }) => {
    const on = fromDbDate(heldOn!);
    const startAt = ends.get(on) ?? instantAt(on, BEGINS);
    const endAt = new Date(startAt.getTime() + minutes! * 60_000);
    ends.set(on, endAt);
    const mode = plan.audience === "leading-cadres" ? ("study-group" as const) : ("concentrated" as const);
    return { id, mode, category: "law", organiserLevel: "unit", startAt, endAt, minutes: minutes! };
  });
}
