import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPass, markPaper, passMarkFor } from "~/exams/marking";
import { answerFrom, candidateView, type PaperQuestion, paperFrom } from "~/exams/paper";
import type { Drawn } from "~/questions/filling";
import { resolvePack } from "~/rulebook/pack";
import { nationalPack } from "~/rulebook/packs/national";

const options = ["A", "B", "C", "D"].map((id) => ({ id, text: `text ${id}` }));
const trueFalse = [
  { id: "T", text: "" },
  { id: "F", text: "" },
];
const base = { bank: "general", law: "行政处罚法", difficulty: 3, enemies: [] };
const single = (code: string): PaperQuestion => ({
  ...base,
  id: `v-${code}`,
  code,
  type: "single-choice",
  stem: `stem ${code}`,
  options,
});
const drawn: Drawn<PaperQuestion>[] = [
  { question: single("s1"), marksEach: 2, cell: 0 },
  { question: single("s2"), marksEach: 2, cell: 0 },
  { question: single("s3"), marksEach: 2, cell: 0 },
  { question: { ...single("m1"), type: "multiple-choice" }, marksEach: 5, cell: 1 },
  {
    question: {
      ...base,
      id: "v-c1",
      code: "c1",
      type: "case-group",
      stem: "the case",
      options: [],
      parts: [
        { id: "v-c1-1", type: "single-choice", stem: "part 1", options },
        { id: "v-c1-2", type: "true-false", stem: "part 2", options: trueFalse },
      ],
    },
    marksEach: 4,
    cell: 2,
  },
  { question: { ...single("t1"), type: "true-false", options: trueFalse }, marksEach: 1, cell: 3 },
];
const keys = {
  "v-s1": ["A"],
  "v-s2": ["B"],
  "v-s3": ["C"],
  "v-m1": ["A", "C", "D"],
  "v-c1-1": ["D"],
  "v-c1-2": ["F"],
  "v-t1": ["T"],
};
const paper = paperFrom(drawn, "seed");
const slotOf = (id: string) => paper.slots.find((slot) => slot.questionVersionId === id)!;
const labels = (id: string, ids: readonly string[]) =>
  ids.map((option) => slotOf(id).options[slotOf(id).optionOrder.indexOf(option)]!.label);
const allRight = Object.fromEntries(
  Object.entries(keys).map(([id, key]) => [String(slotOf(id).number), labels(id, key)]),
);

describe("the paper", () => {
  it("numbers slots in sections by type, cases whole and in order", () => {
    expect(paper.slots.map((slot) => slot.number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(paper.sections).toEqual([
      { type: "true-false", firstNumber: 1, lastNumber: 1, questions: 1, marks: 1 },
      { type: "single-choice", firstNumber: 2, lastNumber: 4, questions: 3, marks: 6 },
      { type: "multiple-choice", firstNumber: 5, lastNumber: 5, questions: 1, marks: 5 },
      { type: "case-group", firstNumber: 6, lastNumber: 7, questions: 2, marks: 8 },
    ]);
    expect(paper.slots.slice(5).map(({ questionVersionId, group }) => [questionVersionId, group])).toEqual([
      ["v-c1-1", { firstNumber: 6, stem: "the case" }],
      ["v-c1-2", { firstNumber: 6, stem: "the case" }],
    ]);
    expect(paper.fullMark).toBe(20);
  });

  it("is the same for the same seed; options keep their texts and true-false its order", () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const made = paperFrom(drawn, seed);
        expect(paperFrom(drawn, seed)).toEqual(made);
        for (const slot of made.slots) {
          if (slot.type === "true-false") expect(slot.options.map(({ label }) => label)).toEqual(["T", "F"]);
          else {
            expect(slot.options.map(({ label }) => label)).toEqual(["A", "B", "C", "D"]);
            expect(slot.options.map(({ text }) => text)).toEqual(slot.optionOrder.map((id) => `text ${id}`));
            expect([...slot.optionOrder].sort()).toEqual(["A", "B", "C", "D"]);
          }
        }
      }),
      { numRuns: 30 },
    );
    const orders = new Set(
      Array.from({ length: 30 }, (_, i) =>
        JSON.stringify(paperFrom(drawn, `s${i}`).slots.map((slot) => slot.optionOrder)),
      ),
    );
    expect(orders.size).toBeGreaterThan(25);
  });
});

describe("what the candidate sees", () => {
  it("has no id, order, code, law, difficulty, key or explanation, whatever the stored paper holds", () => {
    const laden = {
      ...paper,
      slots: paper.slots.map((slot) => ({ ...slot, key: ["A"], explanation: "because", law: "x" })),
    };
    const view = candidateView(laden);
    const names = new Set<string>();
    JSON.stringify(view, (name, value) => {
      names.add(name);
      return value;
    });
    expect([...names].filter((name) => !/^\d*$/.test(name)).sort()).toEqual([
      "firstNumber",
      "fullMark",
      "group",
      "label",
      "lastNumber",
      "marks",
      "number",
      "options",
      "questions",
      "sections",
      "slots",
      "stem",
      "text",
      "type",
    ]);
    expect(JSON.stringify(view)).not.toMatch(/v-|because/);
  });

  it("cannot hold a key by its type", () => {
    // @ts-expect-error a candidate's slot has no place for a key
    expect(candidateView(paper).slots[0]?.key).toBeUndefined();
  });
});

describe("reading answers", () => {
  it.each([
    ["v-s1", ["B"], ["B"]],
    ["v-s1", [], []],
    ["v-m1", ["D", "A", "A"], ["A", "D"]],
    ["v-t1", ["F"], ["F"]],
  ] as const)("%s %j → %j", (id, given, answer) => {
    expect(answerFrom(slotOf(id), given)).toEqual({ ok: true, answer });
  });

  it.each([
    ["v-s1", ["A", "B"], "answer.too-many"],
    ["v-t1", ["A"], "answer.no-such-option"],
    ["v-m1", ["E"], "answer.no-such-option"],
  ] as const)("%s %j: %s", (id, given, code) => {
    const reading = answerFrom(slotOf(id), given);
    expect(reading.ok ? null : reading.refusals[0]?.code).toBe(code);
  });
});

describe("marking", () => {
  it("gives full marks for all right, through the shuffled order", () => {
    expect(markPaper(paper.slots, keys, allRight, "all-or-nothing")).toMatchObject({
      mark: 20,
      fullMark: 20,
    });
  });

  it("counts the unanswered in the full mark", () => {
    const marking = markPaper(paper.slots, keys, {}, "all-or-nothing");
    expect(marking).toMatchObject({ mark: 0, fullMark: 20 });
    expect(marking.slots.every((slot) => slot.outcome === "unanswered")).toBe(true);
  });

  it.each([
    [["A", "C", "D"], "all-or-nothing", 5, "right"],
    [["A", "C"], "all-or-nothing", 0, "wrong"],
    [["A", "C"], "half-when-incomplete", 2, "partial"],
    [["A", "B", "C", "D"], "half-when-incomplete", 0, "wrong"],
    [["A", "B"], "half-when-incomplete", 0, "wrong"],
    [["A", "C", "D"], "half-when-incomplete", 5, "right"],
  ] as const)("multiple choice %j, %s: %i (%s)", (given, policy, mark, outcome) => {
    const slot = slotOf("v-m1");
    const marking = markPaper([slot], keys, { [slot.number]: labels("v-m1", given) }, policy);
    expect(marking.slots[0]).toMatchObject({ mark, outcome, marks: 5 });
  });

  it("never gives more than the marks, nor a fraction, for any answers", () => {
    const answers = fc.dictionary(
      fc.integer({ min: 1, max: 7 }).map(String),
      fc.subarray(["A", "B", "C", "D", "T", "F"]),
    );
    fc.assert(
      fc.property(
        answers,
        fc.constantFrom("all-or-nothing" as const, "half-when-incomplete" as const),
        (given, policy) => {
          const marking = markPaper(paper.slots, keys, given, policy);
          expect(marking.fullMark).toBe(20);
          expect(marking.slots.reduce((sum, slot) => sum + slot.mark, 0)).toBe(marking.mark);
          for (const slot of marking.slots)
            expect(Number.isInteger(slot.mark) && slot.mark >= 0 && slot.mark <= slot.marks).toBe(true);
          expect(markPaper(paper.slots, keys, given, "all-or-nothing").mark).toBeLessThanOrEqual(
            marking.mark,
          );
        },
      ),
    );
  });

  it("will not mark without a key", () => {
    expect(() => markPaper(paper.slots, { ...keys, "v-s1": [] }, allRight, "all-or-nothing")).toThrow();
  });
});

describe("passing", () => {
  it.each([
    [100, 60],
    [50, 30],
    [33, 20],
    [1, 1],
  ])("of %i marks %i pass", (fullMark, passMark) => {
    expect(passMarkFor(fullMark, nationalPack)).toBe(passMark);
    expect(isPass(passMark, passMark)).toBe(true);
    expect(isPass(passMark - 1, passMark)).toBe(false);
  });

  it("takes the pack's line", () => {
    const strict = resolvePack(nationalPack, {
      id: "strict",
      title: "区",
      version: 1,
      effectiveFromOn: "2026-01-01",
      exam: { passPercent: { value: 80, source: { title: "区", standing: "own-choice" } } },
    });
    expect(passMarkFor(100, strict)).toBe(80);
  });
});
