import { createHmac } from "node:crypto";
import { prisma } from "~/db.server";
import { currentKey } from "~/keys.server";
import { type Refusal, refusal, refuse } from "~/verdict";
import { passwordMatches } from "./password.server";

const WINDOW_MINUTES = 15;
const TRIES = 10;

/** `isStaff`: holds a role, and so has a desk to go to. */
type SignIn = { ok: true; accountId: string; isStaff: boolean } | { ok: false; refusals: Refusal[] };

/**
 * Checks a name and a password. Refusals: "sign-in.failed" (which of the two is wrong is not said) and
 * "sign-in.throttled" with the minutes to wait. Tries are counted for names that do not exist as well.
 */
export async function signIn(loginName: string, password: string, now: Date): Promise<SignIn> {
  const name = loginName.trim().toLowerCase();
  const loginKey = new Uint8Array(
    createHmac("sha256", currentKey("public-lookup").bytes).update(name).digest(),
  );
  const since = new Date(now.getTime() - WINDOW_MINUTES * 60_000);
  const failures = await prisma.signInAttempt.count({
    where: { loginKey, succeeded: false, at: { gt: since } },
  });
  if (failures >= TRIES) return refuse(refusal("sign-in.throttled", { minutes: WINDOW_MINUTES })) as SignIn;

  const account = await prisma.account.findUnique({
    where: { loginName: name },
    include: {
      credentials: { orderBy: { setAt: "desc" }, take: 1 },
      grants: { where: { withdrawnAt: null }, take: 1 },
    },
  });
  const usable = account && !account.disabledAt ? account : null;
  const matches = await passwordMatches(password, usable?.credentials[0]?.hash ?? null);
  await prisma.signInAttempt.create({ data: { loginKey, succeeded: matches, at: now } });
  if (!matches || !usable) return refuse(refusal("sign-in.failed")) as SignIn;
  return { ok: true, accountId: usable.id, isStaff: usable.grants.length > 0 };
}
