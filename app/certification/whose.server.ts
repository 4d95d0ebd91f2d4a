/** Whose a certificate was, as far as was known then: a merge of two records moves certificates from one to the other. */
import type { Tx } from "~/db.server";

export type Whose = {
  /** Under whose ids to look: those asked about, and the records they were merged into since. */
  personIds: string[];
  ownerOf(certificate: { certificateId: string; personId: string }): string;
};

/** Without `knownAt`, and where no record was merged since, a certificate is whose it says. */
export async function whose(tx: Tx, personIds: readonly string[], knownAt: Date | undefined): Promise<Whose> {
  const asToday: Whose = { personIds: [...personIds], ownerOf: ({ personId }) => personId };
  if (!knownAt) return asToday;
  const asked = { in: [...personIds] };
  const merges = await tx.personMerge.findMany({
    where: { recordedAt: { gt: knownAt }, OR: [{ keptId: asked }, { mergedId: asked }] },
    select: { mergedId: true, moved: true },
    orderBy: { recordedAt: "asc" },
  });
  if (merges.length === 0) return asToday;
  const owners = new Map<string, string>();
  // The first merge after that moment took it from who had it then.
  for (const { mergedId, moved } of merges)
    for (const id of (moved as { certificate?: string[] }).certificate ?? [])
      if (!owners.has(id)) owners.set(id, mergedId);
  const aliases = await tx.person.findMany({
    where: { id: asked, mergedIntoId: { not: null } },
    select: { mergedIntoId: true },
  });
  return {
    personIds: [...new Set([...personIds, ...aliases.flatMap((alias) => alias.mergedIntoId ?? [])])],
    ownerOf: ({ certificateId, personId }) => owners.get(certificateId) ?? personId,
  };
}
