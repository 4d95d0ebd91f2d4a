/**
 * The import of a roster: the file is kept as uploaded, looked at as often as wanted, accepted once, whole or only its
 * good rows, and may be undone as a whole. Identity numbers stay in the encrypted file and in the vault; no row of an
 * import repeats them.
 */
import { accountNames } from "~/access/account-names.server";
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn } from "~/calendar";
import { lockRosterImport, type Tx } from "~/db.server";
import { plainFileName, readFile, storeFile } from "~/files.server";
import { newId } from "~/ids";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { type Refusal, refusal } from "~/verdict";
import {
  type Asked,
  latestCheck,
  mappingFor,
  type RosterCounts,
  readRoster,
  storeCheck,
} from "./roster-check.server";
import { likelyHeaderRow, type RosterMapping } from "./roster-columns";
import type { Sheet } from "./sheet-xml.server";
import { readWorkbook } from "./workbook.server";

const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** Enough to find the headers and to show what stands under them. */
const HEAD_ROWS = 15;

export type AcceptanceMode = "all" | "good-rows";
export type ImportState = "asking" | "waiting" | "working" | "accepted" | "undone";
export type RosterImportFound = {
  importId: string;
  unitId: string;
  fileName: string;
  uploadedById: string;
  uploadedAt: Date;
  state: ImportState;
  acceptance: {
    mode: AcceptanceMode;
    acceptedById: string;
    acceptedAt: Date;
    accepted: number;
    refused: number;
  } | null;
  undoing: { undoneById: string; undoneAt: Date; people: number } | null;
  /** What the newest check counted. */
  counts: RosterCounts | null;
};

/**
 * Keeps an uploaded file for a unit's subtree, checks it where its columns are known, and answers the import's id.
 * Nothing of it is in the register yet. The same file uploaded again by the same account, not accepted yet, is the same
 * import. Refusals: workbook.*, roster.*
 */
export async function uploadRoster(
  tx: Tx,
  file: Asked & { unitId: string; fileName: string; bytes: Buffer },
  actorId: string,
  now: Date,
): Promise<{ ok: true; importId: string; asksForColumns: boolean } | { ok: false; refusals: Refusal[] }> {
  const workbook = await readWorkbook(file.bytes);
  if (!workbook.ok) return workbook;
  const { sheet } = workbook;
  const { unitId, words, alsoAsked } = file;
  const found = await mappingFor(tx, sheet, unitId, words);
  if (!found && likelyHeaderRow(sheet.rows) === null)
    return { ok: false, refusals: [refusal(sheet.rows.length === 0 ? "roster.empty" : "roster.no-header")] };
  const asked = { unitId, words, alsoAsked };
  const reading = found && (await readRoster(tx, sheet, { mapping: found.mapping, ...asked }, now));
  if (reading && !reading.ok) return reading;
  const importId = await keep(tx, file, actorId, now);
  if (found && reading) await storeCheck(tx, { importId, sheet, ...found, reading }, actorId, now);
  return { ok: true, importId, asksForColumns: found === null };
}

async function keep(
  tx: Tx,
  { unitId, bytes, fileName }: { unitId: string; bytes: Buffer; fileName: string },
  actorId: string,
  now: Date,
): Promise<string> {
  const mediaType = bytes.subarray(0, 2).toString("latin1") === "PK" ? SHEET : "text/csv";
  const fileHash = await storeFile(tx, { bytes, mediaType, purpose: "roster", now });
  const known = await tx.rosterImport.findFirst({
    where: { fileHash, unitId, uploadedById: actorId, acceptance: null },
    select: { id: true },
  });
  if (known) return known.id;
  const importId = newId();
  await tx.rosterImport.create({
    data: {
      id: importId,
      unitId,
      fileHash,
      fileName: plainFileName(fileName, "roster.xlsx"),
      uploadedById: actorId,
      uploadedAt: now,
    },
  });
  await record(tx, {
    type: "roster.uploaded",
    at: now,
    actorId,
    unitId,
    subjectId: importId,
    data: { importId },
  });
  return importId;
}

/**
 * Checks an import again, with other columns or because the register has changed; `chosen` columns are remembered for
 * the unit's next sheet with the same headers. Refusals: roster.*, workbook.*, roster.already-accepted.
 */
export async function checkRoster(
  tx: Tx,
  asked: Asked & { importId: string; mapping: RosterMapping; chosen: boolean },
  actorId: string,
  now: Date,
): Promise<{ ok: true } | { ok: false; refusals: Refusal[] }> {
  const { importId, mapping, chosen, words, alsoAsked } = asked;
  await lockRosterImport(tx, importId);
  if (await tx.rosterImportAcceptance.findUnique({ where: { importId } }))
    return { ok: false, refusals: [refusal("roster.already-accepted")] };
  const { sheet, unitId } = await sheetOf(tx, importId);
  const reading = await readRoster(tx, sheet, { mapping, unitId, words, alsoAsked }, now);
  if (!reading.ok) return reading;
  await storeCheck(tx, { importId, sheet, mapping, chosen, reading }, actorId, now);
  return { ok: true };
}

/** The uploaded table, read again. It was readable when it was uploaded; a file changed on disk throws. */
export async function sheetOf(
  tx: Tx,
  importId: string,
  mostRows?: number,
): Promise<{ sheet: Sheet; unitId: string }> {
  const { fileHash, unitId } = await tx.rosterImport.findUniqueOrThrow({ where: { id: importId } });
  const { bytes } = await readFile(tx, fileHash);
  const workbook = await readWorkbook(bytes, mostRows);
  if (!workbook.ok) throw new Error("The stored roster can no longer be read");
  return { sheet: workbook.sheet, unitId };
}

/** The first rows of an import, for asking what its columns mean. */
export const headOf = async (tx: Tx, importId: string): Promise<Sheet> =>
  (await sheetOf(tx, importId, HEAD_ROWS)).sheet;

/** The import, if its unit is in one of these subtrees today; null otherwise. */
export async function findRosterImport(
  tx: Tx,
  importId: string,
  paths: readonly string[],
  now: Date,
): Promise<RosterImportFound | null> {
  const row = await tx.rosterImport.findUnique({ where: { id: importId }, include: beside });
  const unit = row && (await findUnit(tx, row.unitId, chinaDateOf(now)));
  if (!row || !unit || !paths.some((path) => unit.path.startsWith(path))) return null;
  return foundFrom(row);
}

const beside = {
  acceptance: true,
  undoing: true,
  checks: { orderBy: { checkedAt: "desc" }, take: 1, select: { counts: true } },
  runs: { where: { finishedAt: null }, take: 1, select: { id: true } },
} as const;

/** Imports of these subtrees, newest first: one page and how many there are. */
export async function importHistory(
  tx: Tx,
  {
    paths,
    unitId,
    page,
    pageSize,
  }: { paths: readonly string[]; unitId?: string; page: number; pageSize: number },
  today: DateOn,
): Promise<{
  total: number;
  imports: (RosterImportFound & { unitName: string; people: Record<string, string> })[];
}> {
  const units = await unitsUnder(tx, paths, today);
  const chosen = units.find((unit) => unit.unitId === unitId);
  const shown = chosen ? units.filter((unit) => unit.path.startsWith(chosen.path)) : units;
  const nameOf = new Map(units.map((unit) => [unit.unitId, unit.name]));
  const where = { unitId: { in: shown.map((unit) => unit.unitId) } };
  const rows = await tx.rosterImport.findMany({
    where,
    include: beside,
    orderBy: [{ uploadedAt: "desc" }, { id: "desc" }],
    skip: (page - 1) * pageSize,
    take: pageSize,
  });
  const imports = rows.map(foundFrom);
  const people = await accountNames(
    tx,
    imports.flatMap(({ uploadedById, acceptance, undoing }) => [
      uploadedById,
      acceptance?.acceptedById,
      undoing?.undoneById,
    ]),
  );
  return {
    total: await tx.rosterImport.count({ where }),
    imports: imports.map((one) => ({ ...one, unitName: nameOf.get(one.unitId) ?? "", people })),
  };
}

type ImportRow = {
  id: string;
  unitId: string;
  fileName: string;
  uploadedById: string;
  uploadedAt: Date;
  acceptance: {
    mode: string;
    acceptedById: string;
    acceptedAt: Date;
    accepted: number;
    refused: number;
  } | null;
  undoing: { undoneById: string; undoneAt: Date; people: number } | null;
  checks: { counts: unknown }[];
  runs: { id: string }[];
};

function foundFrom({ id, acceptance, undoing, checks, runs, ...row }: ImportRow): RosterImportFound {
  const counts = (checks[0]?.counts ?? null) as RosterCounts | null;
  const state: ImportState =
    runs.length > 0
      ? "working"
      : undoing
        ? "undone"
        : acceptance
          ? "accepted"
          : counts
            ? "waiting"
            : "asking";
  return {
    importId: id,
    unitId: row.unitId,
    fileName: row.fileName,
    uploadedById: row.uploadedById,
    uploadedAt: row.uploadedAt,
    state,
    acceptance: acceptance && { ...acceptance, mode: acceptance.mode as AcceptanceMode },
    undoing,
    counts,
  };
}

export type RowResult = {
  row: number;
  outcome: "created" | "known" | "refused";
  personId: string | null;
  refusals: { column: string; refusal: Refusal }[];
};

/** How many rows came to what. */
export async function resultCounts(tx: Tx, importId: string): Promise<Record<RowResult["outcome"], number>> {
  const groups = await tx.rosterImportRow.groupBy({ by: ["outcome"], where: { importId }, _count: true });
  const of = (outcome: string) => groups.find((group) => group.outcome === outcome)?._count ?? 0;
  return { created: of("created"), known: of("known"), refused: of("refused") };
}

/** What became of each row, in the sheet's order; all of them, or a page of one outcome. */
export async function rosterResults(
  tx: Tx,
  importId: string,
  only?: { outcome: RowResult["outcome"]; skip: number; take: number },
): Promise<RowResult[]> {
  const rows = await tx.rosterImportRow.findMany({
    where: { importId, ...(only ? { outcome: only.outcome } : {}) },
    orderBy: { row: "asc" },
    ...(only ? { skip: only.skip, take: only.take } : {}),
  });
  return rows.map(({ row, outcome, personId, refusals }) => ({
    row,
    outcome: outcome as RowResult["outcome"],
    personId,
    refusals: refusals as RowResult["refusals"],
  }));
}

/** The mapping an import would be accepted with. Refusal: roster.columns-unknown. */
export async function mappingOf(
  tx: Tx,
  importId: string,
): Promise<{ ok: true; mapping: RosterMapping } | { ok: false; refusals: Refusal[] }> {
  const check = await latestCheck(tx, importId);
  return check
    ? { ok: true, mapping: check.mapping }
    : { ok: false, refusals: [refusal("roster.columns-unknown")] };
}
