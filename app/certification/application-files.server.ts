/** Files behind an application: added by the unit while it is open, read by whoever may see it; every look is an event. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { plainFileName, readFile, storeFile } from "~/files.server";
import { newId } from "~/ids";
import { evidenceFileFrom, fileEndingOf, tooMany } from "~/study/evidence-file";
import { refusal, type Verdict, verdictOf } from "~/verdict";
import type { SeenFile } from "./act-evidence.server";
import { isClosed } from "./application";
import { type ApplicationFileKind, MOST_APPLICATION_FILES } from "./application-file";
import { applicationLocked, eventOf } from "./application-steps.server";

export type FileShown = { id: string; kind: ApplicationFileKind; name: string; bytes: number; addedAt: Date };

/**
 * The same file of the same kind twice is one. Refusals, all at once: application.closed { state }, study-file.none,
 * study-file.too-many, and those of `evidenceFileFrom` for each file. Nothing is kept then.
 */
export async function addApplicationFiles(
  tx: Tx,
  {
    applicationId,
    kind,
    uploads,
  }: {
    applicationId: string;
    kind: ApplicationFileKind;
    uploads: readonly { name: string; bytes: Buffer }[];
  },
  actorId: string,
  now: Date,
): Promise<Verdict> {
  const application = await applicationLocked(tx, applicationId);
  const { state } = application.standing;
  const there = await tx.applicationFile.count({ where: { applicationId } });
  const files = uploads.map(({ name, bytes }) => ({ name, file: evidenceFileFrom(bytes) }));
  const verdict = verdictOf([
    ...(isClosed(state) ? [refusal("application.closed", { state })] : []),
    ...(uploads.length === 0 ? [refusal("application.file-missing")] : []),
    ...(there + uploads.length > MOST_APPLICATION_FILES ? [tooMany(MOST_APPLICATION_FILES)] : []),
    ...files.flatMap(({ file }) => ("code" in file ? [file] : [])),
  ]);
  if (!verdict.ok) return verdict;
  for (const { name, file } of files) {
    if ("code" in file) continue;
    const { bytes, mediaType } = file;
    const fileHash = await storeFile(tx, { bytes, mediaType, purpose: "evidence", now });
    const { count } = await tx.applicationFile.createMany({
      data: [
        {
          ...{ id: newId(), applicationId, kind, fileHash, name: plainFileName(name, "evidence") },
          ...{ mediaType, bytes: bytes.length, addedById: actorId, addedAt: now },
        },
      ],
      skipDuplicates: true,
    });
    if (count > 0)
      await record(tx, {
        ...eventOf(application, actorId, now),
        type: "application.file-added",
        data: { applicationId, kind, fileHash },
      });
  }
  return { ok: true };
}

export async function filesOf(tx: Tx, applicationId: string): Promise<FileShown[]> {
  const rows = await tx.applicationFile.findMany({
    where: { applicationId },
    orderBy: { id: "asc" },
    select: { id: true, kind: true, name: true, bytes: true, addedAt: true },
  });
  return rows.map((row) => ({ ...row, kind: row.kind as ApplicationFileKind }));
}

/** One file of this application, and the event of the look; null where there is none such. */
export async function lookAtApplicationFile(
  tx: Tx,
  { applicationId, fileId }: { applicationId: string; fileId: string },
  actorId: string,
  now: Date,
): Promise<SeenFile | null> {
  const row = await tx.applicationFile.findFirst({
    where: { id: fileId, applicationId },
    include: { application: { select: { id: true, personId: true, unitId: true } } },
  });
  if (!row) return null;
  const { fileHash, mediaType, name } = row;
  const { bytes } = await readFile(tx, fileHash);
  await record(tx, {
    ...eventOf(row.application, actorId, now),
    type: "application.file-seen",
    data: { applicationId, fileHash },
  });
  return { bytes, mediaType, name, plainName: `evidence-${fileId}.${fileEndingOf(mediaType)}` };
}
