/** A batch named by an address, for who may read it: 404 where it is not in the reader's subtrees. */
import { type Actor, can, type Permission, type Role, rolesAt } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit } from "~/organisation/units.server";
import { type BatchFacts, findBatch, ORGANISER } from "./appointment-list.server";

export type BatchAt = { actor: Actor; batch: BatchFacts; roles: Role[]; mayOrganise: boolean };

export async function requireBatch(
  request: Request,
  params: { batchId?: string },
  permission: Permission,
  now: Date,
): Promise<BatchAt> {
  const actor = await requirePermission(request, permission);
  return batchFor(actor, params.batchId, permission, now);
}

/** The batch of a candidate in the address. */
export async function requireCandidate(
  request: Request,
  { candidateId }: { candidateId?: string },
  permission: Permission,
  now: Date,
): Promise<BatchAt & { candidate: BatchFacts["people"][number] }> {
  const actor = await requirePermission(request, permission);
  const row = isUuid(candidateId)
    ? await prisma.appointmentCandidate.findUnique({
        where: { id: candidateId },
        select: { batchId: true },
      })
    : null;
  const found = await batchFor(actor, row?.batchId, permission, now);
  const candidate = found.batch.people.find((one) => one.candidateId === candidateId);
  if (!candidate) throw new Response(null, { status: 404 });
  return { ...found, candidate };
}

async function batchFor(
  actor: Actor,
  batchId: string | undefined,
  permission: Permission,
  now: Date,
): Promise<BatchAt> {
  const row = isUuid(batchId)
    ? await prisma.appointmentBatch.findUnique({ where: { id: batchId }, select: { unitId: true } })
    : null;
  const roles = row ? await rolesAtUnit(actor, permission, row.unitId, now) : null;
  const batch = roles && (await findBatch(prisma, batchId!, roles, now));
  if (!roles || !batch) throw new Response(null, { status: 404 });
  return { actor, batch, roles, mayOrganise: roles.includes(ORGANISER[batch.rules.organiser.value]) };
}

/** The reader's roles at a unit; null where the permission does not reach it. */
export async function rolesAtUnit(
  actor: Actor,
  permission: Permission,
  unitId: string,
  now: Date,
): Promise<Role[] | null> {
  const unit = await findUnit(prisma, unitId, chinaDateOf(now));
  return unit && can(actor, permission, { path: unit.path }) ? rolesAt(actor, unit.path) : null;
}
