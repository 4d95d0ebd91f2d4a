/**
 * Issuing, in two steps on purpose. `allocateCertificate` stores number, register entry, act and job in one
 * transaction; the job (`completeIssuance` in `~/jobs.server`) prints and keeps the frozen bytes in another. A crash
 * between leaves a certificate without a document, which the job finishes.
 */
import { noteDenial } from "~/access/denials.server";
import { record, recordAll } from "~/audit/audit.server";
import { chinaDateOf, toDbDate, yearOf } from "~/calendar";
import type { Tx } from "~/db.server";
import { storeFile } from "~/files.server";
import { newId } from "~/ids";
import { notifyAll } from "~/notices/notices.server";
import { enqueue } from "~/queue.server";
import { combine, type Refusal } from "~/verdict";
import { type ApplicationKind, mayReview, mayStep } from "./application";
import { decideApplication } from "./application-decision.server";
import {
  type ApplicationFacts,
  addStep,
  applicationLocked,
  close,
  eventOf,
  reviewerFrom,
} from "./application-steps.server";
import { type PrintedDocument, prepareDocuments } from "./certificates.server";
import { certificateNumberFrom } from "./number";
import type { RegisterEntry } from "./register-entry";
import { registerEntryFor } from "./register-entry.server";
import { signerAt } from "./signing.server";
import { validityFrom } from "./validity";

/** The series of an installation that never stored one. 99 is no region's. */
const DEFAULT_PREFIX = "9901";

export type Allocated =
  | { ok: true; certificateId: string; number: string; repeated: boolean }
  | { ok: false; refusals: Refusal[] };

/**
 * T8, step 1: everything is decided again under the person's lock, then number, entry, token, act and job are stored
 * together. Asking twice answers the same certificate. Refusals: application.step-impossible, those of `mayReview`
 * (the issuer is none of the reviewers) and of `decideApplication`, certificate.batch-*, certificate-number.exhausted,
 * paper.*, signing.*. Nothing is written then.
 */
export async function allocateCertificate(
  tx: Tx,
  { applicationId, decisionNumber }: { applicationId: string; decisionNumber?: string },
  actorId: string,
  now: Date,
): Promise<Allocated> {
  const application = await applicationLocked(tx, applicationId);
  const made = await tx.certificate.findUnique({
    where: { applicationId },
    select: { id: true, number: true },
  });
  if (made) return { ok: true, certificateId: made.id, number: made.number, repeated: true };

  const on = chinaDateOf(now);
  const issuer = await reviewerFrom(tx, actorId, application.unitId, on);
  const turn = combine(mayStep(application.standing.state, "issued"), mayReview(application, issuer));
  const attempt = { ...eventOf(application, actorId, now), permission: "certificate:issue" } as const;
  if (!turn.ok) return noteDenial(tx, turn, attempt);
  const wanted = { ...application, kind: application.kind as ApplicationKind };
  const decision = await decideApplication(tx, wanted, now, applicationId);
  if (!decision.ok) return { ok: false, refusals: decision.refusals };
  const { pack, versionId } = decision.rules;
  const validity = validityFrom(on, pack);
  if (!validity.ok) return validity;

  const series = await lockedSeries(tx);
  const parts = { prefix: series.prefix, sequence: Number(series.next), year: yearOf(on) };
  const numbered = certificateNumberFrom(pack.certificate.numberPattern.value, parts);
  if (!numbered.ok) return numbered;
  const { validFromOn, validToOn } = validity;
  const entry = await registerEntryFor(tx, application, {
    number: numbered.number,
    validFromOn,
    validToOn,
    on,
    now,
  });
  const printable = combine(await prepareDocuments(tx, entry), await signerAt(now));
  if (!printable.ok) return printable;

  await tx.certificateNumberSeries.update({
    where: { prefix: series.prefix },
    data: { next: { increment: 1 } },
  });
  await saveCertificate(tx, application, entry, { versionId, actorId, now, decisionNumber });
  await addStep(tx, applicationId, {
    step: "issued",
    round: application.standing.round,
    review: null,
    byId: actorId,
    at: now,
  });
  await close(tx, applicationId, now);
  await enqueue(tx, "complete-issuance", { certificateId: entry.certificateId });
  const { certificateId } = entry;
  const told = { code: "certificate.issued", happening: certificateId, facts: { certificateId } } as const;
  await notifyAll(tx, [application.personId], told, now);
  return { ok: true, certificateId: entry.certificateId, number: entry.number, repeated: false };
}

async function saveCertificate(
  tx: Tx,
  application: ApplicationFacts,
  entry: RegisterEntry,
  {
    versionId,
    actorId,
    now,
    decisionNumber,
  }: { versionId: string; actorId: string; now: Date; decisionNumber?: string },
): Promise<void> {
  const { personId, unitId } = application;
  const certificateId = entry.certificateId;
  await tx.certificate.create({
    data: {
      id: certificateId,
      applicationId: application.id,
      personId,
      unitId,
      certificateType: entry.certificateType,
      field: entry.field,
      number: entry.number,
      validFromOn: toDbDate(entry.validFromOn),
      validToOn: toDbDate(entry.validToOn),
      publicToken: entry.verificationCode,
      registerEntry: entry,
      templateId: entry.template.id,
      templateVersion: entry.template.version,
      ...(entry.statusIndex === undefined ? {} : { statusIndex: entry.statusIndex }),
      packVersionId: versionId,
      issuedById: actorId,
      issuedAt: now,
    },
  });
  await tx.certificateAct.create({
    data: {
      id: newId(),
      certificateId,
      act: "issue",
      effectiveAt: now,
      decisionNumber: decisionNumber?.trim() || null,
      approvedById: actorId,
      recordedAt: now,
    },
  });
  const event = { at: now, actorId, personId, unitId, subjectId: certificateId };
  await recordAll(tx, [
    {
      ...event,
      type: "certificate.number-allocated",
      data: { certificateId, applicationId: application.id },
    },
    { ...event, type: "certificate.issued", data: { certificateId } },
  ]);
}

/** The series this installation numbers from, held until the transaction ends: numbers leave no gaps and never repeat. */
async function lockedSeries(tx: Tx): Promise<{ prefix: string; next: bigint }> {
  const any = await tx.certificateNumberSeries.count();
  if (any === 0)
    await tx.certificateNumberSeries.createMany({
      data: [{ prefix: DEFAULT_PREFIX, next: 1 }],
      skipDuplicates: true,
    });
  const [series] = await tx.$queryRaw<{ prefix: string; next: bigint }[]>`
    SELECT prefix, next FROM certificate_number_series ORDER BY prefix LIMIT 1 FOR UPDATE`;
  if (!series) throw new Error("There is no series of certificate numbers");
  return series;
}

export type Printed = {
  certificateId: string;
  personId: string;
  unitId: string;
  signingKeyId: string;
  documents: PrintedDocument[];
};

/**
 * Step 2, first half, outside any transaction: the bytes of its documents, signed. Null when they are already kept. Refusals:
 * signing.*; it is tried again later then.
 */
export async function renderDocuments(
  db: Tx,
  certificateId: string,
  now: Date,
): Promise<{ ok: true; printed: Printed | null } | { ok: false; refusals: Refusal[] }> {
  const certificate = await db.certificate.findUniqueOrThrow({
    where: { id: certificateId },
    include: { documents: { select: { id: true } } },
  });
  if (certificate.documents.length > 0) return { ok: true, printed: null };
  const prepared = await prepareDocuments(db, certificate.registerEntry as RegisterEntry);
  if (!prepared.ok) throw new Error(`A stored entry cannot be printed: ${codesOf(prepared)}`);
  const signing = await signerAt(now);
  if (!signing.ok) return signing;
  const { personId, unitId } = certificate;
  const { signer } = signing;
  const documents = await prepared.render({ signer, at: now });
  return { ok: true, printed: { certificateId, personId, unitId, signingKeyId: signer.keyId, documents } };
}

const codesOf = ({ refusals }: { refusals: Refusal[] }) => refusals.map(({ code }) => code).join(", ");

/** Step 2, second half: keeps the bytes for good, of all layouts or none. Twice changes nothing; the first stay. */
export async function keepDocuments(tx: Tx, printed: Printed, now: Date): Promise<void> {
  const { certificateId, personId, unitId, signingKeyId, documents } = printed;
  for (const { layout, template, bytes } of documents) {
    const hash = await storeFile(tx, { bytes, mediaType: "application/pdf", purpose: "certificate", now });
    const row = {
      ...{ id: newId(), certificateId, layout, fileHash: hash, bytes: bytes.length },
      ...{ templateId: template.id, templateVersion: template.version, signingKeyId, createdAt: now },
    };
    const { count } = await tx.certificateDocument.createMany({ data: [row], skipDuplicates: true });
    if (count > 0)
      await record(tx, {
        type: "certificate.document-rendered",
        at: now,
        actorId: null,
        personId,
        unitId,
        subjectId: certificateId,
        data: { certificateId, layout, hash },
      });
  }
}
