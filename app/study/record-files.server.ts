/** Evidence files of the ledger: added with an entry and for good, read by whoever may, and every look is an event. */
import { record, recordAll } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { plainFileName, readFile } from "~/files.server";
import { newId } from "~/ids";
import { fileEndingOf } from "./evidence-file";

export type KeptFile = {
  id: string;
  hash: string;
  name: string;
  mediaType: string;
  bytes: number;
  width: number | null;
  height: number | null;
};

export async function filesOf(tx: Tx, recordId: string): Promise<KeptFile[]> {
  const rows = await tx.studyRecordFile.findMany({
    where: { recordId },
    orderBy: [{ addedAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, fileHash, name, mediaType, bytes, width, height }) => ({
    ...{ id, hash: fileHash, name, mediaType, bytes, width, height },
  }));
}

/** Adding the same file twice is harmless. */
export async function attachFiles(
  tx: Tx,
  { recordId, personId, unitId }: { recordId: string; personId: string; unitId: string },
  files: readonly KeptFile[],
  actorId: string,
  now: Date,
): Promise<void> {
  if (files.length === 0) return;
  const { count } = await tx.studyRecordFile.createMany({
    data: files.map(({ hash, name, mediaType, bytes, width, height }) => ({
      ...{ id: newId(), recordId, fileHash: hash, name, mediaType, bytes, width, height },
      ...{ addedById: actorId, addedAt: now },
    })),
    skipDuplicates: true,
  });
  if (count === 0) return;
  await recordAll(tx, [
    {
      type: "study-evidence.added",
      ...{ at: now, actorId, personId, unitId, subjectId: recordId },
      data: { recordId, files: count },
    },
  ]);
}

export type SeenFile = { bytes: Buffer; mediaType: string; name: string; plainName: string };

/** One file of an entry, and the event of the look; null where the entry has no such file. */
export async function lookAtFile(
  tx: Tx,
  entry: { recordId: string; personId: string; unitId: string },
  fileId: string,
  actorId: string,
  now: Date,
): Promise<SeenFile | null> {
  const { recordId, personId, unitId } = entry;
  const row = await tx.studyRecordFile.findFirst({ where: { id: fileId, recordId } });
  if (!row) return null;
  const { bytes, mediaType } = await readFile(tx, row.fileHash);
  await record(tx, {
    type: "study-evidence.viewed",
    ...{ at: now, actorId, personId, unitId, subjectId: recordId },
    data: { recordId, fileId },
  });
  return { bytes, ...namesOf(fileId, mediaType, row.name) };
}

/** The name its giver knew it by, with the ending of what it is. */
export function namesOf(fileId: string, mediaType: string, name: string) {
  const ending = fileEndingOf(mediaType);
  const base = plainFileName(name, "evidence").replace(/\.[a-z0-9]{1,5}$/i, "");
  return { mediaType, name: `${base}.${ending}`, plainName: `evidence-${fileId}.${ending}` };
}
