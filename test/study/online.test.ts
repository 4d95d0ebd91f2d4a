import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteRangeFrom } from "~/byte-range";
import { nationalPack } from "~/rulebook/packs/national";
import { type RulePack, rulePackSchema } from "~/rulebook/schema";
import { type Beat, hear, openedRun, type Run, tooFast } from "~/study/online";
import { EARLIER_MEASURES, measuresOf } from "~/study/online-measures";
import { sessionsOf } from "~/study/online-sessions";

const measures = measuresOf(nationalPack);
const { beatMs: BEAT_MS, longestGapMs: LONGEST_GAP_MS, idleMs: IDLE_MS } = measures;
const start = new Date("2026-03-02T09:00:00+08:00");
const later = (ms: number, from = start) => new Date(from.getTime() + ms);
const honest: Beat = {
  ...{ seq: 1, isVisible: true, isFocused: true, isActive: true },
  ...{ claimedMs: BEAT_MS, position: 0, rate: 1 },
};

describe("what counts of a page that is open", () => {
  const cases: [string, Partial<Beat>, number, "text" | "video", string, string[]][] = [
    ["a reader who is there", {}, BEAT_MS, "text", "counted", []],
    ["a page behind another", { isVisible: false }, BEAT_MS, "text", "away", []],
    ["a window without focus", { isFocused: false }, BEAT_MS, "text", "away", []],
    ["a silence", {}, LONGEST_GAP_MS + 1, "text", "gap", []],
    ["a claim of eight hours", { claimedMs: 8 * 3_600_000 }, BEAT_MS, "text", "counted", ["posted-duration"]],
    ["a film that plays", { position: BEAT_MS }, BEAT_MS, "video", "counted", []],
    ["a film at double speed", { position: 2 * BEAT_MS, rate: 2 }, BEAT_MS, "video", "counted", []],
    ["a film that stands still", {}, BEAT_MS, "video", "paused", []],
    ["a film that goes back", { position: -5 }, BEAT_MS, "video", "paused", []],
    ["a film at 16×", { position: 16 * BEAT_MS, rate: 16 }, BEAT_MS, "video", "speed", ["speed"]],
    ["a film that jumps and says 1×", { position: 10 * BEAT_MS }, BEAT_MS, "video", "speed", ["speed"]],
  ];
  it.each(cases)("%s", (_, change, elapsedMs, kind, outcome, anomalies) => {
    const heard = hear(openedRun(start, null), { ...honest, ...change }, later(elapsedMs), kind, measures);
    expect(heard.outcome).toBe(outcome);
    expect(heard.outcome && "creditedMs" in heard && heard.creditedMs).toBe(
      outcome === "counted" ? elapsedMs : 0,
    );
    expect(heard.anomalies.map((one) => one.kind)).toEqual(anomalies);
  });

  it("is what the pack says: of a province that measures otherwise, otherwise", () => {
    const { study } = nationalPack;
    const said = <K extends keyof RulePack["study"]>(rule: K, value: number) => ({
      [rule]: { ...study[rule], value },
    });
    const strict = measuresOf({
      study: {
        ...study,
        ...said("onlineBeatSeconds", 30),
        ...said("onlineGapSeconds", 45),
        ...said("onlineIdleMinutes", 1),
        ...said("onlineFastestRate", 1),
      },
    });
    expect(strict.beatMs).toBe(30_000);
    const outcome = (change: Partial<Beat>, elapsedMs: number, kind: "text" | "video", under = strict) =>
      hear(openedRun(start, null), { ...honest, ...change }, later(elapsedMs), kind, under).outcome;
    expect(outcome({}, 40_000, "text")).toBe("counted");
    expect(outcome({}, 40_000, "text", measures)).toBe("gap");
    expect(outcome({ position: 30_000, rate: 1.5 }, 30_000, "video")).toBe("speed");
    expect(outcome({ position: 20_000, rate: 1.5 }, 20_000, "video", measures)).toBe("counted");
    const idle = { ...openedRun(start, null), countedUntil: later(70_000) };
    expect(hear(idle, { ...honest, isActive: false }, later(80_000), "text", strict).outcome).toBe("idle");
    expect(hear(idle, { ...honest, isActive: false }, later(80_000), "text", measures).outcome).toBe(
      "counted",
    );
  });

  it("is what it was under packs that were stored before they said it", () => {
    expect(measures).toEqual(EARLIER_MEASURES);
    const { study, ...rest } = nationalPack;
    const before = Object.fromEntries(
      Object.entries(study).filter(([rule]) => !/^online[A-Z](?!ercent|hare)|^reliefOffices$/.test(rule)),
    );
    expect(Object.keys(before)).not.toContain("onlineGapSeconds");
    const read = rulePackSchema.parse({ ...rest, study: before });
    expect(measuresOf(read)).toEqual(EARLIER_MEASURES);
    expect(read.study.reliefOffices.value).toEqual(["personnel", "legal-affairs"]);
  });

  it("nothing of a beat that was heard before", () => {
    const first = hear(openedRun(start, null), honest, later(BEAT_MS), "text", measures) as { run: Run };
    const again = hear(first.run, honest, later(2 * BEAT_MS), "text", measures);
    expect(again).toEqual({
      outcome: null,
      anomalies: [{ kind: "replayed", facts: { seq: 1, lastSeq: 1 } }],
    });
  });

  it.each(["text", "video"] as const)(
    "nothing of idling beyond the cap, until there is a sign of life (%s)",
    (kind) => {
      let run = openedRun(start, null);
      const outcomes: string[] = [];
      const beats = IDLE_MS[kind] / BEAT_MS + 3;
      for (let seq = 1; seq <= beats; seq += 1) {
        const beat = { ...honest, seq, isActive: seq === beats, position: seq * BEAT_MS };
        const heard = hear(run, beat, later(seq * BEAT_MS), kind, measures);
        if (heard.outcome === null) throw new Error("replayed");
        ({ run } = heard);
        outcomes.push(heard.outcome);
      }
      expect(run.creditedMs).toBe(IDLE_MS[kind] + BEAT_MS);
      expect(outcomes.slice(-3)).toEqual(["idle", "idle", "counted"]);
    },
  );

  it("a second page begins where the first had got to, though the clocks of the two requests crossed", () => {
    expect(openedRun(start, later(3_000)).countedUntil).toEqual(later(3_000));
    expect(openedRun(start, later(-3_000)).countedUntil).toEqual(start);
  });

  it("is read too fast at more characters a minute than anybody reads", () => {
    expect(tooFast({ furthest: 1000, creditedMs: 60_000 }, 1_500)).toEqual([]);
    expect(tooFast({ furthest: 500, creditedMs: 30_000 }, 4_000)).toEqual([
      { kind: "too-fast", facts: { characters: 2_000, seconds: 30 } },
    ]);
    expect(tooFast({ furthest: 1000, creditedMs: 0 }, 300)).toEqual([]);
  });
});

/** Any trace: pages opened in turn, each beating as it likes, late beats of former pages among them. */
const step = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({ opens: fc.constant(true), after: fc.integer({ min: -2_000, max: 60_000 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      opens: fc.constant(false),
      after: fc.integer({ min: -4_000, max: 24_000 }),
      // On from the beat before, at times back or again.
      ahead: fc.constantFrom(1, 1, 1, 1, 0, -1, 3),
      isVisible: fc.constantFrom(true, true, true, false),
      isFocused: fc.constantFrom(true, true, true, false),
      isActive: fc.boolean(),
      claimedMs: fc.integer({ min: 0, max: 10 ** 9 }),
      position: fc.integer({ min: 0, max: 10 ** 7 }),
      rate: fc.constantFrom(0, 1, 2, 16),
    }),
  },
);

it("never counts a moment twice, nor more than there was, whatever a browser sends", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), fc.constantFrom("text", "video"), (trace, kind) => {
      let now = start.getTime();
      let latest = now;
      let seq = 0;
      let run = openedRun(start, null);
      const counted: { from: number; to: number }[] = [];
      for (const one of trace) {
        now += one.after;
        latest = Math.max(latest, now);
        if (!("ahead" in one)) {
          run = openedRun(new Date(now), run.countedUntil);
          seq = 0;
          continue;
        }
        seq = Math.max(1, seq + one.ahead);
        const heard = hear(run, { ...one, seq } as Beat, new Date(now), kind as "text" | "video", measures);
        if (heard.outcome === null) continue;
        ({ run } = heard);
        const to = run.countedUntil.getTime();
        if (heard.creditedMs > 0) counted.push({ from: to - heard.creditedMs, to });
        expect(heard.creditedMs === 0 || (one.isVisible && one.isFocused)).toBe(true);
      }
      const total = counted.reduce((sum, { from, to }) => sum + to - from, 0);
      const ordered = [...counted].sort((a, b) => a.from - b.from);
      expect(ordered.every(({ from }, index) => index === 0 || from >= ordered[index - 1]!.to)).toBe(true);
      expect(total).toBeLessThanOrEqual(latest - start.getTime());
      const sessions = sessionsOf(
        ordered.map(({ from, to }) => ({ startAt: new Date(from), endAt: new Date(to) })),
      );
      const minutes = sessions.reduce((sum, session) => sum + session.minutes, 0);
      expect(minutes * 60_000).toBeLessThanOrEqual(total);
      for (const { startAt, endAt, minutes } of sessions)
        expect(minutes * 60_000).toBeLessThanOrEqual(endAt.getTime() - startAt.getTime());
    }),
    { numRuns: 400 },
  );
});

it("sessions are cut by long pauses and by midnight in China, and keep whole minutes", () => {
  const at = (from: string, to: string) => ({ startAt: new Date(from), endAt: new Date(to) });
  const sessions = sessionsOf([
    at("2026-03-02T09:00:00+08:00", "2026-03-02T09:10:30+08:00"),
    at("2026-03-02T09:30:00+08:00", "2026-03-02T09:35:00+08:00"),
    at("2026-03-02T20:00:00+08:00", "2026-03-02T20:00:40+08:00"),
    at("2026-03-02T23:50:00+08:00", "2026-03-03T00:05:00+08:00"),
  ]);
  expect(sessions).toEqual([
    { ...at("2026-03-02T09:00:00+08:00", "2026-03-02T09:35:00+08:00"), minutes: 15 },
    { ...at("2026-03-02T23:50:00+08:00", "2026-03-03T00:00:00+08:00"), minutes: 10 },
    { ...at("2026-03-03T00:00:00+08:00", "2026-03-03T00:05:00+08:00"), minutes: 5 },
  ]);
});

it.each([
  [null, "whole"],
  ["bytes=0-", { first: 0, last: 99 }],
  ["bytes=10-19", { first: 10, last: 19 }],
  ["bytes=90-500", { first: 90, last: 99 }],
  ["bytes=-5", { first: 95, last: 99 }],
  ["bytes=-500", { first: 0, last: 99 }],
  ["bytes=100-", "unsatisfiable"],
  ["bytes=20-10", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=-", "unsatisfiable"],
  ["bytes=0-1,5-6", "unsatisfiable"],
  ["bytes=a-b", "unsatisfiable"],
  ["pages=1-2", "unsatisfiable"],
  ["bytes=0-99999999999999999999", "unsatisfiable"],
])("the part of a file of 100 bytes that %s asks for", (header, range) => {
  expect(byteRangeFrom(header, 100)).toEqual(range);
});
