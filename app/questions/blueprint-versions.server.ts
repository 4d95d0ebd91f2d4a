/** Blueprints made and changed here: every change of the rules is a new version, and none is ever taken away. */
import { record } from "~/audit/audit.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { type Refusal, refusal } from "~/verdict";
import { type Blueprint, type BlueprintWritten, blueprintSchema, clashOf, nameOf } from "./blueprint";
import { addVersion, sameRules, type Title } from "./blueprints.server";
import { fixedQuestions } from "./fixed-questions";
import { poolFor } from "./pool.server";

export type Refused = { ok: false; refusals: Refusal[] };
export type Saved = { ok: true; blueprintId: string; versionId: string; number: number } | Refused;

export const CODE_PATTERN = /^[a-z][a-z0-9-]{1,39}$/;
const TITLE_MOST = 60;
/** Words of this room's own addresses. */
const RESERVED = ["new"];

/**
 * A new blueprint with its first version. Refusals: blueprint.code-malformed, blueprint.code-taken { code },
 * blueprint.title-missing, and those of `ruleRefusals`.
 */
export async function createBlueprint(
  tx: Tx,
  { code, title, rules }: { code: string; title: Title; rules: BlueprintWritten },
  actorId: string,
  now: Date,
): Promise<Saved> {
  const parsed = blueprintSchema.parse(rules);
  const refusals = [
    ...(CODE_PATTERN.test(code) && !RESERVED.includes(code) ? [] : [refusal("blueprint.code-malformed")]),
    ...titleRefusals(title),
    ...(await ruleRefusals(tx, parsed)),
  ];
  const taken = refusal("blueprint.code-taken", { code });
  if (await tx.blueprint.findUnique({ where: { code }, select: { id: true } })) refusals.push(taken);
  if (refusals.length > 0) return { ok: false, refusals };
  const blueprintId = newId();
  // Of two who take the code at once, the later finds it taken and writes nothing.
  const { count } = await tx.blueprint.createMany({
    data: [{ id: blueprintId, code, title: titleFrom(title) }],
    skipDuplicates: true,
  });
  if (count === 0) return { ok: false, refusals: [taken] };
  const versionId = await addVersion(tx, { blueprintId, code, number: 1, rules: parsed }, actorId, now);
  return { ok: true, blueprintId, versionId, number: 1 };
}

/**
 * The next version. `seen` is the number of the version the form was filled from: whoever was faster is not written
 * over. The same rules again are no new version. Refusals: blueprint.unknown, blueprint.withdrawn,
 * blueprint.changed-meanwhile { seen, number }, and those of `ruleRefusals`.
 */
export async function changeBlueprint(
  tx: Tx,
  { blueprintId, seen, rules }: { blueprintId: string; seen: number; rules: BlueprintWritten },
  actorId: string,
  now: Date,
): Promise<Saved> {
  const parsed = blueprintSchema.parse(rules);
  await lockBlueprint(tx, blueprintId);
  const known = await tx.blueprint.findUnique({
    where: { id: blueprintId },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const newest = known?.versions[0];
  if (!known || !newest) return { ok: false, refusals: [refusal("blueprint.unknown")] };
  const same = { ok: true as const, blueprintId, versionId: newest.id, number: newest.number };
  if (sameRules(newest.rules, parsed)) return same;
  const refusals = [
    ...(known.withdrawnAt ? [refusal("blueprint.withdrawn")] : []),
    ...(newest.number === seen
      ? []
      : [refusal("blueprint.changed-meanwhile", { seen, number: newest.number })]),
    ...(await ruleRefusals(tx, parsed)),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  const number = newest.number + 1;
  const { code } = known;
  const versionId = await addVersion(tx, { blueprintId, code, number, rules: parsed }, actorId, now);
  return { ok: true, blueprintId, versionId, number };
}

/**
 * Another title; the rules stay. `seen` is the title the form showed. Refusals: blueprint.unknown,
 * blueprint.title-missing, blueprint.title-changed-meanwhile { title }.
 */
export async function retitleBlueprint(
  tx: Tx,
  { blueprintId, title, seen }: { blueprintId: string; title: Title; seen: Title },
  actorId: string,
  now: Date,
): Promise<{ ok: true } | Refused> {
  await lockBlueprint(tx, blueprintId);
  const known = await tx.blueprint.findUnique({ where: { id: blueprintId } });
  if (!known) return { ok: false, refusals: [refusal("blueprint.unknown")] };
  const refusals = titleRefusals(title);
  const wanted = titleFrom(title);
  const stands = known.title as Title;
  if (refusals.length === 0 && isSameTitle(stands, wanted)) return { ok: true };
  if (!isSameTitle(stands, seen))
    refusals.push(refusal("blueprint.title-changed-meanwhile", { title: stands["zh-CN"] }));
  if (refusals.length > 0) return { ok: false, refusals };
  await tx.blueprint.update({ where: { id: blueprintId }, data: { title: wanted } });
  await record(tx, {
    type: "blueprint.retitled",
    at: now,
    actorId,
    subjectId: blueprintId,
    data: { code: known.code },
  });
  return { ok: true };
}

/**
 * No longer offered for new exams; exams made with it keep their version. Not undone, harmless to repeat.
 * Refusals: blueprint.unknown.
 */
export async function withdrawBlueprint(
  tx: Tx,
  { blueprintId }: { blueprintId: string },
  actorId: string,
  now: Date,
): Promise<{ ok: true } | Refused> {
  await lockBlueprint(tx, blueprintId);
  const known = await tx.blueprint.findUnique({ where: { id: blueprintId } });
  if (!known) return { ok: false, refusals: [refusal("blueprint.unknown")] };
  if (known.withdrawnAt) return { ok: true };
  await tx.blueprint.update({
    where: { id: blueprintId },
    data: { withdrawnAt: now, withdrawnById: actorId },
  });
  await record(tx, {
    type: "blueprint.withdrawn",
    at: now,
    actorId,
    subjectId: blueprintId,
    data: { code: known.code },
  });
  return { ok: true };
}

/**
 * What no bank could cure: such rules are not kept. Cells that are short today are: the bank may grow.
 * Refusals: blueprint.empty, blueprint.set-unknown { set, bank, code }, blueprint.set-repeats { set, code }, and those of
 * `fixedQuestions` but for an amended law, which passes.
 */
export async function ruleRefusals(tx: Tx, rules: Blueprint): Promise<Refusal[]> {
  if (rules.cells.length + rules.fixed.length === 0) return [refusal("blueprint.empty")];
  const sets = rules.enemySets.flatMap((set, index) => set.map((named) => ({ ...named, set: index + 1 })));
  const banks = [...rules.fixed, ...sets].map(({ bank }) => bank);
  const { entries } = await poolFor(tx, { cells: [], fixed: banks.map(asFixed) });
  const known = new Set(entries.map(nameOf));
  const twice = sets.filter((one, at) =>
    sets.some((other, before) => before < at && other.set === one.set && nameOf(other) === nameOf(one)),
  );
  return [
    ...fixedQuestions(rules, entries, new Set(), clashOf(rules)).refusals,
    ...sets
      .filter((named) => !known.has(nameOf(named)))
      .map(({ set, bank, code }) => refusal("blueprint.set-unknown", { set, bank, code })),
    ...twice.map(({ set, code }) => refusal("blueprint.set-repeats", { set, code })),
  ];
}

const asFixed = (bank: string) => ({ bank, code: "", marksEach: 1 });

async function lockBlueprint(tx: Tx, blueprintId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM blueprint WHERE id = ${blueprintId}::uuid FOR NO KEY UPDATE`;
}

function titleRefusals(title: Title): Refusal[] {
  const wrong = [title["zh-CN"], title.en].some((words) => [...words.trim()].length > TITLE_MOST);
  return title["zh-CN"].trim() === "" || wrong
    ? [refusal("blueprint.title-missing", { most: TITLE_MOST })]
    : [];
}

/** Without an English title the Chinese one stands for it. */
function titleFrom(title: Title): Title {
  const chinese = title["zh-CN"].trim();
  return { "zh-CN": chinese, en: title.en.trim() || chinese };
}

const isSameTitle = (a: Title, b: Title) => a["zh-CN"] === b["zh-CN"] && a.en === b.en;
