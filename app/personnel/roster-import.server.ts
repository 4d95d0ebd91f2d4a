/**
 * The import of a roster: the file is kept as uploaded, looked at as often as wanted, and accepted once, whole or only
 * its good rows. Identity numbers stay in the encrypted file and in the vault; no row of an import repeats them.
 */
import { record } from "~/audit/audit.server";
import { chinaDateOf, type DateOn } from "~/calendar";
import { lockRosterImport, lockUnitToChange, type Tx } from "~/db.server";
import { readFile, storeFile } from "~/files.server";
import { newId } from "~/ids";
import { findUnit, unitsUnder } from "~/organisation/units.server";
import { type Refusal, refusal } from "~/verdict";
import { type RosterReading, type RosterRow, rosterFrom } from "./roster";
import type { RosterWords } from "./roster-columns";
import { enrolPerson, standingOfRows } from "./roster-row.server";
import { readWorkbook } from "./workbook.server";

const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export type AcceptanceMode = "all" | "good-rows";
export type RosterImportFound = {
  importId: string;
  unitId: string;
  fileName: string;
  uploadedAt: Date;
  acceptance: { mode: AcceptanceMode; acceptedAt: Date; accepted: number; refused: number } | null;
};

/**
 * Keeps an uploaded file for a unit's subtree and answers the import's id. Nothing of it is in the register yet. The
 * same file uploaded again by the same account, not accepted yet, is the same import. Refusals: workbook.*, roster.*
 */
export async function uploadRoster(
  tx: Tx,
  file: { unitId: string; fileName: string; bytes: Buffer; words: RosterWords },
  actorId: string,
  now: Date,
): Promise<{ ok: true; importId: string } | { ok: false; refusals: Refusal[] }> {
  const reading = await read(tx, file.bytes, file.unitId, file.words, now);
  if (!reading.ok) return reading;
  const fileHash = await storeFile(tx, { bytes: file.bytes, mediaType: SHEET, purpose: "roster", now });
  const known = await tx.rosterImport.findFirst({
    where: { fileHash, unitId: file.unitId, uploadedById: actorId, acceptance: null },
    select: { id: true },
  });
  if (known) return { ok: true, importId: known.id };
  const importId = newId();
  const { unitId } = file;
  await tx.rosterImport.create({
    data: {
      id: importId,
      unitId,
      fileHash,
      fileName: plainFileName(file.fileName),
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
  return { ok: true, importId };
}

/** The import, if its unit is in one of these subtrees today; null otherwise. */
export async function findRosterImport(
  tx: Tx,
  importId: string,
  paths: readonly string[],
  now: Date,
): Promise<RosterImportFound | null> {
  const row = await tx.rosterImport.findUnique({ where: { id: importId }, include: { acceptance: true } });
  const unit = row && (await findUnit(tx, row.unitId, chinaDateOf(now)));
  if (!row || !unit || !paths.some((path) => unit.path.startsWith(path))) return null;
  return foundFrom(row);
}

/** The newest imports of these subtrees, for going back to one. */
export async function recentImports(
  tx: Tx,
  paths: readonly string[],
  today: DateOn,
): Promise<(RosterImportFound & { unitName: string })[]> {
  const units = await unitsUnder(tx, paths, today);
  const nameOf = new Map(units.map((unit) => [unit.unitId, unit.name]));
  const rows = await tx.rosterImport.findMany({
    where: { unitId: { in: [...nameOf.keys()] } },
    include: { acceptance: true },
    orderBy: { uploadedAt: "desc" },
    take: 10,
  });
  return rows.map((row) => ({ ...foundFrom(row), unitName: nameOf.get(row.unitId) ?? "" }));
}

type ImportRow = {
  id: string;
  unitId: string;
  fileName: string;
  uploadedAt: Date;
  acceptance: { mode: string; acceptedAt: Date; accepted: number; refused: number } | null;
};

const foundFrom = ({ id, unitId, fileName, uploadedAt, acceptance }: ImportRow): RosterImportFound => ({
  importId: id,
  unitId,
  fileName,
  uploadedAt,
  acceptance: acceptance && {
    mode: acceptance.mode as AcceptanceMode,
    acceptedAt: acceptance.acceptedAt,
    accepted: acceptance.accepted,
    refused: acceptance.refused,
  },
});

/** What acceptance would do with each row today. Identity numbers are masked in `shown`; `entry` stays on the server. */
export async function previewRoster(
  tx: Tx,
  importId: string,
  words: RosterWords,
  now: Date,
): Promise<RosterReading & { standing?: Map<number, "new" | "known"> }> {
  const { fileHash, unitId } = await tx.rosterImport.findUniqueOrThrow({ where: { id: importId } });
  const { bytes } = await readFile(tx, fileHash);
  const reading = await read(tx, bytes, unitId, words, now);
  if (!reading.ok) return reading;
  const { rows, standing } = await standingOfRows(tx, reading.rows);
  return { ...reading, rows, standing };
}

export type Accepted = { ok: true; accepted: number; refused: number; already: boolean };

/**
 * Takes the import into the register, once: a second submit answers what the first did. `all` takes every row or none
 * (refusal roster.has-bad-rows); `good-rows` leaves bad rows out and keeps their reasons.
 */
export async function acceptRoster(
  tx: Tx,
  acceptance: { importId: string; mode: AcceptanceMode; words: RosterWords },
  actorId: string,
  now: Date,
): Promise<Accepted | { ok: false; refusals: Refusal[] }> {
  const { importId, mode, words } = acceptance;
  await lockRosterImport(tx, importId);
  const done = await tx.rosterImportAcceptance.findUnique({ where: { importId } });
  if (done) return { ok: true, accepted: done.accepted, refused: done.refused, already: true };
  const preview = await previewRoster(tx, importId, words, now);
  if (!preview.ok) return preview;
  const bad = preview.rows.filter((row) => row.problems.length > 0).length;
  if (mode === "all" && bad > 0) return badRows(bad);
  if (bad === preview.rows.length) return { ok: false, refusals: [refusal("roster.no-good-rows")] };

  // Between looking and writing another import may have brought the same people: then nothing of this one stays.
  await tx.$executeRawUnsafe("SAVEPOINT roster");
  const results = await takeRows(tx, preview.rows, actorId, now);
  const refused = results.filter((result) => result.outcome === "refused").length;
  if (mode === "all" && refused > 0) {
    await tx.$executeRawUnsafe("ROLLBACK TO SAVEPOINT roster");
    return badRows(refused);
  }
  const accepted = results.length - refused;
  const { unitId } = await tx.rosterImport.findUniqueOrThrow({ where: { id: importId } });
  await tx.rosterImportRow.createMany({
    data: results.map(({ row, outcome, personId, refusals }) => ({
      id: newId(),
      importId,
      row,
      outcome,
      personId,
      refusals,
    })),
  });
  await tx.rosterImportAcceptance.create({
    data: { importId, mode, acceptedById: actorId, acceptedAt: now, accepted, refused },
  });
  await record(tx, {
    type: "roster.accepted",
    at: now,
    actorId,
    unitId,
    subjectId: importId,
    data: { importId, mode, accepted, refused },
  });
  return { ok: true, accepted, refused, already: false };
}

export type RowResult = {
  row: number;
  outcome: "created" | "known" | "refused";
  personId: string | null;
  refusals: { column: string; refusal: Refusal }[];
};

/** What became of each row, in the sheet's order. */
export async function rosterResults(tx: Tx, importId: string): Promise<RowResult[]> {
  const rows = await tx.rosterImportRow.findMany({ where: { importId }, orderBy: { row: "asc" } });
  return rows.map(({ row, outcome, personId, refusals }) => ({
    row,
    outcome: outcome as RowResult["outcome"],
    personId,
    refusals: refusals as RowResult["refusals"],
  }));
}

const badRows = (rows: number) => ({
  ok: false as const,
  refusals: [refusal("roster.has-bad-rows", { rows })],
});

async function takeRows(tx: Tx, rows: RosterRow[], actorId: string, now: Date): Promise<RowResult[]> {
  // Duties are unit-wide facts: their units are locked before the first person.
  const dutyUnits = rows.flatMap(({ entry }) => (entry?.legalDuty ? [entry.unitId] : []));
  if (dutyUnits.length > 0) await lockUnitToChange(tx, ...dutyUnits);
  const results: RowResult[] = [];
  for (const { row, entry, problems } of rows)
    results.push(
      entry && problems.length === 0
        ? { row, ...(await enrolPerson(tx, entry, "roster", actorId, now)) }
        : { row, outcome: "refused", personId: null, refusals: problems },
    );
  return results;
}

/** Units a roster may name: those below the unit it was uploaded for, and itself. */
async function read(
  tx: Tx,
  bytes: Buffer,
  unitId: string,
  words: RosterWords,
  now: Date,
): Promise<RosterReading> {
  const workbook = await readWorkbook(bytes);
  if (!workbook.ok) return workbook;
  const today = chinaDateOf(now);
  const root = await findUnit(tx, unitId, today);
  const units = root ? await unitsUnder(tx, [root.path], today) : [];
  return rosterFrom(workbook.table, words, units, today);
}

/** The name as its owner knows it, without a path, and short. */
function plainFileName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? "";
  return [...base.replace(/\p{Cc}/gu, "")].slice(-100).join("") || "roster.xlsx";
}
