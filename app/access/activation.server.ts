/**
 * How an account gets its first password, and a new one when it was forgotten: its owner chooses it, with a code handed
 * over in person. The code is kept as a keyed hash, works once and ends with the next one. Whoever holds it becomes the
 * account: while that has roles, the code works only once a second person has confirmed that the owner asked for it.
 */
import { randomBytes } from "node:crypto";
import { record } from "~/audit/audit.server";
import { lockAccounts, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { keyedHash } from "~/keys.server";
import { type Refusal, refusal } from "~/verdict";
import { ACTIVATION_DAYS, activationCodeFrom, activationCodeTyped } from "./activation";
import { endSessions } from "./session.server";

export type Issued = {
  code: string;
  /** The account has roles: the code does not work before somebody else has confirmed it. */
  needsSecond: boolean;
};

/**
 * Issues a code and answers it, which is the only time it can be read. The earlier code, the password (it was forgotten,
 * or never the owner's) and every session end with it. `actorId` null: the operator, who has the database anyway.
 */
export async function issueActivation(
  tx: Tx,
  { accountId }: { accountId: string },
  actorId: string | null,
  now: Date,
): Promise<Issued> {
  await lockAccounts(tx, accountId);
  const code = activationCodeFrom(randomBytes(16));
  await endActivation(tx, accountId, "replaced", now);
  await tx.activation.create({
    data: {
      id: newId(),
      accountId,
      codeHash: hashOf(code),
      madeById: actorId,
      madeAt: now,
      expiresAt: new Date(now.getTime() + ACTIVATION_DAYS * 86_400_000),
    },
  });
  await endSessions(tx, accountId, "activation-issued", now);
  await record(tx, {
    type: "account.activation-issued",
    at: now,
    actorId,
    subjectId: accountId,
    data: { accountId },
  });
  const roles = await tx.roleGrant.count({ where: { accountId, withdrawnAt: null } });
  return { code, needsSecond: actorId !== null && roles > 0 };
}

export async function endActivation(
  tx: Tx,
  accountId: string,
  endReason: "replaced" | "account-disabled",
  now: Date,
): Promise<void> {
  await tx.activation.updateMany({ where: { accountId, endedAt: null }, data: { endedAt: now, endReason } });
}

/**
 * Whether a code is the account's. Null when it is and still works. Refusals: "activation.failed" (which of name and code
 * is wrong is not said), and to who holds the right code "activation.expired", "activation.used" and
 * "activation.unconfirmed".
 */
export async function findActivationProblem(
  tx: Tx,
  { accountId, typedCode }: { accountId: string | null; typedCode: string },
  now: Date,
): Promise<Refusal | null> {
  const code = activationCodeTyped(typedCode);
  const found = code
    ? await tx.activation.findFirst({
        // Asked as well for a name nobody has, so that the time taken does not tell.
        where: { accountId: accountId ?? NOBODY, codeHash: hashOf(code) },
        orderBy: { madeAt: "desc" },
      })
    : null;
  if (!found || found.endReason === "replaced" || found.endReason === "account-disabled")
    return refusal("activation.failed");
  if (found.endedAt) return refusal("activation.used");
  if (found.expiresAt <= now) return refusal("activation.expired", { days: ACTIVATION_DAYS });
  if (!found.madeById || found.confirmedAt) return null;
  const role = await tx.roleGrant.findFirst({ where: { accountId: found.accountId, withdrawnAt: null } });
  return role && refusal("activation.unconfirmed");
}

/**
 * Spends the code and sets the password (already hashed). Answers false, having done nothing, when the code does not work
 * or another request was faster: the database lets one row be ended once.
 */
export async function activate(
  tx: Tx,
  { accountId, typedCode, passwordHash }: { accountId: string; typedCode: string; passwordHash: string },
  now: Date,
): Promise<boolean> {
  const code = activationCodeTyped(typedCode);
  if (!code) return false;
  const spent = await tx.$executeRaw`
    UPDATE activation SET ended_at = ${now}, end_reason = 'used'
    WHERE account_id = ${accountId}::uuid AND code_hash = ${hashOf(code)} AND ended_at IS NULL AND expires_at > ${now}
      AND (confirmed_at IS NOT NULL OR made_by_id IS NULL
        OR NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = ${accountId}::uuid AND g.withdrawn_at IS NULL))`;
  if (spent !== 1) return false;
  await tx.credential.create({ data: { id: newId(), accountId, hash: passwordHash, setAt: now } });
  await record(tx, {
    type: "account.activated",
    at: now,
    actorId: accountId,
    subjectId: accountId,
    data: { accountId },
  });
  return true;
}

const NOBODY = "00000000-0000-0000-0000-000000000000";

const hashOf = (code: string) => keyedHash("public-lookup", `activation\n${code}`);
