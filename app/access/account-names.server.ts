import type { Tx } from "~/db.server";

/** Display names of accounts by id, for saying who did what. Ids that may be missing are left out. */
export async function accountNames(
  tx: Tx,
  ids: readonly (string | null | undefined)[],
): Promise<Record<string, string>> {
  const rows = await tx.account.findMany({
    where: { id: { in: [...new Set(ids.flatMap((id) => id ?? []))] } },
    select: { id: true, displayName: true },
  });
  return Object.fromEntries(rows.map(({ id, displayName }) => [id, displayName]));
}
