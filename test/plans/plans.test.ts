import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { askExemption } from "~/exams/exemptions.server";
import type { Element } from "~/plans/plan";
import {
  addPlanItem,
  copyPlan,
  createPlan,
  removePlanItem,
  replacePlanItem,
} from "~/plans/plan-drafting.server";
import { carryOutItem, closePlanItem } from "~/plans/plan-items.server";
import type { PlanStep } from "~/plans/plan-state";
import { takePlanStep } from "~/plans/plan-steps.server";
import { findPlan, monthsOf, planOf } from "~/plans/plans.server";
import { loader as allPlans } from "~/routes/_staff.plans._index";
import { loader as onePlan } from "~/routes/_staff.plans.$planId._index";
import { refusalsOf, type Verdict } from "~/verdict";
import { smallDistrict } from "../personnel/district";
import { call, signedIn } from "../routes/call";
import { account, officer } from "../study/study-district";
import { useDatabase } from "../support/database";
import { monthlyExam, sat } from "./monthly-exam";

await useDatabase();
const drawn = new Date("2026-01-05T02:00:00Z");
const april = new Date("2026-04-02T02:00:00Z");

let urban: string;
let market: string;
let clerk: string;
let reviewer: string;
let boss: string;
let people: string[];
beforeAll(async () => {
  ({ urban, market } = await smallDistrict());
  clerk = await account("clerk");
  reviewer = await account("reviewer");
  boss = await account("boss");
  people = [];
  for (let n = 1; n <= 12; n += 1)
    people.push(
      await officer(`领导${String.fromCharCode(0x4e00 + n)}`, urban, { category: "leading-cadre" }),
    );
});

const exam = (month: number, acts: string[]) => monthlyExam(urban, month, acts);

const plan = (year: number) =>
  inTransaction(async (tx) => {
    const wanted = { unitId: urban, year, audience: "leading-cadres" as const, title: "每月一法" };
    const { planId } = await createPlan(tx, { ...wanted, document: "依法行政〔2026〕2号" }, clerk, drawn);
    return planId;
  });
const add = (planId: string, month: number, examId: string | null, personIds = people) =>
  inTransaction((tx) =>
    addPlanItem(
      tx,
      {
        planId,
        month,
        law: "行政处罚法",
        materials: ["讲义"],
        heldOn: `2026-${String(month).padStart(2, "0")}-20` as `${number}-${number}-${number}`,
        minutes: 90,
        examId,
        ownerPersonId: people[0]!,
        personIds,
      },
      clerk,
      drawn,
    ),
  );
const step = (planId: string, taken: PlanStep, actor: string, reason?: string) =>
  inTransaction((tx) => takePlanStep(tx, { planId, step: taken, reason }, actor, drawn));
const stateOf = async (planId: string) =>
  (await prisma.studyPlan.findUniqueOrThrow({ where: { id: planId } })).state;
const codes = (verdict: Verdict) => refusalsOf(verdict).map(({ code }) => code);

describe("a plan", () => {
  it("is one for a unit, a year and an audience, also when two draw it up at once", async () => {
    const ids = await Promise.all([plan(2025), plan(2025), plan(2025)]);
    expect(new Set(ids).size).toBe(1);
  });

  it("with 全体 for names is not submitted (scenario 2)", async () => {
    const planId = await plan(2024);
    const examId = await exam(1, ["published"]);
    for (let month = 1; month <= 12; month += 1) await add(planId, month, examId, month === 3 ? [] : people);
    expect(codes(await step(planId, "submitted", clerk))).toEqual(["plan-item.people.unnamed"]);
    expect((await inTransaction((tx) => findPlan(tx, planId, april)))?.approvedOn).toBeNull();
  });

  it("is confirmed and approved by two others, each of whom may return it with a reason", async () => {
    const planId = await plan(2023);
    for (let month = 1; month <= 12; month += 1) await add(planId, month, null);
    expect(codes(await step(planId, "approved", boss))).toEqual(["plan.not-at-this-step"]);
    expect(await step(planId, "submitted", clerk)).toEqual({ ok: true });
    expect(await step(planId, "submitted", clerk)).toEqual({ ok: true });
    expect(codes((await add(planId, 5, null)) as Verdict)).toEqual(["plan.not-a-draft"]);
    expect(codes(await step(planId, "confirmed", clerk))).toEqual(["plan.own"]);
    expect(await step(planId, "confirmed", reviewer)).toEqual({ ok: true });
    expect(codes(await step(planId, "approved", reviewer))).toEqual(["plan.own"]);
    expect(codes(await step(planId, "returned", boss))).toEqual(["plan.reason-missing"]);
    expect(await step(planId, "returned", boss, "三月的法律已经修改")).toEqual({ ok: true });
    expect(await stateOf(planId)).toBe("draft");

    const [march] = await prisma.planItem.findMany({ where: { planId, month: 3 } });
    const changed = await inTransaction((tx) =>
      replacePlanItem(
        tx,
        {
          ...{ planId, itemId: march!.id, month: 3, law: "行政复议法", materials: [] },
          ...{ ownerPersonId: people[0]!, personIds: people.slice(0, 2) },
        },
        clerk,
        drawn,
      ),
    );
    expect(changed.ok).toBe(true);
    const again = await inTransaction((tx) =>
      removePlanItem(tx, { planId, itemId: march!.id }, clerk, drawn),
    );
    expect(codes(again)).toEqual(["plan.item-gone"]);
    await step(planId, "submitted", clerk);
    await step(planId, "confirmed", reviewer);
    expect(await step(planId, "approved", boss)).toEqual({ ok: true });
    const whole = await inTransaction((tx) => findPlan(tx, planId, april));
    expect(whole?.items).toHaveLength(12);
    expect(whole?.items.find(({ month }) => month === 3)?.law).toBe("行政复议法");
    expect(whole?.steps.map((taken) => taken.step)).toEqual([
      "submitted",
      "confirmed",
      "returned",
      "submitted",
      "confirmed",
      "approved",
    ] satisfies PlanStep[]);
    await expect(prisma.planItem.update({ where: { id: march!.id }, data: { month: 4 } })).rejects.toThrow(
      /permission denied/,
    );
  });

  it("is approved by one of many who try at once, and closed when its items are", async () => {
    const planId = await plan(2022);
    for (let month = 1; month <= 12; month += 1) await add(planId, month, null);
    await step(planId, "submitted", clerk);
    await step(planId, "confirmed", reviewer);
    const answers = await Promise.all(Array.from({ length: 8 }, () => step(planId, "approved", boss)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await prisma.planStep.count({ where: { planId, step: "approved" } })).toBe(1);
    expect(codes(await step(planId, "closed", clerk))).toEqual(["plan.items-open"]);
    const [item] = await prisma.planItem.findMany({ where: { planId, month: 1 } });
    const named = { planId, itemId: item!.id };
    const refused = await inTransaction((tx) => closePlanItem(tx, named, clerk, drawn));
    expect(codes(refused)).toEqual(["plan-item.effect.exam-missing", "plan-item.effect.results-missing"]);
  });

  it("is carried out item by item, and an item is closed once all five elements are there", async () => {
    const planId = await plan(2021);
    for (let month = 1; month <= 12; month += 1) await add(planId, month, null, [people[0]!]);
    const [item] = await prisma.planItem.findMany({ where: { planId, month: 1 } });
    const named = { planId, itemId: item!.id };
    const examId = await exam(1, ["published", "released"]);
    await sat(examId, people[0]!, [90]);
    const how = { materials: ["讲义"], heldOn: "2026-01-20" as const, minutes: 90, place: null, examId };
    const carry = () => inTransaction((tx) => carryOutItem(tx, { ...named, ...how }, clerk, april));
    expect(codes(await carry())).toEqual(["plan.not-in-force"]);
    for (const [taken, by] of [
      ["submitted", clerk],
      ["confirmed", reviewer],
      ["approved", boss],
    ] as const)
      expect(await step(planId, taken, by)).toEqual({ ok: true });
    expect(await carry()).toEqual({ ok: true });
    expect(await inTransaction((tx) => closePlanItem(tx, named, clerk, april))).toEqual({ ok: true });
    expect(codes(await carry())).toEqual(["plan.item-closed"]);
  });

  it("is drawn up again for the next year: laws and people, without days, exams and what was taken out", async () => {
    const from = await plan(2019);
    await add(from, 3, null, [people[1]!]);
    const gone = await add(from, 4, null);
    if (!gone.ok) throw new Error("refused");
    await inTransaction((tx) => removePlanItem(tx, { planId: from, itemId: gone.itemId }, clerk, drawn));
    const copy = () => inTransaction((tx) => copyPlan(tx, { planId: from, title: "新年计划" }, clerk, drawn));
    const copied = await copy();
    if (!copied.ok) throw new Error("refused");
    const items = await prisma.planItem.findMany({
      where: { planId: copied.planId },
      include: { people: true },
    });
    expect(items).toMatchObject([{ month: 3, law: "行政处罚法", heldOn: null, examId: null, materials: [] }]);
    expect(items[0]!.people.map(({ personId }) => personId)).toEqual([people[1]]);
    expect(codes((await copy()) as Verdict)).toEqual(["plan.exists"]);
  });
});

describe("the year of leading cadres", () => {
  it("scenario 1: March with one absent is not in effect; nothing of April's marks is told before release", async () => {
    const planId = await plan(2026);
    const march = await exam(3, ["published", "released"]);
    const later = await exam(6, ["published"]);
    const february = await exam(2, ["published"]);
    for (const person of people.slice(0, 11)) await sat(march, person, [50, 86]);
    await sat(february, people[0]!, [95]);
    for (let month = 1; month <= 12; month += 1)
      await add(planId, month, month === 3 ? march : month === 2 ? february : later);
    await step(planId, "submitted", clerk);
    await step(planId, "confirmed", reviewer);
    expect(await step(planId, "approved", boss)).toEqual({ ok: true });

    const whole = await inTransaction((tx) => planOf(tx, urban, 2026, "leading-cadres", april));
    const item = whole!.items.find(({ month }) => month === 3)!;
    expect(item.lights.map(({ state }) => state)).toEqual(["ok", "ok", "ok", "ok", "part"]);
    const effect = item.lights.find(({ element }) => element === ("effect" satisfies Element));
    expect(effect?.missing).toEqual([
      { code: "effect.results-missing", facts: { required: 12, absent: 1, pending: 0 } },
    ]);

    const first = await inTransaction((tx) => monthsOf(tx, people[0]!, 2026, april));
    expect(first).toHaveLength(12);
    expect(first[1]?.result).toEqual({ outcome: "pending", mark: null });
    expect(first[2]?.result).toEqual({ outcome: "passed", mark: 86 });
    const absent = await inTransaction((tx) => monthsOf(tx, people[11]!, 2026, april));
    expect(absent[2]?.result).toEqual({ outcome: "absent", mark: null });
    expect(absent[5]?.result).toEqual({ outcome: "pending", mark: null });
    const stranger = await officer("外人", urban);
    expect(await inTransaction((tx) => monthsOf(tx, stranger, 2026, april))).toEqual([]);
  });
});

describe("the pages of plans", () => {
  it("show a unit's plan to who may see the unit, and to nobody else", async () => {
    const here = await signedIn(await account("urban-training"), "unit-training-officer", urban);
    const elsewhere = await signedIn(await account("market-training"), "unit-training-officer", market);
    const planId = (await prisma.studyPlan.findFirstOrThrow({ where: { unitId: urban, year: 2026 } })).id;
    const shown = await call(onePlan, here, `/plans/${planId}`, { planId });
    expect(shown).toMatchObject({ status: 200, body: { plan: { title: "每月一法" } } });
    expect((shown.body as Awaited<ReturnType<typeof onePlan>>).items).toHaveLength(12);
    expect((await call(onePlan, elsewhere, `/plans/${planId}`, { planId })).status).toBe(404);
    expect((await call(onePlan, here, "/plans/none", { planId: "none" })).status).toBe(404);
    const listed = await call(allPlans, elsewhere, "/plans?year=2026");
    expect((listed.body as Awaited<ReturnType<typeof allPlans>>).rows).toEqual([]);
  });
});

describe("the exam of an item", () => {
  const approved = async (
    year: number,
    examOf: (month: number) => string | null,
    named = people.slice(0, 2),
  ) => {
    const planId = await plan(year);
    for (let month = 1; month <= 12; month += 1) await add(planId, month, examOf(month), named);
    const approve = () => step(planId, "approved", boss);
    await step(planId, "submitted", clerk);
    await step(planId, "confirmed", reviewer);
    expect(await prisma.examRequirement.count({ where: { sourceId: { in: await itemsOf(planId) } } })).toBe(
      0,
    );
    expect(await approve()).toEqual({ ok: true });
    expect(await approve()).toEqual({ ok: true });
    return planId;
  };
  const itemsOf = async (planId: string) =>
    (await prisma.planItem.findMany({ where: { planId }, orderBy: { month: "asc" } })).map(({ id }) => id);
  const requiredBy = async (itemId: string) => {
    const rows = await prisma.examRequirement.findMany({
      where: { source: "plan", sourceId: itemId },
      orderBy: [{ requiredAt: "asc" }, { personId: "asc" }],
    });
    return rows.map(({ personId, examId, state, dueOn }) => ({
      ...{ personId, examId, state, dueOn: dueOn.toISOString().slice(0, 10) },
    }));
  };
  const carry = (planId: string, itemId: string, examId: string | null, now = april) => {
    const how = { materials: [], heldOn: null, minutes: null, place: null, examId };
    return inTransaction((tx) => carryOutItem(tx, { planId, itemId, ...how }, clerk, now));
  };
  const named = () => people.slice(0, 2).sort();

  it("is required of everybody named once the plan is in force, by the end of the month; a pass of another month is none", async () => {
    const [march, june] = [await exam(3, ["published", "released"]), await exam(6, ["published"])];
    await sat(march, people[0]!, [90]);
    const planId = await approved(2026 - 8, (month) => (month === 3 ? march : month === 6 ? june : null));
    const items = await itemsOf(planId);
    const stateIn = (personId: string) => (personId === people[0] ? "met" : "owed");
    // The plan of these tests is of an earlier year than its exams: the day of the exam is later than the month.
    expect(await requiredBy(items[2]!)).toEqual(
      named().map((personId) => ({ personId, examId: march, state: stateIn(personId), dueOn: "2026-03-24" })),
    );
    expect(await requiredBy(items[5]!)).toEqual(
      named().map((personId) => ({ personId, examId: june, state: "owed", dueOn: "2026-06-24" })),
    );
    expect(await requiredBy(items[0]!)).toEqual([]);
  });

  it("set or changed during the year takes the place of the one before; taken off, nothing is required", async () => {
    const planId = await approved(2026 + 1, () => null);
    const [itemId] = await itemsOf(planId);
    const [one, two] = [await exam(9, ["published"]), await exam(10, ["published"])];
    for (let times = 0; times < 2; times += 1)
      expect(await carry(planId, itemId!, one)).toEqual({ ok: true });
    const states = async () => (await requiredBy(itemId!)).map(({ examId, state }) => [examId, state]);
    expect(await states()).toEqual([
      [one, "owed"],
      [one, "owed"],
    ]);
    expect((await requiredBy(itemId!))[0]?.dueOn).toBe("2027-01-31");
    expect(await carry(planId, itemId!, two, new Date("2026-04-03T02:00:00Z"))).toEqual({ ok: true });
    expect(await states()).toEqual([
      [one, "withdrawn"],
      [one, "withdrawn"],
      [two, "owed"],
      [two, "owed"],
    ]);
    expect(await carry(planId, itemId!, null)).toEqual({ ok: true });
    expect((await states()).map(([, state]) => state)).toEqual(Array(4).fill("withdrawn"));
    expect(await carry(planId, itemId!, one, new Date("2026-04-04T02:00:00Z"))).toEqual({ ok: true });
    expect((await states()).filter(([, state]) => state === "owed")).toEqual([
      [one, "owed"],
      [one, "owed"],
    ]);
  });

  it("is not changed while somebody has asked to be let off it", async () => {
    const planId = await approved(2026 + 2, () => null);
    const [itemId] = await itemsOf(planId);
    const [one, two] = [await exam(9, ["published"]), await exam(10, ["published"])];
    await carry(planId, itemId!, one);
    const { id: requirementId } = await prisma.examRequirement.findFirstOrThrow({
      where: { sourceId: itemId! },
    });
    const evidence = { bytes: Buffer.from("%PDF-1.7"), mediaType: "application/pdf", fileName: "证明.pdf" };
    const asked = { requirementId, ground: "long-sick-leave" as const, note: "", evidence };
    expect((await inTransaction((tx) => askExemption(tx, asked, clerk, april)))?.ok).toBe(true);
    expect(codes(await carry(planId, itemId!, two))).toEqual(["requirement.exemption-open"]);
    expect((await requiredBy(itemId!)).map(({ examId }) => examId)).toEqual([one, one]);
    expect((await prisma.planItem.findUniqueOrThrow({ where: { id: itemId! } })).examId).toBe(one);
  });
});
