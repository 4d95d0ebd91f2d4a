/** The account of someone who has died is stopped whoever records it, be it nobody but a job, and whatever roles it holds. */
import { record } from "~/audit/audit.server";
import { lockAccounts, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { endActivation } from "./activation.server";
import { endSessions } from "./session.server";

/**
 * Stops the account of a person, its sessions and its activation. Without one, or with one that is stopped, harmless.
 * Unlike `disableAccount` it knows no exception: whoever has the password of the dead must not be an administrator. Where
 * that was the last one, the operator founds another.
 */
export async function closeAccountOf(
  tx: Tx,
  personId: string,
  actorId: string | null,
  now: Date,
): Promise<void> {
  const account = await tx.account.findUnique({ where: { personId }, select: { id: true } });
  if (!account) return;
  const accountId = account.id;
  await lockAccounts(tx, accountId);
  await endSessions(tx, accountId, "account-disabled", now);
  if (await tx.accountDisabling.findFirst({ where: { accountId, enabledAt: null } })) return;
  await tx.accountDisabling.create({
    data: { id: newId(), accountId, disabledAt: now, disabledById: actorId },
  });
  await endActivation(tx, accountId, "account-disabled", now);
  await record(tx, { type: "account.disabled", at: now, actorId, subjectId: accountId, data: { accountId } });
}
