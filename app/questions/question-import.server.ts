/**
 * Files of questions taken into a bank: read once, kept encrypted with what was read of them, looked at as often as
 * wanted, made into drafts once, and undone as a whole. Of a file that is refused nothing is kept.
 */
import { accountNames } from "~/access/account-names.server";
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { plainFileName, readFile, storeFile } from "~/files.server";
import { newId } from "~/ids";
import type { Title } from "./blueprints.server";
import type { Problem } from "./formats/exchanged-question";
import { mediaTypeOf } from "./formats/formats.server";
import type { FormatName } from "./formats/not-said";
import type { ImportedQuestion, QuestionFileRead } from "./import-reading.server";
import type { KnownChoice } from "./import-standing";

/** A file can have four problems for each of its questions; nobody reads past the first thousand. */
export const MOST_PROBLEMS_KEPT = 1_000;

export type ImportState = "waiting" | "accepted" | "undone";

export type QuestionImportFound = {
  importId: string;
  bankId: string;
  fileName: string;
  format: FormatName;
  uploadedById: string | null;
  uploadedAt: Date;
  state: ImportState;
  /** Questions that can be taken; problems of those that cannot; what was left out of those that can. */
  questions: number;
  refused: number;
  notes: number;
  acceptance: {
    known: KnownChoice;
    accepted: number;
    revised: number;
    left: number;
    acceptedById: string | null;
    acceptedAt: Date;
  } | null;
  undoing: {
    reason: string;
    discarded: number;
    retired: number;
    undoneById: string | null;
    undoneAt: Date;
  } | null;
};

/**
 * Keeps a file that was read, for a bank, and answers the import's id. Nothing of it is in the bank yet. The same file
 * in the same format given again by the same account, not accepted yet, is the same import.
 */
export async function keepQuestionFile(
  tx: Tx,
  file: { bankId: string; fileName: string; bytes: Buffer; read: QuestionFileRead & { ok: true } },
  actorId: string,
  now: Date,
): Promise<string> {
  const { bankId, bytes, read } = file;
  const stored = { purpose: "questions" as const, now };
  const fileHash = await storeFile(tx, { bytes, mediaType: mediaTypeOf(read.format), ...stored });
  const { format } = read;
  const known = await tx.questionImport.findFirst({
    where: { bankId, fileHash, format, uploadedById: actorId, acceptance: null },
    select: { id: true },
  });
  if (known) return known.id;
  const lines = Buffer.from(read.questions.map((question) => `${JSON.stringify(question)}\n`).join(""));
  const readingHash = await storeFile(tx, { bytes: lines, mediaType: "application/x-ndjson", ...stored });
  const importId = newId();
  // What kept a question out is worth more than what was left out of one.
  const refused = read.problems.filter(({ taken }) => !taken);
  const notes = read.problems.filter(({ taken }) => taken);
  await tx.questionImport.create({
    data: {
      ...{ id: importId, bankId, format, fileHash, readingHash, uploadedById: actorId, uploadedAt: now },
      fileName: plainFileName(file.fileName, format),
      questions: read.questions.length,
      refused: refused.length,
      notes: notes.length,
      problems: [...refused, ...notes].slice(0, MOST_PROBLEMS_KEPT).map(storable),
    },
  });
  await record(tx, {
    type: "question-import.uploaded",
    at: now,
    actorId,
    subjectId: bankId,
    data: { importId, format, questions: read.questions.length, problems: refused.length },
  });
  return importId;
}

/** A fact may be cut from the file in the middle of a character, or hold one that no text in the database can. */
const storable = (problem: Problem): object =>
  JSON.parse(JSON.stringify(problem), (_, value: unknown) =>
    typeof value === "string" ? value.replace(/[\p{Cs}\0]/gu, "\uFFFD") : value,
  );

/** The questions of an import as they were read, in the order of its file. Between pieces the server answers others. */
export async function questionsOfImport(tx: Tx, importId: string): Promise<ImportedQuestion[]> {
  const { readingHash } = await tx.questionImport.findUniqueOrThrow({
    where: { id: importId },
    select: { readingHash: true },
  });
  const { bytes } = await readFile(tx, readingHash);
  const questions: ImportedQuestion[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    questions.push(JSON.parse(bytes.toString("utf8", at, end)));
    at = end + 1;
    if (questions.length % 500 === 0) await new Promise(setImmediate);
  }
  return questions;
}

/** Problems of an import that were kept: those that kept a question out, then what was left out of those taken. */
export async function problemsOfImport(tx: Tx, importId: string): Promise<Problem[]> {
  const { problems } = await tx.questionImport.findUniqueOrThrow({
    where: { id: importId },
    select: { problems: true },
  });
  return problems as unknown as Problem[];
}

export async function findQuestionImport(tx: Tx, importId: string): Promise<QuestionImportFound | null> {
  const row = await tx.questionImport.findUnique({ where: { id: importId }, select: shown });
  return row && foundFrom(row);
}

const shown = {
  ...{ id: true, bankId: true, fileName: true, format: true, uploadedById: true, uploadedAt: true },
  ...{ questions: true, refused: true, notes: true, acceptance: true, undoing: true },
} as const;

export type ImportListed = QuestionImportFound & {
  bank: { code: string; title: Title };
  people: Record<string, string>;
};

/** Imports into a bank, or into all, newest first: one page, and how many there are. */
export async function questionImportHistory(
  tx: Tx,
  { bankId, page, pageSize }: { bankId?: string | undefined; page: number; pageSize: number },
): Promise<{ total: number; imports: ImportListed[] }> {
  const where = bankId ? { bankId } : {};
  const rows = await tx.questionImport.findMany({
    where,
    select: { ...shown, bank: { select: { code: true, title: true } } },
    orderBy: [{ uploadedAt: "desc" }, { id: "desc" }],
    skip: (page - 1) * pageSize,
    take: pageSize,
  });
  const imports = rows.map(({ bank, ...row }) => ({ bank, ...foundFrom(row) }));
  const people = await accountNames(
    tx,
    imports.flatMap(({ uploadedById, acceptance, undoing }) => [
      uploadedById,
      acceptance?.acceptedById,
      undoing?.undoneById,
    ]),
  );
  return {
    total: await tx.questionImport.count({ where }),
    imports: imports.map(({ bank, ...one }) => ({
      ...one,
      bank: { code: bank.code, title: bank.title as Title },
      people,
    })),
  };
}

type Row = Omit<QuestionImportFound, "importId" | "format" | "state" | "acceptance"> & {
  id: string;
  format: string;
  acceptance: (Omit<NonNullable<QuestionImportFound["acceptance"]>, "known"> & { known: string }) | null;
};

const foundFrom = ({ id, format, acceptance, undoing, ...row }: Row): QuestionImportFound => ({
  ...row,
  importId: id,
  format: format as FormatName,
  state: undoing ? "undone" : acceptance ? "accepted" : "waiting",
  acceptance: acceptance && { ...acceptance, known: acceptance.known as KnownChoice },
  undoing,
});

/** Everyone else who would accept or undo this import waits until this transaction ends. */
export async function lockQuestionImport(tx: Tx, importId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${importId}, 7410011))`;
}
