/** Other systems that ask questions: each has a key, held for a unit and its subtree, for some questions, for a year. */
import { createHash, randomBytes } from "node:crypto";
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { prisma, rowsOf, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { allow, type Refusal, refusal, refuse, type Verdict } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";
import { type ApiScope, graceEndsAt, keyEndsAt, minuteOf, PER_MINUTE, secondsToWait } from "./api-scope";

const keyHash = (key: string) => Buffer.from(createHash("sha256").update(key).digest());
const newKey = () => `cz_${randomBytes(24).toString("base64url")}`;

export type ApiClient = { clientId: string; path: string; scopes: ApiScope[]; perMinute: number };
export type NewApiClient = {
  name: string;
  unitId: string;
  scopes?: readonly ApiScope[];
  perMinute?: number;
  key?: string;
};

/** Registers a system and answers its key, which is shown once and kept only as a hash. */
export async function createApiClient(
  tx: Tx,
  { name, unitId, scopes = ["eligibility"], perMinute = PER_MINUTE.usual, key = newKey() }: NewApiClient,
  actorId: string | null,
  now: Date,
): Promise<string> {
  const id = newId();
  await tx.apiClient.create({
    data: { id, name, unitId, scopes: [...scopes], perMinute, createdById: actorId, createdAt: now },
  });
  await writeKey(tx, id, key, actorId, now);
  await record(tx, { type: "api-client.created", at: now, actorId, unitId, data: { clientId: id } });
  return key;
}

/**
 * A new key for a system; the one before goes on for the time of grace. A key that
 * fell into wrong hands is answered by revoking the system.
 * Refusals: api-client.revoked.
 */
export async function renewApiKey(
  tx: Tx,
  { clientId }: { clientId: string },
  actorId: string,
  now: Date,
): Promise<{ ok: true; key: string } | { ok: false; refusals: Refusal[] }> {
  const client = await lockedClient(tx, clientId);
  if (client.revokedAt) return { ok: false, refusals: [refusal("api-client.revoked")] };
  await tx.apiKey.updateMany({ where: { clientId, endedAt: null }, data: { endedAt: graceEndsAt(now) } });
  const key = newKey();
  const keyId = await writeKey(tx, clientId, key, actorId, now);
  const data = { clientId, keyId };
  await record(tx, { type: "api-client.key-renewed", at: now, actorId, unitId: client.unitId, data });
  return { ok: true, key };
}

/** Ends all keys of a system at once. Refusals: api-client.revoked. */
export async function revokeApiClient(
  tx: Tx,
  { clientId }: { clientId: string },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const client = await lockedClient(tx, clientId);
  if (client.revokedAt) return refuse(refusal("api-client.revoked"));
  await tx.apiClient.update({ where: { id: clientId }, data: { revokedAt: now, revokedById: actorId } });
  const data = { clientId };
  await record(tx, { type: "api-client.revoked", at: now, actorId, unitId: client.unitId, data });
  return allow;
}

async function lockedClient(tx: Tx, clientId: string) {
  await tx.$queryRaw`SELECT 1 FROM api_client WHERE id = ${clientId}::uuid FOR NO KEY UPDATE`;
  return tx.apiClient.findUniqueOrThrow({ where: { id: clientId } });
}

async function writeKey(tx: Tx, clientId: string, key: string, actorId: string | null, now: Date) {
  const id = newId();
  const made = { madeById: actorId, madeAt: now, expiresAt: keyEndsAt(now) };
  await tx.apiKey.create({ data: { id, clientId, keyHash: new Uint8Array(keyHash(key)), ...made } });
  return id;
}

/** The system behind `Authorization: Bearer …`, or null; its scope is where its unit stands in today's tree. */
export async function findApiClient(request: Request, now: Date): Promise<ApiClient | null> {
  const [, key] = /^Bearer (\S{8,200})$/.exec(request.headers.get("Authorization") ?? "") ?? [];
  if (!key) return null;
  const today = chinaDateOf(now);
  const statement = Prisma.sql`/* prepared as api-client */
    SELECT c.id::text AS "clientId", v.path, c.scopes, c.per_minute AS "perMinute"
    FROM api_key k JOIN api_client c ON c.id = k.client_id
    JOIN unit_version v ON v.unit_id = c.unit_id AND v.superseded_at IS NULL
      AND v.from_on <= ${today}::date AND (v.to_on IS NULL OR v.to_on > ${today}::date)
    WHERE k.key_hash = ${keyHash(key)} AND c.revoked_at IS NULL
      AND k.expires_at > ${now}::timestamptz AND (k.ended_at IS NULL OR k.ended_at > ${now}::timestamptz)`;
  const [client] = await rowsOf<ApiClient>(prisma, statement);
  return client ?? null;
}

/**
 * Counts one question, and answers the seconds to wait if it is one too many in its minute, else 0. A row a minute,
 * written before anything is answered: of any number at once each gets a count of its own. A crash may forget the last
 * few, for nothing waits until the count is on disk.
 */
export async function countQuestion(client: ApiClient, now: Date): Promise<number> {
  const statement = Prisma.sql`/* prepared as api-use */
    INSERT INTO api_use AS u (client_id, minute_at, asked)
    SELECT ${client.clientId}::uuid, ${minuteOf(now)}::timestamptz, 1
    FROM (SELECT set_config('synchronous_commit', 'off', true)) AS unhurried
    ON CONFLICT (client_id, minute_at) DO UPDATE SET asked = u.asked + 1
    RETURNING u.asked`;
  const [row] = await rowsOf<{ asked: number }>(prisma, statement);
  return secondsToWait(row!.asked, client.perMinute, now);
}
