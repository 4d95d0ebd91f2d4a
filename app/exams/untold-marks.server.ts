import type { Tx } from "~/db.server";

/**
 * Attempts of these people whose marks the reader of a personnel file is not told: those not released, and to anybody but
 * the candidate those before an appointment, which go to whom the rule pack names.
 */
export async function untoldAttempts(
  tx: Tx,
  personIds: readonly string[],
  { isOwn }: { isOwn: boolean },
): Promise<string[]> {
  const rows = await tx.attempt.findMany({
    where: {
      personId: { in: [...personIds] },
      registration: {
        exam: {
          OR: [{ acts: { none: { act: "released" } } }, ...(isOwn ? [] : [{ kind: "pre-appointment" }])],
        },
      },
    },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
