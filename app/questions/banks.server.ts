/** Banks as their keepers read them: with keys. Only for who holds bank:read; no page of a candidate imports this. */
import type { Tx } from "~/db.server";
import type { QuestionType } from "./blueprint";
import type { Title } from "./blueprints.server";

export type BankListed = {
  bankId: string;
  code: string;
  title: Title;
  kind: string;
  field: string | null;
  /** Made here, and not shipped with the program. */
  isOwn: boolean;
  /** The newest version: its number, when it was made, and how many questions of each type stand in it. */
  version: { number: number; loadedAt: Date } | null;
  counts: Partial<Record<QuestionType, number>>;
  laws: string[];
};

/** Every bank, or that one, by code; counted by the database. */
export async function listBanks(tx: Tx, bankId?: string): Promise<BankListed[]> {
  const banks = await tx.questionBank.findMany({
    ...(bankId ? { where: { id: bankId } } : {}),
    orderBy: { code: "asc" },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const counted = await tx.$queryRaw<
    { bankId: string; type: QuestionType; law: string; questions: number }[]
  >`
    SELECT bank_id AS "bankId", type, law, count(*)::int AS questions FROM question_listing
    WHERE standing AND bank_id = ANY(${banks.map(({ id }) => id)}::uuid[])
    GROUP BY bank_id, type, law ORDER BY questions DESC, law`;
  return banks.map(({ id, code, title, kind, field, origin, versions: [newest] }) => {
    const own = counted.filter((one) => one.bankId === id);
    const counts: BankListed["counts"] = {};
    for (const { type, questions } of own) counts[type] = (counts[type] ?? 0) + questions;
    return {
      bankId: id,
      code,
      title: title as Title,
      kind,
      field,
      isOwn: origin === "own",
      version: newest ? { number: newest.number, loadedAt: newest.loadedAt } : null,
      counts,
      laws: [...new Set(own.map(({ law }) => law))],
    };
  });
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

/** A page of a bank shows this many; the list of questions has the rest. */
export const MOST_SHOWN = 100;

/** The first questions that stand in a bank, cases with their parts, and how many there are; null: no such bank. */
export async function findBank(
  tx: Tx,
  bankId: string,
  filter: QuestionFilter = {},
): Promise<{ bank: BankListed; questions: QuestionShown[]; found: number } | null> {
  const [bank] = await listBanks(tx, bankId);
  if (!bank) return null;
  const where = {
    bankId,
    standing: true,
    ...(filter.type ? { type: filter.type } : {}),
    ...(filter.law ? { cited: { has: filter.law } } : {}),
    ...(filter.difficulty ? { difficulty: filter.difficulty } : {}),
    ...(filter.q ? { words: { contains: filter.q } } : {}),
  };
  const first = await tx.questionListing.findMany({
    where,
    orderBy: { code: "asc" },
    take: MOST_SHOWN,
    select: { versionId: true },
  });
  const rows = await tx.questionVersion.findMany({
    where: { id: { in: first.flatMap(({ versionId }) => versionId ?? []) } },
    orderBy: { question: { code: "asc" } },
    include: { ...shown, members: { orderBy: { position: "asc" }, include: shown } },
  });
  return {
    bank,
    questions: rows.map((row) => ({ ...shownFrom(row), parts: row.members.map(shownFrom) })),
    found: rows.length < MOST_SHOWN ? rows.length : await tx.questionListing.count({ where }),
  };
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
