/** A proposal of a pack for a unit, as an address names it: to whoever may decide or withdraw it, or 404. */
import { type Actor, can, type Permission } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { findUnit } from "~/organisation/units.server";
import { type AssignmentProposal, openAssignments } from "~/rulebook/assignment.server";
import { listPacks } from "~/rulebook/packs.server";

export type ProposalPage = AssignmentProposal & { unitName: string; packTitle: string };

/** The open proposal within the caller's scope for this permission. Throws responses. */
export async function requireProposal(
  request: Request,
  proposalId: string | undefined,
  permission: Permission,
  now: Date,
): Promise<{ actor: Actor; proposal: ProposalPage }> {
  const actor = await requirePermission(request, permission);
  const open = isUuid(proposalId)
    ? (await openAssignments(prisma)).find((one) => one.proposalId === proposalId)
    : undefined;
  const unit = open && (await findUnit(prisma, open.unitId, chinaDateOf(now)));
  if (!open || !unit || !can(actor, permission, { path: unit.path }))
    throw new Response(null, { status: 404 });
  const pack = (await listPacks(prisma)).find(({ code }) => code === open.packCode);
  return {
    actor,
    proposal: { ...open, unitName: unit.name, packTitle: pack?.title["zh-CN"] ?? open.packCode },
  };
}
