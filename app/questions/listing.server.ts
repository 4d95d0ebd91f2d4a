/** Questions as lists show them: rows that follow from everything else about a question and are written with it. */
import type { Tx } from "~/db.server";

/** Called by whoever changes a draft, an entry or a retirement, for the questions concerned. */
export async function listQuestions(tx: Tx, questionIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`SELECT list_questions(${[...questionIds]}::uuid[])`;
}
