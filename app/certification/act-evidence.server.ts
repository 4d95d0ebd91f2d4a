/** The files that a decision on a certificate rests on: given with its proposal and for good, read by whoever may; every look is an event. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { plainFileName, readFile, storeFile } from "~/files.server";
import { newId } from "~/ids";
import { type EvidenceFile, fileEndingOf } from "~/study/evidence-file";

export type EvidenceShown = { id: string; name: string; bytes: number; mediaType: string };
export type SeenFile = { bytes: Buffer; mediaType: string; name: string; plainName: string };

/** The same file twice is one. */
export async function attachEvidence(
  tx: Tx,
  proposalId: string,
  { name, file: { bytes, mediaType } }: { name: string; file: EvidenceFile },
  now: Date,
): Promise<void> {
  const fileHash = await storeFile(tx, { bytes, mediaType, purpose: "evidence", now });
  await tx.actProposalFile.createMany({
    data: [
      {
        ...{ id: newId(), proposalId, fileHash, name: plainFileName(name, "evidence") },
        ...{ mediaType, bytes: bytes.length },
      },
    ],
    skipDuplicates: true,
  });
}

/** One file of a proposal about this certificate, and the event of the look; null where there is none such. */
export async function lookAtEvidence(
  tx: Tx,
  { certificateId, fileId }: { certificateId: string; fileId: string },
  actorId: string,
  now: Date,
): Promise<SeenFile | null> {
  const row = await tx.actProposalFile.findFirst({
    where: { id: fileId, proposal: { certificateId } },
    include: { proposal: { select: { certificate: { select: { personId: true, unitId: true } } } } },
  });
  if (!row) return null;
  const { proposalId, fileHash, mediaType, name } = row;
  const { bytes } = await readFile(tx, fileHash);
  await record(tx, {
    ...{ type: "certificate.evidence-seen", at: now, actorId, subjectId: certificateId },
    ...row.proposal.certificate,
    data: { certificateId, proposalId, fileHash },
  });
  return { bytes, mediaType, name, plainName: `evidence-${fileId}.${fileEndingOf(mediaType)}` };
}
