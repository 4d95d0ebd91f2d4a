/** Blueprints as stored, the pool they draw from, and the draw. Nothing here reads a key. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import {
  type Blueprint,
  blueprintSchema,
  type Draw,
  fill,
  fullMarkOf,
  type PoolQuestion,
  type QuestionType,
} from "./blueprint";

export type Title = { "zh-CN": string; en: string };

/**
 * Stores a blueprint under its code, as a new version only where its rules changed, and answers the id of the version.
 * Whether the banks can fill it is asked when an exam is made with it (`trialDraw`). Throws on rules that are none.
 */
export async function saveBlueprint(
  tx: Tx,
  { code, title, rules }: { code: string; title: Title; rules: Blueprint },
  actorId: string | null,
  now: Date,
): Promise<string> {
  const parsed = blueprintSchema.parse(rules);
  const known = await tx.blueprint.findUnique({
    where: { code },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const newest = known?.versions[0];
  if (newest && sameRules(newest.rules, parsed)) return newest.id;
  const blueprintId = known?.id ?? newId();
  if (!known) await tx.blueprint.create({ data: { id: blueprintId, code, title } });
  const id = newId();
  const number = (newest?.number ?? 0) + 1;
  await tx.blueprintVersion.create({ data: { id, blueprintId, number, rules: parsed, createdAt: now } });
  await record(tx, {
    type: "blueprint.created",
    at: now,
    actorId,
    subjectId: blueprintId,
    data: { code, number },
  });
  return id;
}

// Both pass the schema, which puts members in one order.
const sameRules = (stored: unknown, rules: Blueprint) =>
  JSON.stringify(blueprintSchema.parse(stored)) === JSON.stringify(rules);

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

// A bank version never changes, so its questions are read once a process.
const read = new Map<string, PoolEntry[]>();

/** Every question of the newest version of the banks a blueprint names; of all banks where a cell names none. */
export async function poolFor(tx: Tx, blueprint: Blueprint): Promise<Pool> {
  const codes = [...blueprint.cells, ...blueprint.fixed].map((part) => part.bank);
  const named = codes.includes(null) ? {} : { code: { in: codes as string[] } };
  const banks = await tx.questionBank.findMany({
    where: named,
    orderBy: { code: "asc" },
    select: { code: true, versions: { orderBy: { number: "desc" }, take: 1, select: { id: true } } },
  });
  const pool: Pool = { bankVersionIds: [], entries: [] };
  for (const { code, versions } of banks) {
    const versionId = versions[0]?.id;
    if (!versionId) continue;
    pool.bankVersionIds.push(versionId);
    pool.entries.push(...(await entriesOf(tx, versionId, code)));
  }
  return pool;
}

async function entriesOf(tx: Tx, bankVersionId: string, bank: string): Promise<PoolEntry[]> {
  const known = read.get(bankVersionId);
  if (known) return known;
  const rows = await tx.questionVersion.findMany({
    where: { entries: { some: { bankVersionId } } },
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
  const partsOf = (groupId: string): PoolPart[] =>
    rows
      .filter((row) => row.groupId === groupId)
      .sort((a, b) => a.position - b.position)
      .map((row) => ({
        id: row.id,
        code: row.question.code,
        type: row.type as PoolPart["type"],
        stem: row.stem,
        options: row.options as PoolPart["options"],
      }));
  const entries = rows
    .filter((row) => row.groupId === null)
    .map((row) => ({
      id: row.id,
      bank,
      code: row.question.code,
      type: row.type as QuestionType,
      law: row.law,
      difficulty: row.difficulty,
      enemies: row.enemies,
      stem: row.stem,
      options: row.options as PoolEntry["options"],
      ...(row.type === "case-group" ? { parts: partsOf(row.id) } : {}),
    }));
  read.set(bankVersionId, entries);
  return entries;
}

export type Drawing = Draw<PoolEntry> & { blueprint: Blueprint; bankVersionIds: string[]; fullMark: number };

/**
 * Draws from the banks as they are now. The same blueprint version, bank versions, exposure and seed give the same
 * draw for ever; the caller stores all four. `exposure` counts, by id of question version, how often each was seen.
 */
export async function draw(
  tx: Tx,
  blueprintVersionId: string,
  exposure: Readonly<Record<string, number>>,
  seed: string,
): Promise<Drawing> {
  const version = await tx.blueprintVersion.findUniqueOrThrow({ where: { id: blueprintVersionId } });
  const blueprint = blueprintSchema.parse(version.rules);
  const { bankVersionIds, entries } = await poolFor(tx, blueprint);
  return {
    ...fill(blueprint, entries, exposure, seed),
    blueprint,
    bankVersionIds,
    fullMark: fullMarkOf(blueprint, entries),
  };
}

/** Newest version of every blueprint, for a choice in a form. */
export async function listBlueprints(tx: Tx): Promise<{ versionId: string; title: Title; number: number }[]> {
  const rows = await tx.blueprint.findMany({
    orderBy: { code: "asc" },
    include: { versions: { orderBy: { number: "desc" }, take: 1, select: { id: true, number: true } } },
  });
  return rows.flatMap(({ title, versions: [newest] }) =>
    newest ? [{ versionId: newest.id, title: title as Title, number: newest.number }] : [],
  );
}
