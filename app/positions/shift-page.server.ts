/** The shift an address names, its unit and whom it may take. Throws responses. */
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { personnelFacts, staffOf } from "~/personnel/facts.server";
import { findShift } from "./shift-list.server";
import { unitWithPosts } from "./unit-page.server";

/** 404 outside the caller's scope, for no shift and for one that was withdrawn. */
export async function shiftFrom(request: Request, params: { unitId?: string; shiftId?: string }, now: Date) {
  const { actor, unit, today } = await unitWithPosts(request, params.unitId, "assignment:write", now);
  const shift = isUuid(params.shiftId) ? await findShift(prisma, unit.unitId, params.shiftId, now) : null;
  if (!shift) throw new Response(null, { status: 404 });
  return { actor, unit, today, shift };
}

/** Everyone who works in the unit that day, certified or not: the gate answers about each, it hides nobody. */
export async function staffToChoose(unitId: string, today: Parameters<typeof staffOf>[2]) {
  const seated = await staffOf(prisma, [unitId], today);
  const ids = seated.map(({ personId }) => personId);
  const facts = await personnelFacts(prisma, ids, { trueOn: today });
  const staff = [...facts.values()].map(({ personId, name }) => ({ value: personId, text: name }));
  return staff.sort((a, b) => a.text.localeCompare(b.text, "zh-CN"));
}
