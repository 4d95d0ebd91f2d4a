import { expect, it } from "vitest";
import { MOST_QUESTIONS } from "~/questions/formats/exchanged-question";
import { writeQuestions } from "~/questions/formats/formats.server";
import { formatNames } from "~/questions/formats/not-said";
import { manyQuestions, measured, read, refusedAs } from "./samples";

// A tenth of what the endurance suite reads.
it.each(formatNames)("a thousand questions in %s are read in a few seconds", async (format) => {
  const { bytes } = await writeQuestions(format, manyQuestions(1_000), "zh-CN");
  const { value, seconds } = await measured(() => read(format, bytes));
  expect(value.problems).toEqual([]);
  expect(value.questions).toHaveLength(1_000);
  expect(seconds).toBeLessThan(10);
});

it("more than are taken at once are refused by their number", async () => {
  const text = "甲。{T}\n\n".repeat(MOST_QUESTIONS + 1);
  expect(refusedAs(await read("gift", text))).toBe("format.too-many");
});
