import { type Actor, can, type Permission } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit, type UnitFacts } from "~/organisation/units.server";
import { personnelFacts, staffOf } from "~/personnel/facts.server";
import type { EmploymentIdentity } from "~/personnel/identity";
import type { Position } from "./position";
import { findPosition } from "./positions.server";

export type PositionPage = {
  position: Position;
  unit: UnitFacts;
  /** Everyone who works in the unit today, certified or not: the gate answers about each, it hides nobody. */
  staff: { personId: string; name: string; identity: EmploymentIdentity }[];
};

/** The post named by the address, its unit and the unit's people; 404 outside the actor's scope. Throws responses. */
export async function positionFrom(
  params: { positionId?: string },
  actor: Actor,
  permission: Permission,
  now: Date,
): Promise<PositionPage> {
  const today = chinaDateOf(now);
  const position = isUuid(params.positionId) ? await findPosition(prisma, params.positionId) : null;
  const unit = position && (await findUnit(prisma, position.unitId, today));
  if (!position || !unit || !can(actor, permission, { path: unit.path }))
    throw new Response(null, { status: 404 });
  const seated = await staffOf(prisma, [unit.unitId], today);
  const facts = await personnelFacts(
    prisma,
    seated.map(({ personId }) => personId),
    { trueOn: today },
  );
  const staff = [...facts.values()].flatMap(({ personId, name, employments }) => {
    const here = employments.find(({ unitId }) => unitId === unit.unitId);
    return here ? [{ personId, name, identity: here.identity }] : [];
  });
  staff.sort((a, b) => a.name.localeCompare(b.name, "zh-CN"));
  return { position, unit, staff };
}
