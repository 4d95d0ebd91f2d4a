import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  authorsOf,
  DRAFT_ACTS,
  type DraftAct,
  type DraftStep,
  draftState,
  isEnded,
  mayChange,
  mayDiscard,
  mayPublish,
  mayReturn,
  maySubmit,
  REVIEW_ITEMS,
  returnedFor,
  stateAfter,
} from "~/questions/draft";
import { type Refusal, refusal, refusalsOf, type Verdict } from "~/verdict";

const steps = (...acts: [DraftAct, string][]): DraftStep[] =>
  acts.map(([act, actorId], index) => ({ number: index + 1, act, actorId, reason: null }));
const codes = (verdict: Verdict) => refusalsOf(verdict).map(({ code }) => code.replace("question.", ""));

const open = steps(["opened", "xu"], ["changed", "he"]);
const submitted = steps(["opened", "xu"], ["submitted", "xu"]);
const published = steps(["opened", "xu"], ["submitted", "xu"], ["published", "tao"]);
const discarded = steps(["opened", "xu"], ["discarded", "xu"]);
const FAULT: Refusal = refusal("question.no-topic");
const newest = { isNewest: true, newest: 0, isRetired: false };

describe("the life of a draft", () => {
  it.each([
    [open, 2, []],
    [open, 1, ["draft-changed-meanwhile"]],
    [submitted, 2, ["draft-not-open"]],
    [published, 1, ["draft-not-open", "draft-changed-meanwhile"]],
    [discarded, 2, ["draft-not-open"]],
  ])("is changed while open, by who saw its last step (%#)", (life, seen, expected) => {
    expect(codes(mayChange(life, seen))).toEqual(expected);
  });

  it.each([
    [open, [], []],
    [open, [FAULT], ["no-topic"]],
    [submitted, [FAULT], ["draft-not-open", "no-topic"]],
    [published, [], ["draft-not-open"]],
  ])("is submitted while open and without faults (%#)", (life, faults, expected) => {
    expect(codes(maySubmit(life, faults))).toEqual(expected);
  });

  it.each([
    [submitted, "tao", REVIEW_ITEMS, newest, [], []],
    [submitted, "xu", REVIEW_ITEMS, newest, [], ["draft-own"]],
    [submitted, "tao", REVIEW_ITEMS.slice(1), newest, [], ["checklist-incomplete"]],
    [submitted, "tao", REVIEW_ITEMS, { ...newest, isNewest: false }, [], ["base-superseded"]],
    [submitted, "tao", REVIEW_ITEMS, { ...newest, isRetired: true }, [], ["retired"]],
    [submitted, "tao", REVIEW_ITEMS, newest, [FAULT], ["no-topic"]],
    [
      open,
      "he",
      [],
      newest,
      [FAULT],
      ["draft-not-submitted", "draft-own", "checklist-incomplete", "no-topic"],
    ],
    [published, "tao", REVIEW_ITEMS, newest, [], ["draft-not-submitted"]],
  ])("is published by another, item by item (%#)", (life, who, checklist, base, faults, expected) => {
    expect(codes(mayPublish(life, who, checklist, base, faults))).toEqual(expected);
  });

  it.each([
    [submitted, { actorId: "tao", isReviewer: true, reason: "缺依据" }, []],
    [submitted, { actorId: "xu", isReviewer: false, reason: "还要改" }, []],
    [submitted, { actorId: "lu", isReviewer: false, reason: " " }, ["draft-others", "reason-missing"]],
    [open, { actorId: "tao", isReviewer: true, reason: "缺依据" }, ["draft-not-submitted"]],
    [
      published,
      { actorId: "tao", isReviewer: true, reason: "长".repeat(501) },
      ["draft-not-submitted", "reason-long"],
    ],
  ])("goes back from review with a reason (%#)", (life, by, expected) => {
    expect(codes(mayReturn(life, by))).toEqual(expected);
  });

  it.each([
    [open, "重复", []],
    [submitted, "重复", []],
    [submitted, "", ["reason-missing"]],
    [published, "重复", ["draft-ended"]],
    [discarded, "", ["draft-ended", "reason-missing"]],
  ])("is given up until it has ended (%#)", (life, reason, expected) => {
    expect(codes(mayDiscard(life, reason))).toEqual(expected);
  });

  it("says why it was sent back until it is submitted again", () => {
    const back = steps(["opened", "xu"], ["submitted", "xu"], ["returned", "tao"], ["changed", "xu"]);
    expect(returnedFor(open)).toBeNull();
    expect(returnedFor(back)).toEqual({ reason: null, at: 3 });
    expect(returnedFor([...back, { number: 5, act: "submitted", actorId: "xu", reason: null }])).toBeNull();
  });

  it("whatever happens: who wrote is an author, who only judged is none, and one verdict at most is free", () => {
    const life = fc.array(fc.tuple(fc.constantFrom(...DRAFT_ACTS), fc.constantFrom("xu", "he", "tao")), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(life, fc.constantFrom("xu", "he", "tao"), (acts, who) => {
        const lived = steps(...acts);
        const state = draftState(lived);
        expect(state).toBe(stateAfter[acts.at(-1)![0]]);
        const wrote = acts.some(
          ([act, by]) => by === who && ["opened", "changed", "submitted"].includes(act),
        );
        expect(authorsOf(lived).has(who)).toBe(wrote);
        expect(mayPublish(lived, who, REVIEW_ITEMS, newest, []).ok).toBe(state === "submitted" && !wrote);
        if (isEnded(state))
          expect(
            [maySubmit(lived, []), mayDiscard(lived, "r"), mayChange(lived, lived.length)].some(
              ({ ok }) => ok,
            ),
          ).toBe(false);
      }),
    );
  });
});
