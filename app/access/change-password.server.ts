import { record } from "~/audit/audit.server";
import { lockAccounts, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { allow, combine, refusal, refuse, type Verdict } from "~/verdict";
import { passwordMatches } from "./password.server";
import { mayUsePassword, type PasswordOwner, type PasswordProfile } from "./password-policy";
import { endSessions } from "./session.server";

/** The rules of the profile and the passwords used before, all at once. Adds "password.used-before" to the rules' own. */
export async function judgePassword(
  tx: Tx,
  password: string,
  owner: PasswordOwner & { accountId: string },
  profile: PasswordProfile,
): Promise<Verdict> {
  const byRules = mayUsePassword(password, owner, profile);
  const earlier = await tx.credential.findMany({
    where: { accountId: owner.accountId },
    orderBy: { setAt: "desc" },
    take: profile.remembered,
  });
  const matches = await Promise.all(earlier.map(({ hash }) => passwordMatches(password, hash)));
  const usedBefore = matches.includes(true)
    ? refuse(refusal("password.used-before", { remembered: profile.remembered }, profile.source))
    : allow;
  return combine(byRules, usedBefore);
}

/**
 * Sets a new password (already hashed) and ends every session of the account, the caller's as well. Answers false, having
 * done nothing, when the session it is changed from has been ended while the old password was compared.
 */
export async function changePassword(
  tx: Tx,
  { accountId, passwordHash, sessionId }: { accountId: string; passwordHash: string; sessionId?: string },
  actorId: string,
  now: Date,
): Promise<boolean> {
  await lockAccounts(tx, accountId);
  if (sessionId && !(await tx.session.findFirst({ where: { id: sessionId, accountId, endedAt: null } })))
    return false;
  await tx.credential.create({ data: { id: newId(), accountId, hash: passwordHash, setAt: now } });
  await endSessions(tx, accountId, "password-changed", now);
  await record(tx, {
    type: "account.password-changed",
    at: now,
    actorId,
    subjectId: accountId,
    data: { accountId },
  });
  return true;
}
