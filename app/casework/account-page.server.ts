/** The account an address names, for pages about accounts: in the caller's scope, or 404. Throws responses. */
import { ACTIVATION_DAYS } from "~/access/activation";
import type { Issued } from "~/access/activation.server";
import { can, type Permission, pathsFor } from "~/access/permissions";
import { type Caller, requirePermission } from "~/access/session.server";
import { chinaDateOf } from "~/calendar";
import { prisma } from "~/db.server";
import { env } from "~/env.server";
import { isUuid } from "~/ids";
import { findUnit } from "~/organisation/units.server";
import { type AccountListed, accountInScope, isWhollyWithin, rolesOf } from "./account-register.server";

export type AccountPage = {
  actor: Caller;
  account: Omit<AccountListed, "roles"> & { personId: string | null };
};

export async function requireAccountInScope(
  request: Request,
  accountId: string | undefined,
  permission: Permission,
  now: Date,
): Promise<AccountPage> {
  const actor = await requirePermission(request, permission);
  const account = isUuid(accountId)
    ? await accountInScope(prisma, accountId, pathsFor(actor, permission), now)
    : null;
  if (!account) throw new Response(null, { status: 404 });
  if (permission === "account:write" && !(await mayManage(actor, account.id, now)))
    throw new Response(null, { status: 403 });
  return { actor, account };
}

/**
 * Who issues a code or stops an account has power over all it may do, so their own must reach everywhere it belongs:
 * otherwise the administrator of a bureau could open the account of someone who works there and decides for the whole.
 */
export async function mayManage(actor: Caller, accountId: string, now: Date): Promise<boolean> {
  const paths = pathsFor(actor, "account:write");
  return paths.length > 0 && isWhollyWithin(prisma, accountId, paths, now);
}

/** The proposal an address names, for who may decide in its unit as the tree stands today; or 404. */
export async function requireProposalInScope(request: Request, proposalId: string | undefined, now: Date) {
  const actor = await requirePermission(request, "role:approve");
  const proposal = isUuid(proposalId)
    ? await prisma.roleProposal.findUnique({ where: { id: proposalId } })
    : null;
  const path = proposal && (await findUnit(prisma, proposal.unitId, chinaDateOf(now)))?.path;
  if (!proposal || !path || !can(actor, "role:approve", { path })) throw new Response(null, { status: 404 });
  return { actor, proposal };
}

/** The code an address names, for who approves roles everywhere its account has power; or 404. */
export async function requireCodeInScope(request: Request, activationId: string | undefined, now: Date) {
  const actor = await requirePermission(request, "role:approve");
  const code = isUuid(activationId)
    ? await prisma.activation.findUnique({ where: { id: activationId } })
    : null;
  const roles = code && (await rolesOf(prisma, [code.accountId], now));
  if (!code || !roles?.length || !roles.every(({ path }) => can(actor, "role:approve", { path })))
    throw new Response(null, { status: 404 });
  return { actor, activationId: code.id };
}

/** What is printed beside a code. */
export function slipOf(
  account: { id: string; displayName: string; loginName: string },
  issued: Issued,
  occasion: "opened" | "issued" | "enabled",
  now: Date,
) {
  return {
    ...{
      accountId: account.id,
      name: account.displayName,
      loginName: account.loginName,
      occasion,
      ...issued,
    },
    until: new Date(now.getTime() + ACTIVATION_DAYS * 86_400_000).toISOString(),
    address: `${env().publicUrl}/activate`,
  };
}
