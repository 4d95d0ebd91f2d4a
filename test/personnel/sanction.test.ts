import { describe, expect, it } from "vitest";
import { addDays, type CountingConvention, type DateOn } from "~/calendar";
import { type SanctionKind, sanctionLastOn } from "~/personnel/identity";
import { gradeRefusals, type PersonFacts, sanctionRefusals } from "~/personnel/standing";
import { nationalPack as national } from "~/rulebook/packs/national";

const person = (facts: Partial<PersonFacts>): PersonFacts => ({
  unitId: "u",
  civilServantsOnly: false,
  employments: [],
  legalDuties: [],
  sanctions: [],
  grades: [],
  ...facts,
});
const blockedOn = (kind: SanctionKind, fromOn: DateOn, lastOn: DateOn | null, on: DateOn) =>
  sanctionRefusals(
    person({ sanctions: [{ kind, fromOn, toOn: lastOn && addDays(lastOn, 1) }] }),
    national,
    on,
  ).length > 0;

describe("the period of a sanction", () => {
  it.each<[SanctionKind, DateOn, CountingConvention, DateOn | null]>([
    // A year and its day: 12 months from the day itself, or from the day after.
    ["demerit", "2026-03-10", "start-day-counts", "2027-03-09"],
    ["demerit", "2026-03-10", "start-day-excluded", "2027-03-10"],
    // No 31st: the day before the first of the next month, or the month's end.
    ["warning", "2026-08-31", "start-day-counts", "2027-02-28"],
    ["warning", "2026-08-31", "start-day-excluded", "2027-02-28"],
    ["warning", "2027-08-31", "start-day-excluded", "2028-02-29"],
    ["warning", "2027-08-31", "start-day-counts", "2028-02-29"],
    ["warning", "2026-03-31", "start-day-excluded", "2026-09-30"],
    // From a leap day, and up to one.
    ["demerit", "2028-02-29", "start-day-counts", "2029-02-28"],
    ["demerit", "2028-02-29", "start-day-excluded", "2029-02-28"],
    ["removal", "2026-02-28", "start-day-counts", "2028-02-27"],
    ["removal", "2026-02-28", "start-day-excluded", "2028-02-28"],
    ["major-demerit", "2026-08-29", "start-day-excluded", "2028-02-29"],
    ["expulsion", "2026-01-01", "start-day-excluded", null],
  ])("%s from %s, %s: last day %s", (kind, fromOn, convention, lastOn) => {
    expect(sanctionLastOn(kind, fromOn, convention)).toBe(lastOn);
    if (kind === "warning") return;
    // K12 blocks on the last day and not on the next.
    expect(blockedOn(kind, fromOn, lastOn, addDays(fromOn, -1))).toBe(false);
    expect(blockedOn(kind, fromOn, lastOn, fromOn)).toBe(true);
    if (lastOn === null) return;
    expect(blockedOn(kind, fromOn, lastOn, lastOn)).toBe(true);
    expect(blockedOn(kind, fromOn, lastOn, addDays(lastOn, 1))).toBe(false);
  });

  it("a warning is too light to bar (记过 and above do)", () => {
    expect(blockedOn("warning", "2026-01-01", "2026-06-30", "2026-02-01")).toBe(false);
  });
});

describe("a year that ended without a grade", () => {
  it("leaves the grade before it standing (K13)", () => {
    const barred = (grades: PersonFacts["grades"]) =>
      gradeRefusals(person({ grades }), national, "2026-05-01").length > 0;
    const bad = { year: 2024, grade: "incompetent" } as const;
    expect(barred([bad, { year: 2025, grade: "not-determined" }])).toBe(true);
    expect(barred([bad, { year: 2025, grade: "not-taken" }])).toBe(true);
    expect(barred([bad, { year: 2025, grade: "competent" }])).toBe(false);
    expect(barred([{ year: 2025, grade: "not-taken" }])).toBe(false);
  });
});
