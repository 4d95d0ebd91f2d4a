/** Banks as their keepers read them: with keys. Only for who holds bank:read; no page of a candidate imports this. */
import type { Tx } from "~/db.server";
import { standsIn } from "./bank-versions.server";
import type { QuestionType } from "./blueprint";
import type { Title } from "./blueprints.server";

export type BankListed = {
  bankId: string;
  code: string;
  title: Title;
  kind: string;
  field: string | null;
  /** The newest version: its number, when it was loaded, and how many questions of each type stand in it. */
  version: { number: number; loadedAt: Date } | null;
  counts: Partial<Record<QuestionType, number>>;
  laws: string[];
};

export async function listBanks(tx: Tx): Promise<BankListed[]> {
  const banks = await tx.questionBank.findMany({
    orderBy: { code: "asc" },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const listed: BankListed[] = [];
  for (const { id, code, title, kind, field, versions } of banks) {
    const newest = versions[0];
    const questions = newest
      ? await tx.questionVersion.findMany({
          where: { groupId: null, ...standsIn(id, newest.number) },
          select: { type: true, law: true },
        })
      : [];
    const counts: BankListed["counts"] = {};
    for (const { type } of questions) counts[type as QuestionType] = (counts[type as QuestionType] ?? 0) + 1;
    listed.push({
      bankId: id,
      code,
      title: title as Title,
      kind,
      field,
      version: newest ? { number: newest.number, loadedAt: newest.loadedAt } : null,
      counts,
      laws: [...new Set(questions.map((question) => question.law))],
    });
  }
  return listed;
}

export type Citation = { law: string; article: number; paragraph?: number; item?: number; version: string };
export type QuestionShown = {
  id: string;
  code: string;
  number: number;
  type: QuestionType;
  stem: string;
  options: { id: string; text: string }[];
  topic: string;
  difficulty: number;
  citations: Citation[];
  key: string[];
  explanation: string;
  parts: QuestionShown[];
};

export type QuestionFilter = { type?: string; law?: string; difficulty?: number; q?: string };

/** The questions of the newest version of a bank, cases with their parts; null: no such bank. */
export async function findBank(
  tx: Tx,
  bankId: string,
  filter: QuestionFilter = {},
): Promise<{ bank: BankListed; questions: QuestionShown[] } | null> {
  const bank = (await listBanks(tx)).find((entry) => entry.bankId === bankId);
  if (!bank) return null;
  const newest = await tx.bankVersion.findFirst({ where: { bankId }, orderBy: { number: "desc" } });
  if (!newest) return { bank, questions: [] };
  const rows = await tx.questionVersion.findMany({
    where: {
      groupId: null,
      ...standsIn(bankId, newest.number),
      ...(filter.type ? { type: filter.type } : {}),
      ...(filter.law ? { law: filter.law } : {}),
      ...(filter.difficulty ? { difficulty: filter.difficulty } : {}),
      ...(filter.q ? { OR: [{ stem: { contains: filter.q } }, { question: { code: filter.q } }] } : {}),
    },
    orderBy: { question: { code: "asc" } },
    include: { ...shown, members: { orderBy: { position: "asc" }, include: shown } },
  });
  return { bank, questions: rows.map((row) => ({ ...shownFrom(row), parts: row.members.map(shownFrom) })) };
}

const shown = { question: { select: { code: true } }, key: true } as const;

type Row = {
  id: string;
  number: number;
  type: string;
  stem: string;
  options: unknown;
  topic: string;
  difficulty: number;
  citations: unknown;
  question: { code: string };
  key: { key: string[]; explanation: string } | null;
};

const shownFrom = ({ question, key, ...row }: Row): QuestionShown => ({
  id: row.id,
  code: question.code,
  number: row.number,
  type: row.type as QuestionType,
  stem: row.stem,
  options: row.options as QuestionShown["options"],
  topic: row.topic,
  difficulty: row.difficulty,
  citations: row.citations as Citation[],
  key: key?.key ?? [],
  explanation: key?.explanation ?? "",
  parts: [],
});
