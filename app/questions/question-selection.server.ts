/** Which questions of a bank a file is to be made of: those a filter finds, or those somebody ticked. */
import type { Tx } from "~/db.server";
import { standsNow } from "./bank-versions.server";
import type { QuestionType } from "./blueprint";
import type { Title } from "./blueprints.server";
import { MOST_QUESTIONS } from "./formats/exchanged-question";
import { tidyQuestion } from "./formats/formats.server";
import { type FormatName, notSaid, type Unsaid } from "./formats/not-said";
import { questionsToExchange } from "./question-export.server";

export type QuestionSelection = {
  type?: QuestionType | undefined;
  law?: string | undefined;
  difficulty?: number | undefined;
  /** Words of the stem, or a code. */
  q?: string | undefined;
  /** Question versions or questions, whichever a list ticked; then nothing else is looked at. */
  ids?: readonly string[] | undefined;
};

/** No reader takes more from one file, so no file is written that could not be read again. */
export const MOST_EXPORTED = MOST_QUESTIONS;

/**
 * Ids of whole question versions that stand in the bank now, by their code; of more than a file holds, one beyond.
 */
export async function selectedQuestions(
  tx: Tx,
  bankId: string,
  { type, law, difficulty, q, ids }: QuestionSelection,
): Promise<string[]> {
  const rows = await tx.questionVersion.findMany({
    where: {
      groupId: null,
      ...standsNow(bankId),
      ...(ids
        ? { OR: [{ id: { in: [...ids] } }, { questionId: { in: [...ids] } }] }
        : {
            ...(type ? { type } : {}),
            ...(law ? { law } : {}),
            ...(difficulty ? { difficulty } : {}),
            ...(q ? { OR: [{ stem: { contains: q } }, { question: { code: q } }] } : {}),
          }),
    },
    orderBy: { question: { code: "asc" } },
    select: { id: true },
    take: MOST_EXPORTED + 1,
  });
  return rows.map(({ id }) => id);
}

export type BankName = { bankId: string; code: string; title: Title };

export async function findBankName(tx: Tx, bankId: string): Promise<BankName | null> {
  const row = await tx.questionBank.findUnique({ where: { id: bankId }, select: named });
  return row && bankNameFrom(row);
}

export async function bankNames(tx: Tx): Promise<BankName[]> {
  return (await tx.questionBank.findMany({ orderBy: { code: "asc" }, select: named })).map(bankNameFrom);
}

const named = { id: true, code: true, title: true } as const;
const bankNameFrom = ({ id, code, title }: { id: string; code: string; title: unknown }): BankName => ({
  bankId: id,
  code,
  title: title as Title,
});

/** The laws that questions standing in the bank are of, to choose from. */
export async function lawsStanding(tx: Tx, bankId: string): Promise<string[]> {
  const rows = await tx.questionVersion.findMany({
    where: { groupId: null, ...standsNow(bankId) },
    distinct: ["law"],
    select: { law: true },
    orderBy: { law: "asc" },
  });
  return rows.map(({ law }) => law);
}

/** What a file of these questions in this format would not say of them. */
export async function foreseeExport(
  tx: Tx,
  { questionVersionIds, format }: { questionVersionIds: readonly string[]; format: FormatName },
): Promise<Unsaid[]> {
  const questions = await questionsToExchange(tx, questionVersionIds);
  return notSaid(format, questions.map(tidyQuestion));
}
