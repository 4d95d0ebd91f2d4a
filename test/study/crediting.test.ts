import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type DateOn, instantAt } from "~/calendar";
import { resolvePack } from "~/rulebook/pack";
import { nationalPack } from "~/rulebook/packs/national";
import type { RulePack } from "~/rulebook/schema";
import { credits } from "~/study/crediting";
import { amountOf, minutesOf } from "~/study/measure";
import { standings } from "~/study/quota";
import type { StudyEntry, StudyMode } from "~/study/study-entry";
import { entry } from "./entry";

const source = { title: "区", standing: "own-choice" } as const;
const heading = { id: "district", title: "区", version: 1, effectiveFromOn: "2026-01-01" } as const;
const told = (entries: StudyEntry[], pack: RulePack = nationalPack) =>
  credits(entries, pack).map(({ creditedMinutes, adjustments }) => [
    creditedMinutes,
    ...adjustments.map(({ rule, minutes }) => `${rule} ${minutes}`),
  ]);

describe("what counts of a record", () => {
  it.each([
    ["a half day as it is", [entry("2026-03-02", "09:00", "12:00")], [[180]]],
    [
      "a full day up to eight 学时",
      [entry("2026-03-02", "09:00", "12:00"), entry("2026-03-02", "14:00", "18:00")],
      [[180], [180, "H3 -60"]],
    ],
    [
      "only the law part of a meeting, at most two 学时",
      [entry("2026-03-24", "09:00", "11:30", { mode: "meeting", minutes: 120 })],
      [[90, "H6 -30"]],
    ],
    [
      "the same half day in another system, once",
      [entry("2026-03-02", "09:00", "12:00"), entry("2026-03-02", "09:00", "12:00")],
      [[180], [0, "H4 -180"]],
    ],
    [
      "a partial overlap, the free part",
      [entry("2026-03-02", "09:00", "12:00"), entry("2026-03-02", "11:00", "13:00")],
      [[180], [60, "H4 -60"]],
    ],
    [
      "an exam once, its resit not",
      [
        entry("2026-03-02", "09:00", "10:00", { mode: "exam", examId: "x" }),
        entry("2026-04-02", "09:00", "10:00", { mode: "exam", examId: "x" }),
      ],
      [[60], [0, "H12 -60"]],
    ],
    [
      "another exam again",
      [
        entry("2026-03-02", "09:00", "10:00", { mode: "exam", examId: "x" }),
        entry("2026-04-02", "09:00", "10:00", { mode: "exam", examId: "y" }),
      ],
      [[60], [60]],
    ],
    [
      "nothing returned or reversed, and it takes no room",
      [
        entry("2026-03-02", "09:00", "12:00", { status: "reversed" }),
        entry("2026-03-02", "09:00", "12:00", { status: "returned" }),
        entry("2026-03-02", "09:00", "12:00"),
      ],
      [[180]],
    ],
    [
      "accepted before pending, though later in the day",
      [entry("2026-03-02", "09:00", "12:00", { status: "submitted" }), entry("2026-03-02", "10:00", "13:00")],
      [[180], [60, "H4 -120"]],
    ],
  ] as const)("%s", (_, entries, expected) => {
    expect(told([...entries])).toEqual(expected);
  });

  it("over midnight at the year's end, each minute in its own year (H16)", () => {
    const startAt = instantAt("2026-12-31", "23:00");
    const endAt = instantAt("2027-01-01", "01:00");
    const [credit] = credits(
      [entry("2026-12-31", "23:00", "24:00", { startAt, endAt, minutes: 120 })],
      nationalPack,
    );
    expect(credit?.byDay).toEqual([
      { on: "2026-12-31", minutes: 60 },
      { on: "2027-01-01", minutes: 60 },
    ]);
  });

  it("by the pack: online at half, teaching at double, unit sessions not at all", () => {
    const pack = resolvePack(nationalPack, {
      ...heading,
      study: {
        onlinePercent: { value: 50, source },
        teachingPercent: { value: 200, source },
        organiserLevels: { value: ["county", "city"], source },
      },
    });
    expect(
      told(
        [
          entry("2026-03-02", "09:00", "10:15", { mode: "online" }),
          entry("2026-03-03", "09:00", "10:00", { mode: "teaching" }),
          entry("2026-03-04", "09:00", "10:00", { organiserLevel: "unit" }),
        ],
        pack,
      ),
    ).toEqual([
      [37, "H9 -38"],
      [120, "H11 60"],
      [0, "H14 -60"],
    ]);
  });

  const anyEntry = fc
    .record({
      day: fc.nat(5),
      from: fc.nat(22 * 60),
      span: fc.integer({ min: 1, max: 400 }),
      share: fc.integer({ min: 1, max: 100 }),
      mode: fc.constantFrom<StudyMode>("concentrated", "meeting", "self-study", "online", "exam"),
      status: fc.constantFrom("accepted" as const, "submitted" as const, "returned" as const),
      id: fc.uuid(),
    })
    .map(({ day, from, span, share, mode, status, id }): StudyEntry => {
      const startAt = new Date(instantAt("2026-03-02", "00:00").getTime() + (day * 1440 + from) * 60_000);
      const minutes = Math.max(1, Math.floor((span * share) / 100));
      const endAt = new Date(startAt.getTime() + span * 60_000);
      return {
        id,
        mode,
        category: "law",
        organiserLevel: "county",
        startAt,
        endAt,
        minutes,
        status,
        examId: null,
      };
    });
  const anyEntries = fc.uniqueArray(anyEntry, { maxLength: 14, selector: ({ id }) => id });

  it("never credits more than was studied, nor more than a day's cap, and explains every minute", () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const credited = credits(entries, nationalPack);
        const days = new Map<string, number>();
        for (const { byDay, creditedMinutes, rawMinutes, adjustments } of credited) {
          const adjusted = adjustments.reduce((sum, { minutes }) => sum + minutes, 0);
          expect(rawMinutes + adjusted).toBe(creditedMinutes);
          expect(creditedMinutes).toBeLessThanOrEqual(rawMinutes);
          for (const { on, minutes } of byDay) days.set(on, (days.get(on) ?? 0) + minutes);
        }
        for (const minutes of days.values()) expect(minutes).toBeLessThanOrEqual(360);
      }),
    );
  });

  it("does not depend on the order of rows, and pending records take nothing from accepted ones", () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const of = (list: StudyEntry[]) =>
          Object.fromEntries(
            credits(list, nationalPack).map(({ entry: { id }, creditedMinutes }) => [id, creditedMinutes]),
          );
        const all = of(entries);
        expect(of([...entries].reverse())).toEqual(all);
        const accepted = entries.filter(({ status }) => status === "accepted");
        for (const [id, minutes] of Object.entries(of(accepted))) expect(all[id]).toBe(minutes);
      }),
    );
  });
});

describe("units", () => {
  it.each([
    [8, 15, 120],
    [7.5, 15, 112.5],
    [6, 15, 90],
  ])("at %f 学时 a day, %i days are %f 学时", (periodsPerDay, days, periods) => {
    const pack = resolvePack(nationalPack, {
      ...heading,
      study: { periodsPerDay: { value: periodsPerDay, source } },
    });
    expect(amountOf(minutesOf(days, "days", pack), "periods", pack)).toBe(periods);
    expect(amountOf(minutesOf(days, "days", pack), "days", pack)).toBe(days);
  });

  it("rounds shown figures down", () => {
    expect(amountOf(359, "days", nationalPack)).toBe(0.99);
    expect(minutesOf(40, "hours", nationalPack)).toBe(2400);
  });
});

const officer = { group: "enforcement", identity: "public-institution" } as const;
/** `days` full days of eight 学时 from 5 January on. */
const fullDays = (days: number, change: Partial<StudyEntry> = {}) =>
  Array.from({ length: days }, (_, i) => entry(addDays("2026-01-05", i), "09:00", "15:00", change));
const standing = (
  entries: StudyEntry[],
  today: DateOn = "2026-12-31",
  student: Parameters<typeof standings>[0] = officer,
  pack = nationalPack,
) => standings(student, entries, pack, 2026, today)[0]!;
const codes = (entries: StudyEntry[], pack = nationalPack) =>
  standing(entries, "2026-12-31", officer, pack).shortages.map(({ code }) => code);

describe("the year's standing", () => {
  it("fourteen and a half days and one more half day make fifteen; the same half day again is an overlap (scenario 3)", () => {
    const before = [...fullDays(14), entry("2026-02-02", "09:00", "12:00")];
    expect(standing(before)).toMatchObject({ required: 15, credited: 14.5, short: 0.5, isMet: false });
    const last = entry("2026-12-28", "14:00", "17:00");
    expect(standing([...before, { ...last, status: "submitted" }])).toMatchObject({
      credited: 14.5,
      pending: 0.5,
      isMet: false,
      cures: [{ code: "await-acceptance", facts: { amount: 0.5 } }],
    });
    expect(standing([...before, last])).toMatchObject({
      credited: 15,
      pending: 0,
      short: 0,
      isMet: true,
      shortages: [],
      cures: [],
    });
    const again = { ...last, id: "again" };
    expect(told([...before, last, again]).at(-1)).toEqual([0, "H4 -180"]);
    expect(standing([...before, last, again]).credited).toBe(15);
  });

  it("self-study alone: over its share, and no concentrated training (scenario 4)", () => {
    const alone = standing(fullDays(15, { mode: "self-study" }));
    expect(alone).toMatchObject({ required: 15, credited: 5, short: 10, isMet: false });
    expect(alone.shortages.map(({ code, facts }) => [code, facts])).toEqual([
      ["study.short", { required: 15, credited: 5, short: 10, unit: "days" }],
      ["study.self-study-over-share", { over: 10, unit: "days" }],
      ["study.concentrated-short", { required: 1, attended: 0 }],
    ]);
    expect(alone.cures.map(({ code }) => code)).toEqual([
      "study-more",
      "attend-concentrated",
      "self-study-at-most",
    ]);
    expect(alone.cures[0]?.facts).toEqual({ amount: 10, unit: "days", periods: 80 });
  });

  it("enough days without one concentrated session is not enough", () => {
    expect(codes(fullDays(15, { mode: "case-teaching" }))).toEqual(["study.concentrated-short"]);
  });

  it("minima by category", () => {
    const pack = resolvePack(nationalPack, {
      ...heading,
      quotas: {
        "enforcement-15-days": {
          value: {
            ...nationalPack.quotas["enforcement-15-days"]!.value,
            minima: [
              { category: "law", amount: 6, unit: "days" },
              { category: "enforcement", amount: 9, unit: "days" },
            ],
          },
          source,
        },
      },
    });
    expect(codes(fullDays(15), pack)).toEqual(["study.category-short"]);
    expect(codes([...fullDays(6), ...fullDays(15, { category: "enforcement" }).slice(6)], pack)).toEqual([]);
  });

  it("only the days of the year count", () => {
    expect(
      standing([entry("2025-12-31", "09:00", "15:00"), entry("2027-01-01", "09:00", "15:00")]).credited,
    ).toBe(0);
  });

  it.each([
    ["2025-12-31", 0],
    ["2026-07-02", 7.52],
    ["2026-12-31", 15],
    ["2027-02-01", 15],
  ] as const)("by %s %f days are expected", (today, expected) => {
    expect(standing([], today).expected).toBe(expected);
  });

  it("is behind or ahead of the calendar", () => {
    expect(standing(fullDays(7), "2026-07-02").isBehind).toBe(true);
    expect(standing(fullDays(8), "2026-07-02").isBehind).toBe(false);
  });

  it.each([
    [{ fromOn: "2026-01-01", toOn: null }, 15],
    [{ fromOn: "2026-07-01", toOn: null }, 7.5],
    [{ fromOn: "2026-08-15", toOn: null }, 6.5],
    [{ fromOn: "2020-01-01", toOn: "2026-04-01" }, 4],
    [{ fromOn: "2026-12-31", toOn: null }, 1.5],
    [{ fromOn: "2027-01-01", toOn: null }, 0],
  ] as const)("serving %j owes %f days (H18)", (service, required) => {
    expect(standing([], "2026-12-31", { ...officer, service }).required).toBe(required);
  });

  it("quotas stand side by side and are never added up (H15)", () => {
    const both = standings(
      { group: "enforcement", identity: "civil-servant" },
      fullDays(13),
      nationalPack,
      2026,
      "2026-12-31",
    );
    expect(
      both.map(({ quotaId, required, credited, isMet }) => [quotaId, required, credited, isMet]),
    ).toEqual([
      ["enforcement-15-days", 15, 13, false],
      ["civil-servant-12-days", 90, 104, true],
      ["enforcement-60-periods", 60, 104, true],
    ]);
    expect(
      standings({ group: "auxiliary", identity: "contract" }, [], nationalPack, 2026, "2026-12-31"),
    ).toEqual([]);
  });
});
