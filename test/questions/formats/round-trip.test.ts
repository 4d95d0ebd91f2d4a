import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeQuestions } from "~/questions/formats/formats.server";
import { type FormatName, notSaid } from "~/questions/formats/not-said";
import { anyQuestions, caseGroup, multiple, problemsIn, questionsIn, read, single, truth } from "./samples";

const complete: FormatName[] = ["gift", "moodle-xml", "qti22", "qti30", "xlsx"];
const runs = 60;

describe.each(complete)("%s", (format) => {
  it("gives back every question it was given", async () => {
    await fc.assert(
      fc.asyncProperty(anyQuestions, async (questions) => {
        const { bytes } = await writeQuestions(format, questions, "zh-CN");
        const reading = await read(format, bytes);
        expect(problemsIn(reading)).toEqual([]);
        expect(questionsIn(reading)).toEqual(questions);
      }),
      { numRuns: runs },
    );
  });

  it("says nothing is lost when nothing is", async () => {
    const questions = [single(), caseGroup()];
    const { bytes, notSaid: lost } = await writeQuestions(format, questions, "en");
    expect(lost).toEqual([]);
    const reading = await read(format, bytes);
    expect(problemsIn(reading)).toEqual([]);
    expect(questionsIn(reading)).toEqual(questions);
  });
});

describe("aiken", () => {
  it("says before it is written what it cannot say, and keeps the rest", async () => {
    const plain = { enemies: [], category: [] };
    const questions = [
      single(),
      { ...truth({ code: "t-1" }), ...plain },
      { ...multiple(), ...plain },
      caseGroup(),
      single({ code: "a-1", stem: "A. 开头" }),
    ];
    expect(notSaid("aiken", questions)).toEqual([
      {
        index: 0,
        code: "penalty-001",
        leftOut: null,
        lost: [
          "code",
          "explanation",
          "feedback",
          "citations",
          "topic",
          "difficulty",
          "marks",
          "enemies",
          "category",
        ],
      },
      {
        index: 1,
        code: "t-1",
        leftOut: null,
        lost: ["code", "explanation", "feedback", "citations", "topic", "difficulty", "marks"],
      },
      { index: 2, code: "penalty-101-2", leftOut: "several-keys", lost: [] },
      { index: 3, code: "penalty-101", leftOut: "case", lost: [] },
      { index: 4, code: "a-1", leftOut: "reads-as-another-line", lost: [] },
    ]);
    const { bytes } = await writeQuestions("aiken", questions, "zh-CN");
    expect(bytes.toString()).toBe(
      "属于行政处罚的是：\nA. 警告\nB. 查封\nC. 约谈\nANSWER: A\n\n可以当场决定。\nA. 正确\nB. 错误\nANSWER: B\n",
    );
    const bare = { code: null, explanation: "", citations: [], topic: null, difficulty: null, marks: null };
    const mute = (one: (typeof questions)[number]) =>
      "options" in one ? one.options.map((option) => ({ ...option, feedback: "" })) : [];
    expect(questionsIn(await read("aiken", bytes))).toEqual(
      questions.slice(0, 2).map((one) => ({ ...one, ...bare, ...plain, options: mute(one) })),
    );
  });

  it("gives back stems, options and keys of whatever it can say", async () => {
    await fc.assert(
      fc.asyncProperty(anyQuestions, async (questions) => {
        const { bytes, notSaid: lost } = await writeQuestions("aiken", questions, "zh-CN");
        const leftOut = new Set(lost.flatMap((one) => (one.leftOut ? [one.index] : [])));
        const reading = await read("aiken", bytes);
        const kept = questions.filter((_, at) => !leftOut.has(at));
        if (kept.length === 0) {
          expect(reading.refused).not.toBeNull();
          return;
        }
        expect(problemsIn(reading)).toEqual([]);
        const bare = (text: string) => text.replace(/\s*\n\s*/g, " ");
        expect(questionsIn(reading).map(({ stem }) => stem)).toEqual(kept.map(({ stem }) => bare(stem)));
        expect(questionsIn(reading).map((one) => ("key" in one ? one.key : []))).toEqual(
          kept.map((one) => ("key" in one ? one.key : [])),
        );
      }),
      { numRuns: runs },
    );
  });
});
