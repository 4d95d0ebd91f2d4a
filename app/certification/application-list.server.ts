/** Applications as a list: what each is, where it stands, whose turn it is. */
import { type Actor, rolesAt } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import type { UnitFacts } from "~/organisation/units.server";
import { namesOn } from "~/personnel/person.server";
import type { ReviewStep } from "~/rulebook/schema";
import { type ApplicationKind, type ApplicationState, isUnderReview, mayReview, turnOf } from "./application";
import { applicationFrom } from "./application-steps.server";

export type ApplicationRow = {
  id: string;
  personId: string;
  name: string;
  unitName: string;
  kind: ApplicationKind;
  field: string;
  state: ApplicationState;
  turn: Pick<ReviewStep, "role" | "level"> | null;
  /** Since when it waits where it is. */
  sinceAt: Date;
  /** Whether this actor may take the step whose turn it is. */
  mine: boolean;
};

const CLOSED_SHOWN = 200;

/** Open applications of these units, oldest wait first, then the newest that are closed. `units` bounds the scope. */
export async function listApplications(
  tx: Tx,
  {
    units,
    actor,
    state,
    unitId,
  }: { units: readonly UnitFacts[]; actor: Actor; state?: ApplicationState; unitId?: string },
  now: Date,
): Promise<ApplicationRow[]> {
  const of = new Map(
    units.filter((unit) => !unitId || unit.unitId === unitId).map((unit) => [unit.unitId, unit]),
  );
  const where = { unitId: { in: [...of.keys()] } };
  const include = { steps: { orderBy: { id: "asc" } } } as const;
  const open = await tx.application.findMany({ where: { ...where, closedAt: null }, include });
  const closed = await tx.application.findMany({
    where: { ...where, closedAt: { not: null } },
    include,
    orderBy: { closedAt: "desc" },
    take: CLOSED_SHOWN,
  });
  const rows = [...open, ...closed]
    .map(applicationFrom)
    .filter(({ standing }) => !state || standing.state === state);
  const names = await namesOn(
    tx,
    rows.map(({ personId }) => personId),
    chinaDateOf(now),
  );
  return rows
    .map((application): ApplicationRow => {
      const { id, personId, standing, route, field } = application;
      const unit = of.get(application.unitId)!;
      const reviewer = { ...actor, roles: rolesAt(actor, unit.path) };
      return {
        id,
        personId,
        name: names.get(personId) ?? "",
        unitName: unit.shortName,
        kind: application.kind as ApplicationKind,
        field,
        state: standing.state,
        turn: turnOf(route, standing),
        sinceAt: standing.sinceAt,
        mine: isUnderReview(standing.state) && mayReview(application, reviewer).ok,
      };
    })
    .sort(byWait);
}

function byWait(a: ApplicationRow, b: ApplicationRow): number {
  const open = (row: ApplicationRow) => (row.turn || row.state === "returned" ? 0 : 1);
  if (open(a) !== open(b)) return open(a) - open(b);
  const wait = a.sinceAt.getTime() - b.sinceAt.getTime();
  return open(a) === 0 ? wait : -wait;
}
