/** The unit an address names, for the pages about its powers and shifts. Throws responses. */
import { type Actor, can, type Permission } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf, type DateOn } from "~/calendar";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit, type UnitFacts } from "~/organisation/units.server";

/** 404 for a unit outside the caller's scope or that is none. */
export async function unitWithPosts(
  request: Request,
  unitId: string | undefined,
  permission: Permission,
  now: Date,
): Promise<{ actor: Actor; unit: UnitFacts; today: DateOn }> {
  const actor = await requirePermission(request, permission);
  const today = chinaDateOf(now);
  const unit = isUuid(unitId) ? await findUnit(prisma, unitId, today) : null;
  if (!unit || !can(actor, permission, { path: unit.path })) throw new Response(null, { status: 404 });
  return { actor, unit, today };
}
