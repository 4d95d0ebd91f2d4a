import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { endSessions } from "./session.server";

/** Sets a new password (already hashed) and ends every session of the account, the caller's as well. */
export async function changePassword(
  tx: Tx,
  { accountId, passwordHash }: { accountId: string; passwordHash: string },
  actorId: string,
  now: Date,
): Promise<void> {
  await tx.credential.create({ data: { id: newId(), accountId, hash: passwordHash, setAt: now } });
  await endSessions(tx, accountId, "password-changed", now);
  await record(tx, { type: "account.password-changed", at: now, actorId, data: { accountId } });
}
