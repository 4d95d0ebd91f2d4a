import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  chinaClockOf,
  chinaDateOf,
  contains,
  type DateOn,
  dateOnFrom,
  daysBetween,
  fromDbDate,
  instantAt,
  isoWeekday,
  lastDayInclusive,
  monthsBack,
  overlaps,
  periodEnd,
  splitAtMidnight,
  startOfDay,
  toDbDate,
  wholeYears,
  yearRange,
} from "~/calendar";

const anyDate = fc
  .date({ min: new Date("1900-01-01T00:00:00Z"), max: new Date("2199-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10) as DateOn);

const zones = [
  ["UTC", 0],
  ["America/New_York", 300],
  ["Asia/Shanghai", -480],
] as const;

describe.each(zones)("under TZ=%s", (zone, januaryOffset) => {
  const before = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = zone;
  });
  afterAll(() => {
    process.env.TZ = before;
  });

  it("really runs in that zone", () => {
    expect(new Date("2026-01-15T12:00:00Z").getTimezoneOffset()).toBe(januaryOffset);
  });

  it("puts midnight where China's midnight is", () => {
    expect(startOfDay("2027-11-01").toISOString()).toBe("2027-10-31T16:00:00.000Z");
    expect(chinaDateOf(new Date("2027-10-31T15:59:59.999Z"))).toBe("2027-10-31");
    expect(chinaDateOf(new Date("2027-10-31T16:00:00.000Z"))).toBe("2027-11-01");
    expect(instantAt("2027-10-31", "23:59:59").toISOString()).toBe("2027-10-31T15:59:59.000Z");
    expect(chinaClockOf(new Date("2027-10-31T16:30:00Z"))).toBe("00:30");
  });

  it("reads no day that cannot be kept or has none after it", () => {
    for (const raw of ["0000-01-01", "0000-12-31", "9999-12-31", "2026-02-29", "2026-2-1"])
      expect(dateOnFrom(raw)).toBeNull();
    for (const raw of ["0001-01-01", "9999-12-30"]) expect(addDays(dateOnFrom(raw)!, 1)).toHaveLength(10);
  });

  it("carries dates through the database unchanged", () => {
    fc.assert(
      fc.property(anyDate, (on) => fromDbDate(toDbDate(on)) === on && chinaDateOf(startOfDay(on)) === on),
    );
  });

  it.each([
    ["2024-02-29", "2029-02-28"],
    ["2024-03-01", "2029-02-28"],
    ["2024-02-28", "2029-02-27"],
    ["2022-11-01", "2027-10-31"],
  ] as const)("a card of five years from %s is valid to %s", (startOn, lastOn) => {
    expect(lastDayInclusive(startOn, 5)).toBe(lastOn);
  });
});

describe("the zone database's own answer", () => {
  // Summer time ran from 1986 to 1991; the first years are local mean time.
  const instants = fc.date({
    min: new Date("1900-06-01Z"),
    max: new Date("2199-12-01Z"),
    noInvalidDate: true,
  });
  const clock = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", dateStyle: "short" });

  it("is the one given for every instant and every midnight", () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const on = chinaDateOf(instant);
        expect(on).toBe(clock.format(instant));
        expect(startOfDay(on)).toEqual(instantAt(on, "00:00"));
        expect(addDays(on, 1) > on && daysBetween(on, addDays(on, 400)) === 400).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("holds for the last summer time too", () => {
    expect(startOfDay("1990-07-01").toISOString()).toBe("1990-06-30T15:00:00.000Z");
    expect(startOfDay("1992-01-01").toISOString()).toBe("1991-12-31T16:00:00.000Z");
    expect(chinaDateOf(new Date("1991-12-31T15:59:59Z"))).toBe("1991-12-31");
  });
});

describe("counting conventions", () => {
  it.each([
    ["2026-03-10", { years: 2 }, "start-day-excluded", "2028-03-10"],
    ["2026-03-10", { years: 2 }, "start-day-counts", "2028-03-09"],
    ["2026-05-20", { months: 18 }, "start-day-counts", "2027-11-19"],
    ["2026-05-20", { months: 18 }, "start-day-excluded", "2027-11-20"],
    ["2024-02-29", { years: 1 }, "start-day-excluded", "2025-02-28"],
    ["2026-08-31", { months: 6 }, "start-day-excluded", "2027-02-28"],
    ["2026-08-31", { months: 6 }, "start-day-counts", "2027-02-28"],
  ] as const)("%s + %o, %s → %s", (startOn, period, convention, endOn) => {
    expect(periodEnd(startOn, period, convention)).toBe(endOn);
  });

  it.each([
    ["2027-10-31", "2027-04-30"],
    ["2029-02-28", "2028-08-28"],
  ] as const)("six months back from %s is %s", (lastOn, opensOn) => {
    expect(monthsBack(lastOn, 6)).toBe(opensOn);
  });

  it("a later start never ends earlier, and the two conventions differ by at most a day", () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 120 }), (startOn, months) => {
        for (const convention of ["start-day-counts", "start-day-excluded"] as const) {
          const end = periodEnd(startOn, { months }, convention);
          expect(periodEnd(addDays(startOn, 1), { months }, convention) >= end).toBe(true);
        }
        const counts = periodEnd(startOn, { months }, "start-day-counts");
        const excluded = periodEnd(startOn, { months }, "start-day-excluded");
        expect([0, 1]).toContain(daysBetween(counts, excluded));
      }),
    );
  });
});

describe("ranges", () => {
  it("are half-open", () => {
    const march = { fromOn: "2026-03-01", toOn: "2026-04-01" } as const;
    expect(contains(march, "2026-03-31")).toBe(true);
    expect(contains(march, "2026-04-01")).toBe(false);
    expect(overlaps(march, { fromOn: "2026-04-01", toOn: null })).toBe(false);
    expect(overlaps(march, { fromOn: "2026-03-31", toOn: null })).toBe(true);
    expect(contains(yearRange(2026), "2026-12-31")).toBe(true);
    expect(contains(yearRange(2026), "2027-01-01")).toBe(false);
  });

  it("two bounded ranges overlap exactly when they share a day", () => {
    const range = fc.tuple(anyDate, fc.integer({ min: 1, max: 40 })).map(([fromOn, days]) => ({
      fromOn,
      toOn: addDays(fromOn, days),
    }));
    const near = fc.tuple(range, fc.integer({ min: -45, max: 45 }), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(near, ([a, shift, days]) => {
        const fromOn = addDays(a.fromOn, shift);
        const b = { fromOn, toOn: addDays(fromOn, days) };
        const shares = Array.from({ length: days }, (_, i) => addDays(fromOn, i)).some((on) =>
          contains(a, on),
        );
        expect(overlaps(a, b)).toBe(shares);
        expect(overlaps(b, a)).toBe(shares);
      }),
    );
  });
});

describe("the rest", () => {
  it.each(["2026-02-30", "2026-2-3", "20260203", "2026-02-03T00:00", "", "2025-02-29"])(
    "%s is no date",
    (raw) => {
      expect(dateOnFrom(raw)).toBeNull();
    },
  );

  it("reads a date, knows weekdays and ages", () => {
    expect(dateOnFrom("2024-02-29")).toBe("2024-02-29");
    expect(isoWeekday("2026-01-24")).toBe(6);
    expect(wholeYears("2008-03-02", "2026-03-01")).toBe(17);
    expect(wholeYears("2008-03-02", "2026-03-02")).toBe(18);
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2026-01-31", 1, "next-month-first")).toBe("2026-03-01");
  });

  it("cuts a session at China's midnight, across the year", () => {
    const parts = splitAtMidnight(instantAt("2026-12-31", "23:00"), instantAt("2027-01-01", "01:30"));
    expect(parts.map((part) => [part.on, (part.endAt.getTime() - part.startAt.getTime()) / 60_000])).toEqual([
      ["2026-12-31", 60],
      ["2027-01-01", 90],
    ]);
  });
});
