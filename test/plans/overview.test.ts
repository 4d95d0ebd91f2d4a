import { describe, expect, it } from "vitest";
import { overviewOf } from "~/plans/overview";
import { ELEMENTS, type LightState } from "~/plans/plan";

const item = (month: number, states: readonly LightState[]) => ({
  month,
  monthOn: `2026-${String(month).padStart(2, "0")}-01` as `${number}-${number}-${number}`,
  lights: ELEMENTS.map((element, index) => ({ element, state: states[index]!, missing: [] })),
});

describe("a plan at a glance", () => {
  it("folds the months begun, and leaves those ahead alone", () => {
    const overview = overviewOf(
      [
        item(1, ["ok", "ok", "ok", "ok", "ok"]),
        item(2, ["ok", "part", "ok", "miss", "miss"]),
        item(3, ["ok", "ok", "ok", "ok", "none"]),
        item(4, ["part", "miss", "miss", "miss", "none"]),
      ],
      "2026-03-15",
    );
    expect(overview).toEqual({
      states: { plan: "ok", content: "part", time: "ok", people: "part", effect: "part" },
      items: 4,
      fulfilled: 1,
      open: [2],
    });
  });

  it("is grey before anything is due, red where all is missing", () => {
    expect(overviewOf([item(6, ["ok", "ok", "ok", "ok", "ok"])], "2026-03-15").states.plan).toBe("none");
    expect(overviewOf([item(1, ["miss", "miss", "miss", "miss", "miss"])], "2026-03-15").states.plan).toBe(
      "miss",
    );
  });
});
