/**
 * 证据包: the records, steps, verdicts and evidence files of a sample as one archive that can be checked without this server.
 * It is written as it is read, a file at a time, so that it takes no more memory than its largest file. Names inside are
 * ours; what people called their files stands in the list alone.
 */
import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { accountNames } from "~/access/account-names.server";
import { archiveOf } from "~/archive/stored-archive.server";
import { recordAll } from "~/audit/audit.server";
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { env } from "~/env.server";
import { newId } from "~/ids";
import { currentKey } from "~/keys.server";
import { unitsById } from "~/organisation/units.server";
import { maskedNumbers } from "~/personnel/person.server";
import { signedDetached } from "~/signed-file";
import { sampleOf, verdictsOn } from "~/study/audit-sample.server";
import { type AuditFacts, findAudit } from "~/study/audits.server";
import { fileEndingOf } from "~/study/evidence-file";
import { filesOf } from "~/study/record-files.server";
import { findRecord } from "~/study/records.server";
import { versionsOf } from "~/study/versions.server";
import type { Locale } from "~/text/text";
import { bundleIndex } from "./audit-bundle-index";
import { maskNumbers } from "./mask-numbers";

export type Export = { exportId: string; reason: string; by: string; at: Date; isOwn: boolean };

export async function auditExports(tx: Tx, auditId: string, accountId: string): Promise<Export[]> {
  const rows = await tx.studyAuditExport.findMany({ where: { auditId }, orderBy: { id: "desc" } });
  const names = await accountNames(
    tx,
    rows.map(({ byId }) => byId),
  );
  return rows.map(({ id, reason, byId, at }) => ({
    ...{ exportId: id, reason, at, by: names[byId] ?? "", isOwn: byId === accountId },
  }));
}

/** Notes who takes the evidence out and why; what is taken is noted as it goes. */
export async function openExport(
  tx: Tx,
  { auditId, reason }: { auditId: string; reason: string },
  actorId: string,
  now: Date,
): Promise<string> {
  const id = newId();
  await tx.studyAuditExport.create({ data: { id, auditId, reason, byId: actorId, at: now } });
  return id;
}

export type BundledFile = {
  path: string;
  sha256: string;
  bytes: number;
  mediaType: string;
  /** As its giver called it. */
  name: string;
};
export type BundledRecord = Awaited<ReturnType<typeof recordsOf>>[number];
export type Manifest = {
  format: "study-audit-bundle/1";
  issuer: string;
  exportId: string;
  exportedBy: string;
  exportedAt: string;
  reason: string;
  audit: Omit<AuditFacts, "cutOffAt" | "drawnAt"> & { cutOffAt: string; drawnAt: string; unitName: string };
  /** All that the archive holds beside this list and its signature. */
  files: { path: string; sha256: string; bytes: number }[];
  records: BundledRecord[];
};

const place = (n: number) => String(n).padStart(4, "0");

async function recordsOf(tx: Tx, auditId: string, today: DateOn) {
  const sample = await sampleOf(tx, auditId, today);
  const numbers = await maskedNumbers(
    tx,
    sample.map(({ personId }) => personId),
  );
  const units = await unitsById(
    tx,
    sample.map(({ unitId }) => unitId),
    today,
  );
  const records = [];
  for (const sampled of sample) {
    const record = (await findRecord(tx, sampled.recordId))!;
    const { title, mode, category, laws, organiserLevel, startAt, endAt, minutes, evidence, status } = record;
    const verdicts = await verdictsOn(tx, { auditId, place: sampled.place });
    const by = await accountNames(
      tx,
      verdicts.map(({ byId }) => byId),
    );
    const kept = await filesOf(tx, record.id);
    records.push({
      place: sampled.place,
      recordId: record.id,
      person: { name: sampled.name, identityNumber: numbers.get(sampled.personId) ?? "" },
      unit: units.get(sampled.unitId)?.name ?? "",
      ...{ title, mode, category, laws, organiserLevel, minutes, evidence, status },
      startAt: startAt.toISOString(),
      endAt: endAt.toISOString(),
      signals: sampled.signals,
      weight: sampled.weight,
      versions: (await versionsOf(tx, record)).map(({ role, record: version }) => ({
        ...{ role, recordId: version.id, minutes: version.minutes, status: version.status },
        steps: version.steps.map(({ step, at, by: who, reason }) => ({
          step,
          at: at.toISOString(),
          by: who,
          reason,
        })),
      })),
      verdicts: verdicts.map(({ kind, facts, byId, at }) => ({
        kind,
        facts,
        by: by[byId] ?? "",
        at: at.toISOString(),
      })),
      rectification: sampled.rectificationStep,
      isReversed: sampled.isReversed,
      misconduct: sampled.misconduct,
      files: kept.map(
        (file, index): BundledFile => ({
          path: `records/${place(sampled.place)}/evidence-${String(index + 1).padStart(2, "0")}.${fileEndingOf(file.mediaType)}`,
          ...{ sha256: file.hash, bytes: file.bytes, mediaType: file.mediaType, name: file.name },
        }),
      ),
    });
  }
  return records;
}

export type Bundle = { manifest: Manifest; texts: { path: string; bytes: Buffer }[] };

/**
 * Everything but the evidence itself, and the event of the export for the sample and for each person in it. null: no such
 * export of this account.
 */
export async function prepareBundle(
  tx: Tx,
  { auditId, exportId, locale }: { auditId: string; exportId: string; locale: Locale },
  actor: { accountId: string },
  today: DateOn,
  now: Date,
): Promise<Bundle | null> {
  const wanted = await tx.studyAuditExport.findFirst({
    where: { id: exportId, auditId, byId: actor.accountId },
  });
  const audit = await findAudit(tx, auditId);
  if (!wanted || !audit) return null;
  const names = await accountNames(tx, [wanted.byId]);
  const units = await unitsById(tx, [audit.unitId], today);
  const records = maskNumbers(await recordsOf(tx, auditId, today));
  const about = {
    format: "study-audit-bundle/1" as const,
    issuer: env().publicUrl,
    exportId,
    exportedBy: names[wanted.byId] ?? "",
    exportedAt: now.toISOString(),
    reason: maskNumbers(wanted.reason),
    audit: {
      ...maskNumbers(audit),
      unitName: units.get(audit.unitId)?.name ?? "",
      cutOffAt: audit.cutOffAt.toISOString(),
      drawnAt: audit.drawnAt.toISOString(),
    },
  };
  const index = Buffer.from(bundleIndex({ ...about, records }, locale));
  const evidence = records.flatMap(({ files }) => files);
  const manifest: Manifest = {
    ...about,
    files: [
      { path: "index.html", sha256: sha256(index), bytes: index.length },
      ...evidence.map(({ path, sha256: sum, bytes }) => ({ path, sha256: sum, bytes })),
    ],
    records,
  };
  const list = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  const signature = signedDetached(list.toString("base64url"), "study-audit-bundle", currentKey("receipts"));
  await noteExport(tx, manifest, actor.accountId, now);
  return {
    manifest,
    texts: [
      { path: "manifest.json", bytes: list },
      { path: "manifest.sig.json", bytes: Buffer.from(`${JSON.stringify(signature, null, 2)}\n`) },
      { path: "index.html", bytes: index },
    ],
  };
}

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

async function noteExport(tx: Tx, { audit, exportId, records, files }: Manifest, actorId: string, at: Date) {
  const { auditId, unitId } = audit;
  const people = await tx.studyRecord.findMany({
    where: { id: { in: records.map(({ recordId }) => recordId) } },
    select: { id: true, personId: true, unitId: true },
  });
  await recordAll(tx, [
    {
      ...{ type: "study-audit.bundle-exported", at, actorId, unitId, subjectId: auditId },
      data: { auditId, exportId, records: records.length, files: files.length },
    },
    ...people.map((record) => ({
      ...{ type: "study-evidence.exported" as const, at, actorId, personId: record.personId },
      ...{ unitId: record.unitId, subjectId: auditId, data: { auditId, exportId, recordId: record.id } },
    })),
  ]);
}

/** The archive as it is read. */
export function bundleStream(tx: Tx, { manifest, texts }: Bundle): Readable {
  const files = manifest.records.flatMap((record) =>
    record.files.map(({ path, sha256, bytes }) => ({ path, hash: sha256, bytes })),
  );
  return archiveOf(tx, { texts, files }, new Date(manifest.exportedAt));
}
