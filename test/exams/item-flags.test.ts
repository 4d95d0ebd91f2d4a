import { describe, expect, it } from "vitest";
import { FLAGS, findingsOf, type Item, raised, severityOf, THRESHOLDS } from "~/exams/item-flags";
import { type ByThird, type Figures, guessShare } from "~/exams/item-statistics";

const item: Item = { type: "single-choice", optionIds: ["A", "B", "C", "D"], key: ["A"] };
const thirds = (best: number, middle: number, weakest: number): ByThird => [best, middle, weakest];
const fine: Figures = {
  attempts: 30,
  facility: 0.6,
  discrimination: 0.4,
  upper: 0.9,
  lower: 0.3,
  guess: 0.25,
  seconds: null,
  papers: thirds(10, 10, 10),
  unanswered: thirds(0, 0, 0),
  options: { A: thirds(9, 6, 3), B: thirds(1, 2, 3), C: thirds(0, 1, 2), D: thirds(0, 1, 2) },
};
const flagsOf = (changes: Partial<Figures>, of: Partial<Item> = {}) =>
  raised(findingsOf({ ...fine, ...changes }, { ...item, ...of }));

describe("flags", () => {
  it.each<[string, Partial<Figures>, Partial<Item>, string[]]>([
    ["a good question", {}, {}, []],
    ["at the limit of too easy", { facility: 0.95 }, {}, []],
    ["above it", { facility: 0.951 }, {}, ["too-easy"]],
    ["at the limit of too hard", { facility: 0.3, guess: 0.2 }, {}, []],
    ["under it", { facility: 0.29, guess: 0.2 }, {}, ["too-hard"]],
    ["as good as guessing", { facility: 0.54, guess: 0.5 }, {}, ["guess-level"]],
    ["no discrimination", { discrimination: 0 }, {}, ["low-discrimination"]],
    ["none where nearly all are right", { discrimination: 0.1, facility: 0.97 }, {}, ["too-easy"]],
    ["just enough", { discrimination: 0.15 }, {}, []],
    ["negative", { discrimination: -0.01 }, {}, ["negative-discrimination"]],
    ["none to compute", { discrimination: null }, {}, []],
    ["an option nobody chose", { options: { ...fine.options, D: thirds(0, 0, 0) } }, {}, ["unused-option"]],
    [
      "one that does not even occur",
      { options: { A: thirds(9, 6, 3), B: thirds(1, 4, 7) } },
      {},
      ["unused-option"],
    ],
    [
      "true or false has none to spare",
      { options: { T: thirds(10, 10, 10) } },
      { type: "true-false", optionIds: ["T", "F"], key: ["T"] },
      [],
    ],
    [
      "a distractor the best prefer",
      { options: { ...fine.options, B: thirds(10, 0, 0) } },
      {},
      ["key-beaten"],
    ],
    ["as many as the key", { options: { ...fine.options, B: thirds(9, 0, 0) } }, {}, []],
    [
      "more than the least chosen of several keys",
      { options: { ...fine.options, C: thirds(3, 0, 0), B: thirds(2, 1, 1) } },
      { type: "multiple-choice", key: ["A", "B"] },
      ["key-beaten"],
    ],
  ])("%s", (_, changes, of, expected) => {
    expect(flagsOf(changes, of)).toEqual(expected);
  });

  it("say nothing before there are enough answers", () => {
    const bad = { facility: 0, discrimination: -1, options: { B: thirds(9, 0, 0) } };
    const findings = (attempts: number, best: number) =>
      findingsOf({ ...fine, ...bad, attempts, papers: thirds(best, 0, 0) }, item);
    const few = findings(19, 9);
    expect(FLAGS.map((flag) => few[flag].state)).toEqual(FLAGS.map(() => "too-few"));
    expect(severityOf(few, 19)).toBe(-1);
    expect(raised(findings(20, 9))).toEqual(["too-hard"]);
    expect(raised(findings(29, 10))).toEqual(["key-beaten", "too-hard"]);
    expect(raised(findings(30, 10))).toContain("negative-discrimination");
    expect(severityOf(findings(20, 9), 20)).toBe(THRESHOLDS["too-hard"].weight);
  });

  it("weigh so that the gravest outweighs all others together", () => {
    const weights = FLAGS.map((flag) => THRESHOLDS[flag].weight);
    for (const [index, weight] of weights.entries())
      expect(weight).toBeGreaterThan(weights.slice(index + 1).reduce((a, b) => a + b, 0));
  });
});

it.each([
  ["single-choice", 4, 1, 1, "half-when-incomplete", 1 / 4],
  ["true-false", 2, 1, 1, "all-or-nothing", 1 / 2],
  ["multiple-choice", 4, 2, 2, "all-or-nothing", 1 / 15],
  // The two halves of the key get 1 of 2.
  ["multiple-choice", 4, 2, 2, "half-when-incomplete", 2 / 15],
  // Half of one mark is none.
  ["multiple-choice", 4, 2, 1, "half-when-incomplete", 1 / 15],
])(
  "blind guessing: %s of %i options, %i right, %i marks, %s",
  (type, options, key, marks, policy, expected) => {
    expect(guessShare({ type, options, key }, { marks, policy })).toBeCloseTo(expected, 12);
  },
);
