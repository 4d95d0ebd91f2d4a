import { describe, expect, it } from "vitest";
import { type DateOn, startOfDay } from "~/calendar";
import { carryingMinistryCards } from "~/certification/carrying";
import {
  carryingFact,
  type FiledCard,
  isOpenOrStands,
  lacksSomething,
  MINISTRY_CARD_STATES,
  type MinistryCardState,
  mayDecideCard,
  ministryCardState,
} from "~/certification/ministry-card";
import { refusalsOf } from "~/verdict";

const filed: FiledCard = {
  ...{ personId: "holder", filedById: "unit", fields: ["transport"], mended: false },
  ...{ validFromOn: "2026-03-01", validToOn: "2031-02-28", endedOn: null },
  ...{ decision: null, decidedAt: null },
};
const accepted: FiledCard = { ...filed, decision: "accepted", decidedAt: startOfDay("2026-02-10") };

describe("what a filing is on a day", () => {
  it.each<[string, FiledCard, DateOn, MinistryCardState]>([
    ["nobody decided", filed, "2026-02-10", "filed"],
    ["nobody decided, run out meanwhile", filed, "2031-03-01", "filed"],
    ["returned", { ...filed, decision: "returned" }, "2026-03-01", "returned"],
    [
      "returned and handed in again",
      { ...filed, decision: "returned", mended: true },
      "2026-03-01",
      "mended",
    ],
    ["refused, whatever its days", { ...filed, decision: "refused" }, "2031-03-01", "refused"],
    ["accepted the day before its first", accepted, "2026-02-28", "ahead"],
    ["its first day", accepted, "2026-03-01", "in-force"],
    ["its last day", accepted, "2031-02-28", "in-force"],
    ["the day after", accepted, "2031-03-01", "expired"],
    ["no first day said", { ...accepted, validFromOn: null }, "2026-02-10", "in-force"],
    ["the day before it was ended", { ...accepted, endedOn: "2028-05-01" }, "2028-04-30", "in-force"],
    ["the day it was ended", { ...accepted, endedOn: "2028-05-01" }, "2028-05-01", "ended"],
    ["ended, past its last day", { ...accepted, endedOn: "2028-05-01" }, "2032-01-01", "ended"],
    ["ended before it began", { ...accepted, endedOn: "2026-02-20" }, "2026-02-20", "ended"],
  ])("%s", (_, card, on, state) => {
    expect(ministryCardState(card, on)).toBe(state);
    const carries = carryingMinistryCards(
      { certificates: [], ministryCards: [carryingFact(card)] },
      { unitId: "any", field: "transport" },
      startOfDay(on),
    );
    // The gate and the list never say different things.
    expect(carries.length > 0).toBe(state === "in-force");
  });

  it("lacks something of the unit's when it was returned, or while it is open or stands without a picture", () => {
    const lacking = (hasScan: boolean) =>
      MINISTRY_CARD_STATES.filter((state) => lacksSomething(state, hasScan));
    expect(lacking(true)).toEqual(["returned"]);
    expect(lacking(false)).toEqual(MINISTRY_CARD_STATES.filter(isOpenOrStands));
  });
});

describe("who may decide", () => {
  const legal = { accountId: "legal", personId: "somebody" };
  it.each<[string, Parameters<typeof mayDecideCard>, string[]]>([
    ["accepts", [filed, { decision: "accepted", opinion: "" }, legal, "2026-02-10"], []],
    [
      "returns with what is wrong",
      [filed, { decision: "returned", opinion: "编号" }, legal, "2026-02-10"],
      [],
    ],
    ["returns what ran out", [filed, { decision: "returned", opinion: "过期" }, legal, "2031-03-01"], []],
    [
      "accepts what ran out",
      [filed, { decision: "accepted", opinion: "" }, legal, "2031-03-01"],
      ["ministry-card.expired"],
    ],
    [
      "every reason at once",
      [
        { ...filed, decision: "returned" },
        { decision: "refused", opinion: " " },
        { accountId: "unit", personId: "holder" },
        "2026-02-10",
      ],
      [
        "ministry-card.decided",
        "ministry-card.filed-by-you",
        "ministry-card.own",
        "ministry-card.opinion-missing",
      ],
    ],
  ])("%s", (_, asked, codes) => {
    expect(refusalsOf(mayDecideCard(...asked)).map(({ code }) => code)).toEqual(codes);
  });
});
