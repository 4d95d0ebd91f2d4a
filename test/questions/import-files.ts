/** Files as officers upload them, and what tests of imports ask about them. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { inTransaction, prisma } from "~/db.server";
import type { DraftContent } from "~/questions/draft-content";
import { writeQuestions } from "~/questions/formats/formats.server";
import type { FormatName } from "~/questions/formats/not-said";
import { readQuestionFile } from "~/questions/import-reading.server";
import type { KnownChoice } from "~/questions/import-standing";
import { keepQuestionFile } from "~/questions/question-import.server";
import { acceptQuestionImport } from "~/questions/question-import-acceptance.server";
import { NOW, type Scene } from "./question-scene";

export const fileOf = async (contents: readonly DraftContent[], format: FormatName = "gift") =>
  (await writeQuestions(format, contents, "zh-CN")).bytes;

/** Uploads the file as the scene's author and answers the import. Throws where it is refused. */
export async function uploaded(
  { bankId, author }: Pick<Scene, "bankId" | "author">,
  bytes: Buffer,
  format: FormatName | null = null,
): Promise<string> {
  const read = await readQuestionFile(bytes, format);
  if (!read.ok) throw new Error(read.refusals.map(({ code }) => code).join());
  const file = { bankId, fileName: "试题.txt", bytes, read };
  return inTransaction((tx) => keepQuestionFile(tx, file, author, NOW));
}

export const accepted = (importId: string, actorId: string, known: KnownChoice = "skip") =>
  inTransaction((tx) => acceptQuestionImport(tx, { importId, known }, actorId, NOW), undefined, 300_000);

/** The drafts of an import by the order in which they were made. */
export const draftsOf = (importId: string) =>
  prisma.questionDraft.findMany({
    where: { importId },
    orderBy: { id: "asc" },
    include: { question: true },
  });

/** Everything an upload could leave behind. */
export async function leftBehind(dataFolder: string) {
  const files = readdirSync(join(dataFolder), { recursive: true }).filter((name) =>
    String(name).startsWith("files"),
  );
  return {
    imports: await prisma.questionImport.count(),
    stored: await prisma.storedFile.count(),
    drafts: await prisma.questionDraft.count(),
    files: files.length,
  };
}
