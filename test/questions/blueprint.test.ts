import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Blueprint,
  type BlueprintCell,
  blueprintSchema,
  fullMarkOf,
  type PoolQuestion,
} from "~/questions/blueprint";
import { fill } from "~/questions/filling";
import { below, randomFrom, shuffled } from "~/questions/random";

const PENALTY = "行政处罚法";
const COERCION = "行政强制法";

function question(code: string, change: Partial<PoolQuestion> = {}): PoolQuestion {
  return {
    id: `v-${code}`,
    bank: "general",
    code,
    type: "single-choice",
    law: PENALTY,
    difficulty: 1,
    enemies: [],
    ...change,
  };
}
function cell(change: Partial<BlueprintCell> = {}): BlueprintCell {
  return {
    bank: null,
    law: PENALTY,
    type: "single-choice",
    difficulty: null,
    count: 1,
    marksEach: 2,
    ...change,
  };
}
const blueprint = (cells: BlueprintCell[], change: Partial<Blueprint> = {}): Blueprint =>
  blueprintSchema.parse({ cells, fixed: [], exposureCap: null, ...change });
const many = (count: number, prefix: string, change: Partial<PoolQuestion> = {}) =>
  Array.from({ length: count }, (_, i) => question(`${prefix}-${String(i).padStart(3, "0")}`, change));
const codesOf = (draw: ReturnType<typeof fill>) =>
  draw.ok ? draw.drawn.map((drawn) => drawn.question.code) : [];

const pool = [
  ...many(12, "single"),
  ...many(8, "coercion", { law: COERCION, difficulty: 2 }),
  ...many(6, "multi", { type: "multiple-choice" }),
  ...many(3, "case", { type: "case-group", parts: [1, 2] }),
];
const paper = blueprint([
  cell({ count: 5 }),
  cell({ law: COERCION, difficulty: 2, count: 3 }),
  cell({ law: null, type: "multiple-choice", count: 2, marksEach: 4 }),
  cell({ type: "case-group", law: null, count: 1, marksEach: 5, partsEach: 2 }),
]);

describe("the draw", () => {
  it("fills every cell with what it asks for, without repeats", () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const draw = fill(paper, pool, {}, seed);
        if (!draw.ok) throw new Error("short");
        expect(draw.drawn.map((drawn) => drawn.cell)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3]);
        expect(new Set(codesOf(draw)).size).toBe(11);
        for (const { question: drawn, cell: index, marksEach } of draw.drawn) {
          const asked = paper.cells[index ?? 0];
          expect(drawn.type).toBe(asked?.type);
          expect(asked?.law === null || drawn.law === asked?.law).toBe(true);
          expect(marksEach).toBe(asked?.marksEach);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is the same for the same seed, whatever the order of the pool, and another for another seed", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(pool, { minLength: pool.length }), fc.string(), (mixed, seed) => {
        expect(codesOf(fill(paper, mixed, {}, seed))).toEqual(codesOf(fill(paper, pool, {}, seed)));
      }),
      { numRuns: 40 },
    );
    const draws = new Set(
      Array.from({ length: 20 }, (_, i) => codesOf(fill(paper, pool, {}, `seed-${i}`)).join()),
    );
    expect(draws.size).toBe(20);
  });

  it("has not changed since papers were first drawn with it", () => {
    expect(codesOf(fill(paper, pool, {}, "2026-qualification"))).toMatchInlineSnapshot(`
      [
        "single-002",
        "single-003",
        "single-008",
        "single-006",
        "single-010",
        "coercion-000",
        "coercion-002",
        "coercion-006",
        "multi-001",
        "multi-004",
        "case-001",
      ]
    `);
    expect(Array.from({ length: 3 }, randomFrom("2026"))).toMatchInlineSnapshot(`
      [
        3042089953,
        4186970877,
        2592455375,
      ]
    `);
  });

  it("never puts enemies on one paper, whichever side says so, and finds the way round them", () => {
    const feud = [
      question("a", { enemies: ["b", "c"] }),
      question("b"),
      question("c"),
      question("d", { bank: "other", enemies: ["b"] }),
      question("e"),
    ];
    for (let i = 0; i < 60; i++) {
      const codes = codesOf(fill(blueprint([cell({ count: 3 })]), feud, {}, `seed-${i}`));
      expect(codes).toHaveLength(3);
      expect(codes.includes("a") && (codes.includes("b") || codes.includes("c"))).toBe(false);
      expect(codes.includes("d") && codes.includes("b")).toBe(false);
    }
  });

  it("keeps what only a narrow cell can use for that cell", () => {
    const scarce = [...many(2, "hard", { difficulty: 5 }), ...many(3, "easy")];
    const wide = blueprint([cell({ count: 3 }), cell({ difficulty: 5, count: 2 })]);
    for (let i = 0; i < 40; i++) expect(fill(wide, scarce, {}, `seed-${i}`).ok).toBe(true);
    // Two cells that each overlap a third: only moving a question already placed leaves room for all.
    const chain = [
      question("x", { difficulty: 1 }),
      question("y", { difficulty: 2, law: COERCION }),
      question("z", { difficulty: 1, law: COERCION }),
    ];
    const crossed = blueprint([
      cell({ law: null, difficulty: 1 }),
      cell({ law: COERCION }),
      cell({ law: COERCION, difficulty: 1 }),
    ]);
    for (let i = 0; i < 40; i++) expect(fill(crossed, chain, {}, `seed-${i}`).ok).toBe(true);
  });

  it("takes fixed questions first, and none twice", () => {
    const fixed = blueprint([cell({ count: 11 })], {
      fixed: [{ bank: "general", code: "single-004", marksEach: 9 }],
    });
    const draw = fill(fixed, pool, {}, "s");
    expect(draw.ok && draw.drawn[0]).toMatchObject({
      question: { code: "single-004" },
      marksEach: 9,
      cell: null,
    });
    expect(new Set(codesOf(draw)).size).toBe(12);
  });

  it("leaves out what was seen too often, and prefers what was seen seldom", () => {
    const seen = Object.fromEntries(many(12, "single").map(({ id }, i) => [id, i < 6 ? 50 : 0]));
    const capped = blueprint([cell({ count: 6 })], { exposureCap: 50 });
    expect(codesOf(fill(capped, pool, seen, "s")).sort()).toEqual(
      many(12, "single")
        .slice(6)
        .map(({ code }) => code),
    );

    let often = 0;
    for (let i = 0; i < 100; i++)
      often += codesOf(fill(blueprint([cell({ count: 3 })]), pool, seen, `s${i}`)).filter(
        (code) => code < "single-006",
      ).length;
    expect(often).toBeLessThan(60);
  });

  it("gives every question its turn", () => {
    const seen = new Set<string>();
    for (let i = 0; i < 60; i++) for (const code of codesOf(fill(paper, pool, {}, `s${i}`))) seen.add(code);
    expect(seen.size).toBe(pool.length);
  });
});

describe("what it refuses", () => {
  it("names each short cell and how many it lacks", () => {
    const greedy = blueprint([
      cell({ count: 15 }),
      cell({ law: COERCION, count: 2 }),
      cell({ type: "true-false", count: 4 }),
    ]);
    const draw = fill(greedy, pool, {}, "s");
    expect(draw.ok ? [] : draw.refusals).toEqual([
      {
        code: "blueprint.cell-short",
        source: null,
        facts: {
          cell: 1,
          bank: null,
          law: PENALTY,
          type: "single-choice",
          difficulty: null,
          wanted: 15,
          found: 12,
          missing: 3,
          exist: 12,
          barred: 0,
          overexposed: 0,
          enemies: 0,
          taken: 0,
          never: true,
          certain: true,
        },
      },
      {
        code: "blueprint.cell-short",
        source: null,
        facts: {
          cell: 3,
          bank: null,
          law: PENALTY,
          type: "true-false",
          difficulty: null,
          wanted: 4,
          found: 0,
          missing: 4,
          exist: 0,
          barred: 0,
          overexposed: 0,
          enemies: 0,
          taken: 0,
          never: true,
          certain: true,
        },
      },
    ]);
  });

  it("names missing and hostile fixed questions", () => {
    const fixed = [
      { bank: "general", code: "a", marksEach: 1 },
      { bank: "general", code: "b", marksEach: 1 },
      { bank: "general", code: "gone", marksEach: 1 },
    ];
    const draw = fill(blueprint([], { fixed }), [question("a", { enemies: ["b"] }), question("b")], {}, "s");
    expect(draw.ok ? [] : draw.refusals.map(({ code, facts }) => [code, facts.code])).toEqual([
      ["blueprint.fixed-enemies", "b"],
      ["blueprint.fixed-missing", "gone"],
    ]);
  });

  it("a case cell must say how many parts", () => {
    const { partsEach: _, ...without } = cell({ type: "case-group", partsEach: 2 });
    expect(blueprintSchema.safeParse({ cells: [without], fixed: [], exposureCap: null }).success).toBe(false);
  });
});

it("knows the full mark before any draw", () => {
  expect(fullMarkOf(paper, pool)).toBe(5 * 2 + 3 * 2 + 2 * 4 + 2 * 5);
  const withFixed = blueprint([cell()], { fixed: [{ bank: "general", code: "case-001", marksEach: 3 }] });
  expect(fullMarkOf(withFixed, pool)).toBe(2 + 6);
});

describe("seeded randomness", () => {
  it("shuffles into permutations, each position alike", () => {
    const counts = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
    const random = randomFrom("even");
    for (let i = 0; i < 4000; i++)
      for (const [at, value] of shuffled([0, 1, 2, 3], random).entries()) counts[at]![value]!++;
    for (const count of counts.flat()) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });

  it("stays below its limit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), fc.string(), (limit, seed) => {
        const drawn = below(limit, randomFrom(seed));
        expect(drawn >= 0 && drawn < limit && Number.isInteger(drawn)).toBe(true);
      }),
    );
  });
});
