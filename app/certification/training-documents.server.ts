/** The documents of certificates of training: checked before a number is given, printed once, kept for good. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { readFile, storeFile } from "~/files.server";
import { textFor } from "~/text/text";
import { trainingText } from "~/text/training";
import type { Refusal } from "~/verdict";
import { prepareView } from "./certificates.server";
import type { KeptDocument } from "./document.server";
import { signerAt } from "./signing.server";
import { type TrainingEntry, trainingView } from "./training-entry";

/** Checks that it can be printed, a rare name among it. Refusals: paper.*, each with what stands in the way. */
export const prepareTraining = (entry: TrainingEntry) => prepareView(trainingView(entry));

export type PrintedTraining = { certificateId: string; signingKeyId: string; bytes: Buffer };

/** Outside any transaction: the bytes, signed. Null when they are kept already. Refusals: signing.*; it is tried again later then. */
export async function renderTraining(
  db: Tx,
  certificateId: string,
  now: Date,
): Promise<{ ok: true; printed: PrintedTraining | null } | { ok: false; refusals: Refusal[] }> {
  const { registerEntry, document } = await db.trainingCertificate.findUniqueOrThrow({
    where: { id: certificateId },
    select: { registerEntry: true, document: { select: { certificateId: true } } },
  });
  if (document) return { ok: true, printed: null };
  const prepared = prepareTraining(registerEntry as TrainingEntry);
  if (!prepared.ok)
    throw new Error(
      `A stored entry cannot be printed: ${prepared.refusals.map(({ code }) => code).join(", ")}`,
    );
  const signing = await signerAt(now);
  if (!signing.ok) return signing;
  const { signer } = signing;
  const bytes = await prepared.render({ signer, at: now });
  return { ok: true, printed: { certificateId, signingKeyId: signer.keyId, bytes } };
}

/** Twice changes nothing; the first bytes stay. */
export async function keepTraining(tx: Tx, printed: PrintedTraining, now: Date): Promise<void> {
  const { certificateId, signingKeyId, bytes } = printed;
  const { templateId, templateVersion, personId, unitId } = await tx.trainingCertificate.findUniqueOrThrow({
    where: { id: certificateId },
  });
  const hash = await storeFile(tx, { bytes, mediaType: "application/pdf", purpose: "certificate", now });
  const { count } = await tx.trainingDocument.createMany({
    data: [
      {
        ...{ certificateId, fileHash: hash, bytes: bytes.length, templateId, templateVersion },
        ...{ signingKeyId, createdAt: now },
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return;
  await record(tx, {
    ...{ type: "training-certificate.document-rendered", at: now, actorId: null, personId, unitId },
    ...{ subjectId: certificateId, data: { certificateId, hash } },
  });
}

/** The frozen document; null while it has not been made. Who took it is logged. */
export async function takeTraining(
  tx: Tx,
  certificateId: string,
  actorId: string,
  now: Date,
): Promise<KeptDocument | null> {
  const kept = await tx.trainingDocument.findUnique({
    where: { certificateId },
    include: { certificate: true },
  });
  if (!kept) return null;
  const { personId, unitId, registerEntry } = kept.certificate;
  const { paper } = textFor(trainingText, "zh-CN");
  const { holderName, number } = registerEntry as TrainingEntry;
  await record(tx, {
    ...{ type: "training-certificate.document-downloaded", at: now, actorId, personId, unitId },
    ...{ subjectId: certificateId, data: { certificateId } },
  });
  return {
    ...(await readFile(tx, kept.fileHash)),
    name: paper.fileName(holderName, number),
    plainName: `training-${number}.pdf`,
  };
}
