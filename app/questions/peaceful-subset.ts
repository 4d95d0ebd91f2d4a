/**
 * The exact search behind the draw, for what random orders missed.
 * In: cells, questions in the order they are liked, who may not stand beside whom. Out: a choice of the questions among
 * which no two are enemies and which together fill all slots but so many; null where there is none.
 *
 * Branch and bound. Enemies are taken for one question that fits wherever any of them does: if even that fills too few
 * slots, nothing below can. Of two enemies one is left out at once if the other fits wherever it does and has no enemy
 * it has not. So sets of which one may be drawn, and pairs, cost no branch; a branch is left where enemies fit
 * different cells.
 */
import { type Blueprint, enemiesAmong, fits, type PoolQuestion } from "./blueprint";

type Kind = { cells: number[]; count: number };

export function searchAmong<Q extends PoolQuestion>(
  blueprint: Blueprint,
  questions: readonly Q[],
  steps: number,
): { subset: (missing: number) => Q[] | null; gaveUp: () => boolean } {
  const { cells } = blueprint;
  const cellsOf = questions.map((question) =>
    cells.flatMap((cell, at) => (fits(question, cell) ? [at] : [])),
  );
  const enemies = enemiesAmong(questions, blueprint);
  const useful = questions.flatMap((_, at) => (cellsOf[at]!.length > 0 ? [at] : []));
  const peaceful = useful.filter((at) => enemies[at]!.size === 0);
  const peacefulKinds = kindsOf(peaceful.map((at) => cellsOf[at]!));
  const slots = cells.map(({ count }) => count);
  const total = slots.reduce((sum, count) => sum + count, 0);
  let left = steps;

  const among = (alive: ReadonlySet<number>, wanted: number): ReadonlySet<number> | null => {
    if (left <= 0) return null;
    left -= 1;
    const kept = new Set(alive);
    leaveOutDominated(kept, enemies, cellsOf);
    const hostileKinds = kindsOf(oneOfEachClique(kept, enemies, cellsOf));
    if (mostFilled(slots, [...peacefulKinds, ...hostileKinds]) < wanted) return null;
    const worst = mostHostile(kept, enemies);
    if (worst === null) return kept;
    const without = new Set(kept);
    without.delete(worst);
    return among(without, wanted) ?? among(difference(kept, enemies[worst]!), wanted);
  };
  return {
    subset: (missing) => {
      const hostile = among(new Set(useful.filter((at) => enemies[at]!.size > 0)), total - missing);
      if (!hostile) return null;
      const chosen = new Set([...peaceful, ...hostile]);
      return questions.filter((_, at) => chosen.has(at));
    },
    gaveUp: () => left <= 0,
  };
}

const difference = (all: ReadonlySet<number>, gone: ReadonlySet<number>) =>
  new Set([...all].filter((one) => !gone.has(one)));

/** The question with the most enemies among those left; null: no two of them are enemies. */
function mostHostile(alive: ReadonlySet<number>, enemies: readonly ReadonlySet<number>[]): number | null {
  let worst: number | null = null;
  let most = 0;
  for (const one of alive) {
    const count = [...enemies[one]!].filter((other) => alive.has(other)).length;
    if (count > most) [worst, most] = [one, count];
  }
  return worst;
}

function leaveOutDominated(
  alive: Set<number>,
  enemies: readonly ReadonlySet<number>[],
  cellsOf: readonly number[][],
): void {
  /** Whatever stands with `weak` can stand with `strong` in its place. */
  const dominates = (strong: number, weak: number) =>
    cellsOf[weak]!.every((cell) => cellsOf[strong]!.includes(cell)) &&
    [...enemies[strong]!].every((other) => other === weak || !alive.has(other) || enemies[weak]!.has(other));
  let changed = true;
  while (changed) {
    changed = false;
    for (const strong of alive)
      for (const weak of enemies[strong]!) {
        if (!alive.has(weak) || !dominates(strong, weak)) continue;
        // Where each could stand for the other, the one liked more stays.
        if (weak < strong && dominates(weak, strong)) continue;
        alive.delete(weak);
        changed = true;
      }
  }
}

/** The cells that enemies fit between them: of questions that are all enemies of each other one may be drawn. */
function oneOfEachClique(
  alive: ReadonlySet<number>,
  enemies: readonly ReadonlySet<number>[],
  cellsOf: readonly number[][],
): number[][] {
  const cliques: number[][] = [];
  for (const one of alive) {
    const joined = cliques.find((clique) => clique.every((other) => enemies[one]!.has(other)));
    if (joined) joined.push(one);
    else cliques.push([one]);
  }
  return cliques.map((clique) => [...new Set(clique.flatMap((one) => cellsOf[one]!))].sort((a, b) => a - b));
}

/** Questions that fit the same cells are of one kind. */
function kindsOf(fitted: readonly number[][]): Kind[] {
  const kinds = new Map<string, Kind>();
  for (const cells of fitted) {
    const kind = kinds.get(cells.join()) ?? { cells, count: 0 };
    kind.count += 1;
    kinds.set(cells.join(), kind);
  }
  return [...kinds.values()];
}

/** Slots that can be filled at most: augmenting paths over kinds of questions instead of questions. */
function mostFilled(slots: readonly number[], kinds: readonly Kind[]): number {
  const room = [...slots];
  const given = kinds.map(() => slots.map(() => 0));
  const place = (kind: number, tried: Set<number>): boolean => {
    for (const cell of kinds[kind]!.cells) {
      if (tried.has(cell)) continue;
      tried.add(cell);
      const mover =
        room[cell]! > 0 ? -1 : given.findIndex((by, other) => by[cell]! > 0 && place(other, tried));
      if (room[cell]! > 0) room[cell]! -= 1;
      else if (mover >= 0) given[mover]![cell]! -= 1;
      else continue;
      given[kind]![cell]! += 1;
      return true;
    }
    return false;
  };
  let filled = 0;
  for (const [kind, { count }] of kinds.entries())
    for (let more = 0; more < count && place(kind, new Set()); more++) filled += 1;
  return filled;
}
