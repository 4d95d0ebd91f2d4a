import { describe, expect, it } from "vitest";
import {
  EMPLOYMENT_IDENTITIES,
  EMPLOYMENT_STATUSES,
  factOn,
  hasLeft,
  isAtLeast,
  isEstablished,
  isExcluded,
  isServing,
  mayTrainAsAuxiliary,
  sanctionLastOn,
} from "~/personnel/identity";
import { nationalPack } from "~/rulebook/packs/national";

const excluded = [
  "contract",
  "temporary",
  "dispatched",
  "seconded",
  "support-worker",
  "public-welfare",
  "auxiliary",
  "grid-worker",
  "outsourced",
];

describe("identities", () => {
  it.each(EMPLOYMENT_IDENTITIES.map((identity) => [identity, excluded.includes(identity)] as const))(
    "%s is excluded: %s",
    (identity, expected) => {
      expect(isExcluded(identity, nationalPack)).toBe(expected);
      expect(isEstablished(identity)).toBe(!expected);
      expect(mayTrainAsAuxiliary(identity)).toBe(expected);
    },
  );
});

describe("employment status", () => {
  it.each(EMPLOYMENT_STATUSES)("%s never both serves and has left", (status) => {
    expect(isServing(status, true) && hasLeft(status)).toBe(false);
  });

  it("a temporary post or a secondment out is no transfer; a secondment in is no employment", () => {
    expect(isServing("temporary-post", false)).toBe(true);
    expect(isServing("seconded-out", false)).toBe(true);
    expect(isServing("seconded-in", true)).toBe(false);
    expect(isServing("probation", false)).toBe(false);
    expect(isServing("probation", true)).toBe(true);
  });
});

describe("sanctions", () => {
  it.each([
    ["warning", "2026-05-20", "start-day-excluded", "2026-11-20"],
    ["major-demerit", "2026-05-20", "start-day-excluded", "2027-11-20"],
    ["major-demerit", "2026-05-20", "start-day-counts", "2027-11-19"],
    ["expulsion", "2026-05-20", "start-day-counts", null],
  ] as const)("%s from %s (%s) ends %s", (kind, effectiveOn, convention, lastOn) => {
    expect(sanctionLastOn(kind, effectiveOn, convention)).toBe(lastOn);
  });

  it("are ordered by weight", () => {
    expect(isAtLeast("demerit", "demerit")).toBe(true);
    expect(isAtLeast("warning", "demerit")).toBe(false);
    expect(isAtLeast("removal", "demerit")).toBe(true);
  });
});

it("finds the version of a fact that holds on a day", () => {
  const facts = [
    { fromOn: "2025-01-01", toOn: "2026-07-01", unit: "a" },
    { fromOn: "2026-07-01", toOn: null, unit: "b" },
  ] as const;
  expect(factOn(facts, "2026-06-30")?.unit).toBe("a");
  expect(factOn(facts, "2026-07-01")?.unit).toBe("b");
  expect(factOn(facts, "2024-12-31")).toBeNull();
});
