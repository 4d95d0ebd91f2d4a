/** An account is stopped and let in again. Stopping works at once; coming back takes a new activation, not the old password. */
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { lockAccounts, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { unitsOn } from "~/units-on.server";
import { allow, refusal, refuse, type Verdict } from "~/verdict";
import { endActivation, type Issued, issueActivation } from "./activation.server";
import { INDISPENSABLE, type Role } from "./permissions";
import { endSessions } from "./session.server";

/** Refusals: "account.own" and "account.last-administrator". Stopping a stopped account is harmless. */
export async function disableAccount(
  tx: Tx,
  { accountId }: { accountId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  if (accountId === actorId) return refuse(refusal("account.own"));
  await lockAccounts(tx, accountId);
  if (await isStopped(tx, accountId)) return allow;
  const last = await lastHolderOf(tx, { accountId, roles: INDISPENSABLE }, now);
  if (last) return refuse(refusal("account.last-administrator", { role: last }));
  await stop(tx, accountId, actorId, now);
  return allow;
}

/**
 * Stops the account of somebody who has died, whoever records it, be it nobody but a job, and whatever roles it holds:
 * whoever has the password of the dead must not be an administrator. Where that was the last one, the operator founds
 * another. Without an account, or with one that is stopped, harmless.
 */
export async function closeAccountOf(
  tx: Tx,
  personId: string,
  actorId: string | null,
  now: Date,
): Promise<void> {
  const account = await tx.account.findUnique({ where: { personId }, select: { id: true } });
  if (!account) return;
  await lockAccounts(tx, account.id);
  if (await isStopped(tx, account.id)) await endSessions(tx, account.id, "account-disabled", now);
  else await stop(tx, account.id, actorId, now);
}

async function isStopped(tx: Tx, accountId: string): Promise<boolean> {
  const standing = await tx.accountDisabling.findFirst({ where: { accountId, enabledAt: null } });
  return standing !== null;
}

async function stop(tx: Tx, accountId: string, actorId: string | null, now: Date): Promise<void> {
  await tx.accountDisabling.create({
    data: { id: newId(), accountId, disabledAt: now, disabledById: actorId },
  });
  await endActivation(tx, accountId, "account-disabled", now);
  await endSessions(tx, accountId, "account-disabled", now);
  await record(tx, { type: "account.disabled", at: now, actorId, subjectId: accountId, data: { accountId } });
}

/** Answers the activation code its owner comes back with; null when the account was not stopped. */
export async function enableAccount(
  tx: Tx,
  { accountId }: { accountId: string },
  actorId: string,
  now: Date,
): Promise<Issued | null> {
  const { count } = await tx.accountDisabling.updateMany({
    where: { accountId, enabledAt: null },
    data: { enabledAt: now, enabledById: actorId },
  });
  if (count === 0) return null;
  await record(tx, { type: "account.enabled", at: now, actorId, subjectId: accountId, data: { accountId } });
  return issueActivation(tx, { accountId }, actorId, now);
}

const ADMINISTRATORS = 7_410_005;

/**
 * The first of these roles without which a subtree would have nobody: this account holds it for a unit, and no account
 * that may sign in holds it there or above once this one is stopped, or gives it up for `unitId`. Null when there is none.
 * Asked one after the other until the transaction ends, so that the last two do not stop each other at once.
 */
export async function lastHolderOf(
  tx: Tx,
  { accountId, roles, unitId = null }: { accountId: string; roles: readonly Role[]; unitId?: string | null },
  now: Date,
): Promise<Role | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ADMINISTRATORS})`;
  const today = chinaDateOf(now);
  const [last] = await tx.$queryRaw<{ role: Role }[]>`
    SELECT g.role FROM role_grant g
    JOIN ${unitsOn(today)} u ON u.unit_id = g.unit_id
    WHERE g.account_id = ${accountId}::uuid AND g.withdrawn_at IS NULL AND g.role = ANY(${[...roles]}::text[])
      AND (${unitId}::uuid IS NULL OR g.unit_id = ${unitId}::uuid)
      AND NOT EXISTS (
        SELECT 1 FROM role_grant o
        JOIN ${unitsOn(today)} w ON w.unit_id = o.unit_id
        WHERE o.role = g.role AND o.withdrawn_at IS NULL AND starts_with(u.path, w.path) AND o.id <> g.id
          AND (o.account_id <> g.account_id OR ${unitId}::uuid IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM account_disabling d WHERE d.account_id = o.account_id AND d.enabled_at IS NULL))
    LIMIT 1`;
  return last?.role ?? null;
}
