/** Telling people, in the transaction of the act; and what they do with it: they read it, once. */
import type { Role } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { unitsOn } from "~/units-on.server";
import { Prisma } from "../../prisma/generated/client";
import type { NewNotice, NoticeCode, NoticeFacts } from "./notice";

/**
 * Tells each of these people, whether they ever read it or not. The same happening tells a person once: telling again
 * changes nothing. One statement, however many there are.
 */
export async function notify(tx: Tx, notices: readonly NewNotice[], now: Date): Promise<void> {
  if (notices.length === 0) return;
  // In one order, as every writer of several people's rows.
  const rows = notices
    .map(({ personId, code, happening, facts }) => ({ id: newId(), personId, code, happening, facts }))
    .sort((a, b) => (a.personId < b.personId ? -1 : a.personId > b.personId ? 1 : 0));
  await tx.$executeRaw`
    INSERT INTO notice (id, person_id, code, happening, facts, at)
    SELECT r.id, r."personId", r.code, r.happening, r.facts, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r (id uuid, "personId" uuid, code text, happening text, facts jsonb)
    ON CONFLICT (person_id, code, happening) DO NOTHING`;
}

/** The people behind these accounts; an account of nobody's is left out. */
export async function peopleBehind(tx: Tx, accountIds: readonly (string | null)[]): Promise<string[]> {
  const rows = await tx.account.findMany({
    where: { id: { in: accountIds.filter((id) => id !== null) }, personId: { not: null } },
    select: { personId: true },
  });
  return [...new Set(rows.map(({ personId }) => personId!))];
}

/**
 * The people who hold a role for a unit: those who hold it for the unit itself, or, where nobody does, for the nearest
 * unit above where somebody does.
 */
export async function holdersAt(
  tx: Tx,
  { unitId, role }: { unitId: string; role: Role },
  now: Date,
): Promise<string[]> {
  const units = unitsOn(chinaDateOf(now));
  const rows = await tx.$queryRaw<{ personId: string; depth: number }[]>`
    SELECT DISTINCT a.person_id::text AS "personId", length(held.path) AS depth
    FROM ${units} own JOIN ${units} held ON starts_with(own.path, held.path)
    JOIN role_grant g ON g.unit_id = held.unit_id AND g.withdrawn_at IS NULL AND g.role = ${role}
    JOIN account a ON a.id = g.account_id AND a.person_id IS NOT NULL
    WHERE own.unit_id = ${unitId}::uuid`;
  const nearest = Math.max(...rows.map(({ depth }) => depth));
  return rows.filter(({ depth }) => depth === nearest).map(({ personId }) => personId);
}

/** The same to each of these people. */
export async function notifyAll<C extends NoticeCode>(
  tx: Tx,
  personIds: readonly string[],
  told: { code: C; happening: string; facts: NoticeFacts[C] },
  now: Date,
): Promise<void> {
  const notices = personIds.map((personId) => ({ ...told, personId }));
  await notify(tx, notices as unknown as NewNotice[], now);
}

/** In WHERE: of this person, and of records that were merged into theirs. */
export const ofPersonSql = (personId: string): Prisma.Sql => Prisma.sql`
  person_id IN (SELECT ${personId}::uuid UNION ALL SELECT p.id FROM person p WHERE p.merged_into_id = ${personId}::uuid)`;

/** Of the person's own; harmless to repeat. */
export async function markRead(
  tx: Tx,
  { personId, noticeId }: { personId: string; noticeId: string },
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE notice SET read_at = ${now} WHERE id = ${noticeId}::uuid AND ${ofPersonSql(personId)} AND read_at IS NULL`;
}

/** Everything told up to the notice with this id: what came later has not been seen. */
export async function markAllRead(
  tx: Tx,
  { personId, upToId }: { personId: string; upToId: string },
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE notice SET read_at = ${now} WHERE ${ofPersonSql(personId)} AND read_at IS NULL AND id <= ${upToId}::uuid`;
}
