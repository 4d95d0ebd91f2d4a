/**
 * 抽题: fills a blueprint from a pool.
 * In: blueprint, pool, exposure counts, seed, barred questions. Out: the drawn questions, or what is missing where.
 * The same five give the same draw for ever, whatever order the pool comes in.
 */
import { type Random, randomFrom } from "~/questions/random";
import type { Refusal } from "~/verdict";
import {
  type Blueprint,
  type BlueprintCell,
  type Clash,
  clashOf,
  fits,
  nameOf,
  type PoolQuestion,
} from "./blueprint";
import { fixedQuestions } from "./fixed-questions";
import { searchAmong } from "./peaceful-subset";
import { shortages } from "./shortage";

/** `cell` is the index of the cell it fills, null for a fixed question. */
export type Drawn<Q extends PoolQuestion> = { question: Q; marksEach: number; cell: number | null };
export type Draw<Q extends PoolQuestion> =
  | { ok: true; drawn: Drawn<Q>[] }
  | { ok: false; refusals: Refusal[] };
/** By cell, by slot of the cell. */
export type Filled<Q> = (Q | null)[][];
type Seen = Readonly<Record<string, number>>;

/** Fresh orders that find a draw around most enemies. Stored papers were drawn by them: they come first for ever. */
const TRIES = 24;
/** Steps of the search after them, some seconds at the very most: papers that anyone asks for take a few. */
const SEARCH_STEPS = 1_000;
const NONE: ReadonlySet<string> = new Set();

/**
 * Draws without repeats and without enemies, case groups whole; seldom-seen questions are likelier. A fixed question is
 * drawn whatever its exposure. Where a draw exists it is found, unless the search for it takes more than SEARCH_STEPS
 * steps: a refusal then carries `certain: false`, which takes dozens of enemies that chain cells to each other. `found`
 * is then the most that was found, else the most there can be over all cells.
 * Refusals: blueprint.cell-short (see `shortages`) and those of `fixedQuestions`.
 */
export function fill<Q extends PoolQuestion>(
  blueprint: Blueprint,
  pool: readonly Q[],
  exposure: Seen,
  seed: string,
  barred: ReadonlySet<string> = NONE,
): Draw<Q> {
  const ordered = [...pool].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const clash = clashOf(blueprint);
  const fixed = fixedQuestions(blueprint, ordered, barred, clash);
  if (fixed.refusals.length > 0) return { ok: false, refusals: fixed.refusals };

  const { cells, exposureCap } = blueprint;
  const open = ordered.filter(
    (question) => !barred.has(question.id) && !fixed.drawn.some((drawn) => clash(drawn.question, question)),
  );
  const isFresh = ({ id }: Q) => exposureCap === null || (exposure[id] ?? 0) < exposureCap;
  const best = bestFilling(blueprint, open.filter(isFresh), exposure, seed, clash);
  if (best.missing > 0) {
    const unhindered =
      barred.size > 0 || exposureCap !== null
        ? fill({ ...blueprint, exposureCap: null }, pool, exposure, seed)
        : null;
    const fixedHere = fixed.drawn.map(({ question }) => question);
    const facts = { ordered, fixed: fixedHere, barred, isFresh, best, unhindered };
    return { ok: false, refusals: shortages(blueprint, facts) };
  }
  const drawn = best.filled.flatMap((questions, cell) =>
    questions.map((question) => ({
      question: question as Q,
      marksEach: cells[cell]?.marksEach ?? 0,
      cell,
    })),
  );
  return { ok: true, drawn: [...fixed.drawn, ...drawn] };
}

export type Best<Q> = { filled: Filled<Q>; missing: number; certain: boolean };

function bestFilling<Q extends PoolQuestion>(
  blueprint: Blueprint,
  candidates: readonly Q[],
  exposure: Seen,
  seed: string,
  clash: Clash,
): Best<Q> {
  const { cells } = blueprint;
  let best: Best<Q> = { filled: [], missing: Number.POSITIVE_INFINITY, certain: true };
  for (let attempt = 0; attempt < TRIES && best.missing > 0; attempt++) {
    const random = randomFrom(`${seed}/draw/${attempt}`);
    const filled = filledCells(cells, preferred(candidates, exposure, random), clash);
    const missing = filled.flat().filter((question) => question === null).length;
    if (missing < best.missing) best = { filled, missing, certain: true };
  }
  if (best.missing === 0) return best;
  const order = preferred(candidates, exposure, randomFrom(`${seed}/draw/${TRIES}`));
  const search = searchAmong(blueprint, order, SEARCH_STEPS);
  // The fewest missing first, so that what is told to be missing is no more than must be.
  for (let missing = 0; missing < best.missing; missing++) {
    const subset = search.subset(missing);
    if (subset) return { filled: filledCells(cells, subset, clash), missing, certain: !search.gaveUp() };
  }
  return { ...best, certain: !search.gaveUp() };
}

/** Slots of every cell, filled as far as they can be; a taken question moves to another slot if that makes room. */
function filledCells<Q extends PoolQuestion>(
  cells: readonly BlueprintCell[],
  pool: readonly Q[],
  clash: Clash,
): Filled<Q> {
  const slots = cells.flatMap((cell, index) => Array.from({ length: cell.count }, () => ({ cell, index })));
  const fitting = cells.map((cell) => pool.filter((question) => fits(question, cell)));
  const inSlot: (Q | null)[] = slots.map(() => null);
  const slotOf = new Map<Q, number>();

  const place = (slot: number, tried: Set<Q>): boolean => {
    for (const question of fitting[slots[slot]?.index ?? -1] ?? []) {
      if (tried.has(question)) continue;
      tried.add(question);
      const taken = slotOf.get(question);
      if (taken === undefined && inSlot.some((other) => other !== null && clash(other, question))) continue;
      if (taken !== undefined && !place(taken, tried)) continue;
      inSlot[slot] = question;
      slotOf.set(question, slot);
      return true;
    }
    return false;
  };
  const choice = (slot: number) => fitting[slots[slot]?.index ?? -1]?.length ?? 0;
  // The cell with the least choice goes first, so that a wide cell does not take what only a narrow one can use.
  const narrowFirst = slots.map((_, slot) => slot).sort((a, b) => choice(a) - choice(b) || a - b);
  // Slots of one cell come together: what could not fill one of them cannot fill the next.
  let short = -1;
  for (const slot of narrowFirst) {
    const cell = slots[slot]?.index ?? -1;
    if (cell !== short && !place(slot, new Set())) short = cell;
  }
  return cells.map((_, index) => inSlot.filter((_, slot) => slots[slot]?.index === index));
}

/** A random order in which a question seen often tends to come late. Integer products only: exact on every machine. */
function preferred<Q extends PoolQuestion>(pool: readonly Q[], exposure: Seen, random: Random): Q[] {
  return pool
    .map((question) => ({ question, weight: random() * (1 + (exposure[question.id] ?? 0)) }))
    .sort((a, b) => a.weight - b.weight)
    .map(({ question }) => question);
}
