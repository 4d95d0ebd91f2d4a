/** Blueprints as stored, and the draw from the banks as they are. Nothing here reads a key. */
import { record } from "~/audit/audit.server";
import type { DateOn } from "~/calendar";
import { keptWhileConnected, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal } from "~/verdict";
import { barredOn } from "./bars.server";
import { type Blueprint, type BlueprintWritten, blueprintSchema, fits, fullMarkOf } from "./blueprint";
import { type Draw, fill } from "./filling";
import { type PoolEntry, poolFor } from "./pool.server";
import { type Supply, supplies } from "./shortage";
import { type Totals, totalsOf } from "./totals";

export type Title = { "zh-CN": string; en: string };

/**
 * Stores a blueprint that comes with the program under its code, as a new version only where its rules changed, and
 * answers the id of the version. What was decided here stands: a blueprint whose newest version somebody made here keeps
 * it, whatever the file says. Whether the banks can fill it is asked when an exam is made with it. Throws on rules that
 * are none.
 */
export async function saveBlueprint(
  tx: Tx,
  { code, title, rules }: { code: string; title: Title; rules: BlueprintWritten },
  actorId: string | null,
  now: Date,
): Promise<string> {
  const parsed = blueprintSchema.parse(rules);
  const known = await tx.blueprint.findUnique({
    where: { code },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const newest = known?.versions[0];
  if (newest && (newest.createdById !== null || sameRules(newest.rules, parsed))) return newest.id;
  const blueprintId = known?.id ?? newId();
  if (!known) await tx.blueprint.create({ data: { id: blueprintId, code, title } });
  const number = (newest?.number ?? 0) + 1;
  return addVersion(tx, { blueprintId, code, number, rules: parsed }, actorId, now);
}

/** Adds a version that the caller has found to be the next. Answers its id. */
export async function addVersion(
  tx: Tx,
  {
    blueprintId,
    code,
    number,
    rules,
  }: { blueprintId: string; code: string; number: number; rules: Blueprint },
  actorId: string | null,
  now: Date,
): Promise<string> {
  const id = newId();
  await tx.blueprintVersion.create({
    data: { id, blueprintId, number, rules, createdById: actorId, createdAt: now },
  });
  await record(tx, {
    type: "blueprint.created",
    at: now,
    actorId,
    subjectId: blueprintId,
    data: { code, number },
  });
  return id;
}

/** Whether stored rules say the same. Both pass the schema, which puts members in one order. */
export const sameRules = (stored: unknown, rules: Blueprint) =>
  JSON.stringify(blueprintSchema.parse(stored)) === JSON.stringify(rules);

// A version never changes, so it is read and checked once a process; the one unused longest makes room.
const read = keptWhileConnected<string, Blueprint>();
const VERSIONS_KEPT = 100;

/** The rules of a version. Throws where there is none. */
export async function rulesOfVersion(tx: Tx, blueprintVersionId: string): Promise<Blueprint> {
  const known = read.get(blueprintVersionId);
  const rules = known ?? (await readVersion(tx, blueprintVersionId));
  read.delete(blueprintVersionId);
  read.set(blueprintVersionId, rules);
  if (read.size > VERSIONS_KEPT) read.delete(read.keys().next().value!);
  return rules;
}

async function readVersion(tx: Tx, blueprintVersionId: string): Promise<Blueprint> {
  const version = await tx.blueprintVersion.findUniqueOrThrow({ where: { id: blueprintVersionId } });
  return blueprintSchema.parse(version.rules);
}

/**
 * Whether a new exam may be made with this version. Whoever withdraws the blueprint meanwhile waits.
 * Refusals: blueprint.unknown, blueprint.withdrawn.
 */
export async function refusalsToOffer(tx: Tx, blueprintVersionId: string): Promise<Refusal[]> {
  const [row] = await tx.$queryRaw<{ withdrawnAt: Date | null }[]>`
    SELECT b.withdrawn_at AS "withdrawnAt" FROM blueprint b JOIN blueprint_version v ON v.blueprint_id = b.id
    WHERE v.id = ${blueprintVersionId}::uuid FOR SHARE OF b`;
  if (!row) return [refusal("blueprint.unknown")];
  return row.withdrawnAt ? [refusal("blueprint.withdrawn")] : [];
}

/** A draw with all that gives it again. */
export type Drawn = Draw<PoolEntry> & {
  bankVersionIds: string[];
  /** Question versions of these banks that an amended law barred, by id, sorted. */
  barred: string[];
  /** How often the questions that it could draw were seen; what was never seen is not named. */
  exposure: Record<string, number>;
};
/** The same with its figures, for who writes or chooses a blueprint. */
export type Drawing = Drawn & {
  blueprint: Blueprint;
  fullMark: number;
  totals: Totals;
  /** What each cell had to draw from. */
  supplies: Supply[];
};

/**
 * Draws from the banks as they are now, for something held on that calendar date. The same blueprint version, bank
 * versions, barred questions, exposure and seed give the same draw for ever; the caller stores all five. `seen` counts,
 * by id of question version, on how many papers each stood; of it only what the draw can use is answered.
 */
export async function draw(tx: Tx, blueprint: Blueprint, ...given: Given): Promise<Drawn> {
  const { drawn } = await drawnFrom(tx, blueprint, ...given);
  return drawn;
}

/** The same draw with its figures. */
export async function drawFrom(tx: Tx, blueprint: Blueprint, ...given: Given): Promise<Drawing> {
  const { entries, barred, drawn } = await drawnFrom(tx, blueprint, ...given);
  return {
    ...drawn,
    blueprint,
    fullMark: fullMarkOf(blueprint, entries),
    totals: totalsOf(blueprint, entries),
    supplies: supplies(blueprint, entries, drawn.exposure, barred),
  };
}

type Given = [seen: Readonly<Record<string, number>>, seed: string, heldOn: DateOn];

async function drawnFrom(tx: Tx, blueprint: Blueprint, ...[seen, seed, heldOn]: Given) {
  const { bankVersionIds, entries } = await poolFor(tx, blueprint);
  const stopped = new Set(await barredOn(tx, heldOn));
  const barred = new Set(entries.flatMap(({ id }) => (stopped.has(id) ? [id] : [])).sort());
  const exposure = Object.fromEntries(
    entries
      .filter((entry) => seen[entry.id] && !barred.has(entry.id))
      .filter((entry) => blueprint.cells.some((cell) => fits(entry, cell)))
      .map(({ id }) => [id, seen[id]!]),
  );
  const filled = fill(blueprint, entries, exposure, seed, barred);
  const drawn: Drawn = { ...filled, bankVersionIds, barred: [...barred], exposure };
  return { entries, barred, drawn };
}

/** Newest version of every blueprint that has not been withdrawn, for a choice in a form. */
export async function listBlueprints(tx: Tx): Promise<{ versionId: string; title: Title; number: number }[]> {
  const rows = await tx.blueprint.findMany({
    where: { withdrawnAt: null },
    orderBy: { code: "asc" },
    include: { versions: { orderBy: { number: "desc" }, take: 1, select: { id: true, number: true } } },
  });
  return rows.flatMap(({ title, versions: [newest] }) =>
    newest ? [{ versionId: newest.id, title: title as Title, number: newest.number }] : [],
  );
}
