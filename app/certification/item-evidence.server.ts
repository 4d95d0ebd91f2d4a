/** The file that was given with a loss or the like. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { readFile } from "~/files.server";
import { fileEndingOf } from "~/study/evidence-file";
import type { SeenFile } from "./act-evidence.server";

/** Every look is an event. Null where there is no file, or its thing is of no unit of `unitIds`. */
export async function lookAtReturn(
  tx: Tx,
  { returnId, unitIds }: { returnId: string; unitIds: readonly string[] },
  actorId: string,
  now: Date,
): Promise<SeenFile | null> {
  const whose = { select: { personId: true, unitId: true } };
  const row = await tx.itemReturn.findUnique({
    where: { id: returnId },
    include: { item: whose, certificate: whose },
  });
  const of = row?.item ?? row?.certificate;
  if (!row?.fileHash || !row.mediaType || !of || !unitIds.includes(of.unitId)) return null;
  const { bytes } = await readFile(tx, row.fileHash);
  await record(tx, {
    ...{ type: "item.evidence-seen", at: now, actorId, ...of, subjectId: returnId },
    data: { returnId },
  });
  const plainName = `evidence-${returnId}.${fileEndingOf(row.mediaType)}`;
  return { bytes, mediaType: row.mediaType, name: plainName, plainName };
}
