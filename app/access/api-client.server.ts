/** Other systems that ask questions: each has a key, held for a unit and its subtree, for some questions, for a year. */
import { createHash, randomBytes } from "node:crypto";
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import { prisma, rowsOf, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { latestOf, together } from "~/together";
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

/** The key of `Authorization: Bearer …`, or null. */
export function keyFrom(request: Request): string | null {
  const [, key] = /^Bearer (\S{8,200})$/.exec(request.headers.get("Authorization") ?? "") ?? [];
  return key ?? null;
}

/**
 * The system behind a key, and this question of its counted: `seconds` to wait if it is one too many in its minute, else 0;
 * null for a key that opens nothing. The system's scope is where its unit stands in today's tree.
 */
export type Admission = { client: ApiClient; seconds: number } | null;
export const admitApiClient: (asking: { key: string; now: Date }) => Promise<Admission> = together(admitAll);

/** As of the latest of their instants: none of them was answered before it. */
async function admitAll(asking: readonly { key: string; now: Date }[]): Promise<Admission[]> {
  const now = latestOf(asking);
  const hashes = asking.map(({ key }) => keyHash(key));
  const names = hashes.map((hash) => hash.toString("hex"));
  const rows = await rowsOf<AdmittedRow>(prisma, admission(hashes, now));
  const clients = new Map(rows.map((row) => [row.key, row]));
  // Of the count that all of a system got together, each takes one number, in the order in which they came.
  const left = new Map<string, number>();
  for (const name of names) {
    const id = clients.get(name)?.clientId;
    if (id) left.set(id, (left.get(id) ?? 0) + 1);
  }
  return names.map((name) => {
    const row = clients.get(name);
    if (!row) return null;
    const { key: _, asked, ...client } = row;
    const after = left.get(client.clientId)! - 1;
    left.set(client.clientId, after);
    return { client, seconds: secondsToWait(asked - after, client.perMinute, now) };
  });
}

type AdmittedRow = ApiClient & { key: string; asked: number };

/**
 * A row a system and minute, written before anything is answered: of any number at once, in any number of processes, each
 * gets a count of its own. A crash may forget the last few, for nothing waits until the count is on disk.
 */
const admission = (hashes: readonly Buffer[], now: Date) => Prisma.sql`/* prepared as api-admission */
  WITH client AS (
    SELECT a.key_hash, a.questions, c.id, v.path, c.scopes, c.per_minute
    FROM (SELECT key_hash, count(*)::int AS questions FROM unnest(${[...hashes]}::bytea[]) AS key_hash GROUP BY 1) a
    JOIN api_key k ON k.key_hash = a.key_hash
    JOIN api_client c ON c.id = k.client_id
    JOIN unit_version v ON v.unit_id = c.unit_id AND v.superseded_at IS NULL
      AND v.from_on <= ${chinaDateOf(now)}::date AND (v.to_on IS NULL OR v.to_on > ${chinaDateOf(now)}::date)
    WHERE c.revoked_at IS NULL AND k.expires_at > ${now}::timestamptz AND (k.ended_at IS NULL OR k.ended_at > ${now}::timestamptz)
  ), used AS (
    INSERT INTO api_use AS u (client_id, minute_at, asked)
    SELECT c.id, ${minuteOf(now)}::timestamptz, sum(c.questions)::int
    FROM client c CROSS JOIN (SELECT set_config('synchronous_commit', 'off', true)) AS unhurried
    GROUP BY c.id ORDER BY c.id
    ON CONFLICT (client_id, minute_at) DO UPDATE SET asked = u.asked + excluded.asked
    RETURNING u.client_id, u.asked
  )
  SELECT encode(c.key_hash, 'hex') AS key, c.id::text AS "clientId", c.path, c.scopes, c.per_minute AS "perMinute", u.asked
  FROM client c JOIN used u ON u.client_id = c.id`;
