import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type DateOn } from "~/calendar";
import { addWorkingDays, isWorkingDay } from "~/rulebook/working-days";

describe("working days", () => {
  it.each<[DateOn, boolean]>([
    ["2026-11-20", true],
    ["2026-11-21", false],
    ["2026-10-01", false],
    ["2026-10-10", true], // a Saturday that is worked
    ["2026-02-23", false], // a Monday of the Spring Festival
    ["2026-02-28", true], // a Saturday that is worked for it
    ["2031-10-01", false], // not arranged yet: off by its date
    ["2031-10-06", true],
  ])("%s", (on, isWorked) => {
    expect(isWorkingDay(on)).toBe(isWorked);
  });

  it.each<[DateOn, number, DateOn]>([
    ["2026-11-20", 1, "2026-11-23"],
    ["2026-09-30", 1, "2026-10-08"],
    ["2026-09-30", 3, "2026-10-10"],
    ["2026-02-13", 1, "2026-02-14"],
    ["2026-12-31", 1, "2027-01-04"],
  ])("%s and %i", (on, days, last) => {
    expect(addWorkingDays(on, days)).toBe(last);
  });

  it("end on a working day, one after another", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 90 }), (from, days) => {
        const on = addDays("2025-01-01", from);
        const last = addWorkingDays(on, days);
        expect(isWorkingDay(last)).toBe(true);
        expect(addWorkingDays(on, days + 1) > last).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
