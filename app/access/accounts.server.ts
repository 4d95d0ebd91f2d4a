import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import type { Role } from "./permissions";
import { endSessions } from "./session.server";

type NewAccount = {
  loginName: string;
  displayName: string;
  personId: string | null;
  /** From `hashPassword`, made before the transaction because it takes a while; without it the account awaits activation. */
  passwordHash?: string;
  isDemo?: boolean;
};

/** Opens an account; answers its id. One person has at most one (the database says so). */
export async function createAccount(
  tx: Tx,
  account: NewAccount,
  actorId: string | null,
  now: Date,
): Promise<string> {
  const id = newId();
  await tx.account.create({
    data: {
      id,
      loginName: account.loginName.trim().toLowerCase(),
      displayName: account.displayName,
      personId: account.personId,
      isDemo: account.isDemo ?? false,
      createdAt: now,
    },
  });
  if (account.passwordHash !== undefined)
    await tx.credential.create({
      data: { id: newId(), accountId: id, hash: account.passwordHash, setAt: now },
    });
  await record(tx, {
    type: "account.created",
    at: now,
    actorId,
    subjectId: id,
    data: { accountId: id },
    ...(account.personId ? { personId: account.personId } : {}),
  });
  return id;
}

/**
 * Gives a role for a unit and its subtree, and asks nobody: the two people and the conflicts are casework's, above (only
 * a founding and the demo come here directly). Giving it twice is harmless. Open sessions end, so that it
 * applies at once.
 */
export async function grantRole(
  tx: Tx,
  grant: { accountId: string; role: Role; unitId: string },
  actorId: string | null,
  now: Date,
): Promise<void> {
  const held = await tx.roleGrant.findFirst({ where: { ...grant, withdrawnAt: null } });
  if (held) return;
  await tx.roleGrant.create({ data: { id: newId(), ...grant, grantedById: actorId, grantedAt: now } });
  await endSessions(tx, grant.accountId, "roles-changed", now);
  await record(tx, {
    type: "role.granted",
    at: now,
    actorId,
    unitId: grant.unitId,
    subjectId: grant.accountId,
    data: { role: grant.role, accountId: grant.accountId },
  });
}

export async function withdrawRole(
  tx: Tx,
  grant: { accountId: string; role: Role; unitId: string },
  actorId: string | null,
  now: Date,
): Promise<void> {
  const { count } = await tx.roleGrant.updateMany({
    where: { ...grant, withdrawnAt: null },
    data: { withdrawnAt: now, withdrawnById: actorId },
  });
  if (count === 0) return;
  await endSessions(tx, grant.accountId, "roles-changed", now);
  await record(tx, {
    type: "role.withdrawn",
    at: now,
    actorId,
    unitId: grant.unitId,
    subjectId: grant.accountId,
    data: { role: grant.role, accountId: grant.accountId },
  });
}
