/** What a person sees of their own: certificates, newest first, and the applications made for them. */

import type { Actor } from "~/access/permissions";
import { chinaDateOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { findUnit } from "~/organisation/units.server";
import type { ApplicationKind } from "./application";
import { type ApplicationFacts, applicationFrom } from "./application-steps.server";
import { type CertificateFile, certificateFile } from "./register.server";

export type Own = {
  certificates: CertificateFile[];
  applications: (Omit<ApplicationFacts, "kind"> & { kind: ApplicationKind })[];
};

export async function ownCertification(tx: Tx, actor: Actor & { personId: string }, now: Date): Promise<Own> {
  const rows = await tx.certificate.findMany({
    where: { personId: actor.personId },
    orderBy: { issuedAt: "desc" },
    select: { id: true, unitId: true },
  });
  const certificates: CertificateFile[] = [];
  for (const { id, unitId } of rows) {
    const unit = await findUnit(tx, unitId, chinaDateOf(now));
    if (unit) certificates.push(asHolder(await certificateFile(tx, { certificateId: id, unit }, actor, now)));
  }
  const applications = await tx.application.findMany({
    where: { personId: actor.personId },
    orderBy: { createdAt: "desc" },
    include: { steps: { orderBy: { id: "asc" } } },
  });
  return {
    certificates,
    applications: applications
      .map(applicationFrom)
      .map((application) => ({ ...application, kind: application.kind as ApplicationKind })),
  };
}

/** What nobody has decided yet, and what a decision rests on, stays with the offices. */
const asHolder = (file: CertificateFile): CertificateFile => ({
  ...file,
  proposal: null,
  acts: file.acts.map((act) => ({ ...act, files: [] })),
});

export async function latestCertificateId(tx: Tx, personId: string): Promise<string | null> {
  const row = await tx.certificate.findFirst({
    where: { personId },
    orderBy: { issuedAt: "desc" },
    select: { id: true },
  });
  return row?.id ?? null;
}
