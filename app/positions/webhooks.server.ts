/** Subscriptions of other systems: made, given a new secret, stopped and tried out by the security administrator. */
import { graceEndsAt } from "~/access/api-scope";
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { env } from "~/env.server";
import { newId } from "~/ids";
import { currentKey, hashWith } from "~/keys.server";
import { holdersAt, notifyAll, peopleBehind } from "~/notices/notices.server";
import { unitsOn } from "~/units-on.server";
import { type Refusal, refusal, type Verdict } from "~/verdict";
import { changesAfter, cursorFrom } from "./changes.server";
import { MOST_WEBHOOKS, type StopReason } from "./webhook";
import { addressRefusals } from "./webhook-address";
import { secretText } from "./webhook-signature.server";

export type Made = { ok: true; webhookId: string; secret: string } | { ok: false; refusals: Refusal[] };

/**
 * From now on the system is told of changes in its scope. Answers the secret, which is shown once and kept nowhere: it
 * follows from the key ring. Refusals: api-client.revoked, webhook.no-scope, webhook.too-many { most }, and of the address.
 */
export async function addWebhook(
  tx: Tx,
  { clientId, address }: { clientId: string; address: string },
  actorId: string,
  now: Date,
): Promise<Made> {
  await tx.$queryRaw`SELECT 1 FROM api_client WHERE id = ${clientId}::uuid FOR NO KEY UPDATE`;
  const client = await tx.apiClient.findUniqueOrThrow({ where: { id: clientId } });
  const open = await tx.webhook.count({ where: { clientId, stoppedAt: null } });
  const refusals = [
    ...(client.revokedAt ? [refusal("api-client.revoked")] : []),
    ...(client.scopes.includes("changes") ? [] : [refusal("webhook.no-scope")]),
    ...(open >= MOST_WEBHOOKS ? [refusal("webhook.too-many", { most: MOST_WEBHOOKS })] : []),
    ...addressRefusals(address, env().webhookNetworks),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  // As for who asks by cursor: from what is certainly over by now.
  const { next } = await changesAfter(tx, null, { path: "" }, now);
  const { txid, id } = cursorFrom(next)!;
  const webhookId = newId();
  const made = { createdById: actorId, createdAt: now, nextTurn: now, toldTxid: txid, toldId: id };
  await tx.webhook.create({ data: { id: webhookId, clientId, address, ...made } });
  const secret = await writeSecret(tx, webhookId, actorId, now);
  await record(tx, {
    ...{ type: "webhook.created", at: now, actorId, unitId: client.unitId, subjectId: webhookId },
    data: { webhookId, clientId },
  });
  return { ok: true, webhookId, secret };
}

/** A new secret; what is sent is signed with the one before, too, for the time of grace. Refusals: webhook.stopped. */
export async function renewSecret(
  tx: Tx,
  { webhookId }: { webhookId: string },
  actorId: string,
  now: Date,
): Promise<Made> {
  const webhook = await lockedWebhook(tx, webhookId);
  if (webhook.stoppedAt) return { ok: false, refusals: [refusal("webhook.stopped")] };
  await tx.webhookSecret.updateMany({
    where: { webhookId, endedAt: null },
    data: { endedAt: graceEndsAt(now) },
  });
  const secret = await writeSecret(tx, webhookId, actorId, now);
  await record(tx, {
    ...{
      type: "webhook.secret-renewed",
      at: now,
      actorId,
      unitId: webhook.client.unitId,
      subjectId: webhookId,
    },
    data: { webhookId },
  });
  return { ok: true, webhookId, secret };
}

/** Nothing more is sent. Refusals: webhook.stopped. */
export async function stopWebhook(
  tx: Tx,
  { webhookId, reason }: { webhookId: string; reason: StopReason },
  actorId: string | null,
  now: Date,
): Promise<Verdict> {
  const { stoppedAt, client } = await lockedWebhook(tx, webhookId);
  if (stoppedAt) return { ok: false, refusals: [refusal("webhook.stopped")] };
  await tx.webhook.update({
    where: { id: webhookId },
    data: { stoppedAt: now, stoppedById: actorId, stopReason: reason },
  });
  await record(tx, {
    ...{ type: "webhook.stopped", at: now, actorId, unitId: client.unitId, subjectId: webhookId },
    data: { webhookId, reason },
  });
  if (reason !== "by-hand") await tellOwner(tx, webhookId, client, now);
  return { ok: true };
}

/** A message that says nothing but that it came, in its turn behind what is waiting. Refusals: webhook.stopped. */
export async function sendTest(
  tx: Tx,
  { webhookId }: { webhookId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const { stoppedAt, client } = await lockedWebhook(tx, webhookId);
  if (stoppedAt) return { ok: false, refusals: [refusal("webhook.stopped")] };
  const body = JSON.stringify({ type: "webhook.test", timestamp: now.toISOString(), data: {} });
  await tx.webhookMessage.create({ data: { id: newId(), webhookId, body, madeAt: now, nextTry: now } });
  await record(tx, {
    ...{ type: "webhook.tested", at: now, actorId, unitId: client.unitId, subjectId: webhookId },
    data: { webhookId },
  });
  return { ok: true };
}

export async function lockedWebhook(tx: Tx, webhookId: string) {
  await tx.$queryRaw`SELECT 1 FROM webhook WHERE id = ${webhookId}::uuid FOR NO KEY UPDATE`;
  return tx.webhook.findUniqueOrThrow({ where: { id: webhookId }, include: { client: true } });
}

async function writeSecret(tx: Tx, webhookId: string, actorId: string, now: Date): Promise<string> {
  const id = newId();
  const keyId = currentKey("webhooks").id;
  await tx.webhookSecret.create({ data: { id, webhookId, keyId, madeById: actorId, madeAt: now } });
  return secretText(secretOf({ id, keyId }));
}

/** A secret is worked out, never kept: a copy of the database signs nothing. */
export const secretOf = ({ id, keyId }: { id: string; keyId: string }): Uint8Array =>
  hashWith("webhooks", keyId, `webhook secret ${id}`);

/** Whoever made it; where that is nobody with messages of their own, the security administrators of its unit. */
async function tellOwner(
  tx: Tx,
  webhookId: string,
  client: { unitId: string; createdById: string | null },
  now: Date,
): Promise<void> {
  const webhook = await tx.webhook.findUniqueOrThrow({ where: { id: webhookId } });
  const makers = await peopleBehind(tx, [webhook.createdById, client.createdById]);
  const role = "security-administrator" as const;
  const personIds = makers.length > 0 ? makers : await holdersAt(tx, { unitId: client.unitId, role }, now);
  const told = { code: "api.webhook-stopped" as const, happening: webhookId, facts: { webhookId } };
  await notifyAll(tx, personIds, told, now);
}

/** Where the unit of a system stands in today's tree; null when it stands no more. */
export async function pathOfClient(tx: Tx, clientId: string, now: Date): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ path: string }[]>`
    SELECT v.path FROM api_client c JOIN ${unitsOn(chinaDateOf(now))} v ON v.unit_id = c.unit_id
    WHERE c.id = ${clientId}::uuid AND c.revoked_at IS NULL AND EXISTS (SELECT 1 FROM api_key k WHERE k.client_id = c.id
      AND k.expires_at > ${now} AND (k.ended_at IS NULL OR k.ended_at > ${now}))`;
  return row?.path ?? null;
}
