import { describe, expect, it } from "vitest";
import {
  mayReview,
  mayStep,
  type Reviewer,
  type StepFact,
  standingOf,
  turnOf,
} from "~/certification/application";
import type { IssuingRoute } from "~/rulebook/schema";

const review = (role: IssuingRoute["issuer"]["role"], approvals = 1) =>
  ({ role, level: role.startsWith("unit") ? "unit" : "county", approvals, workingDays: 10 }) as const;
const route: IssuingRoute = {
  reviews: [review("unit-legal"), review("unit-personnel"), review("legal-affairs", 2)],
  issuer: review("personnel-department"),
};

let minute = 0;
const step = (kind: StepFact["step"], byId: string): StepFact => ({
  step: kind,
  byId,
  at: new Date(Date.UTC(2026, 10, 4, 2, minute++)),
});
const submitted = step("submitted", "clerk");
const stateAfter = (...steps: StepFact[]) => {
  const { state, position, given } = standingOf(route, [submitted, ...steps]);
  return { state, position, given };
};

describe("an application replays its steps", () => {
  it("goes from review to review and then waits for the issuer", () => {
    expect(stateAfter()).toEqual({ state: "in-review", position: 0, given: 0 });
    expect(stateAfter(step("approved", "a"))).toEqual({ state: "in-review", position: 1, given: 0 });
    const legal = [step("approved", "a"), step("approved", "b"), step("approved", "c")];
    expect(stateAfter(...legal)).toEqual({ state: "in-review", position: 2, given: 1 });
    expect(stateAfter(...legal, step("approved", "d"))).toEqual({ state: "approved", position: 3, given: 0 });
  });

  it("comes back to the review that returned it; what others approved stands", () => {
    const returned = [
      step("approved", "a"),
      step("approved", "b"),
      step("approved", "c"),
      step("returned", "d"),
    ];
    expect(stateAfter(...returned)).toEqual({ state: "returned", position: 2, given: 0 });
    const again = standingOf(route, [submitted, ...returned, step("submitted", "clerk")]);
    expect(again).toMatchObject({ state: "in-review", position: 2, given: 0, round: 2 });
    expect(again.approvals.map(({ byId }) => byId)).toEqual(["a", "b"]);
  });

  it("returned by the issuer, it comes back to the issuer", () => {
    const all = ["a", "b", "c", "d"].map((by) => step("approved", by));
    expect(stateAfter(...all, step("returned", "i"), step("submitted", "clerk"))).toMatchObject({
      state: "approved",
      position: 3,
    });
  });

  it("says whose turn it is", () => {
    const turn = (...steps: StepFact[]) =>
      turnOf(route, standingOf(route, [submitted, ...steps]))?.role ?? null;
    expect(turn()).toBe("unit-legal");
    expect(turn(...["a", "b", "c", "d"].map((by) => step("approved", by)))).toBe("personnel-department");
    expect(turn(step("returned", "a"))).toBeNull();
  });
});

describe("steps", () => {
  it.each([
    ["in-review", "issued", false],
    ["in-review", "withdrawn", true],
    ["approved", "withdrawn", false],
    ["approved", "issued", true],
    ["approved", "returned", true],
    ["returned", "submitted", true],
    ["returned", "approved", false],
    ["refused", "submitted", false],
    ["withdrawn", "submitted", false],
    ["issued", "returned", false],
  ] as const)("%s → %s: %s", (state, next, possible) => {
    expect(mayStep(state, next).ok).toBe(possible);
  });
});

describe("reviewers are all different people", () => {
  const application = (...steps: StepFact[]) => ({
    personId: "applicant",
    route,
    steps: [submitted, ...steps],
  });
  const someone = (
    accountId: string,
    roles: Reviewer["roles"],
    personId: string | null = null,
  ): Reviewer => ({
    accountId,
    personId,
    roles,
  });
  const codes = (verdict: ReturnType<typeof mayReview>) =>
    verdict.ok ? [] : verdict.refusals.map(({ code }) => code);

  it("in the role the route asks for", () => {
    expect(mayReview(application(), someone("a", ["unit-legal-reviewer"])).ok).toBe(true);
    expect(codes(mayReview(application(), someone("a", ["legal-affairs"])))).toEqual([
      "application.not-your-turn",
    ]);
  });

  it("not the applicant, not who submitted, nobody twice, and all of it at once", () => {
    expect(codes(mayReview(application(), someone("a", ["unit-legal-reviewer"], "applicant")))).toEqual([
      "application.own",
    ]);
    expect(codes(mayReview(application(), someone("clerk", ["unit-legal-reviewer"])))).toEqual([
      "application.submitted-by-you",
    ]);
    const second = application(step("approved", "a"));
    expect(codes(mayReview(second, someone("a", ["unit-legal-reviewer"], "applicant")))).toEqual([
      "application.not-your-turn",
      "application.own",
      "application.reviewed-by-you",
    ]);
  });

  it("who returned it may approve it afterwards", () => {
    const again = application(step("returned", "a"), step("submitted", "clerk"));
    expect(mayReview(again, someone("a", ["unit-legal-reviewer"])).ok).toBe(true);
  });

  it("the issuer is none of the reviewers", () => {
    const ready = application(...["a", "b", "c", "d"].map((by) => step("approved", by)));
    expect(codes(mayReview(ready, someone("d", ["personnel-department"])))).toEqual([
      "application.reviewed-by-you",
    ]);
    expect(mayReview(ready, someone("e", ["personnel-department"])).ok).toBe(true);
  });
});
