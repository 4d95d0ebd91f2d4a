/** An account is stopped and let in again. Stopping works at once; coming back takes a new activation, not the old password. */
import { record } from "~/audit/audit.server";
import { lockAccounts, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { allow, refusal, refuse, type Verdict } from "~/verdict";
import { endActivation, issueActivation } from "./activation.server";
import type { Role } from "./permissions";
import { endSessions } from "./session.server";

/** Without a holder of one of these nobody could let anybody in again. */
const NEEDED: readonly Role[] = ["system-administrator", "security-administrator"];

/** In the WHERE of a query about accounts that may sign in. */
export const isEnabled = { disablings: { none: { enabledAt: null } } } as const;

/** Refusals: "account.own" and "account.last-administrator". Stopping a stopped account is harmless. */
export async function disableAccount(
  tx: Tx,
  { accountId }: { accountId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  if (accountId === actorId) return refuse(refusal("account.own"));
  await lockAccounts(tx, accountId);
  if (await tx.accountDisabling.findFirst({ where: { accountId, enabledAt: null } })) return allow;
  const last = await lastHolderOf(tx, accountId, NEEDED);
  if (last) return refuse(refusal("account.last-administrator", { role: last }));
  await tx.accountDisabling.create({
    data: { id: newId(), accountId, disabledAt: now, disabledById: actorId },
  });
  await endActivation(tx, accountId, "account-disabled", now);
  await endSessions(tx, accountId, "account-disabled", now);
  await record(tx, { type: "account.disabled", at: now, actorId, subjectId: accountId, data: { accountId } });
  return allow;
}

/** Answers the activation code its owner comes back with; null when the account was not stopped. */
export async function enableAccount(
  tx: Tx,
  { accountId }: { accountId: string },
  actorId: string,
  now: Date,
): Promise<string | null> {
  const { count } = await tx.accountDisabling.updateMany({
    where: { accountId, enabledAt: null },
    data: { enabledAt: now, enabledById: actorId },
  });
  if (count === 0) return null;
  await record(tx, { type: "account.enabled", at: now, actorId, subjectId: accountId, data: { accountId } });
  return issueActivation(tx, { accountId }, actorId, now);
}

/** The first of these roles that this account holds and no other account that may sign in does; null when there is none. */
export async function lastHolderOf(tx: Tx, accountId: string, roles: readonly Role[]): Promise<Role | null> {
  for (const role of roles) {
    const held = await tx.roleGrant.findFirst({ where: { accountId, role, withdrawnAt: null } });
    if (!held) continue;
    const another = await tx.roleGrant.findFirst({
      where: { role, withdrawnAt: null, accountId: { not: accountId }, account: isEnabled },
    });
    if (!another) return role;
  }
  return null;
}
