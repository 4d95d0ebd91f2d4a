import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import type { Element } from "~/plans/plan";
import { addPlanItem, approvePlan, createPlan, findPlan, monthsOf, planOf } from "~/plans/plans.server";
import { loader as allPlans } from "~/routes/_staff.plans._index";
import { loader as onePlan } from "~/routes/_staff.plans.$planId";
import { packFor } from "~/rulebook/packs.server";
import { refusalsOf, type Verdict } from "~/verdict";
import { smallDistrict } from "../personnel/district";
import { call, signedIn } from "../routes/call";
import { account, officer } from "../study/study-district";
import { useDatabase } from "../support/database";

await useDatabase();
const drawn = new Date("2026-01-05T02:00:00Z");
const april = new Date("2026-04-02T02:00:00Z");

let urban: string;
let market: string;
let clerk: string;
let boss: string;
let people: string[];
beforeAll(async () => {
  ({ urban, market } = await smallDistrict());
  clerk = await account("clerk");
  boss = await account("boss");
  people = [];
  for (let n = 1; n <= 12; n += 1)
    people.push(
      await officer(`领导${String.fromCharCode(0x4e00 + n)}`, urban, { category: "leading-cadre" }),
    );
});

/** An exam held on the 24th, as the tables have it. */
async function exam(month: number, acts: string[]): Promise<string> {
  const id = newId();
  const day = `2026-${String(month).padStart(2, "0")}-24`;
  const blueprintId = newId();
  const versionId = newId();
  await prisma.blueprint.create({
    data: {
      id: blueprintId,
      code: `monthly-${id}`,
      title: {},
      versions: { create: { id: versionId, number: 1, rules: {}, createdAt: drawn } },
    },
  });
  const { versionId: packVersionId } = await inTransaction((tx) => packFor(tx, urban, "2026-01-05"));
  await prisma.exam.create({
    data: {
      id,
      title: `${month}月测试`,
      kind: "monthly-law",
      unitId: urban,
      organiserLevel: "unit",
      blueprintVersionId: versionId,
      opensAt: new Date(`${day}T09:00:00+08:00`),
      closesAt: new Date(`${day}T10:00:00+08:00`),
      lateEntryMinutes: 30,
      minutes: 30,
      fullMark: 100,
      passMark: 60,
      attemptsAllowed: 2,
      packVersionId,
      createdAt: drawn,
      acts: { create: acts.map((act) => ({ id: newId(), act, at: drawn })) },
    },
  });
  return id;
}

async function sat(examId: string, personId: string, marks: number[]) {
  const registrationId = newId();
  const { packVersionId } = await prisma.exam.findUniqueOrThrow({ where: { id: examId } });
  await prisma.registration.create({
    data: { id: registrationId, examId, personId, unitId: urban, packVersionId, registeredAt: drawn },
  });
  for (const [index, mark] of marks.entries()) {
    const id = newId();
    await prisma.attempt.create({
      data: {
        id,
        registrationId,
        personId,
        number: index + 1,
        startedAt: drawn,
        deadlineAt: new Date(drawn.getTime() + 1_800_000),
        graceSeconds: 5,
        state: "submitted",
        epoch: 1,
        lastSeq: 0,
        lastHash: new Uint8Array(32),
        answers: {},
        flags: [],
        deviceHash: new Uint8Array(32),
        submittedAt: drawn,
        submittedBy: "candidate",
        receiptNumber: id,
        markings: {
          create: {
            id: newId(),
            mark,
            fullMark: 100,
            passed: mark >= 60,
            slots: [],
            policy: "all-or-nothing",
            packVersionId,
            markedAt: drawn,
          },
        },
      },
    });
  }
}

const plan = (year: number) =>
  inTransaction((tx) =>
    createPlan(
      tx,
      { unitId: urban, year, audience: "leading-cadres", title: "每月一法", document: "依法行政〔2026〕2号" },
      clerk,
      drawn,
    ),
  );
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
const approve = (planId: string, actor: string | null = boss) =>
  inTransaction((tx) => approvePlan(tx, planId, actor, drawn));
const codes = (verdict: Verdict) => refusalsOf(verdict).map(({ code }) => code);

describe("a plan", () => {
  it("is one for a unit, a year and an audience, also when two draw it up at once", async () => {
    const ids = await Promise.all([plan(2025), plan(2025), plan(2025)]);
    expect(new Set(ids).size).toBe(1);
  });

  it("with 全体 for names is not approved, nor by who drew it up (scenario 2)", async () => {
    const planId = await plan(2024);
    const examId = await exam(1, ["published"]);
    for (let month = 1; month <= 12; month += 1) await add(planId, month, examId, month === 3 ? [] : people);
    expect(codes(await approve(planId, clerk))).toEqual(["plan.own", "plan-item.people.unnamed"]);
    expect((await inTransaction((tx) => findPlan(tx, planId, april)))?.approvedOn).toBeNull();
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
    expect(await approve(planId)).toEqual({ ok: true });
    expect(await approve(planId)).toEqual({ ok: true });
    expect(codes((await add(planId, 5, later)) as Verdict)).toEqual(["plan.approved-already"]);

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
