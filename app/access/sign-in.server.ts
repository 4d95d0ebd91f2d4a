import { lockAccounts, prisma, type Tx } from "~/db.server";
import { type Refusal, refusal } from "~/verdict";
import { knownDevice } from "./known-device.server";
import { passwordMatches } from "./password.server";
import { openSession } from "./session.server";
import { beginTry, endTry } from "./tries.server";

type Keys = { accountId: string; credentialId: string };
/** `isStaff`: holds a role, and so has a desk to go to. */
type SignIn = ({ ok: true; isStaff: boolean } & Keys) | { ok: false; refusals: Refusal[] };

/**
 * Checks a name and a password. Refusals: "sign-in.failed" (which of the two is wrong is not said) and
 * "sign-in.throttled" with the minutes to wait. Tries are counted for names that do not exist as well, and nothing is
 * asked of the database for one that does which is not asked for one that does not: the time taken tells nothing.
 */
export async function signIn(
  { loginName, password }: { loginName: string; password: string },
  from: { request: Request; address: string },
  now: Date,
): Promise<SignIn> {
  const name = loginName.trim().toLowerCase();
  const found = await accountNamed(name);
  const deviceId = await knownDevice(from.request, found?.accountId ?? "", now);
  const door = { what: "sign-in", loginName: name, address: from.address, deviceId } as const;
  const attempt = await beginTry(door, now);
  if (attempt.minutes > 0)
    return { ok: false, refusals: [refusal("sign-in.throttled", { minutes: attempt.minutes })] };

  const { accountId, credentialId, hash, isStaff } = found ?? {};
  const matches = await passwordMatches(password, hash ?? null);
  await endTry(attempt, matches ? "succeeded" : "failed");
  if (!matches || !accountId || !credentialId) return { ok: false, refusals: [refusal("sign-in.failed")] };
  return { ok: true, accountId, credentialId, isStaff: isStaff ?? false };
}

/**
 * Opens the session of who signed in and answers the Set-Cookie header; null when the password has been changed or the
 * account stopped while it was compared, which takes long enough for that.
 */
export async function enter(
  tx: Tx,
  { accountId, credentialId, address }: Keys & { address: string },
  userAgent: string,
  now: Date,
): Promise<string | null> {
  await lockAccounts(tx, accountId);
  const { loginName } = await tx.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { loginName: true },
  });
  const still = await accountNamed(loginName, tx);
  if (still?.credentialId !== credentialId) return null;
  return openSession(tx, { id: accountId, address }, userAgent, now);
}

type Named = { accountId: string; isStaff: boolean; credentialId: string | null; hash: string | null };

/**
 * An account that may sign in, with its password if that works: an activation issued since it was set means that it was
 * forgotten or given away. One statement, whether there is such an account or not.
 */
async function accountNamed(loginName: string, tx: Tx = prisma): Promise<Named | null> {
  const [found] = await tx.$queryRaw<Named[]>`
    SELECT a.id::text AS "accountId", c.id::text AS "credentialId", c.hash,
      EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = a.id AND g.withdrawn_at IS NULL) AS "isStaff"
    FROM account a
    LEFT JOIN LATERAL (
      SELECT id, hash, set_at FROM credential WHERE account_id = a.id ORDER BY set_at DESC LIMIT 1
    ) c ON NOT EXISTS (SELECT 1 FROM activation v WHERE v.account_id = a.id AND v.made_at > c.set_at)
    WHERE a.login_name = ${loginName}
      AND NOT EXISTS (SELECT 1 FROM account_disabling d WHERE d.account_id = a.id AND d.enabled_at IS NULL)`;
  return found ?? null;
}
