/**
 * A turn with one subscription, in any number of processes. What is to be sent is derived from the log of changes by a
 * cursor, and stored with the cursor moved on in one transaction, so that nothing is lost and nothing made twice. A turn is
 * taken by setting when the next begins: who took it may send until then, and if it dies the next one sends again.
 */
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Change, changesAfter, cursorFrom } from "./changes.server";
import { type Answer, nextAfter } from "./webhook";
import { lockedWebhook, pathOfClient, secretOf, stopWebhook } from "./webhooks.server";

/** Longer than a sending may take, by far. */
const TURN_MS = 60_000;
/** How soon after a change it is looked for. */
export const LOOK_MS = 5_000;

export type Turn = { webhookId: string; clientId: string; address: string; until: Date };
export type Message = { id: string; body: string; tries: number; secrets: Uint8Array[] };

/** Takes the subscription that has waited longest; null when none has to be looked at. */
export async function takeTurn(tx: Tx, now: Date): Promise<Turn | null> {
  const until = new Date(now.getTime() + TURN_MS);
  const [row] = await tx.$queryRaw<Omit<Turn, "until">[]>`
    UPDATE webhook SET next_turn = ${until} WHERE id = (
      SELECT w.id FROM webhook w JOIN api_client c ON c.id = w.client_id
      WHERE w.stopped_at IS NULL AND c.revoked_at IS NULL AND w.next_turn <= ${now}
      ORDER BY w.next_turn, w.id LIMIT 1 FOR NO KEY UPDATE OF w SKIP LOCKED)
    RETURNING id::text AS "webhookId", client_id::text AS "clientId", address`;
  return row ? { ...row, until } : null;
}

/** Goes on with a turn before every sending; null when it is over, because it took too long or was stopped. */
export async function goOn(tx: Tx, turn: Turn, now: Date): Promise<Turn | null> {
  const until = new Date(Math.max(now.getTime() + TURN_MS, turn.until.getTime() + 1));
  return (await setTurn(tx, turn, until)) ? { ...turn, until } : null;
}

/** Lets go until changes are looked for again. A message that waits keeps its place: what comes after is sent behind it. */
export async function endTurn(tx: Tx, turn: Turn, now: Date): Promise<void> {
  await setTurn(tx, turn, new Date(now.getTime() + LOOK_MS));
}

async function setTurn(tx: Tx, { webhookId, until }: Turn, next: Date): Promise<boolean> {
  const where = { id: webhookId, nextTurn: until, stoppedAt: null };
  return (await tx.webhook.updateMany({ where, data: { nextTurn: next } })).count === 1;
}

/** Makes messages of what changed since; answers whether there is more at once. */
export async function gatherChanges(tx: Tx, { webhookId, clientId }: Turn, now: Date): Promise<boolean> {
  const { toldTxid, toldId } = await lockedWebhook(tx, webhookId);
  const path = await pathOfClient(tx, clientId, now);
  if (path === null) return false;
  const { changes, next, more } = await changesAfter(tx, { txid: toldTxid, id: toldId }, { path }, now);
  await tx.webhookMessage.createMany({
    data: changes.map((change) => ({
      ...{ id: newId(), webhookId, eventId: BigInt(change.id), body: bodyOf(change) },
      ...{ madeAt: now, nextTry: now },
    })),
    skipDuplicates: true,
  });
  const { txid, id } = cursorFrom(next)!;
  if (txid !== toldTxid || id !== toldId)
    await tx.webhook.update({ where: { id: webhookId }, data: { toldTxid: txid, toldId: id } });
  return more;
}

/** The same as the interface tells who asks for changes. */
const bodyOf = (change: Change) =>
  JSON.stringify({ type: `${change.about}.changed`, timestamp: change.at, data: change });

/** The message whose turn it is, if it is due: the oldest that has not come to an end. */
export async function dueMessage(tx: Tx, { webhookId }: Turn, now: Date): Promise<Message | null> {
  const head = await headOf(tx, webhookId);
  if (!head || head.nextTry > now) return null;
  const secrets = await tx.webhookSecret.findMany({
    where: { webhookId, OR: [{ endedAt: null }, { endedAt: { gt: now } }] },
    orderBy: { madeAt: "desc" },
  });
  return { id: head.id, body: head.body, tries: head.tries, secrets: secrets.map(secretOf) };
}

const headOf = (tx: Tx, webhookId: string) =>
  tx.webhookMessage.findFirst({ where: { webhookId, outcome: null }, orderBy: { place: "asc" } });

/** Writes down what came of a sending. The last failure in a row stops the subscription, and its owner is told. */
export async function noteAnswer(
  tx: Tx,
  { webhookId }: Turn,
  { id, tries }: Message,
  answer: Answer,
  { sentAt, tookMs }: { sentAt: Date; tookMs: number },
  now: Date,
): Promise<void> {
  const next = nextAfter(answer, tries + 1, now);
  await tx.webhookTry.create({
    data: {
      ...{ messageId: id, sentAt, tookMs },
      ...("status" in answer ? { status: answer.status } : { failure: answer.failure }),
    },
  });
  await tx.webhookMessage.update({
    where: { id },
    data: {
      tries: tries + 1,
      ...(next.is === "delivered" ? { outcome: "delivered", endedAt: now } : {}),
      ...(next.is === "again" ? { nextTry: next.after } : {}),
      ...(next.is === "stopped" ? { outcome: "given-up", endedAt: now } : {}),
    },
  });
  if (next.is === "stopped") await stopWebhook(tx, { webhookId, reason: next.reason }, null, now);
}
