/** A requirement or an exemption named by an address: 404 where it is not in the reader's subtrees. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { type Actor, can, type Permission, pathsFor } from "~/access/permissions";
import { requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { isUuid } from "~/ids";
import { unitsUnder } from "~/organisation/units.server";
import { requirePosted } from "~/posted.server";
import { decideRevocation } from "./exemption-revocations.server";
import { findRequirement, type RequirementListed } from "./requirement-list.server";

export async function requireRequirement(
  request: Request,
  params: { requirementId?: string },
  permission: Permission,
  now: Date,
): Promise<{ actor: Actor; requirement: RequirementListed }> {
  const actor = await requirePermission(request, permission);
  return { actor, requirement: await requirementFor(actor, params.requirementId, permission, now) };
}

async function requirementFor(
  actor: Actor,
  requirementId: string | undefined,
  permission: Permission,
  now: Date,
): Promise<RequirementListed> {
  if (!isUuid(requirementId)) throw new Response(null, { status: 404 });
  const today = chinaDateOf(now);
  const units = await unitsUnder(prisma, pathsFor(actor, permission), today);
  const unitIds = units.map(({ unitId }) => unitId);
  const withProposals = can(actor, "appointment:read");
  const requirement = await findRequirement(prisma, { requirementId, unitIds, withProposals }, today, now);
  if (!requirement) throw new Response(null, { status: 404 });
  return requirement;
}

export async function requireExemption(
  request: Request,
  params: { exemptionId?: string },
  permission: Permission,
  now: Date,
): Promise<{ actor: Actor; exemptionId: string; requirement: RequirementListed }> {
  const actor = await requirePermission(request, permission);
  const { exemptionId } = params;
  const row = isUuid(exemptionId)
    ? await prisma.examExemption.findUnique({
        where: { id: exemptionId },
        select: { id: true, requirementId: true },
      })
    : null;
  if (!row) throw new Response(null, { status: 404 });
  const requirement = await requirementFor(actor, row.requirementId, permission, now);
  return { actor, exemptionId: row.id, requirement };
}

/** Both decisions on taking an exemption back: the requirement offers them. */
export async function revocationDecisionPage({ request, params }: LoaderFunctionArgs) {
  const { requirement } = await requireExemption(request, params, "exemption:decide", new Date());
  const { requirementId } = requirement;
  requirePosted(request, `/requirements/${requirementId}`);
  return { requirementId };
}

/** By the second of two people; the verb refuses the first. */
export async function decideRevocationFrom(
  { request, params }: ActionFunctionArgs,
  decision: "approved" | "refused",
) {
  const now = new Date();
  const { actor, exemptionId, requirement } = await requireExemption(
    request,
    params,
    "exemption:decide",
    now,
  );
  const answer = await inTransaction((tx) => decideRevocation(tx, { exemptionId, decision }, actor, now));
  if (!answer) throw new Response(null, { status: 404 });
  const done = decision === "approved" ? "revoked" : "exemption-stands";
  if (answer.ok) throw redirect(`/requirements/${requirement.requirementId}?done=${done}`, { status: 303 });
  return data({ refusals: answer.refusals }, { status: 422 });
}
