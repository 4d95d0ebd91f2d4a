/**
 * 缺题: why a cell cannot be filled, so that an officer knows whether to write questions, read questions again beside an
 * amended law, lift the cap or ask for fewer.
 * In: a blueprint, what it could draw from and the best filling found. Out: for each short cell, where its questions are.
 */
import { type Facts, type Refusal, refusal } from "~/verdict";
import { type Blueprint, type BlueprintCell, fits, type PoolQuestion } from "./blueprint";
import type { Best, Draw } from "./filling";

export type Supply = {
  /** Questions of the bank that fit the cell. */
  exist: number;
  /** Of these: cite an amended article and have not been read again. */
  barred: number;
  /** Of the rest: stood on as many papers as the cap allows. */
  overexposed: number;
};

/** What each cell has to draw from, before any is drawn. */
export function supplies(
  { cells, exposureCap }: Blueprint,
  pool: readonly PoolQuestion[],
  exposure: Readonly<Record<string, number>>,
  barred: ReadonlySet<string>,
): Supply[] {
  return cells.map((cell) => {
    const all = pool.filter((question) => fits(question, cell));
    const free = all.filter(({ id }) => !barred.has(id));
    const seen = free.filter(({ id }) => exposureCap !== null && (exposure[id] ?? 0) >= exposureCap);
    return { exist: all.length, barred: all.length - free.length, overexposed: seen.length };
  });
}

export type Found<Q extends PoolQuestion> = {
  ordered: readonly Q[];
  fixed: readonly Q[];
  barred: ReadonlySet<string>;
  isFresh: (question: Q) => boolean;
  best: Best<Q>;
  /** The same draw with nothing barred and no cap; null where nothing was. */
  unhindered: Draw<Q> | null;
};

/**
 * blueprint.cell-short { cell, bank, law, type, difficulty, wanted, found, missing, exist, barred, overexposed, enemies,
 * taken, never, certain } for each short cell. exist = found + barred + overexposed + enemies + taken: `enemies` may not
 * stand beside what is drawn or fixed, `taken` are fixed or drawn for another cell. `never`: it would be short although
 * no law had been amended and nothing had been seen. `certain: false`: a longer search might still find a draw.
 */
export function shortages<Q extends PoolQuestion>(blueprint: Blueprint, found: Found<Q>): Refusal[] {
  const { best, unhindered } = found;
  const alwaysShort = new Set(
    unhindered && !unhindered.ok ? unhindered.refusals.map(({ facts }) => facts.cell) : [],
  );
  return blueprint.cells.flatMap((cell, index) => {
    const here = (best.filled[index] ?? []).filter((question) => question !== null);
    if (here.length === cell.count) return [];
    const number = index + 1;
    const facts: Facts = {
      cell: number,
      ...{ bank: cell.bank, law: cell.law, type: cell.type, difficulty: cell.difficulty },
      ...{ wanted: cell.count, found: here.length, missing: cell.count - here.length },
      ...whereTheyAre(cell, here, found),
      never: unhindered === null || alwaysShort.has(number),
      certain: best.certain,
    };
    return [refusal("blueprint.cell-short", facts)];
  });
}

function whereTheyAre<Q extends PoolQuestion>(cell: BlueprintCell, here: readonly Q[], found: Found<Q>) {
  const taken = new Set<Q>([...found.fixed, ...found.best.filled.flat().flatMap((one) => one ?? [])]);
  const count = { exist: 0, barred: 0, overexposed: 0, enemies: 0, taken: 0 };
  for (const question of found.ordered.filter((one) => fits(one, cell))) {
    count.exist += 1;
    if (here.includes(question)) continue;
    if (taken.has(question)) count.taken += 1;
    else if (found.barred.has(question.id)) count.barred += 1;
    else if (!found.isFresh(question)) count.overexposed += 1;
    else count.enemies += 1;
  }
  return count;
}
