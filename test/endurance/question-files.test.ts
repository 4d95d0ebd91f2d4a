import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeQuestions } from "~/questions/formats/formats.server";
import { formatNames } from "~/questions/formats/not-said";
import {
  anyQuestions,
  manyQuestions,
  measured,
  problemsIn,
  questionsIn,
  read,
} from "../questions/formats/samples";

describe.each(formatNames)("%s", (format) => {
  // An archive of ten thousand items is ten thousand documents.
  const limit = format.startsWith("qti") ? 60 : 20;

  it(`reads ten thousand questions in under ${limit} s and 600 MB`, async () => {
    const { bytes } = await writeQuestions(format, manyQuestions(10_000), "zh-CN");
    const { value, seconds, peak } = await measured(() => read(format, bytes));
    console.info(`${format}: ${seconds.toFixed(1)} s, ${peak.toFixed(0)} MB`);
    expect(value.questions).toHaveLength(10_000);
    expect(seconds).toBeLessThan(limit);
    expect(peak).toBeLessThan(600);
  });

  if (format !== "aiken")
    it("gives back whatever it was given", async () => {
      await fc.assert(
        fc.asyncProperty(anyQuestions, async (questions) => {
          const { bytes } = await writeQuestions(format, questions, "en");
          const reading = await read(format, bytes);
          expect(problemsIn(reading)).toEqual([]);
          expect(questionsIn(reading)).toEqual(questions);
        }),
        { numRuns: 2_000 },
      );
    });
});
