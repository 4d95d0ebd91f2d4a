/** Other systems that ask questions: each has a key, held for a unit and its subtree. */
import { createHash, randomBytes } from "node:crypto";
import { record } from "~/audit/audit.server";
import { chinaDateOf, toDbDate } from "~/calendar";
import { prisma, type Tx } from "~/db.server";
import { newId } from "~/ids";

const keyHash = (key: string) => new Uint8Array(createHash("sha256").update(key).digest());

export type ApiClient = { clientId: string; path: string };

/** Registers a system and answers its key, which is shown once and kept only as a hash. */
export async function createApiClient(
  tx: Tx,
  client: { name: string; unitId: string; key?: string },
  actorId: string | null,
  now: Date,
): Promise<string> {
  const key = client.key ?? `cz_${randomBytes(24).toString("base64url")}`;
  const id = newId();
  await tx.apiClient.create({
    data: {
      id,
      name: client.name,
      keyHash: keyHash(key),
      unitId: client.unitId,
      createdById: actorId,
      createdAt: now,
    },
  });
  await record(tx, {
    type: "api-client.created",
    at: now,
    actorId,
    unitId: client.unitId,
    data: { clientId: id },
  });
  return key;
}

/** The system behind `Authorization: Bearer …`, or null; its scope is where its unit stands in today's tree. */
export async function findApiClient(request: Request, now: Date): Promise<ApiClient | null> {
  const [, key] = /^Bearer (\S{8,200})$/.exec(request.headers.get("Authorization") ?? "") ?? [];
  if (!key) return null;
  const today = toDbDate(chinaDateOf(now));
  const inForce = { fromOn: { lte: today }, OR: [{ toOn: null }, { toOn: { gt: today } }] };
  const client = await prisma.apiClient.findUnique({
    where: { keyHash: keyHash(key) },
    include: { unit: { include: { versions: { where: { supersededAt: null, ...inForce } } } } },
  });
  const path = client?.unit.versions[0]?.path;
  return client && !client.revokedAt && path ? { clientId: client.id, path } : null;
}
