import { describe, expect, it } from "vitest";
import type { DateOn } from "~/calendar";
import { effectCounts, isFulfilled, lights, makeUps, type Outcome, type PlanItem } from "~/plans/plan";
import { mayApproveItem, mayApprovePlan, mayCloseItem, mayClosePlan } from "~/plans/plan-approval";
import { nationalPack } from "~/rulebook/packs/national";

const approved = { approvedOn: "2026-01-10", document: "依法行政〔2026〕2号" } as const;
const people = Array.from({ length: 12 }, (_, i) => `person-${i + 1}`);
const results = (of: (index: number) => Outcome | undefined): Record<string, Outcome> =>
  Object.fromEntries(people.flatMap((id, i) => (of(i) ? [[id, of(i) as Outcome]] : [])));
const march: PlanItem = {
  monthOn: "2026-03-01",
  category: null,
  law: "中华人民共和国行政处罚法",
  materials: ["讲义"],
  heldOn: "2026-03-24",
  minutes: 90,
  ownerPersonId: "person-1",
  personIds: people,
  examId: "exam-3",
  outcomes: results(() => "passed"),
};
const states = (item: PlanItem, today: DateOn, plan: Parameters<typeof lights>[0] = approved) =>
  lights(plan, item, today)
    .map(({ state }) => state)
    .join(" ");

describe("five lights", () => {
  it("eleven passed and one absent: 效果 is amber and the item not fulfilled (scenario 1)", () => {
    const item = { ...march, outcomes: results((i) => (i === 11 ? "absent" : "passed")) };
    expect(states(item, "2026-04-01")).toBe("ok ok ok ok part");
    expect(isFulfilled(lights(approved, item, "2026-04-01"))).toBe(false);
    expect(effectCounts(item)).toEqual({
      required: 12,
      passed: 11,
      failed: 0,
      exempt: 0,
      absent: 1,
      pending: 0,
    });
    expect(makeUps(item, "2026-04-01")).toEqual(["person-12"]);
    expect(mayCloseItem(approved, item, "2026-04-01", nationalPack)).toMatchObject({
      ok: false,
      refusals: [
        { code: "plan-item.effect.results-missing", facts: { element: "effect", required: 12, absent: 1 } },
      ],
    });
    const made = { ...march, outcomes: results(() => "passed") };
    expect(mayCloseItem(approved, made, "2026-04-01", nationalPack).ok).toBe(true);
  });

  it.each([
    ["everything", march, "2026-04-01", "ok ok ok ok ok"],
    [
      "a failure is a result",
      { ...march, outcomes: results((i) => (i === 0 ? "failed" : "passed")) },
      "2026-04-01",
      "ok ok ok ok ok",
    ],
    [
      "no exam at the month's end",
      { ...march, examId: null, outcomes: {} },
      "2026-04-01",
      "ok ok ok ok miss",
    ],
    ["no exam within the month", { ...march, examId: null, outcomes: {} }, "2026-03-31", "ok ok ok ok none"],
    [
      "results still coming in",
      { ...march, outcomes: results((i) => (i < 4 ? "passed" : undefined)) },
      "2026-03-25",
      "ok ok ok ok none",
    ],
    [
      "an absence already known",
      { ...march, outcomes: results((i) => (i < 4 ? "passed" : "absent")) },
      "2026-03-25",
      "ok ok ok ok part",
    ],
    [
      "results missing after the month",
      { ...march, outcomes: results((i) => (i < 4 ? "passed" : undefined)) },
      "2026-04-01",
      "ok ok ok ok part",
    ],
    ["a law without materials", { ...march, materials: [] }, "2026-04-01", "ok part ok ok ok"],
    ["a date without a duration", { ...march, minutes: null }, "2026-04-01", "ok ok part ok ok"],
    ["nobody answerable", { ...march, ownerPersonId: null }, "2026-04-01", "ok ok ok part ok"],
    [
      "an empty month ahead",
      {
        ...march,
        law: "",
        materials: [],
        heldOn: null,
        minutes: null,
        ownerPersonId: null,
        personIds: [],
        examId: null,
        outcomes: {},
      },
      "2026-02-28",
      "ok none none none none",
    ],
    [
      "an empty month gone by",
      {
        ...march,
        law: "",
        materials: [],
        heldOn: null,
        minutes: null,
        ownerPersonId: null,
        personIds: [],
        examId: null,
        outcomes: {},
      },
      "2026-04-01",
      "ok miss miss miss miss",
    ],
  ] as const)("%s", (_, item, today, expected) => {
    expect(states(item, today)).toBe(expected);
    expect(mayCloseItem(approved, item, today, nationalPack).ok).toBe(expected === "ok ok ok ok ok");
  });

  it("the plan's own light", () => {
    expect(states(march, "2026-04-01", { approvedOn: null, document: "x" })).toMatch(/^part/);
    expect(states(march, "2026-01-01", { approvedOn: null, document: null })).toMatch(/^miss/);
  });
});

describe("approving", () => {
  it("refuses 参加人员: 全体 without names (scenario 2)", () => {
    expect(mayApproveItem({ ...march, personIds: [] }, nationalPack)).toMatchObject({
      ok: false,
      refusals: [
        {
          code: "plan-item.people.unnamed",
          facts: { monthOn: "2026-03-01" },
          source: { article: "第二十二项" },
        },
      ],
    });
    expect(mayApproveItem(march, nationalPack).ok).toBe(true);
  });

  it("gives all reasons at once", () => {
    const bare = { ...march, law: "", personIds: [], ownerPersonId: null, examId: null };
    const verdict = mayApproveItem(bare, nationalPack);
    expect(verdict.ok ? [] : verdict.refusals.map(({ code }) => code)).toEqual([
      "plan-item.content.law-missing",
      "plan-item.people.unnamed",
      "plan-item.people.owner-missing",
    ]);
  });

  it("finds the months without a law", () => {
    const year = Array.from({ length: 12 }, (_, i) => ({
      ...march,
      monthOn: `2026-${String(i + 1).padStart(2, "0")}-01` as DateOn,
    }));
    expect(mayApprovePlan(year, "leading-cadres", nationalPack).ok).toBe(true);
    const verdict = mayApprovePlan(
      year.filter((_, i) => i !== 4),
      "leading-cadres",
      nationalPack,
    );
    expect(verdict.ok ? [] : verdict.refusals).toMatchObject([
      { code: "plan.month-short", facts: { month: 5, laws: 0, required: 1 } },
    ]);
  });

  it.each([
    [["specialised-law", "new-knowledge"], []],
    [["specialised-law", "professional-ethics"], ["new-knowledge"]],
    [[], ["specialised-law", "new-knowledge"]],
  ] as const)("asks enforcement staff's plan of %j for the categories %j", (has, lacks) => {
    const items = has.map((category) => ({ ...march, category }));
    const verdict = mayApprovePlan(items, "enforcement-staff", nationalPack);
    expect(verdict.ok ? [] : verdict.refusals.map(({ facts }) => facts.category)).toEqual(lacks);
  });
});

describe("closing", () => {
  const withoutExam = { ...march, examId: null, outcomes: {} };
  const lenient = {
    ...nationalPack,
    plan: { ...nationalPack.plan, examPerLaw: { ...nationalPack.plan.examPerLaw, value: false } },
  };

  it("an item without an exam is refused where each law has its exam, and only there", () => {
    expect(mayCloseItem(approved, withoutExam, "2026-04-01", nationalPack).ok).toBe(false);
    expect(mayCloseItem(approved, withoutExam, "2026-04-01", lenient).ok).toBe(true);
  });

  it("a plan names the months that are open", () => {
    expect(mayClosePlan([{ month: 1, closed: true }])).toEqual({ ok: true });
    const open = [5, 2, 5].map((month) => ({ month, closed: false }));
    expect(mayClosePlan([...open, { month: 1, closed: true }])).toMatchObject({
      refusals: [{ code: "plan.items-open", facts: { months: "2,5" } }],
    });
  });
});
