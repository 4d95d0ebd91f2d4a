/** Where an account is signed in, and the ways to end that. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import type { AddressClass } from "./address";
import { type DeviceWords, deviceOf } from "./device";
import { endSessions, liveSession } from "./session.server";

export type SessionListed = {
  id: string;
  device: DeviceWords;
  addressClass: AddressClass;
  createdAt: Date;
  lastSeenAt: Date;
};

/** Live sessions, the one seen last first. */
export async function sessionsOf(tx: Tx, accountId: string, now: Date): Promise<SessionListed[]> {
  const rows = await tx.session.findMany({
    where: { accountId, ...liveSession(now) },
    orderBy: { lastSeenAt: "desc" },
  });
  return rows.map(({ id, userAgent, addressClass, createdAt, lastSeenAt }) => ({
    ...{ id, createdAt, lastSeenAt },
    device: deviceOf(userAgent),
    addressClass: addressClass as AddressClass,
  }));
}

/** Ends one session of the account. False when it has none by this id that is still open. */
export async function endOwnSession(
  tx: Tx,
  { accountId, sessionId }: { accountId: string; sessionId: string },
  now: Date,
): Promise<boolean> {
  const { count } = await tx.session.updateMany({
    where: { id: sessionId, accountId, endedAt: null },
    data: { endedAt: now, endReason: "ended-by-owner" },
  });
  if (count > 0)
    await record(tx, {
      type: "account.sessions-ended",
      at: now,
      actorId: accountId,
      subjectId: accountId,
      data: { accountId, sessions: count },
    });
  return count > 0;
}

/** Ends every session of an account but `keepId`; by its owner or by an administrator. Answers how many. */
export async function endSessionsOf(
  tx: Tx,
  { accountId, keepId }: { accountId: string; keepId?: string },
  actorId: string,
  now: Date,
): Promise<number> {
  const reason = actorId === accountId ? "ended-by-owner" : "ended-by-administrator";
  const sessions = await endSessions(tx, accountId, reason, now, keepId);
  if (sessions > 0)
    await record(tx, {
      type: "account.sessions-ended",
      at: now,
      actorId,
      subjectId: accountId,
      data: { accountId, sessions },
    });
  return sessions;
}
