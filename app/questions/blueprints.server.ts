/** Blueprints as stored, the pool they draw from, and the draw. Nothing here reads a key. */
import { record } from "~/audit/audit.server";
import type { DateOn } from "~/calendar";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { standsIn } from "./bank-versions.server";
import { barredOn } from "./bars.server";
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

// A bank version never changes, so the newest of each bank, by the bank's id, is read once a process.
const read = new Map<string, { versionId: string; entries: PoolEntry[] }>();

/** Every question of the newest version of the banks a blueprint names; of all banks where a cell names none. */
export async function poolFor(tx: Tx, blueprint: Blueprint): Promise<Pool> {
  const codes = [...blueprint.cells, ...blueprint.fixed].map((part) => part.bank);
  const named = codes.includes(null) ? {} : { code: { in: codes as string[] } };
  const banks = await tx.questionBank.findMany({
    where: named,
    orderBy: { code: "asc" },
    select: {
      id: true,
      code: true,
      versions: { orderBy: { number: "desc" }, take: 1, select: { id: true, number: true } },
    },
  });
  const pool: Pool = { bankVersionIds: [], entries: [] };
  for (const { id, code, versions } of banks) {
    const newest = versions[0];
    if (!newest) continue;
    pool.bankVersionIds.push(newest.id);
    pool.entries.push(...(await entriesOf(tx, { id, code }, newest)));
  }
  return pool;
}

async function entriesOf(
  tx: Tx,
  bank: { id: string; code: string },
  version: { id: string; number: number },
): Promise<PoolEntry[]> {
  const known = read.get(bank.id);
  if (known?.versionId === version.id) return known.entries;
  const rows = await tx.questionVersion.findMany({
    where: standsIn(bank.id, version.number),
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
      bank: bank.code,
      code: row.question.code,
      type: row.type as QuestionType,
      law: row.law,
      difficulty: row.difficulty,
      enemies: row.enemies,
      stem: row.stem,
      options: row.options as PoolEntry["options"],
      ...(row.type === "case-group" ? { parts: partsOf(row.id) } : {}),
    }));
  read.set(bank.id, { versionId: version.id, entries });
  return entries;
}

export type Drawing = Draw<PoolEntry> & {
  blueprint: Blueprint;
  bankVersionIds: string[];
  /** Question versions of these banks that an amended law barred, by id, sorted. */
  barred: string[];
  fullMark: number;
};

/**
 * Draws from the banks as they are now, for something held on that calendar date. The same blueprint version, bank
 * versions, barred questions, exposure and seed give the same draw for ever; the caller stores all five. `exposure`
 * counts, by id of question version, how often each was seen.
 */
export async function draw(
  tx: Tx,
  blueprintVersionId: string,
  exposure: Readonly<Record<string, number>>,
  seed: string,
  heldOn: DateOn,
): Promise<Drawing> {
  const version = await tx.blueprintVersion.findUniqueOrThrow({ where: { id: blueprintVersionId } });
  const blueprint = blueprintSchema.parse(version.rules);
  const { bankVersionIds, entries } = await poolFor(tx, blueprint);
  const stopped = new Set(await barredOn(tx, heldOn));
  const barred = entries.flatMap(({ id }) => (stopped.has(id) ? [id] : [])).sort();
  const free = entries.filter(({ id }) => !stopped.has(id));
  return {
    ...fill(blueprint, free, exposure, seed),
    blueprint,
    bankVersionIds,
    barred,
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
