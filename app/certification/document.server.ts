import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { readFile } from "~/files.server";
import { certificationText } from "~/text/certification";
import { textFor } from "~/text/text";
import { LAYOUT, type RegisterEntry } from "./register-entry";

export type KeptDocument = { bytes: Buffer; mediaType: string; name: string; plainName: string };

/** The frozen document of a certificate; null while it has not been made. Who took it is logged. */
export async function takeDocument(
  tx: Tx,
  certificateId: string,
  actorId: string,
  now: Date,
): Promise<KeptDocument | null> {
  const kept = await tx.certificateDocument.findUnique({
    where: { certificateId_layout: { certificateId, layout: LAYOUT } },
    include: { certificate: true },
  });
  if (!kept) return null;
  const { personId, unitId, registerEntry } = kept.certificate;
  const { holderName, number } = registerEntry as RegisterEntry;
  await record(tx, {
    type: "certificate.document-downloaded",
    at: now,
    actorId,
    personId,
    unitId,
    subjectId: certificateId,
    data: { certificateId },
  });
  return {
    ...(await readFile(tx, kept.fileHash)),
    name: textFor(certificationText, "zh-CN").paper.fileName(holderName, number),
    plainName: `certificate-${number}.pdf`,
  };
}
