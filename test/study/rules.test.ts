import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type DateOn, instantAt } from "~/calendar";
import { type PackOverrides, resolvePack } from "~/rulebook/pack";
import { nationalPack } from "~/rulebook/packs/national";
import type { RulePack } from "~/rulebook/schema";
import { STUDY_CATEGORY_WORDS, STUDY_MODE_WORDS } from "~/rulebook/words";
import { annualResult } from "~/study/annual-result";
import { minutesByUnit } from "~/study/counted";
import { credits } from "~/study/crediting";
import { forecasts } from "~/study/forecast";
import { type Student, standings, surplus } from "~/study/quota";
import { cellsOf, lengthOf, uncovered } from "~/study/span";
import type { StudyEntry } from "~/study/study-entry";
import { timelineOf } from "~/study/timeline";
import { cureIn } from "~/text/study-cures";
import { entry } from "./entry";

const source = { title: "某地", standing: "own-choice" } as const;
const heading = { id: "place", title: "某地", version: 1, effectiveFromOn: "2026-01-01" } as const;
type StudyRules = NonNullable<PackOverrides["study"]>;
type Values = { [K in keyof StudyRules]?: RulePack["study"][K & keyof RulePack["study"]]["value"] };
/** The national pack with these rules of crediting instead. */
const pack = (values: Values = {}): RulePack =>
  resolvePack(nationalPack, {
    ...heading,
    study: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, source }])),
  } as PackOverrides);
const quota = (value: Partial<RulePack["quotas"][string]["value"]>, id = "enforcement-15-days") =>
  resolvePack(nationalPack, {
    ...heading,
    quotas: {
      [id]: { value: { ...nationalPack.quotas["enforcement-15-days"]!.value, ...value }, source },
    },
  });

const DAY = "2026-03-02";
const officer: Student = { group: "enforcement", identity: "public-institution" };
/** Days of eight 学时 from 5 January on. */
const days = (many: number, change: Partial<StudyEntry> = {}) =>
  Array.from({ length: many }, (_, index) => entry(addDays("2026-01-05", index), "09:00", "15:00", change));
const standing = (
  entries: StudyEntry[],
  rules = nationalPack,
  student = officer,
  today: DateOn = "2026-12-31",
) => standings(student, entries, rules, 2026, today)[0]!;

/** The last entry's credited minutes and what was taken or added, by rule and reason. */
const last = (entries: StudyEntry[], rules = nationalPack) => {
  const own = entries.at(-1)!;
  const credit = credits(entries, rules).find(({ entry: { id } }) => id === own.id)!;
  return [
    credit.creditedMinutes,
    ...credit.adjustments.map(({ rule, reason, minutes }) => `${rule} ${reason} ${minutes}`),
  ];
};
const kinds = (...evidenceKinds: NonNullable<StudyEntry["evidenceKinds"]>) => ({ evidenceKinds });
const waits = { status: "confirmed" } as const;

/** H1–H22 one by one: what counts, beside what does not. Rules of the year are below. */
describe.each<[string, [string, StudyEntry[], (string | number)[], RulePack?][]]>([
  [
    "H3, a day",
    [
      ["eight 学时 fit", [entry(DAY, "09:00", "15:00")], [360]],
      ["more do not", [entry(DAY, "09:00", "18:00")], [360, "H3 day-cap -180"]],
      [
        "nor in another form",
        [entry(DAY, "09:00", "15:00"), entry(DAY, "19:00", "20:00", { mode: "self-study" })],
        [0, "H3 day-cap -60"],
      ],
      ["without a cap they do", [entry(DAY, "09:00", "18:00")], [540], pack({ dailyCapPeriods: null })],
    ],
  ],
  [
    "H4, overlap",
    [
      ["side by side both count", [entry(DAY, "09:00", "10:00"), entry(DAY, "10:00", "11:00")], [60]],
      [
        "the shared hour counts once",
        [entry(DAY, "09:00", "11:00"), entry(DAY, "10:00", "12:00")],
        [60, "H4 overlap -60"],
      ],
      [
        "the same again not at all",
        [entry(DAY, "09:00", "11:00"), entry(DAY, "09:00", "11:00")],
        [0, "H4 overlap -120"],
      ],
      [
        "what counted for nothing takes no room",
        [entry(DAY, "09:00", "11:00", { organiserLevel: "unit" }), entry(DAY, "09:30", "10:00")],
        [30],
        pack({ organiserLevels: ["county"] }),
      ],
    ],
  ],
  [
    "H5, courses",
    [
      ["count by the minute", [entry(DAY, "09:00", "11:50")], [170]],
      [
        "or in half days, where the pack says so",
        [entry(DAY, "09:00", "14:00")],
        [180, "H5 half-days -120"],
        pack({ courseStepPeriods: 4 }),
      ],
      [
        "less than half a day is nothing then",
        [entry(DAY, "09:00", "11:50")],
        [0, "H5 half-days -170"],
        pack({ courseStepPeriods: 4 }),
      ],
      [
        "waiting without a sign-in it would not count",
        [entry(DAY, "09:00", "10:00", { ...waits, ...kinds("notice") })],
        [0, "H5 evidence -60"],
      ],
      ["with one it would", [entry(DAY, "09:00", "10:00", { ...waits, ...kinds("sign-in") })], [60]],
      [
        "accepted it counts, whatever a later pack asks",
        [entry(DAY, "09:00", "10:00", kinds("notice"))],
        [60],
      ],
    ],
  ],
  [
    "H6, meetings",
    [
      ["up to two 学时", [entry("2026-03-24", "09:00", "12:00", { mode: "meeting", minutes: 80 })], [80]],
      [
        "no more",
        [entry("2026-03-24", "09:00", "12:00", { mode: "meeting", minutes: 120 })],
        [90, "H6 meeting-cap -30"],
      ],
      [
        "unless the pack caps nothing",
        [entry("2026-03-24", "09:00", "12:00", { mode: "meeting", minutes: 120 })],
        [120],
        pack({ meetingCapPeriods: null }),
      ],
    ],
  ],
  [
    "H7, self-study",
    [
      [
        "with notes",
        [entry(DAY, "19:00", "21:00", { mode: "self-study", ...waits, ...kinds("notes") })],
        [120],
      ],
      [
        "or a quiz",
        [entry(DAY, "19:00", "21:00", { mode: "self-study", ...waits, ...kinds("quiz") })],
        [120],
      ],
      [
        "with neither not",
        [entry(DAY, "19:00", "21:00", { mode: "self-study", ...waits, ...kinds("material") })],
        [0, "H7 evidence -120"],
      ],
    ],
  ],
  [
    "H8, visits",
    [
      [
        "approved and reported",
        [
          entry(DAY, "08:00", "18:00", {
            mode: "outside-visit",
            minutes: 240,
            ...waits,
            ...kinds("approval", "report"),
          }),
        ],
        [240],
      ],
      [
        "without a report not",
        [
          entry(DAY, "08:00", "18:00", {
            mode: "outside-visit",
            minutes: 240,
            ...waits,
            ...kinds("approval"),
          }),
        ],
        [0, "H8 evidence -240"],
      ],
    ],
  ],
  [
    "H9, online",
    [
      ["as it is", [entry(DAY, "09:00", "10:00", { mode: "online" })], [60]],
      [
        "or at half",
        [entry(DAY, "09:00", "10:15", { mode: "online" })],
        [37, "H9 online-coefficient -38"],
        pack({ onlinePercent: 50 }),
      ],
      [
        "without the quiz not",
        [entry(DAY, "09:00", "10:00", { mode: "online", ...waits, ...kinds("log") })],
        [0, "H9 evidence -60"],
      ],
      [
        "with it yes",
        [entry(DAY, "09:00", "10:00", { mode: "online", ...waits, ...kinds("log", "quiz") })],
        [60],
      ],
    ],
  ],
  [
    "H10, competitions, court, cases",
    [
      ["a competition by its minutes", [entry(DAY, "09:00", "10:00", { mode: "competition" })], [60]],
      [
        "or a fixed time",
        [entry(DAY, "09:00", "10:00", { mode: "competition" })],
        [180, "H10 competition-fixed 120"],
        pack({ competitionPeriods: 4 }),
      ],
      [
        "less than its minutes as well",
        [entry(DAY, "09:00", "14:00", { mode: "competition" })],
        [180, "H10 competition-fixed -120"],
        pack({ competitionPeriods: 4 }),
      ],
      [
        "court without anything to show not",
        [entry(DAY, "09:00", "10:00", { mode: "court-observation", ...waits, ...kinds() })],
        [0, "H10 evidence -60"],
      ],
    ],
  ],
  [
    "H11, teaching",
    [
      ["once", [entry(DAY, "09:00", "10:00", { mode: "teaching" })], [60]],
      [
        "twice, where the pack says so",
        [entry(DAY, "09:00", "10:00", { mode: "teaching" })],
        [120, "H11 teaching-coefficient 60"],
        pack({ teachingPercent: 200 }),
      ],
      [
        "up to its cap",
        [entry(DAY, "09:00", "10:00", { mode: "teaching" })],
        [90, "H11 teaching-coefficient 60", "H11 teaching-cap -30"],
        pack({ teachingPercent: 200, teachingCapPeriods: 2 }),
      ],
    ],
  ],
  [
    "H12, exams",
    [
      ["the first time", [entry(DAY, "09:00", "10:00", { mode: "exam", examId: "x" })], [60]],
      [
        "not again",
        [
          entry(DAY, "09:00", "10:00", { mode: "exam", examId: "x" }),
          entry("2026-04-02", "09:00", "10:00", { mode: "exam", examId: "x" }),
        ],
        [0, "H12 exam-retake -60"],
      ],
    ],
  ],
  [
    "H14, organisers",
    [
      [
        "the legal office of the county",
        [entry(DAY, "09:00", "10:00")],
        [60],
        pack({ organiserLevels: ["county"] }),
      ],
      [
        "not the unit itself",
        [entry(DAY, "09:00", "10:00", { organiserLevel: "unit" })],
        [0, "H14 organiser -60"],
        pack({ organiserLevels: ["county"] }),
      ],
    ],
  ],
])("%s", (_, rows) => {
  it.each(rows)("%s", (__, entries, expected, rules = nationalPack) => {
    expect(last(entries, rules)).toEqual(expected);
  });
});

describe("H1 and H2, the units of one and the same study", () => {
  it.each([
    [45, 8, 15, 120],
    [50, 8, 15, 120],
    [60, 6, 15, 90],
    [45, 7.5, 15, 112.5],
    [45, 4, 15, 60],
  ])(
    "a 学时 of %i minutes, %f to the day: %i days are %f 学时",
    (minutesPerPeriod, periodsPerDay, inDays, periods) => {
      const rules = pack({ minutesPerPeriod, periodsPerDay, dailyCapPeriods: null });
      const minutes = inDays * periodsPerDay * minutesPerPeriod;
      const one = (unit: "days" | "periods", amount: number) =>
        standing(
          [entry("2026-01-05", "00:00", "12:00", { minutes: 1 })],
          { ...rules, quotas: { one: { value: { ...quotaOf(unit, amount) }, source } } },
          officer,
        ).minutes.required;
      expect(one("days", inDays)).toBe(minutes);
      expect(one("periods", periods)).toBe(minutes);
    },
  );
  const quotaOf = (unit: "days" | "periods", amount: number) => ({
    ...nationalPack.quotas["enforcement-15-days"]!.value,
    unit,
    amount,
  });
});

describe("H7 and H9, shares of a quota", () => {
  it("a third may be self-study, the earlier first", () => {
    const alone = days(6, { mode: "self-study" });
    const result = standing([
      ...days(9),
      ...alone.map((one, i) => ({
        ...one,
        startAt: instantAt(addDays("2026-06-01", i), "09:00"),
        endAt: instantAt(addDays("2026-06-01", i), "15:00"),
      })),
    ]);
    expect(result).toMatchObject({ credited: 14, short: 1, isMet: false });
    expect(result.overShare).toEqual([{ entryId: alone.at(-1)!.id, rule: "H7", minutes: 360 }]);
    expect(standing([...days(10), ...days(15, { mode: "self-study" }).slice(10)]).isMet).toBe(true);
  });

  it("online only where the pack limits it", () => {
    const online = [...days(1), ...days(15, { mode: "online" }).slice(1)];
    expect(standing(online).isMet).toBe(true);
    expect(standing(online, pack({ onlineShare: { parts: 1, of: 2 } }))).toMatchObject({
      credited: 8.5,
      isMet: false,
      shortages: [{ code: "study.short" }, { code: "study.online-over-share", facts: { over: 6.5 } }],
    });
  });
});

describe("H13, minima", () => {
  const six = quota({
    minima: [
      { category: "law", amount: 6, unit: "days" },
      { category: "enforcement", amount: 9, unit: "days" },
    ],
  });

  it("six days of law and nine of enforcement", () => {
    expect(standing([...days(6), ...days(15, { category: "enforcement" }).slice(6)], six).isMet).toBe(true);
    const lacks = standing([...days(8), ...days(15, { category: "enforcement" }).slice(8)], six);
    expect(lacks.shortages.map(({ code }) => code)).toEqual(["study.category-short"]);
    expect(lacks.cures).toEqual([
      { code: "study-more", facts: { amount: 2, unit: "days", periods: 16 } },
      { code: "study-category", facts: { amount: 2, unit: "days", category: "enforcement" } },
    ]);
    expect(cureIn("zh-CN", lacks.cures)).toBe("再学 2 天，其中行政执法至少 2 天。");
  });

  it("self-study above its share fills no category", () => {
    const alone = standing(
      [...days(9, { category: "enforcement" }), ...days(15, { mode: "self-study" }).slice(9)],
      six,
    );
    expect(alone.shortages.map(({ code }) => code)).toEqual([
      "study.short",
      "study.self-study-over-share",
      "study.category-short",
    ]);
  });

  it("at least one course", () => {
    expect(standing(days(15)).isMet).toBe(true);
    const none = standing(days(15, { mode: "case-teaching" }));
    expect(none.shortages.map(({ code }) => code)).toEqual(["study.concentrated-short"]);
    expect(cureIn("en", none.cures)).toBe("at least 1 training course.");
  });

  it("says the gap in one sentence", () => {
    const gap = standing(
      [...days(6), ...days(13, { category: "enforcement", mode: "case-teaching" }).slice(6)].map((one) => ({
        ...one,
        mode: "case-teaching" as const,
      })),
      six,
    );
    expect(cureIn("zh-CN", gap.cures)).toBe("再学 2 天，其中行政执法至少 2 天，集中培训至少 1 次。");
  });
});

describe("H15, several quotas from one ledger", () => {
  const four = resolvePack(nationalPack, {
    ...heading,
    quotas: {
      "city-40-hours": {
        value: {
          ...nationalPack.quotas["enforcement-15-days"]!.value,
          amount: 40,
          unit: "hours",
          minConcentrated: 0,
        },
        source,
      },
    },
  });
  const servant: Student = { group: "enforcement", identity: "civil-servant" };

  it("stand side by side and are never added up", () => {
    const all = standings(servant, days(12), four, 2026, "2026-12-31");
    expect(
      all.map(({ quotaId, required, unit, credited, isMet }) => [quotaId, required, unit, credited, isMet]),
    ).toEqual([
      ["enforcement-15-days", 15, "days", 12, false],
      ["civil-servant-12-days", 90, "periods", 96, true],
      ["enforcement-60-periods", 60, "periods", 96, true],
      ["city-40-hours", 40, "hours", 72, true],
    ]);
  });

  it("12 days or 90 学时: whichever asks for less under the pack's own day", () => {
    const demand = (periodsPerDay: number) =>
      standings(servant, [], pack({ periodsPerDay }), 2026, "2026-12-31").find(
        ({ quotaId }) => quotaId === "civil-servant-12-days",
      );
    expect(demand(8)).toMatchObject({ required: 90, unit: "periods" });
    expect(demand(6)).toMatchObject({ required: 12, unit: "days" });
  });

  it("who is of no group owes none", () => {
    expect(
      standings({ group: "auxiliary", identity: "dispatched" }, days(3), four, 2026, "2026-12-31"),
    ).toEqual([]);
  });
});

describe("H16, China's days and years", () => {
  it("a night is split at midnight, at the year's end into two years", () => {
    const [credit] = credits([entry("2026-12-31", "22:30", "00:30")], nationalPack);
    expect(credit?.byDay).toEqual([
      { on: "2026-12-31", minutes: 90 },
      { on: "2027-01-01", minutes: 30 },
    ]);
  });

  it("by the clock of Shanghai, wherever the server stands", () => {
    const at = (iso: string) => new Date(iso);
    const [credit] = credits(
      [
        entry(DAY, "09:00", "10:00", {
          startAt: at("2026-12-31T15:00:00Z"),
          endAt: at("2026-12-31T16:00:00Z"),
        }),
      ],
      nationalPack,
    );
    expect(credit?.byDay).toEqual([{ on: "2026-12-31", minutes: 60 }]);
    expect(standing([entry("2027-01-01", "00:00", "01:00")]).credited).toBe(0);
  });
});

describe("H17, from one year to the next", () => {
  const carried = surplus(standings(officer, days(17), nationalPack, 2026, "2026-12-31"));

  it("nothing, by default", () => {
    expect(carried.get("enforcement-15-days")).toBe(720);
    expect(standings({ ...officer, carried }, [], nationalPack, 2027, "2027-12-31")[0]!.credited).toBe(0);
  });

  it("what was over, where the pack says so", () => {
    expect(
      standings({ ...officer, carried }, [], pack({ carryOver: true }), 2027, "2027-12-31")[0]!.credited,
    ).toBe(2);
  });
});

describe("H18, part of a year", () => {
  it.each<[string, Partial<Student>, number]>([
    ["a whole year", {}, 15],
    ["from July on", { service: { fromOn: "2026-07-01", toOn: null } }, 7.5],
    ["a begun month is a month", { service: { fromOn: "2026-08-31", toOn: null } }, 6.5],
    ["four whole months of leave", { leaves: [{ fromOn: "2026-03-01", toOn: "2026-07-01" }] }, 10],
    [
      "a month of which a day was served is owed",
      { leaves: [{ fromOn: "2026-03-02", toOn: "2026-06-30" }] },
      12.5,
    ],
    ["leave that goes on", { leaves: [{ fromOn: "2026-10-01", toOn: null }] }, 11.5],
    ["the whole year away", { leaves: [{ fromOn: "2025-09-01", toOn: null }] }, 0],
    [
      "leave up to a retirement in the month",
      {
        service: { fromOn: "2020-01-01", toOn: "2026-06-15" },
        leaves: [{ fromOn: "2026-06-01", toOn: "2026-06-15" }],
      },
      6.5,
    ],
  ])("%s", (_, change, required) => {
    expect(standing([], nationalPack, { ...officer, ...change }).required).toBe(required);
  });

  it("or not, where the pack says so", () => {
    const student = { ...officer, service: { fromOn: "2026-07-01", toOn: null } } as const;
    expect(standing([], pack({ proRata: "none" }), student).required).toBe(15);
  });
});

describe("H19, a transfer on 1 July (scenario 18)", () => {
  const entries = [
    entry("2026-06-30", "09:00", "15:00", { unitId: "market" }),
    entry("2026-07-01", "09:00", "12:00", { unitId: "urban" }),
    entry("2026-07-02", "09:00", "12:00", { unitId: "urban", status: "returned" }),
  ];

  it("the year stays the person's", () => {
    expect(standing(entries).credited).toBe(1.5);
  });

  it("each unit reports what was studied in it", () => {
    expect(minutesByUnit(credits(entries, nationalPack), 2026)).toEqual(
      new Map([
        ["market", 360],
        ["urban", 180],
      ]),
    );
  });
});

describe("H20 and H21, taken back", () => {
  it.each([
    ["mistake", "reversed", "H20"],
    ["false-record", "false-record", "H21"],
  ] as const)("for %s", (reversedFor, why, rule) => {
    const gone = entry(DAY, "09:00", "12:00", { status: "reversed", reversedFor });
    expect(credits([gone], nationalPack)).toEqual([]);
    expect(timelineOf(gone, undefined)).toEqual([
      expect.objectContaining({ minutes: 180, why, rule, startAt: gone.startAt, endAt: gone.endAt }),
    ]);
  });
});

describe("H22, how the year ended", () => {
  const until = pack({ makeUpUntilMonthDay: "03-31", unmetConsequences: ["make-up-study"] });

  it.each([
    ["met", days(15), "2026-06-30", { result: "met", makeUpUntilOn: null, consequences: [] }],
    ["still open", days(3), "2026-12-31", { result: "open", makeUpUntilOn: null, consequences: [] }],
    [
      "unmet, to be made up",
      days(3),
      "2027-01-01",
      { result: "unmet", makeUpUntilOn: "2027-03-31", consequences: ["make-up-study"] },
    ],
  ] as const)("%s", (_, entries, today, expected) => {
    expect(annualResult(standing([...entries], until), until, 2026, today)).toMatchObject(expected);
  });

  it("unmet without a day to make it up and without consequence, where the pack names none", () => {
    expect(annualResult(standing([]), nationalPack, 2026, "2027-01-01")).toMatchObject({
      result: "unmet",
      makeUpUntilOn: null,
      consequences: [],
    });
  });
});

describe("minute by minute", () => {
  const told = (entries: StudyEntry[], rules = nationalPack) => {
    const own = entries.at(-1)!;
    const credit = credits(entries, rules).find(({ entry: { id } }) => id === own.id);
    return timelineOf(own, credit).map(({ startAt, endAt, why, rule }) =>
      [clock(startAt), clock(endAt), why, ...(rule ? [rule] : [])].join(" "),
    );
  };
  const clock = (at: Date) =>
    at.toLocaleTimeString("en-GB", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" });

  it.each<[string, StudyEntry[], string[], RulePack?]>([
    ["all of it", [entry(DAY, "09:00", "12:00")], ["09:00 12:00 credited"]],
    [
      "a meeting: study, what was over the cap, other business",
      [entry("2026-03-24", "09:00", "12:00", { mode: "meeting", minutes: 120 })],
      ["09:00 10:30 credited", "10:30 11:00 meeting-cap H6", "11:00 12:00 not-law H6"],
    ],
    [
      "a visit: study and travel",
      [entry(DAY, "08:00", "18:00", { mode: "outside-visit", minutes: 240 })],
      ["08:00 12:00 credited", "12:00 18:00 travel H8"],
    ],
    [
      "an overlap in the middle, then the day's cap",
      [
        entry(DAY, "10:00", "15:00", { mode: "case-teaching" }),
        entry(DAY, "10:30", "17:00", { minutes: 390 }),
      ],
      ["10:30 15:00 overlap H4", "15:00 16:00 credited", "16:00 17:00 day-cap H3"],
    ],
    [
      "online at half",
      [entry(DAY, "09:00", "11:00", { mode: "online" })],
      ["09:00 10:00 credited", "10:00 11:00 online-coefficient H9"],
      pack({ onlinePercent: 50 }),
    ],
    ["waiting", [entry(DAY, "09:00", "10:00", waits)], ["09:00 10:00 awaiting-acceptance H5"]],
    ["sent back", [entry(DAY, "09:00", "10:00", { status: "returned" })], ["09:00 10:00 returned H5"]],
  ])("%s", (_, entries, expected, rules) => {
    expect(told(entries, rules)).toEqual(expected);
  });
});

describe("the forecast", () => {
  it("is as if all that waits and all that is planned came in", () => {
    const entries = [
      ...days(10),
      ...days(12)
        .slice(10)
        .map((one) => ({ ...one, status: "submitted" as const })),
    ];
    const planned = days(14).slice(12);
    expect(forecasts(officer, entries, planned, nationalPack, 2026, "2026-11-01")[0]).toMatchObject({
      amount: 14,
      required: 15,
      short: 1,
      isMet: false,
    });
    expect(
      forecasts(officer, entries, days(15).slice(12), nationalPack, 2026, "2026-11-01")[0],
    ).toMatchObject({
      isMet: true,
    });
  });
});

const anyEntry = fc
  .record({
    day: fc.nat(4),
    // Coarse, so that many begin together, and fine, so that every minute comes up.
    from: fc.oneof(
      fc.nat(1439),
      fc.nat(5).map((hour) => 8 * 60 + hour * 60),
    ),
    span: fc.integer({ min: 1, max: 420 }),
    share: fc.integer({ min: 1, max: 100 }),
    mode: fc.constantFrom(...STUDY_MODE_WORDS),
    category: fc.constantFrom(...STUDY_CATEGORY_WORDS),
    organiserLevel: fc.constantFrom("unit" as const, "county" as const),
    status: fc.constantFrom("accepted", "accepted", "confirmed", "submitted", "returned", "reversed"),
    examId: fc.constantFrom("x", "y"),
  })
  .map(({ day, from, span, share, mode, status, examId, ...rest }): Omit<StudyEntry, "id"> => {
    const startAt = new Date(instantAt("2026-12-29", "00:00").getTime() + (day * 1440 + from) * 60_000);
    return {
      ...rest,
      mode,
      status: status as StudyEntry["status"],
      startAt,
      endAt: new Date(startAt.getTime() + span * 60_000),
      minutes: Math.max(1, Math.floor((span * share) / 100)),
      examId: mode === "exam" ? examId : null,
    };
  });
const anyEntries = fc.array(anyEntry, { maxLength: 16 });
const anyPack = fc.constantFrom(
  nationalPack,
  pack({ onlinePercent: 50, organiserLevels: ["county"], courseStepPeriods: 2 }),
  pack({ dailyCapPeriods: null, meetingCapPeriods: null, selfStudyShare: null }),
);
const numbered = (entries: readonly Omit<StudyEntry, "id">[]): StudyEntry[] =>
  entries.map((one, index) => ({ ...one, id: `n${String(index).padStart(3, "0")}` }));
const union = (entries: readonly StudyEntry[]) => {
  const whole = { from: 0, to: 1e9 };
  return lengthOf([whole]) - lengthOf(uncovered(whole, entries.map(cellsOf)));
};
/** Everything about a year that a page shows, without ids. */
const figures = (entries: readonly StudyEntry[], rules: RulePack) =>
  [2026, 2027].map((year) =>
    standings(officer, entries, rules, year, `${year}-12-31` as DateOn).map(({ overShare, ...rest }) => ({
      ...rest,
      over: overShare.reduce((sum, { minutes }) => sum + minutes, 0),
    })),
  );

describe("whatever is in the ledger", () => {
  it("never credits more than was studied, nor more than the time there was, and explains every minute", () => {
    fc.assert(
      fc.property(anyEntries, anyPack, (drawn, rules) => {
        const entries = numbered(drawn);
        const credited = credits(entries, rules);
        for (const one of credited) {
          expect(one.creditedMinutes).toBeLessThanOrEqual(one.rawMinutes);
          const adjusted = one.adjustments.reduce((sum, { minutes }) => sum + minutes, 0);
          expect(one.rawMinutes + adjusted).toBe(one.creditedMinutes);
        }
        const sum = credited.reduce((all, one) => all + one.creditedMinutes, 0);
        expect(sum).toBeLessThanOrEqual(union(credited.map(({ entry: own }) => own)));
      }),
    );
  });

  it("lays every minute of every entry on the clock, credited ones never twice", () => {
    fc.assert(
      fc.property(anyEntries, anyPack, (drawn, rules) => {
        const entries = numbered(drawn);
        const byId = new Map(credits(entries, rules).map((credit) => [credit.entry.id, credit]));
        const counting: { startAt: Date; endAt: Date }[] = [];
        for (const own of entries) {
          const line = timelineOf(own, byId.get(own.id));
          expect(line[0]!.startAt).toEqual(own.startAt);
          expect(line.at(-1)!.endAt).toEqual(own.endAt);
          for (const [index, one] of line.entries())
            if (index > 0) expect(one.startAt).toEqual(line[index - 1]!.endAt);
          const counts = line.filter(({ why }) => why === "credited" || why === "awaiting-acceptance");
          expect(counts.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(
            byId.get(own.id)?.creditedMinutes ?? 0,
          );
          counting.push(...counts);
        }
        const minutes = counting.map(cellsOf);
        expect(lengthOf(minutes)).toBe(
          lengthOf([{ from: 0, to: 1e9 }]) - lengthOf(uncovered({ from: 0, to: 1e9 }, minutes)),
        );
      }),
    );
  });

  it("gives the same figures in any order of entry", () => {
    const shuffled = anyEntries.chain((entries) =>
      fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
    );
    fc.assert(
      fc.property(shuffled, anyPack, ([one, other], rules) => {
        // Ids follow the order of entry.
        expect(figures(numbered(other), rules)).toEqual(figures(numbered(one), rules));
      }),
    );
  });

  it("restores the figures exactly when an entry is taken back", () => {
    fc.assert(
      fc.property(anyEntries, anyEntry, anyPack, (drawn, more, rules) => {
        const before = numbered(drawn);
        const wrong = { ...more, id: "wrong", status: "accepted" as const };
        const after = [...before, { ...wrong, status: "reversed" as const }];
        expect(figures(after, rules)).toEqual(figures(before, rules));
        expect(credits(after, rules)).toEqual(credits(before, rules));
      }),
    );
  });
});
