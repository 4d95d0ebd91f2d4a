import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths, type DateOn } from "~/calendar";
import {
  addWorkingDays,
  arrangementOf,
  isWorkingDay,
  kindOfDay,
  nextWorkingDay,
} from "~/rulebook/working-days";
import { slotsOf } from "~/study/series";

const monthsOf = (year: number): DateOn[] =>
  Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, "0")}-01` as DateOn);
const heldOn = (year: number, day: number, shift: Parameters<typeof slotsOf>[2]) =>
  slotsOf(monthsOf(year), day, shift).map((slot) => slot.heldOn);

describe("the State Council's working days", () => {
  it.each([
    ["2026-02-14", "make-up-workday"], // a Saturday that is worked before the Spring Festival
    ["2026-02-16", "spring-festival"], // a Monday
    ["2026-10-10", "make-up-workday"],
    ["2026-10-24", "weekend"],
    ["2026-11-24", "workday"],
    ["2025-10-08", "national-day"],
    ["2025-09-28", "make-up-workday"],
  ] as const)("%s is %s", (on, kind) => {
    expect(kindOfDay(on)).toBe(kind);
  });

  it("counts make-up workdays, and no holiday, when it counts days", () => {
    // Friday; the Saturday after is worked, then nine days off.
    expect(addWorkingDays("2026-02-13", 1)).toBe("2026-02-14");
    expect(addWorkingDays("2026-02-13", 2)).toBe("2026-02-24");
    expect(addWorkingDays("2026-02-13", 0)).toBe("2026-02-13");
  });

  it("says of which year it holds no notice, and knows only weekends and fixed holidays of it", () => {
    expect(arrangementOf(2026)?.title).toContain("2026年");
    expect(arrangementOf(2031)).toBeNull();
    expect(kindOfDay("2031-10-02")).toBe("national-day");
    expect(kindOfDay("2031-02-03")).toBe("workday");
  });

  it("holds as many weekends worked as the notice swaps, each a weekend", () => {
    for (const year of [2025, 2026])
      for (const month of monthsOf(year))
        for (let on = month; on < addMonths(month, 1); on = nextDay(on))
          if (kindOfDay(on) === "make-up-workday")
            expect([0, 6]).toContain(new Date(`${on}T00:00:00Z`).getUTCDay());
  });
});

const nextDay = (on: DateOn) => new Date(Date.parse(on) + 86_400_000).toISOString().slice(0, 10) as DateOn;

describe("the 24th of every month", () => {
  it("on a weekend moves to the next working day where the pack says so", () => {
    const dates = heldOn(2026, 24, "next-working-day");
    expect(dates[0]).toBe("2026-01-26"); // Saturday
    expect(dates[1]).toBe("2026-02-24"); // the first day after the Spring Festival is worked
    expect(dates[4]).toBe("2026-05-25"); // Sunday
    expect(dates[9]).toBe("2026-10-26"); // Saturday
    expect(dates[10]).toBe("2026-11-24");
  });

  it("moves back, or stays, where the pack says that", () => {
    expect(heldOn(2026, 24, "previous-working-day")[0]).toBe("2026-01-23");
    expect(heldOn(2026, 24, "keep")[0]).toBe("2026-01-24");
    const [january] = slotsOf(monthsOf(2026), 24, "keep");
    expect(january).toMatchObject({ kind: "weekend", why: "kept", isProvisional: false });
  });

  it("is held on a weekend that is worked", () => {
    const [february] = slotsOf(["2026-02-01"], 28, "next-working-day");
    expect(february).toMatchObject({ heldOn: "2026-02-28", kind: "make-up-workday", why: "as-named" });
  });

  it("never loses its month: where the next working day lies beyond, the last before it is taken", () => {
    // 28 February 2027 is a Sunday, and Monday is March.
    const [february] = slotsOf(["2027-02-01"], 28, "next-working-day");
    expect(february).toMatchObject({ heldOn: "2027-02-26", why: "kept-in-month", isProvisional: true });
    // The first days of October are off, and before them is September.
    const [october] = slotsOf(["2026-10-01"], 3, "previous-working-day");
    expect(october).toMatchObject({ heldOn: "2026-10-08", why: "kept-in-month" });
  });

  it("whatever the day and the rule: twelve slots, one a month, on working days unless kept", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2025, max: 2035 }),
        fc.integer({ min: 1, max: 28 }),
        fc.constantFrom("keep", "next-working-day", "previous-working-day"),
        (year, day, shift) => {
          const slots = slotsOf(monthsOf(year), day, shift);
          expect(slots.map((slot) => slot.heldOn.slice(0, 7))).toEqual(
            monthsOf(year).map((month) => month.slice(0, 7)),
          );
          for (const slot of slots) {
            expect(slot.why === "kept" || isWorkingDay(slot.heldOn)).toBe(true);
            if (isWorkingDay(slot.slotOn)) expect(slot.heldOn).toBe(slot.slotOn);
            // Nothing nearer in that direction was worked.
            if (slot.why === "moved-on") expect(nextWorkingDay(slot.slotOn)).toBe(slot.heldOn);
          }
        },
      ),
    );
  });
});
