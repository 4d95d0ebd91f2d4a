import { describe, expect, it } from "vitest";
import { restUntil } from "~/rest.server";

/** A process whose batches take `worked` and whose load while it rests is given, turn by turn. */
function surroundings(worked: number, loads: number[]) {
  const waits: number[] = [];
  let now = 0;
  return {
    waits,
    around: {
      now: () => {
        now += worked;
        return now;
      },
      wait: async (ms: number) => {
        waits.push(ms);
      },
      load: () => loads[waits.length - 1] ?? 0,
    },
  };
}

describe("the rest between two batches", () => {
  it("is three times as long as the batch took, within limits", async () => {
    for (const [worked, waited] of [
      [200, 600],
      [1, 50],
      [60_000, 5_000],
    ] as const) {
      const { around, waits } = surroundings(worked, []);
      expect(await restUntil(new AbortController().signal, around)()).toBe(true);
      expect(waits).toEqual([waited]);
    }
  });

  it("goes on as long as requests keep the process busy, but not all day", async () => {
    const some = surroundings(100, [0.9, 0.5, 0.1]);
    await restUntil(new AbortController().signal, some.around)();
    expect(some.waits).toHaveLength(3);
    const always = surroundings(100, Array(100).fill(1));
    expect(await restUntil(new AbortController().signal, always.around)()).toBe(true);
    expect(always.waits).toHaveLength(20);
  });

  it("ends at once when the work is told to stop, also while it waits", async () => {
    const stopping = new AbortController();
    const rest = restUntil(stopping.signal);
    const resting = rest();
    stopping.abort();
    expect(await resting).toBe(false);
    expect(await rest()).toBe(false);
  });
});
