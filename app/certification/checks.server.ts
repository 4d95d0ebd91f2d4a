/** How often certificates are looked up in public: a number for each day and way, and nothing about who. */
import { chinaDateOf, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";

/** The page of a certificate, the same for programs, and its credential. */
export const CHECK_WAYS = ["page", "entry", "credential"] as const;
export type CheckWay = (typeof CHECK_WAYS)[number];

export async function countCheck(tx: Tx, certificateId: string, way: CheckWay, now: Date): Promise<void> {
  await tx.$executeRaw(countingChecks(Prisma.sql`SELECT ${certificateId}::uuid AS id`, way, now));
}

/** One check more of each certificate whose `id` is among `which`, as a statement. */
export const countingChecks = (which: Prisma.Sql, way: CheckWay, now: Date) => Prisma.sql`
  INSERT INTO certificate_check AS k (certificate_id, checked_on, way, checks)
  SELECT id, ${chinaDateOf(now)}::date, ${way}, 1 FROM (${which}) which
  ON CONFLICT (certificate_id, checked_on, way) DO UPDATE SET checks = k.checks + 1`;

/** How often on this day, and in all. */
export async function checksOf(
  tx: Tx,
  certificateId: string,
  now: Date,
): Promise<{ today: number; total: number }> {
  const sumOf = async (where: object) =>
    (await tx.certificateCheck.aggregate({ where: { certificateId, ...where }, _sum: { checks: true } }))._sum
      .checks ?? 0;
  return { today: await sumOf({ checkedOn: toDbDate(chinaDateOf(now)) }), total: await sumOf({}) };
}
