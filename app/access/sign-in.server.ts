import { prisma } from "~/db.server";
import { type Refusal, refusal } from "~/verdict";
import { isEnabled } from "./account-state.server";
import { knownDevice } from "./known-device.server";
import { passwordMatches } from "./password.server";
import { beginTry, endTry } from "./tries.server";

/** `isStaff`: holds a role, and so has a desk to go to. */
type SignIn = { ok: true; accountId: string; isStaff: boolean } | { ok: false; refusals: Refusal[] };

/**
 * Checks a name and a password. Refusals: "sign-in.failed" (which of the two is wrong is not said) and
 * "sign-in.throttled" with the minutes to wait. Tries are counted for names that do not exist as well.
 */
export async function signIn(
  { loginName, password }: { loginName: string; password: string },
  from: { request: Request; address: string },
  now: Date,
): Promise<SignIn> {
  const name = loginName.trim().toLowerCase();
  const account = await prisma.account.findUnique({
    where: { loginName: name, ...isEnabled },
    include: {
      credentials: { orderBy: { setAt: "desc" }, take: 1 },
      activations: { orderBy: { madeAt: "desc" }, take: 1 },
      grants: { where: { withdrawnAt: null }, take: 1 },
    },
  });
  const deviceId = account && (await knownDevice(from.request, account.id, now));
  const door = { what: "sign-in", loginName: name, address: from.address, deviceId } as const;
  const attempt = await beginTry(door, now);
  if (attempt.minutes > 0)
    return { ok: false, refusals: [refusal("sign-in.throttled", { minutes: attempt.minutes })] };

  const [credential] = account?.credentials ?? [];
  const [activation] = account?.activations ?? [];
  // An activation issued since then means that the password was forgotten or given away.
  const works = credential && !(activation && activation.madeAt > credential.setAt);
  const matches = await passwordMatches(password, works ? credential.hash : null);
  await endTry(attempt, matches ? "succeeded" : "failed");
  if (!matches || !account) return { ok: false, refusals: [refusal("sign-in.failed")] };
  return { ok: true, accountId: account.id, isStaff: account.grants.length > 0 };
}
