/**
 * The lists of certificates that have ended or are stopped, computed from their acts by one statement. `statusSql` gives the
 * word, as everywhere; around it stands only what keeps a million certificates that nothing happened to out of it.
 */
import { chinaDateOf } from "~/calendar";
import { keptWhileConnected, prisma, type Tx } from "~/db.server";
import { env } from "~/env.server";
import { currentKey } from "~/keys.server";
import { servesIn } from "~/personnel/serving-sql.server";
import { Prisma } from "../../prisma/generated/client";
import { PLACES_IN_BLOCK, type StatusPurpose, secured, statusListOf } from "./credential";
import type { CertificateStatus } from "./status";
import { statusSql } from "./status-sql.server";

/**
 * Not collected counts as stopped: nobody may enforce with it yet; and so does, beside these, what is in use by somebody who
 * does not serve in its unit. Expiry stands in no list.
 */
export const LISTED = {
  revocation: ["cancelled", "revoked", "annulled", "replaced", "voided"],
  suspension: ["suspended", "lost", "to-collect"],
} as const satisfies Record<StatusPurpose, readonly CertificateStatus[]>;

const MINUTE_MS = 60_000;
const made = keptWhileConnected<StatusPurpose, { minute: number; list: Promise<string> }>();

/** The list of this minute, signed. Who asks meanwhile is given the same: it costs a look at all certificates. */
export function statusList(purpose: StatusPurpose, now: Date): Promise<string> {
  const minute = Math.floor(now.getTime() / MINUTE_MS);
  const last = made.get(purpose);
  if (last?.minute === minute) return last.list;
  const list = signedList(prisma, purpose, new Date(minute * MINUTE_MS), now);
  made.set(purpose, { minute, list });
  list.catch(() => made.delete(purpose));
  return list;
}

async function signedList(tx: Tx, purpose: StatusPurpose, from: Date, now: Date): Promise<string> {
  const bits = await statusBits(tx, purpose, now);
  return secured(statusListOf(purpose, bits, from, env().publicUrl), currentKey("certificates"));
}

/** One bit for each place, the first to the left; as many blocks as the last place needs. */
export async function statusBits(tx: Tx, purpose: StatusPurpose, now: Date): Promise<Uint8Array> {
  const [row] = await tx.$queryRaw<{ bits: Uint8Array }[]>`
    WITH looked_at AS (${touched(purpose, now)}),
      marked AS (SELECT c.status_index AS place FROM looked_at l JOIN certificate c ON c.id = l.id
        WHERE ${statusSql(now)} = ANY(${[...LISTED[purpose]]}::text[])${orOutOfUse(purpose, now)}),
      bytes AS (SELECT place / 8 AS at, bit_or(128 >> (place % 8)) AS held FROM marked GROUP BY place / 8)
    SELECT string_agg(decode(lpad(to_hex(coalesce(b.held, 0)), 2, '0'), 'hex'), ''::bytea ORDER BY n.at) AS bits
    FROM (SELECT (coalesce(max(status_index), 0) / ${PLACES_IN_BLOCK}::int + 1) * (${PLACES_IN_BLOCK}::int / 8) AS bytes FROM certificate) size
    CROSS JOIN LATERAL generate_series(0, size.bytes - 1) AS n (at) LEFT JOIN bytes b ON b.at = n.at`;
  return row!.bits;
}

const serves = (now: Date) => servesIn(Prisma.raw("c.person_id"), Prisma.raw("c.unit_id"), chinaDateOf(now));

const orOutOfUse = (purpose: StatusPurpose, now: Date) =>
  purpose === "suspension"
    ? Prisma.sql` OR (${statusSql(now)} = 'active' AND NOT ${serves(now)})`
    : Prisma.empty;

/** Certificates that may be in the list at all. */
function touched(purpose: StatusPurpose, now: Date): Prisma.Sql {
  if (purpose === "revocation")
    return Prisma.sql`SELECT DISTINCT a.certificate_id AS id FROM certificate_act a
      WHERE a.superseded_at IS NULL AND a.act IN ('cancel', 'revoke', 'annul', 'replace', 'void')`;
  const today = chinaDateOf(now);
  return Prisma.sql`SELECT c.id FROM certificate c WHERE c.valid_from_on > ${today}::date
    UNION SELECT a.certificate_id FROM certificate_act a WHERE a.superseded_at IS NULL AND a.act IN ('suspend', 'lose')
    UNION SELECT c.id FROM certificate c WHERE c.valid_to_on >= ${today}::date AND NOT EXISTS (
      SELECT 1 FROM certificate_act a WHERE a.certificate_id = c.id AND a.superseded_at IS NULL AND a.act = 'collect'
        AND a.effective_at <= ${now}::timestamptz)
    UNION SELECT c.id FROM certificate c WHERE c.valid_to_on >= ${today}::date AND NOT ${serves(now)}`;
}
