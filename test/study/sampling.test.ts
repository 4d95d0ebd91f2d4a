import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SIGNALS, signalsOf, WEIGHTS, weightOf } from "~/study/audit-signals";
import { drawn, populationHash, type Weighed } from "~/study/sampling";

const seeds = fc.string({ minLength: 1, maxLength: 16 });
const populations = fc
  .uniqueArray(fc.uuid(), { minLength: 1, maxLength: 40 })
  .chain((ids) =>
    fc
      .array(fc.integer({ min: 1, max: 20 }), { minLength: ids.length, maxLength: ids.length })
      .map((weights) => ids.map((id, index): Weighed => [id, weights[index]!])),
  );
const drawings = fc.tuple(seeds, populations).chain(([seed, population]) =>
  fc.record({
    seed: fc.constant(seed),
    population: fc.constant(population),
    size: fc.integer({ min: 1, max: population.length }),
  }),
);

describe("the draw", () => {
  it("draws as many as asked, none twice, all of the population", () => {
    fc.assert(
      fc.property(drawings, ({ seed, population, size }) => {
        const sample = drawn(seed, population, size);
        expect(sample).toHaveLength(size);
        expect(new Set(sample).size).toBe(size);
        const ids = new Set(population.map(([id]) => id));
        expect(sample.every((id) => ids.has(id))).toBe(true);
      }),
    );
  });

  it("is the same for the same seed and population, in whatever order that is read", () => {
    fc.assert(
      fc.property(drawings, ({ seed, population, size }) => {
        expect(drawn(seed, [...population].reverse(), size)).toEqual(drawn(seed, population, size));
        expect(populationHash([...population].reverse())).toBe(populationHash(population));
      }),
    );
  });

  it("a larger sample holds the smaller one, and a record that weighs more keeps its place", () => {
    fc.assert(
      fc.property(drawings, ({ seed, population, size }) => {
        const sample = drawn(seed, population, size);
        expect(drawn(seed, population, population.length).slice(0, size)).toEqual(sample);
        const [first] = sample;
        const heavier = population.map(([id, weight]): Weighed => [id, id === first ? weight + 5 : weight]);
        expect(drawn(seed, heavier, size)).toContain(first);
      }),
    );
  });

  it("reaches every record, and those that weigh four times as much about four times as often", () => {
    const population: Weighed[] = Array.from({ length: 20 }, (_, index) => [
      `record-${index}`,
      index < 10 ? 1 : 4,
    ]);
    const count = new Map<string, number>();
    for (let seed = 0; seed < 2_000; seed += 1)
      for (const id of drawn(String(seed), population, 1)) count.set(id, (count.get(id) ?? 0) + 1);
    expect(count.size).toBe(20);
    const light = population.slice(0, 10).reduce((sum, [id]) => sum + count.get(id)!, 0);
    expect((2_000 - light) / light).toBeGreaterThan(3.2);
    expect((2_000 - light) / light).toBeLessThan(4.9);
  });

  it("another weight or another record is another population", () => {
    const one: Weighed[] = [["a", 1]];
    expect(populationHash(one)).not.toBe(populationHash([["a", 2]]));
    expect(populationHash(one)).not.toBe(populationHash([["b", 1]]));
  });
});

describe("what makes a record worth a look", () => {
  const plain = {
    ...{ minutes: 95, mode: "concentrated", daysUntilEntered: 2, sameDay: 1, selfStudyMinutes: 0 },
    ...{ allMinutes: 95, isOwnEntry: false, files: 1, sharedFiles: 0, isSystemEntry: false },
  };

  it.each([
    ["shared-file", { sharedFiles: 1 }],
    ["late-entry", { daysUntilEntered: 31 }],
    ["many-that-day", { sameDay: 3 }],
    ["self-study-share", { mode: "self-study", selfStudyMinutes: 95 }],
    ["round-minutes", { minutes: 120 }],
    ["own-entry", { isOwnEntry: true }],
    ["no-files", { files: 0 }],
  ] as const)("%s", (signal, change) => {
    expect(signalsOf(plain)).toEqual([]);
    expect(signalsOf({ ...plain, ...change })).toEqual([signal]);
    expect(weightOf([signal], WEIGHTS)).toBeGreaterThan(weightOf([], WEIGHTS));
  });

  it("thirty days, two a day and half of the minutes are none; what the server saw shows nothing", () => {
    expect(signalsOf({ ...plain, daysUntilEntered: 30, sameDay: 2 })).toEqual([]);
    expect(signalsOf({ ...plain, mode: "self-study", selfStudyMinutes: 50, allMinutes: 100 })).toEqual([]);
    expect(signalsOf({ ...plain, files: 0, minutes: 60, isSystemEntry: true })).toEqual([]);
    expect(weightOf(SIGNALS, WEIGHTS)).toBe(19);
  });
});
