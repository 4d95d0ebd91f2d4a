/**
 * Tables of past study: kept as uploaded, looked at as often as wanted, entered once, whole or only the good rows, and
 * undone as a whole. Identity numbers stay in the encrypted file; no row of an import repeats them.
 */
import { accountNames } from "~/access/account-names.server";
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn } from "~/calendar";
import { lockStudyImport, type Tx } from "~/db.server";
import { plainFileName, readFile, storeFile } from "~/files.server";
import { newId } from "~/ids";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { type PageAsked, type PageTurned, turned } from "~/paging";
import type { Sheet } from "~/personnel/sheet-xml.server";
import { readWorkbook } from "~/personnel/workbook.server";
import { XLSX } from "~/spreadsheet.server";
import type { Refusal } from "~/verdict";
import { type ImportCounts, readImport, storeCheck } from "./import-check.server";
import type { ImportWords } from "./import-columns";

export type EntryMode = "all" | "good-rows";
export type ImportStage = "waiting" | "working" | "entered" | "undone";
export type StudyImportFound = {
  importId: string;
  unitId: string;
  fileName: string;
  uploadedById: string;
  uploadedAt: Date;
  stage: ImportStage;
  /** What the newest look counted. */
  counts: ImportCounts;
  entry: {
    mode: EntryMode;
    entered: number;
    known: number;
    refused: number;
    enteredById: string;
    enteredAt: Date;
  } | null;
  undoing: {
    reason: string;
    returned: number;
    reversing: number;
    undoneById: string;
    undoneAt: Date;
  } | null;
};

/**
 * Keeps an uploaded table for a unit's subtree, looks at it, and answers the import's id. Nothing of it is in the ledger
 * yet. The same file uploaded again by the same account, not entered yet, is the same import. Refusals: workbook.*, and
 * those of `readImport`.
 */
export async function uploadStudy(
  tx: Tx,
  file: { unitId: string; fileName: string; bytes: Buffer; words: ImportWords },
  actorId: string,
  now: Date,
): Promise<{ ok: true; importId: string } | { ok: false; refusals: Refusal[] }> {
  const workbook = await readWorkbook(file.bytes);
  if (!workbook.ok) return workbook;
  const { sheet } = workbook;
  const reading = await readImport(tx, sheet, file, now);
  if (!reading.ok) return reading;
  const importId = await keep(tx, file, actorId, now);
  await storeCheck(tx, { importId, sheet, reading }, actorId, now);
  return { ok: true, importId };
}

async function keep(
  tx: Tx,
  { unitId, bytes, fileName }: { unitId: string; bytes: Buffer; fileName: string },
  actorId: string,
  now: Date,
): Promise<string> {
  const mediaType = bytes.subarray(0, 2).toString("latin1") === "PK" ? XLSX : "text/csv";
  const fileHash = await storeFile(tx, { bytes, mediaType, purpose: "study", now });
  const known = await tx.studyImport.findFirst({
    where: { fileHash, unitId, uploadedById: actorId, entry: null },
    select: { id: true },
  });
  if (known) return known.id;
  const importId = newId();
  await tx.studyImport.create({
    data: {
      id: importId,
      unitId,
      fileHash,
      fileName: plainFileName(fileName, "study.xlsx"),
      uploadedById: actorId,
      uploadedAt: now,
    },
  });
  await record(tx, {
    type: "study-import.uploaded",
    at: now,
    actorId,
    unitId,
    subjectId: importId,
    data: { importId },
  });
  return importId;
}

/** Looks at an import again, because register or ledger have changed. What is entered is left as it was found then. */
export async function checkAgain(
  tx: Tx,
  { importId, words }: { importId: string; words: ImportWords },
  actorId: string,
  now: Date,
): Promise<void> {
  await lockStudyImport(tx, importId);
  if (await tx.studyImportEntry.findUnique({ where: { importId } })) return;
  const { sheet, unitId } = await sheetOf(tx, importId);
  const reading = await readImport(tx, sheet, { unitId, words }, now);
  if (reading.ok) await storeCheck(tx, { importId, sheet, reading }, actorId, now);
}

/** The uploaded table, read again. It was readable when it was uploaded; a file changed on disk throws. */
export async function sheetOf(tx: Tx, importId: string): Promise<{ sheet: Sheet; unitId: string }> {
  const { fileHash, unitId } = await tx.studyImport.findUniqueOrThrow({ where: { id: importId } });
  const workbook = await readWorkbook((await readFile(tx, fileHash)).bytes);
  if (!workbook.ok) throw new Error("The stored table of study can no longer be read");
  return { sheet: workbook.sheet, unitId };
}

/** The import, if its unit is in one of these subtrees today; null otherwise. */
export async function findStudyImport(
  tx: Tx,
  importId: string,
  paths: readonly string[],
  now: Date,
): Promise<StudyImportFound | null> {
  const row = await rowOf(tx, importId);
  const unit = row && (await findUnit(tx, row.unitId, chinaDateOf(now)));
  if (!row || !unit || !paths.some((path) => unit.path.startsWith(path))) return null;
  return foundFrom(row);
}

const beside = {
  entry: { include: { undoing: true } },
  checks: { orderBy: { id: "desc" }, take: 1, select: { counts: true } },
  runs: { where: { finishedAt: null }, take: 1, select: { id: true } },
} as const;

export type StudyImportListed = StudyImportFound & { unitName: string; people: Record<string, string> };

/** Imports of these subtrees, newest first, a page at a time. */
export async function listImports(
  tx: Tx,
  paths: readonly string[],
  asked: PageAsked,
  today: DateOn,
): Promise<PageTurned & { imports: StudyImportListed[] }> {
  const units = await unitsUnder(tx, paths, today);
  const nameOf = new Map(units.map(({ unitId, name }) => [unitId, name]));
  const where = { unitId: { in: [...nameOf.keys()] } };
  const backwards = asked.before !== undefined;
  const turn = backwards ? { id: { gt: asked.before } } : asked.after ? { id: { lt: asked.after } } : {};
  const rows = await tx.studyImport.findMany({
    where: { AND: [where, turn] },
    include: beside,
    orderBy: { id: backwards ? "asc" : "desc" },
    take: LISTED + 1,
  });
  const { found, page } = turned(rows, asked, await tx.studyImport.count({ where }), LISTED);
  const imports = found.map(foundFrom);
  const people = await accountNames(
    tx,
    imports.flatMap(({ uploadedById, entry, undoing }) => [
      uploadedById,
      entry?.enteredById,
      undoing?.undoneById,
    ]),
  );
  return {
    ...page,
    imports: imports.map((one) => ({ ...one, unitName: nameOf.get(one.unitId) ?? "", people })),
  };
}

const LISTED = 30;

const rowOf = (tx: Tx, id: string) => tx.studyImport.findUnique({ where: { id }, include: beside });
type Row = NonNullable<Awaited<ReturnType<typeof rowOf>>>;

function foundFrom({
  id,
  unitId,
  fileName,
  uploadedById,
  uploadedAt,
  entry,
  checks,
  runs,
}: Row): StudyImportFound {
  const undoing = entry?.undoing ?? null;
  const stage = runs.length > 0 ? "working" : undoing ? "undone" : entry ? "entered" : "waiting";
  return {
    ...{ importId: id, unitId, fileName, uploadedById, uploadedAt, stage, undoing },
    counts: checks[0]!.counts as ImportCounts,
    entry: entry && { ...entry, mode: entry.mode as EntryMode },
  };
}
