/** The systems that ask, as their register shows them: never a key. */
import { type DateOn, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { unitsOn } from "~/units-on.server";
import type { ApiScope } from "./api-scope";

export type ApiClientRow = {
  id: string;
  name: string;
  unitName: string;
  scopes: ApiScope[];
  perMinute: number;
  expiresAt: Date;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  askedToday: number;
};

const MOST = 500;

/** Those of units below these paths, the newest first. `today` begins at 00:00 in China. */
export async function apiClientsUnder(
  tx: Tx,
  paths: readonly string[],
  today: DateOn,
  beganAt: Date,
): Promise<ApiClientRow[]> {
  if (paths.length === 0) return [];
  return tx.$queryRaw<ApiClientRow[]>`
    SELECT c.id::text, c.name, v.name AS "unitName", c.scopes, c.per_minute AS "perMinute",
      k.expires_at AS "expiresAt", c.revoked_at AS "revokedAt",
      (SELECT max(u.minute_at) FROM api_use u WHERE u.client_id = c.id) AS "lastUsedAt",
      (SELECT coalesce(sum(u.asked), 0)::int FROM api_use u
        WHERE u.client_id = c.id AND u.minute_at >= ${beganAt}) AS "askedToday"
    FROM api_client c
    JOIN ${unitsOn(today)} v ON v.unit_id = c.unit_id
    JOIN api_key k ON k.client_id = c.id AND k.ended_at IS NULL
    WHERE v.path ^@ ANY(${[...paths]}::text[])
    ORDER BY c.created_at DESC, c.id LIMIT ${MOST}`;
}

/** The system with this id if its unit stands below one of these paths today, else null. */
export async function findApiClientUnder(
  tx: Tx,
  clientId: string,
  paths: readonly string[],
  today: DateOn,
): Promise<{ id: string; name: string } | null> {
  const on = toDbDate(today);
  return tx.apiClient.findFirst({
    where: {
      id: clientId,
      unit: {
        versions: {
          some: {
            supersededAt: null,
            fromOn: { lte: on },
            AND: [
              { OR: [{ toOn: null }, { toOn: { gt: on } }] },
              { OR: paths.map((path) => ({ path: { startsWith: path } })) },
            ],
          },
        },
      },
    },
    select: { id: true, name: true },
  });
}
