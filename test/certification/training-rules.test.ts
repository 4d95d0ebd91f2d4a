import { describe, expect, it } from "vitest";
import {
  basisFrom,
  holdsUntilOn,
  type Issuing,
  mayIssueTraining,
  trainingStateOn,
  wantedFrom,
  wantedText,
} from "~/certification/training";
import { nationalPack } from "~/rulebook/packs/national";
import { rulePackSchema } from "~/rulebook/schema";

const ID = "00000000-0000-7000-8000-000000000001";
const OTHER = "00000000-0000-7000-8000-000000000002";
const asked: Issuing = {
  kind: "annual-study",
  personId: ID,
  isEarned: true,
  liveNumber: null,
  actor: { personId: OTHER, roles: ["personnel-department"] },
};
const codes = (changes: Partial<Issuing>) => {
  const verdict = mayIssueTraining({ ...asked, ...changes }, nationalPack);
  return verdict.ok ? [] : verdict.refusals.map(({ code }) => code);
};

describe("who may issue what to whom", () => {
  it.each<[string, Partial<Issuing>, string[]]>([
    ["a year that is met, by the personnel department", {}, []],
    ["a year that is not met", { isEarned: false }, ["training.year-not-met"]],
    ["an exam that was not passed", { ...aux(), isEarned: false }, ["training.exam-not-passed"]],
    ["a course that was not finished", { ...course(), isEarned: false }, ["training.course-not-finished"]],
    ["a pass, by the legal-affairs office", aux(), []],
    ["a course, by the unit's legal reviewer", course(), []],
    ["another office", { actor: { personId: null, roles: ["legal-affairs"] } }, ["training.wrong-office"]],
    ["one there is already", { liveNumber: "AS-2026-00001" }, ["training.held-already"]],
    ["one's own", { actor: { personId: ID, roles: ["personnel-department"] } }, ["training.own"]],
    [
      "everything at once",
      { isEarned: false, liveNumber: "AS-2026-00001", actor: { personId: ID, roles: [] } },
      ["training.year-not-met", "training.held-already", "training.wrong-office", "training.own"],
    ],
  ])("%s", (_, changes, expected) => expect(codes(changes)).toEqual(expected));

  function aux(): Partial<Issuing> {
    return { kind: "auxiliary-training", actor: { personId: OTHER, roles: ["legal-affairs"] } };
  }
  function course(): Partial<Issuing> {
    return { kind: "course", actor: { personId: OTHER, roles: ["unit-legal-reviewer"] } };
  }

  it("says where the rule stands", () => {
    const verdict = mayIssueTraining(
      { ...asked, kind: "auxiliary-training", isEarned: false, actor: { personId: null, roles: [] } },
      nationalPack,
    );
    expect(verdict.ok ? [] : verdict.refusals.map(({ source }) => source?.rule)).toEqual(["K05", "K05"]);
  });
});

describe("how long and in which state", () => {
  it.each([
    [null, null],
    // There is no 31 February: the day before 1 March.
    [1, "2026-02-28"],
    [24, "2028-01-30"],
  ])("%s months from 2026-01-31 until %s", (months, until) =>
    expect(holdsUntilOn("2026-01-31", months)).toBe(until),
  );
  it.each([
    [{ endedAs: null, validToOn: null }, "issued"],
    [{ endedAs: null, validToOn: "2026-11-20" as const }, "issued"],
    [{ endedAs: null, validToOn: "2026-11-19" as const }, "expired"],
    [{ endedAs: "corrected", validToOn: "2026-11-19" as const }, "corrected"],
    [{ endedAs: "annulled", validToOn: null }, "annulled"],
  ])("%j is %s", (fact, state) => expect(trainingStateOn(fact, "2026-11-20")).toBe(state));
});

describe("what a form sends", () => {
  it.each([
    [`annual-study 2026 ${ID}`, true],
    [`annual-study ${OTHER} ${ID}`, false],
    [`course ${OTHER} ${ID}`, true],
    [`course 2026 ${ID}`, false],
    [`enforcement 2026 ${ID}`, false],
    [`annual-study 2026 ${ID} more`, false],
    ["", false],
  ])("%s", (raw, isKnown) => {
    const wanted = wantedFrom(raw);
    expect(wanted !== null).toBe(isKnown);
    if (wanted) expect(wantedText(wanted)).toBe(raw);
  });
  it("a basis fits its kind", () => {
    expect(basisFrom("annual-study", "1999")).toBeNull();
    expect(basisFrom("initial-training", ID)).toBe(ID);
  });
});

describe("the pack", () => {
  it("numbers no two kinds alike and none like an enforcement certificate", () => {
    const patterns = Object.values(nationalPack.training).map(({ numberPattern }) => numberPattern.value);
    expect(new Set(patterns).size).toBe(patterns.length);
    const broken = structuredClone(nationalPack);
    broken.training.course.numberPattern.value = "{prefix}{seq:7}";
    expect(rulePackSchema.safeParse(broken).success).toBe(false);
  });

  it("reads packs that never heard of it, and asks two people of them", () => {
    const { training: _, ...earlier } = structuredClone(nationalPack);
    const read = rulePackSchema.parse(earlier);
    expect(read.training.course.twoSign.value).toBe(true);
    expect(read.training["annual-study"].numberPattern.value).toBe("AS-{year}-{seq:5}");
  });
});
