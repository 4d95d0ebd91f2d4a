import { describe, expect, it } from "vitest";
import {
  mayCheck,
  mayReverse,
  mayStep,
  RECORD_STEPS,
  type RecordState,
  type RecordStep,
  statusOf,
} from "~/study/record-state";
import { mayEnter, type StudySession } from "~/study/session";
import { refusalsOf, type Verdict } from "~/verdict";

const codes = (verdict: Verdict) => refusalsOf(verdict).map(({ code }) => code);

describe("steps of a study record", () => {
  const possible: Record<RecordState, RecordStep[]> = {
    submitted: ["confirmed", "returned"],
    confirmed: ["accepted", "returned"],
    accepted: [],
    returned: ["submitted"],
  };
  it.each(RECORD_STEPS)("from %s", (state) => {
    expect(RECORD_STEPS.filter((step) => mayStep(state, step).ok)).toEqual(possible[state]);
  });

  it("reads as reversed only once accepted", () => {
    expect(statusOf("accepted", true)).toBe("reversed");
    expect(statusOf("returned", true)).toBe("returned");
    expect(statusOf("accepted", false)).toBe("accepted");
  });
});

describe("who may check", () => {
  const record = {
    personId: "wu",
    recordedById: "clerk",
    state: "confirmed",
    confirmedById: "head",
  } as const;
  const asked = (step: "confirmed" | "accepted" | "returned", accountId: string, personId: string | null) =>
    codes(
      mayCheck({ ...record, state: step === "confirmed" ? "submitted" : "confirmed" }, step, {
        accountId,
        personId,
      }),
    );
  it.each([
    ["legal affairs accept what another confirmed", "accepted", "legal", "shen", []],
    ["also by an account of nobody", "accepted", "legal", null, []],
    ["nobody accepts their own", "accepted", "legal", "wu", ["study-record.own"]],
    ["nor what they entered", "accepted", "clerk", "song", ["study-record.own-entry"]],
    ["nor what they confirmed", "accepted", "head", "he", ["study-record.own-confirmation"]],
    ["who entered it for others confirms it", "confirmed", "clerk", "song", []],
    ["nobody confirms their own", "confirmed", "clerk", "wu", ["study-record.own"]],
    ["who entered it may send it back", "returned", "clerk", "song", []],
    ["nobody decides their own", "returned", "legal", "wu", ["study-record.own"]],
  ] as const)("%s", (_, step, accountId, personId, expected) => {
    expect(asked(step, accountId, personId)).toEqual(expected);
  });
  it("gives every reason at once", () => {
    expect(
      codes(
        mayCheck({ ...record, state: "returned" }, "accepted", {
          accountId: "clerk",
          personId: "wu",
        }),
      ),
    ).toEqual(["study-record.step-impossible", "study-record.own", "study-record.own-entry"]);
  });
});

describe("taking back", () => {
  const accepted = { state: "accepted", isReversal: false, alreadyReversed: false } as const;
  it("needs an accepted entry that stands", () => {
    expect(mayReverse(accepted).ok).toBe(true);
    expect(codes(mayReverse({ ...accepted, state: "submitted" }))).toEqual(["study-record.not-accepted"]);
    expect(codes(mayReverse({ ...accepted, isReversal: true }))).toEqual(["study-record.is-reversal"]);
    expect(codes(mayReverse({ ...accepted, alreadyReversed: true }))).toEqual([
      "study-record.already-reversed",
    ]);
  });
});

describe("entering a session", () => {
  const session: StudySession = {
    title: "3月例会",
    mode: "meeting",
    category: "law",
    laws: [],
    organiserLevel: "unit",
    startAt: new Date("2026-03-24T14:00:00+08:00"),
    endAt: new Date("2026-03-24T17:00:00+08:00"),
    minutes: 90,
    evidence: [{ kind: "minutes", reference: "纪要 3 号" }],
  };
  const now = new Date("2026-03-25T09:00:00+08:00");
  const table: [string, Partial<StudySession>, string[]][] = [
    ["as it was", {}, []],
    ["the whole span", { minutes: 180 }, []],
    ["more than the span", { minutes: 181 }, ["study-record.minutes-over-span"]],
    ["no minutes", { minutes: 0 }, ["study-record.minutes-missing"]],
    ["half a minute", { minutes: 1.5 }, ["study-record.minutes-missing"]],
    ["no title", { title: " " }, ["study-record.title-missing"]],
    ["backwards", { endAt: new Date("2026-03-24T13:00:00+08:00") }, ["study-record.ends-before-start"]],
    [
      "two days at once",
      { startAt: new Date("2026-03-22T14:00:00+08:00") },
      ["study-record.longer-than-a-day"],
    ],
    ["no evidence", { evidence: [] }, ["study-record.evidence-missing"]],
    [
      "not yet held, and nothing to show",
      { endAt: new Date("2026-03-25T10:00:00+08:00"), evidence: [] },
      ["study-record.future", "study-record.evidence-missing"],
    ],
  ];
  it.each(table)("%s", (_, change, expected) => {
    expect(codes(mayEnter({ ...session, ...change }, now))).toEqual(expected);
  });
});
