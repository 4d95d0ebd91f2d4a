/** The account an address names, for pages about accounts: in the caller's scope, or 404. Throws responses. */
import { ACTIVATION_DAYS } from "~/access/activation";
import { can, type Permission, pathsFor } from "~/access/permissions";
import { type Caller, requirePermission } from "~/access/session.server";
import { prisma } from "~/db.server";
import { env } from "~/env.server";
import { isUuid } from "~/ids";
import { type AccountListed, accountInScope } from "./account-register.server";

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
  return { actor, account };
}

/** The proposal an address names, for who may decide in its unit; or 404. */
export async function requireProposalInScope(request: Request, proposalId: string | undefined) {
  const actor = await requirePermission(request, "role:approve");
  const proposal = isUuid(proposalId)
    ? await prisma.roleProposal.findUnique({
        where: { id: proposalId },
        include: { unit: { include: { versions: { where: { supersededAt: null, toOn: null } } } } },
      })
    : null;
  const path = proposal?.unit.versions[0]?.path;
  if (!proposal || !path || !can(actor, "role:approve", { path })) throw new Response(null, { status: 404 });
  return { actor, proposal };
}

/** What is printed beside a code. */
export function slipOf(
  account: { id: string; displayName: string; loginName: string },
  code: string,
  occasion: "opened" | "issued" | "enabled",
  now: Date,
) {
  return {
    ...{ accountId: account.id, name: account.displayName, loginName: account.loginName, code, occasion },
    until: new Date(now.getTime() + ACTIVATION_DAYS * 86_400_000).toISOString(),
    address: `${env().publicUrl}/activate`,
  };
}
