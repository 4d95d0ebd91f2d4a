import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEVICE_CHECKS, type Found, findingsFrom, WITHOUT_SCRIPT } from "~/exams/device-check";

const at = (roundTrip: number, ahead = 0) => ({
  roundTrip,
  serverNow: 1_000_000,
  browserNow: 1_000_000 + ahead + roundTrip / 2,
});
const good: Found = {
  lacks: [],
  canStore: true,
  width: 1_280,
  answers: [at(40), at(50), at(60), at(70), at(80)],
  asked: 5,
};
const found = (changes: Partial<Found>) => findingsFrom({ ...good, ...changes });

describe("the device check", () => {
  it("finds nothing against a good device", () => {
    expect(found({}).grades).toEqual(Object.fromEntries(DEVICE_CHECKS.map((check) => [check, "ok"])));
    expect(found({})).toMatchObject({ roundTrip: 60, clockAhead: 0 });
  });

  it.each([
    [{ lacks: ["EventSource"] }, "browser", "not"],
    [{ canStore: false }, "storage", "poor"],
    [{ width: 320 }, "screen", "poor"],
    [{ width: 360 }, "screen", "ok"],
    [{ answers: [at(40), at(700), at(800)], asked: 3 }, "connection", "poor"],
    [{ answers: [at(2_400), at(2_500), at(2_600)], asked: 3 }, "connection", "not"],
    [{ answers: [at(40)], asked: 5 }, "connection", "poor"],
    [{ answers: [] }, "connection", "not"],
    [{ answers: [] }, "clock", "unknown"],
    [{ answers: [at(40, 29_000)] }, "clock", "ok"],
    [{ answers: [at(40, 120_000)] }, "clock", "poor"],
    [{ answers: [at(40, -7_200_000)] }, "clock", "poor"],
  ] as const)("%j: %s is %s", (changes, check, grade) => {
    expect(found(changes as Partial<Found>).grades[check]).toBe(grade);
  });

  it("tells the clock's offset no worse than half of the quickest round trip", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -86_400_000, max: 86_400_000 }),
        fc.array(
          fc.record({ there: fc.integer({ min: 0, max: 2_000 }), back: fc.integer({ min: 0, max: 2_000 }) }),
          { minLength: 1, maxLength: 5 },
        ),
        (ahead, trips) => {
          const answers = trips.map(({ there, back }) => ({
            roundTrip: there + back,
            serverNow: 5_000_000 + there,
            browserNow: 5_000_000 + ahead + there + back,
          }));
          const best = Math.min(...answers.map(({ roundTrip }) => roundTrip));
          expect(Math.abs(found({ answers }).clockAhead! - ahead)).toBeLessThanOrEqual(best / 2);
        },
      ),
    );
  });

  it("claims nothing that only a script can know", () => {
    const known = DEVICE_CHECKS.filter((check) => WITHOUT_SCRIPT.grades[check] !== "unknown");
    expect(known).toEqual(["print"]);
  });
});
