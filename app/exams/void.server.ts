import type { Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";

// An effective violation voids every result of its registration. Nothing is deleted: whoever reads a result asks here.

/** In the WHERE of a query about violations: those that void. */
export const voiding = { effectiveAt: { not: null }, withdrawnAt: null } as const;

/** Whether the registration with this id, a column of the statement, is void. */
export const isVoidSql = (registrationId: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT 1 FROM violation void WHERE void.registration_id = ${registrationId}
    AND void.effective_at IS NOT NULL AND void.withdrawn_at IS NULL)`;

/** Of these registrations, those whose results are void. What has none is a rehearsal, and nothing of it can be void. */
export async function voidRegistrations(
  tx: Tx,
  ids: readonly (string | null)[],
): Promise<ReadonlySet<string | null>> {
  const rows = await tx.violation.findMany({
    where: { registrationId: { in: ids.filter((id) => id !== null) }, ...voiding },
    select: { registrationId: true },
  });
  return new Set(rows.map((row) => row.registrationId));
}
