/**
 * An account that holds roles is opened to whoever has its code, so one person alone does not open it: a system
 * administrator issues the code, and somebody who approves roles everywhere it has power confirms that its owner asked.
 * docs/decisions/0020 says why. Above the street, because nobody lets the dead in again.
 */
import { enableAccount } from "~/access/account-state.server";
import type { Issued } from "~/access/activation.server";
import { type Actor, can } from "~/access/permissions";
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { lockAccounts, lockPeople, type Tx } from "~/db.server";
import { refusalsOfDeath } from "~/personnel/death.server";
import { allow, type Refusal, refusal, type Verdict, verdictOf } from "~/verdict";
import { rolesOf } from "./account-register.server";

/**
 * The second of two people. Confirming twice is harmless. Refusals: "activation.over", "activation.own-code", "role.own"
 * and "role.unit-outside" (the account has power where this actor approves no roles).
 */
export async function confirmActivation(
  tx: Tx,
  { activationId }: { activationId: string },
  actor: Actor,
  now: Date,
): Promise<Verdict> {
  const { accountId } = await tx.activation.findUniqueOrThrow({ where: { id: activationId } });
  await lockAccounts(tx, accountId);
  const activation = await tx.activation.findUniqueOrThrow({ where: { id: activationId } });
  if (activation.confirmedAt) return allow;
  const refusals: Refusal[] = [];
  if (activation.endedAt || activation.expiresAt <= now) refusals.push(refusal("activation.over"));
  if (activation.madeById === actor.accountId) refusals.push(refusal("activation.own-code"));
  if (accountId === actor.accountId) refusals.push(refusal("role.own"));
  const roles = await rolesOf(tx, [accountId], now);
  if (roles.some(({ path }) => !can(actor, "role:approve", { path })))
    refusals.push(refusal("role.unit-outside"));
  if (refusals.length > 0) return verdictOf(refusals);
  await tx.activation.updateMany({
    where: { id: activationId, confirmedAt: null },
    data: { confirmedAt: now, confirmedById: actor.accountId },
  });
  await record(tx, {
    type: "account.activation-confirmed",
    at: now,
    actorId: actor.accountId,
    subjectId: accountId,
    data: { accountId },
  });
  return allow;
}

/** Lets a stopped account in again. `issued` is null when it was not stopped. Refusal: "account.deceased" { on }. */
export async function letInAgain(
  tx: Tx,
  { accountId, personId }: { accountId: string; personId: string | null },
  actorId: string,
  now: Date,
): Promise<{ ok: true; issued: Issued | null } | { ok: false; refusals: Refusal[] }> {
  if (personId) {
    await lockPeople(tx, personId);
    const [death] = await refusalsOfDeath(tx, personId, { fromOn: chinaDateOf(now), toOn: null });
    if (death) return { ok: false, refusals: [refusal("account.deceased", death.facts)] };
  }
  return { ok: true, issued: await enableAccount(tx, { accountId }, actorId, now) };
}
