/** What became of a run: its figures, its lines, and everything it issued as one archive with a list. */
import type { Readable } from "node:stream";
import { archiveOf } from "~/archive/stored-archive.server";
import { record } from "~/audit/audit.server";
import { chinaDateOf } from "~/calendar";
import type { RegisterEntry } from "~/certification/register-entry";
import type { Tx } from "~/db.server";
import { isUuid } from "~/ids";
import { namesOn } from "~/personnel/person.server";
import { csvCell } from "~/spreadsheet.server";
import type { Refusal } from "~/verdict";

export type RunFigures = {
  runId: string;
  decisionNumber: string;
  requestedAt: Date;
  finishedAt: Date | null;
  total: number;
  issued: number;
  refused: number;
  /** Issued ones whose documents are made. */
  printed: number;
};

/** A run of who asked for it; null for anybody else's. */
export async function runOf(tx: Tx, runId: string | undefined, actorId: string): Promise<RunFigures | null> {
  if (!isUuid(runId)) return null;
  const run = await tx.issuanceRun.findFirst({ where: { id: runId, requestedById: actorId } });
  if (!run) return null;
  const [counted] = await tx.$queryRaw<{ issued: number; refused: number; printed: number }[]>`
    SELECT count(l.certificate_id)::int AS issued, count(l.refusals)::int AS refused,
      count(d.id)::int AS printed
    FROM issuance_run_line l
    LEFT JOIN certificate_document d ON d.certificate_id = l.certificate_id AND d.layout = 'a4'
    WHERE l.run_id = ${runId}::uuid`;
  const { decisionNumber, requestedAt, finishedAt, total } = run;
  return { runId, decisionNumber, requestedAt, finishedAt, total, ...counted! };
}

export type RunLine = {
  place: number;
  applicationId: string;
  name: string;
  certificate: { id: string; number: string } | null;
  refusals: Refusal[];
};

export const LINES_AT_ONCE = 50;

/** Lines after a place, those not issued alone where asked. */
export async function linesOf(
  tx: Tx,
  runId: string,
  { after, refusedOnly }: { after: number; refusedOnly: boolean },
  now: Date,
): Promise<{ lines: RunLine[]; hasNext: boolean }> {
  const found = await tx.issuanceRunLine.findMany({
    where: {
      ...{ runId, place: { gt: after }, decidedAt: { not: null } },
      ...(refusedOnly ? { certificateId: null } : {}),
    },
    orderBy: { place: "asc" },
    take: LINES_AT_ONCE + 1,
    include: { application: { select: { personId: true } }, certificate: { select: { number: true } } },
  });
  const names = await namesOn(
    tx,
    found.map(({ application }) => application.personId),
    chinaDateOf(now),
  );
  const lines = found.slice(0, LINES_AT_ONCE).map(
    (line): RunLine => ({
      place: line.place,
      applicationId: line.applicationId,
      name: names.get(line.application.personId) ?? "",
      certificate:
        line.certificateId && line.certificate
          ? { id: line.certificateId, number: line.certificate.number }
          : null,
      refusals: (line.refusals ?? []) as Refusal[],
    }),
  );
  return { lines, hasNext: found.length > LINES_AT_ONCE };
}

/** The newest runs of who asks. */
export const runsOf = (tx: Tx, actorId: string) =>
  tx.issuanceRun.findMany({
    where: { requestedById: actorId },
    orderBy: { id: "desc" },
    take: 20,
    select: { id: true, decisionNumber: true, total: true, requestedAt: true, finishedAt: true },
  });

type Kept = { name: string; number: string; layout: string; hash: string; bytes: number };
export type ArchiveWords = { list: string; columns: [number: string, name: string, file: string] };

/** What the archive will hold; who takes it is logged. */
export async function prepareArchive(tx: Tx, runId: string, actorId: string, now: Date): Promise<Kept[]> {
  const documents = await tx.certificateDocument.findMany({
    where: { certificate: { issuanceLines: { some: { runId } } } },
    orderBy: [{ certificate: { number: "asc" } }, { layout: "asc" }],
    include: { certificate: { select: { number: true, registerEntry: true } } },
  });
  await record(tx, {
    ...{ type: "issuance-run.archive-downloaded", at: now, actorId, subjectId: runId },
    data: { runId, documents: documents.length },
  });
  return documents.map(({ certificate, layout, fileHash, bytes }) => ({
    ...{ layout, bytes, number: certificate.number, hash: fileHash },
    name: (certificate.registerEntry as RegisterEntry).holderName,
  }));
}

/** The archive as it is read: the list, then the documents. */
export function archiveStream(tx: Tx, documents: readonly Kept[], words: ArchiveWords, at: Date): Readable {
  const pathOf = ({ layout, number }: Kept) => `${layout}/${number}.pdf`;
  const rows = documents.map((kept) => [kept.number, kept.name, pathOf(kept), kept.hash]);
  const list = [[...words.columns, "SHA-256"], ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n");
  // With the mark by which spreadsheets know the encoding.
  const texts = [{ path: words.list, bytes: Buffer.from(`\ufeff${list}\r\n`) }];
  const files = documents.map((kept) => ({ path: pathOf(kept), hash: kept.hash, bytes: kept.bytes }));
  return archiveOf(tx, { texts, files }, at);
}
