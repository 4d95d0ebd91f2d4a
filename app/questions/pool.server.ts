/** The pool a blueprint draws from: the questions of its banks as they may be printed. Nothing here reads a key. */
import { keptWhileConnected, rowsOf, type Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";
import { standsIn } from "./bank-versions.server";
import type { Blueprint, PoolQuestion, QuestionType } from "./blueprint";

export type PoolPart = {
  /** Id of the question version. */
  id: string;
  code: string;
  type: Exclude<QuestionType, "case-group">;
  stem: string;
  options: { id: string; text: string }[];
};
/** A question as it may be printed on a paper: its words, and no key. */
export type PoolEntry = PoolQuestion & {
  stem: string;
  options: { id: string; text: string }[];
  parts?: PoolPart[];
};
export type Pool = { bankVersionIds: string[]; entries: PoolEntry[] };

/** Every question of the newest version of the banks a blueprint names; of all banks where a cell names none. */
export async function poolFor(tx: Tx, blueprint: Pick<Blueprint, "cells" | "fixed">): Promise<Pool> {
  const codes = [...blueprint.cells, ...blueprint.fixed].map((part) => part.bank);
  const named = codes.includes(null) ? null : [...new Set(codes as string[])];
  const newest = await rowsOf<{ id: string }>(
    tx,
    Prisma.sql`/* prepared as newest-of-banks */
    SELECT v.id::text FROM question_bank b
    CROSS JOIN LATERAL (SELECT id FROM bank_version WHERE bank_id = b.id ORDER BY number DESC LIMIT 1) v
    WHERE ${named}::text[] IS NULL OR b.code = ANY(${named}::text[]) ORDER BY b.code`,
  );
  return poolAt(
    tx,
    newest.map(({ id }) => id),
  );
}

/** Every question of these versions of banks, as they stood then. */
export async function poolAt(tx: Tx, bankVersionIds: readonly string[]): Promise<Pool> {
  const unread = bankVersionIds.filter((id) => !read.has(id));
  const versions =
    unread.length === 0
      ? []
      : await tx.bankVersion.findMany({
          where: { id: { in: unread } },
          select: { id: true, number: true, bank: { select: { id: true, code: true } } },
        });
  const entries = new Map(bankVersionIds.flatMap((id) => (read.has(id) ? [[id, read.get(id)!]] : [])));
  for (const { id, number, bank } of versions) entries.set(id, await entriesOf(tx, bank, number));
  for (const [id, found] of entries) keep(id, found);
  return {
    bankVersionIds: [...bankVersionIds],
    entries: bankVersionIds.flatMap((id) => entries.get(id) ?? []),
  };
}

// A bank version never changes, so each is read once a process; the one unused longest makes room.
const read = keptWhileConnected<string, PoolEntry[]>();
const VERSIONS_KEPT = 40;

function keep(versionId: string, entries: PoolEntry[]): void {
  read.delete(versionId);
  read.set(versionId, entries);
  if (read.size > VERSIONS_KEPT) read.delete(read.keys().next().value!);
}

async function entriesOf(tx: Tx, bank: { id: string; code: string }, number: number): Promise<PoolEntry[]> {
  const rows = await tx.questionVersion.findMany({
    where: standsIn(bank.id, number),
    orderBy: [{ question: { code: "asc" } }],
    select: {
      id: true,
      type: true,
      stem: true,
      options: true,
      law: true,
      difficulty: true,
      enemies: true,
      groupId: true,
      position: true,
      question: { select: { code: true } },
    },
  });
  const partsOf = new Map<string, PoolPart[]>();
  for (const { groupId, ...row } of [...rows].sort((a, b) => a.position - b.position))
    if (groupId !== null) partsOf.set(groupId, [...(partsOf.get(groupId) ?? []), partFrom(row)]);
  return rows
    .filter((row) => row.groupId === null)
    .map((row) => ({
      id: row.id,
      bank: bank.code,
      code: row.question.code,
      type: row.type as QuestionType,
      law: row.law,
      difficulty: row.difficulty,
      enemies: row.enemies,
      stem: row.stem,
      options: row.options as PoolEntry["options"],
      ...(row.type === "case-group" ? { parts: partsOf.get(row.id) ?? [] } : {}),
    }));
}

type PartRow = { id: string; type: string; stem: string; options: unknown; question: { code: string } };

const partFrom = ({ id, type, stem, options, question }: PartRow): PoolPart => ({
  id,
  code: question.code,
  type: type as PoolPart["type"],
  stem,
  options: options as PoolPart["options"],
});
