import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DateOn, instantAt } from "~/calendar";
import { type AttendanceEvent, attendedOf, NOWHERE, presenceOf } from "~/study/attendance";
import { makeUpState, mayMakeUp } from "~/study/make-up";

const on: DateOn = "2026-11-24";
const at = (clock: string) => instantAt(on, clock);
const session = { startAt: at("09:00"), endAt: at("12:00"), minutes: 180 };
const qr = (event: "in" | "out", clock: string): AttendanceEvent => ({ event, at: at(clock), how: "qr" });
const roster = (event: AttendanceEvent["event"], clock: string): AttendanceEvent => ({
  ...{ event, at: at(clock), how: "roster" },
});

describe("what was seen of somebody", () => {
  it.each<[string, AttendanceEvent[], string | null, string | null]>([
    ["nothing", [], null, null],
    [
      "the first scan in and the last out",
      [qr("in", "08:50"), qr("in", "09:20"), qr("out", "11:00"), qr("out", "12:05")],
      "08:50",
      "12:05",
    ],
    ["the roster over a scan", [qr("in", "09:20"), roster("in", "09:00")], "09:00", null],
    ["no scan over the roster", [roster("in", "09:30"), qr("in", "09:40")], "09:30", null],
    ["an absence takes all back", [qr("in", "08:50"), roster("absent", "08:50")], null, null],
    [
      "and what is said after it counts",
      [qr("in", "08:50"), roster("absent", "08:50"), roster("in", "10:00"), roster("out", "12:00")],
      "10:00",
      "12:00",
    ],
  ])("%s", (_, events, inAt, outAt) => {
    expect(presenceOf(events)).toEqual({ inAt: inAt && at(inAt), outAt: outAt && at(outAt) });
  });
});

describe("their share of the session", () => {
  const attended = (inAt: string | null, outAt: string | null, of = session) =>
    attendedOf(of, { inAt: inAt === null ? null : at(inAt), outAt: outAt === null ? null : at(outAt) });

  it("is all of it for who was there from before its start to after its end", () => {
    expect(attended("08:40", "12:10")).toMatchObject({
      ...{ kind: "present", minutes: 180, lateMinutes: 0, earlyMinutes: 0 },
      ...{ startAt: session.startAt, endAt: session.endAt },
    });
  });

  it("lacks what was missed at either end", () => {
    expect(attended("09:20", "11:50")).toMatchObject({
      ...{ minutes: 150, lateMinutes: 20, earlyMinutes: 10 },
      ...{ startAt: at("09:20"), endAt: at("11:50") },
    });
  });

  it("of a meeting is that part of its study", () => {
    expect(attended("10:30", "12:00", { ...session, minutes: 60 })).toMatchObject({ minutes: 30 });
  });

  it("forgives a begun minute", () => {
    const inAt = instantAt(on, "09:00:59");
    expect(attendedOf(session, { inAt, outAt: at("12:00") })).toMatchObject({ lateMinutes: 0, minutes: 180 });
  });

  it("is undecided with one time only, and absent with none or with none of the session in it", () => {
    expect(attendedOf(session, NOWHERE)).toEqual({ kind: "absent" });
    expect(attended("09:00", null)).toEqual({ kind: "undecided", missing: "out" });
    expect(attended(null, "12:00")).toEqual({ kind: "undecided", missing: "in" });
    expect(attended("07:00", "08:00")).toEqual({ kind: "absent" });
    expect(attended("12:30", "13:00")).toEqual({ kind: "absent" });
  });

  it("whatever was scanned: never more than the session's minutes or the time there was, and the more the longer", () => {
    const minute = fc.integer({ min: -600, max: 900 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 720 }),
        fc.integer({ min: 1, max: 720 }),
        minute,
        minute,
        fc.integer({ min: 0, max: 60 }),
        (span, study, a, b, more) => {
          const startAt = at("08:00");
          const after = (minutes: number) => new Date(startAt.getTime() + minutes * 60_000);
          const held = { startAt, endAt: after(span), minutes: Math.min(study, span) };
          const [inAt, outAt] = [after(Math.min(a, b)), after(Math.max(a, b))];
          const seen = attendedOf(held, { inAt, outAt });
          const longer = attendedOf(held, { inAt, outAt: after(Math.max(a, b) + more) });
          if (seen.kind !== "present") return;
          const { minutes, lateMinutes, earlyMinutes } = seen;
          const present = (seen.endAt.getTime() - seen.startAt.getTime()) / 60_000;
          expect(minutes).toBeGreaterThan(0);
          expect(minutes).toBeLessThanOrEqual(held.minutes);
          expect(minutes).toBeLessThanOrEqual(present);
          expect(lateMinutes + present + earlyMinutes).toBe(span);
          expect(longer.kind === "present" && longer.minutes >= minutes).toBe(true);
        },
      ),
    );
  });
});

describe("a make-up", () => {
  const missed = { personId: "a", endAt: at("12:00") };
  type Offered = Parameters<typeof mayMakeUp>[1];
  const record: Offered = {
    ...{ personId: "a", startAt: at("14:00"), mode: "self-study", isReversal: false },
    status: "confirmed",
  };

  it("is overdue the day after its last day", () => {
    expect(makeUpState({ outcome: null, dueOn: "2026-12-22" }, "2026-12-22")).toBe("open");
    expect(makeUpState({ outcome: null, dueOn: "2026-12-22" }, "2026-12-23")).toBe("overdue");
    expect(makeUpState({ outcome: "waived", dueOn: "2026-12-22" }, "2027-01-01")).toBe("waived");
  });

  it.each<[string, Offered, string[]]>([
    ["done by later study that the unit stands for", record, []],
    ["not by somebody else's", { ...record, personId: "b" }, ["study-make-up.others"]],
    ["not by what was studied before", { ...record, startAt: at("08:00") }, ["study-make-up.earlier"]],
    ["not by what nobody confirmed", { ...record, status: "submitted" }, ["study-make-up.not-confirmed"]],
    ["not by what was taken back", { ...record, status: "reversed" }, ["study-make-up.not-confirmed"]],
  ])("is %s", (_, offered, codes) => {
    const verdict = mayMakeUp(missed, offered);
    expect(verdict.ok ? [] : verdict.refusals.map(({ code }) => code)).toEqual(codes);
  });
});
