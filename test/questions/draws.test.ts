import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Blueprint, clashOf, fits, fullMarkOf, type PoolQuestion } from "~/questions/blueprint";
import { type Draw, fill } from "~/questions/filling";

// Random blueprints against random banks. Where a bank is small, every draw is tried by force beside the program.

/** Ten thousand in the long run. */
const RUNS = Number(process.env.DRAW_RUNS ?? 250);

const LAWS = ["行政处罚法", "行政强制法", "行政许可法"];
const TYPES = ["single-choice", "true-false", "case-group"] as const;

type Case = {
  blueprint: Blueprint;
  pool: PoolQuestion[];
  exposure: Record<string, number>;
  barred: Set<string>;
  seed: string;
};

const codeOf = (index: number) => `q${String(index).padStart(2, "0")}`;

const anyQuestion = (most: number) =>
  fc.record({
    bank: fc.constantFrom("general", "urban"),
    law: fc.constantFrom(...LAWS),
    type: fc.constantFrom("single-choice" as const, ...TYPES),
    difficulty: fc.integer({ min: 1, max: 2 }),
    enemies: fc.oneof(
      { weight: 2, arbitrary: fc.constant<number[]>([]) },
      { weight: 1, arbitrary: fc.array(fc.nat(most - 1), { minLength: 1, maxLength: 3 }) },
    ),
    parts: fc.integer({ min: 1, max: 3 }),
    seen: fc.nat(4),
    barred: fc.boolean().chain((first) => (first ? fc.boolean() : fc.constant(false))),
  });

const orNull = <T>(value: fc.Arbitrary<T>) => fc.oneof(value, fc.constant(null));

const anyCell = (most: number) =>
  fc
    .record({
      bank: fc.oneof(
        { weight: 3, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constantFrom("general", "urban") },
      ),
      law: orNull(fc.constantFrom(...LAWS)),
      type: fc.constantFrom("single-choice" as const, ...TYPES),
      difficulty: orNull(fc.integer({ min: 1, max: 2 })),
      count: fc.integer({ min: 1, max: most }),
      marksEach: fc.integer({ min: 1, max: 5 }),
      parts: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ parts, ...cell }) => (cell.type === "case-group" ? { ...cell, partsEach: parts } : cell));

function anyCase(most: number, cells: number, perCell: number): fc.Arbitrary<Case> {
  const parts = fc.record({
    questions: fc.array(anyQuestion(most), { minLength: 1, maxLength: most }),
    cells: fc.array(anyCell(perCell), { minLength: 1, maxLength: cells }),
    fixed: fc.uniqueArray(fc.nat(most - 1), { maxLength: 2 }),
    sets: fc.array(fc.uniqueArray(fc.nat(most - 1), { minLength: 2, maxLength: 4 }), { maxLength: 2 }),
    cap: orNull(fc.integer({ min: 2, max: 4 })),
    seed: fc.string({ maxLength: 6 }),
  });
  return parts.map(({ questions, cells, fixed, sets, cap, seed }) => {
    const pool = questions.map(({ seen: _, barred: __, parts, enemies, ...question }, index) => ({
      ...question,
      id: `v-${codeOf(index)}`,
      code: codeOf(index),
      enemies: enemies.map(codeOf),
      ...(question.type === "case-group" ? { parts: Array.from({ length: parts }, (_, n) => n) } : {}),
    }));
    const named = (index: number) => ({ bank: pool[index]?.bank ?? "general", code: codeOf(index) });
    return {
      blueprint: {
        cells,
        fixed: fixed.filter((index) => pool[index]).map((index) => ({ ...named(index), marksEach: 2 })),
        exposureCap: cap,
        exposureDays: 365,
        enemySets: sets.map((set) => set.map(named)),
      },
      pool,
      exposure: Object.fromEntries(
        questions.flatMap(({ seen }, index) => (seen ? [[`v-${codeOf(index)}`, seen]] : [])),
      ),
      barred: new Set(questions.flatMap(({ barred }, index) => (barred ? [`v-${codeOf(index)}`] : []))),
      seed,
    };
  });
}

const draw = ({ blueprint, pool, exposure, seed, barred }: Case) =>
  fill(blueprint, pool, exposure, seed, barred);
const shortIn = (answer: Draw<PoolQuestion>) =>
  answer.ok ? [] : answer.refusals.filter(({ code }) => code === "blueprint.cell-short");

/** The most slots any choice of questions fills; null where the fixed questions cannot stand together. */
function byForce({ blueprint, pool, exposure, barred }: Case): number | null {
  const clash = clashOf(blueprint);
  const fixed = blueprint.fixed.map(({ code }) => pool.find((one) => one.code === code)!);
  if (fixed.some((one, at) => barred.has(one.id) || fixed.slice(0, at).some((other) => clash(one, other))))
    return null;
  const { exposureCap: cap, cells } = blueprint;
  const free = pool.filter(
    (one) =>
      !barred.has(one.id) &&
      (cap === null || (exposure[one.id] ?? 0) < cap) &&
      !fixed.some((other) => clash(one, other)),
  );
  const room = cells.map(({ count }) => count);
  const wanted = room.reduce((sum, count) => sum + count, 0);
  const chosen: PoolQuestion[] = [];
  let most = 0;
  const go = (at: number): void => {
    most = Math.max(most, chosen.length);
    if (most === wanted || chosen.length + free.length - at <= most) return;
    const one = free[at]!;
    if (!chosen.some((other) => clash(one, other)))
      for (const [index, cell] of cells.entries()) {
        if (room[index] === 0 || !fits(one, cell)) continue;
        room[index]! -= 1;
        chosen.push(one);
        go(at + 1);
        chosen.pop();
        room[index]! += 1;
      }
    go(at + 1);
  };
  go(0);
  return most;
}

/** Whatever is asked, what comes out keeps every rule. */
function keepsTheRules(one: Case): void {
  const { blueprint, pool, exposure, barred } = one;
  const answer = draw(one);
  expect(draw({ ...one, pool: [...pool].reverse() })).toEqual(answer);
  if (!answer.ok) {
    for (const { facts } of shortIn(answer)) {
      const { exist, found, barred: stopped, overexposed, enemies, taken, wanted, missing } = facts;
      expect(Number(found) + Number(missing)).toBe(wanted);
      expect(
        [stopped, overexposed, enemies, taken].reduce<number>((sum, n) => sum + Number(n), Number(found)),
      ).toBe(exist);
    }
    return;
  }
  const drawn = answer.drawn.map(({ question }) => question);
  const clash = clashOf(blueprint);
  for (const [at, question] of drawn.entries()) {
    expect(barred.has(question.id)).toBe(false);
    for (const other of drawn.slice(at + 1)) {
      expect(question.code).not.toBe(other.code);
      expect(question.enemies).not.toContain(other.code);
      expect(other.enemies).not.toContain(question.code);
      expect(clash(question, other)).toBe(false);
    }
  }
  for (const set of blueprint.enemySets)
    expect(
      drawn.filter(({ bank, code }) => set.some((s) => s.bank === bank && s.code === code)).length,
    ).toBeLessThan(2);
  for (const [index, cell] of blueprint.cells.entries()) {
    const here = answer.drawn.filter((entry) => entry.cell === index);
    expect(here).toHaveLength(cell.count);
    for (const { question, marksEach } of here) {
      expect(fits(question, cell)).toBe(true);
      expect(marksEach).toBe(cell.marksEach);
      expect(pool).toContain(question);
      if (blueprint.exposureCap !== null)
        expect(exposure[question.id] ?? 0).toBeLessThan(blueprint.exposureCap);
    }
  }
  const fixed = answer.drawn.filter((entry) => entry.cell === null);
  expect(fixed.map(({ question }) => question.code)).toEqual(blueprint.fixed.map(({ code }) => code));
  const marks = answer.drawn.map(({ question, marksEach }) => marksEach * (question.parts?.length ?? 1));
  expect(marks.reduce((sum, n) => sum + n, 0)).toBe(fullMarkOf(blueprint, pool));
}

describe("whatever a blueprint asks of whatever bank", () => {
  it("a paper keeps every rule, and is the same in whatever order the bank is read", () => {
    fc.assert(fc.property(anyCase(40, 5, 5), keepsTheRules), { numRuns: RUNS });
  });

  it("is refused only where every choice by force falls short, and by no more than must be", () => {
    let refused = 0;
    let searched = 0;
    fc.assert(
      fc.property(anyCase(10, 3, 3), (one) => {
        keepsTheRules(one);
        const most = byForce(one);
        const answer = draw(one);
        const wanted = one.blueprint.cells.reduce((sum, { count }) => sum + count, 0);
        expect(answer.ok).toBe(most === wanted);
        if (most === null || answer.ok) return;
        refused += 1;
        const short = shortIn(answer);
        expect(short.every(({ facts }) => facts.certain)).toBe(true);
        expect(short.reduce((sum, { facts }) => sum + Number(facts.missing), 0)).toBe(wanted - most);
        if (most > 0) searched += 1;
        const unhindered = byForce({
          ...one,
          barred: new Set(),
          blueprint: { ...one.blueprint, exposureCap: null },
        });
        if (unhindered === wanted) expect(short.some(({ facts }) => facts.never)).toBe(false);
      }),
      { numRuns: RUNS },
    );
    expect(refused).toBeGreaterThan(RUNS / 20);
    expect(searched).toBeGreaterThan(RUNS / 50);
  });

  it("finds the one draw that random orders miss", () => {
    // Twenty questions, each an enemy of two others; the paper needs all of those others and none of the twenty.
    const question = (code: string, enemies: string[] = []): PoolQuestion => ({
      ...{ id: `v-${code}`, bank: "general", code, enemies },
      ...{ type: "single-choice", law: LAWS[0]!, difficulty: 1 },
    });
    const pool = Array.from({ length: 20 }, (_, n) => [
      question(`trap-${n}`, [`one-${n}`, `other-${n}`]),
      question(`one-${n}`),
      question(`other-${n}`),
    ]).flat();
    const cell = { bank: null, law: null, type: "single-choice" as const, difficulty: null, marksEach: 1 };
    const blueprint: Blueprint = {
      ...{ cells: [{ ...cell, count: 40 }], fixed: [], enemySets: [] },
      ...{ exposureCap: null, exposureDays: 365 },
    };
    for (let seed = 0; seed < 10; seed++) {
      const answer = fill(blueprint, pool, {}, `seed-${seed}`);
      if (!answer.ok) throw new Error(JSON.stringify(answer.refusals));
      expect(answer.drawn.filter(({ question: { code } }) => code.startsWith("trap"))).toEqual([]);
    }
    // One more than there is: refused with nothing left open.
    const greedy = { ...blueprint, cells: [{ ...cell, count: 41 }] };
    expect(shortIn(fill(greedy, pool, {}, "seed"))).toMatchObject([
      { facts: { wanted: 41, found: 40, missing: 1, exist: 60, enemies: 20, never: true, certain: true } },
    ]);
  });
});
