import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { together } from "~/together";

it("asks at once when nothing is under way, and together what came meanwhile, each with its own answer", async () => {
  const turns: number[][] = [];
  const double = together(async (numbers: readonly number[]) => {
    turns.push([...numbers]);
    await setImmediate();
    return numbers.map((n) => n * 2);
  });
  expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10]);
  expect(turns).toEqual([[1], [2, 3, 4, 5]]);
  expect(await double(6)).toBe(12);
});

it("a question that fails takes nobody with it, and the next is answered as if nothing had been", async () => {
  const answer = together(async (words: readonly string[]) => {
    await setImmediate();
    if (words.includes("bad")) throw new Error(`cannot answer ${words}`);
    return words.map((word) => word.toUpperCase());
  });
  const told = await Promise.allSettled(["a", "b", "bad", "c"].map(answer));
  expect(told.map((one) => (one.status === "fulfilled" ? one.value : String(one.reason)))).toEqual([
    "A",
    "B",
    "Error: cannot answer bad",
    "C",
  ]);
  expect(await answer("d")).toBe("D");
});
