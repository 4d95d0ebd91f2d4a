/** The person an address names, for pages about people: in the caller's scope, or 404. Throws responses. */
import { redirect } from "@remix-run/node";
import { type Actor, can, type Permission, pathsFor } from "~/access/permissions";
import { type Caller, requirePermission } from "~/access/session.server";
import { chinaDateOf, type DateOn } from "~/calendar";
import { prisma, type Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit, type UnitFacts, unitsUnder } from "~/organisation/units.server";
import { survivorOf } from "./alias.server";
import { isInScope, scopeOf } from "./people.server";
import { maskedNumbers } from "./person.server";

export type PersonPage = {
  actor: Caller;
  personId: string;
  name: string;
  maskedNumber: string;
  today: DateOn;
};

export async function requirePersonInScope(
  request: Request,
  personId: string | undefined,
  permission: Permission,
  now: Date,
): Promise<PersonPage> {
  const actor = await requirePermission(request, permission, personId ? { personId } : {});
  const today = chinaDateOf(now);
  if (!isUuid(personId)) throw notFound();
  const survivor = await survivorOf(prisma, personId);
  if (survivor === null) throw notFound();
  const scope = await scopeOf(prisma, pathsFor(actor, permission), today);
  if (!(await isInScope(prisma, survivor, scope, today))) throw notFound();
  if (survivor !== personId) throw toSurvivor(request, personId, survivor);
  const current = await prisma.personName.findFirst({
    where: { personId, supersededAt: null, toOn: null },
    select: { name: true },
  });
  if (!current) throw notFound();
  const maskedNumber = (await maskedNumbers(prisma, [personId])).get(personId) ?? "";
  return { actor, personId, name: current.name, maskedNumber, today };
}

/** Addresses of a merged record lead to the same page of the one that stays; a form sent to them is asked for again. */
function toSurvivor(request: Request, personId: string, survivor: string): Response {
  const { pathname, search } = new URL(request.url);
  return redirect(pathname.replace(personId, survivor) + search, request.method === "GET" ? 302 : 303);
}

/** Units the actor may name with this permission today, for choosing one. */
export function unitsFor(tx: Tx, actor: Actor, permission: Permission, today: DateOn): Promise<UnitFacts[]> {
  return unitsUnder(tx, pathsFor(actor, permission), today);
}

/** The unit a form names, if the actor has the permission there; null otherwise. */
export async function unitInScope(
  actor: Actor,
  permission: Permission,
  unitId: string,
  today: DateOn,
): Promise<UnitFacts | null> {
  const unit = isUuid(unitId) ? await findUnit(prisma, unitId, today) : null;
  return unit && can(actor, permission, { path: unit.path }) ? unit : null;
}

const notFound = () => new Response(null, { status: 404 });
