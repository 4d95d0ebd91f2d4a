/**
 * Tries at a door, counted in the database. A try is written before anything is compared: of any number of tries at once
 * each sees those written before it, so that together they get no more than the free ones. Rows are only added, apart
 * from their outcome; what is too old is left out by the window and costs an index entry.
 */
import { prisma } from "~/db.server";
import { keyedHash } from "~/keys.server";
import { addressNetwork } from "./address";
import { minutesToWait, type ThrottleScope, WINDOW_HOURS } from "./throttle";

/** `deviceId`: of a device this account has signed in from before; null for any other. */
export type Door = {
  what: "sign-in" | "activation" | "verification";
  /** The name at the door; for a verification the number that is asked about. */
  loginName: string;
  address: string;
  deviceId: string | null;
};
export type Try = { id: bigint; minutes: number };

const MOST_COUNTED = 200;

/** Writes the try and answers how many minutes it comes too early; 0 lets it go on. Tell its outcome afterwards. */
export async function beginTry(door: Door, now: Date): Promise<Try> {
  const loginKey = keyOf(door.what === "sign-in" ? door.loginName : `${door.what}\n${door.loginName}`);
  const addressKey = keyOf(`address\n${addressNetwork(door.address)}`);
  const deviceKey = door.deviceId === null ? null : keyOf(`device\n${door.deviceId}`);
  const { id } = await prisma.signInAttempt.create({
    data: { loginKey, addressKey, deviceKey, outcome: "pending", at: now },
  });
  const since = new Date(now.getTime() - WINDOW_HOURS * 3_600_000);
  const counted = { at: { gt: since }, id: { not: id } };
  const newest = { orderBy: { id: "desc" }, take: MOST_COUNTED } as const;
  const select = { id: true, at: true, outcome: true, addressKey: true } as const;
  const waits = (scope: ThrottleScope, rows: { at: Date }[]) =>
    minutesToWait(
      scope,
      rows.map(({ at }) => at),
      now,
    );
  let minutes: number;
  if (deviceKey) {
    const here = await prisma.signInAttempt.findMany({
      where: { ...counted, loginKey, deviceKey, outcome: { not: "throttled" } },
      ...newest,
      select,
    });
    minutes = waits("device", sinceSuccess(here));
  } else {
    const named = await prisma.signInAttempt.findMany({
      where: { ...counted, loginKey, deviceKey: null, outcome: { not: "throttled" } },
      ...newest,
      select,
    });
    // A success of one's own does not pay for guesses at the names of others.
    const nearby = await prisma.signInAttempt.findMany({
      where: { ...counted, addressKey, deviceKey: null, outcome: { in: ["pending", "failed"] } },
      ...newest,
      select,
    });
    const fromHere = named.filter((row) => row.addressKey && Buffer.from(addressKey).equals(row.addressKey));
    minutes = Math.max(
      waits("name-here", sinceSuccess(fromHere)),
      // A code cannot be guessed from however many places, and a holder is not kept from being verified: counting them
      // would only shut others out.
      door.what === "sign-in" ? waits("name", sinceSuccess(named)) : 0,
      waits("address", nearby),
    );
  }
  if (minutes > 0) await endTry({ id }, "throttled");
  return { id, minutes };
}

/** A try that was throttled counts for nothing: waiting for it is what it cost. */
export async function endTry(
  { id }: { id: bigint },
  outcome: "failed" | "succeeded" | "throttled",
): Promise<void> {
  await prisma.signInAttempt.update({ where: { id }, data: { outcome } });
}

/** Newest first in and out. */
function sinceSuccess<Row extends { outcome: string }>(rows: Row[]): Row[] {
  const success = rows.findIndex(({ outcome }) => outcome === "succeeded");
  return success < 0 ? rows : rows.slice(0, success);
}

const keyOf = (text: string) => keyedHash("public-lookup", text);
