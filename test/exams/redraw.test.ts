import { beforeAll, describe, expect, it } from "vitest";
import { type DateOn, toDbDate } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { countNextDay, seenBefore } from "~/exams/exposure.server";
import { redrawn } from "~/exams/redraw.server";
import { drawOn, trialOf } from "~/exams/trial.server";
import { newId } from "~/ids";
import { changeBank, standingNow } from "~/questions/bank-versions.server";
import { blueprintSchema } from "~/questions/blueprint";
import { saveBlueprint } from "~/questions/blueprints.server";
import { smallBank } from "../questions/small-bank";
import { useDatabase } from "../support/database";
import {
  after,
  EARLY,
  examHall,
  type Hall,
  OPENS,
  officer,
  paperSlots,
  planExam,
  register,
  start,
} from "./exam-hall";

const database = await useDatabase();
let hall: Hall;
let attempts: string[];

beforeAll(async () => {
  hall = await examHall(smallBank());
  attempts = await sat("first", OPENS, 3);
});

const CELL = { bank: "general-law", law: null, difficulty: null, marksEach: 5 } as const;
const rules = (change: object = {}) =>
  blueprintSchema.parse({
    cells: [
      { ...CELL, type: "single-choice", count: 3 },
      { ...CELL, type: "case-group", count: 1, partsEach: 2 },
    ],
    fixed: [],
    exposureCap: null,
    ...change,
  });

/** So many people sit an exam of five questions and a case, which opens then. */
async function sat(code: string, opensAt: Date, people: number, change: object = {}): Promise<string[]> {
  const blueprintVersionId = await inTransaction((tx) =>
    saveBlueprint(tx, { code, title: { "zh-CN": code, en: code }, rules: rules(change) }, null, EARLY),
  );
  const examId = await planExam(hall, {
    ...{ kind: "annual", part: null, blueprintVersionId, passMark: 15, opensAt },
    closesAt: new Date(opensAt.getTime() + 120 * 60_000),
  });
  const begun: string[] = [];
  for (let n = 0; n < people; n++) {
    const personId = await officer(hall.urban);
    await register(examId, personId);
    const answer = await start(examId, personId, new Date(opensAt.getTime() + n * 1000));
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusals));
    begun.push(answer.attemptId);
  }
  return begun;
}

/** The first article that this question version cites is amended, in force on that day. */
async function amend(questionVersionId: string, effectiveOn: DateOn): Promise<void> {
  const cited = await prisma.questionCitation.findFirstOrThrow({
    where: { questionVersionId },
    include: { lawVersion: true },
  });
  const { lawId, articles } = cited.lawVersion;
  const lawVersionId = newId();
  const on = toDbDate(effectiveOn);
  await prisma.lawVersion.create({
    data: { id: lawVersionId, lawId, version: on, effectiveOn: on, articles, recordedAt: EARLY },
  });
  await prisma.lawAmendment.create({
    data: {
      ...{ id: newId(), lawId, lawVersionId, kind: "amended", effectiveOn: on, whole: false },
      ...{ articles: [cited.article], recordedAt: EARLY },
    },
  });
}

describe("a paper is drawn again from what was stored with it", () => {
  it("and is the same after the bank, the law and the blueprint have changed", async () => {
    const [attemptId] = attempts;
    expect(await redrawn(prisma, attemptId!)).toEqual({ same: true, differs: [], blueprintNumber: 1 });

    const bank = await prisma.questionBank.findUniqueOrThrow({ where: { code: "general-law" } });
    const standing = await standingNow(prisma, bank.id);
    const drawn = await paperSlots(attemptId!);
    const leaving = drawn.map((slot) => slot.questionVersionId).filter((id) => standing.has(id));
    expect(leaving.length).toBeGreaterThan(0);
    await amend(drawn.find(({ group }) => !group)!.questionVersionId, "2026-11-27");
    await inTransaction((tx) => changeBank(tx, bank.id, { enter: [], leave: leaving }, after(1)));
    await inTransaction((tx) =>
      saveBlueprint(
        tx,
        { code: "first", title: { "zh-CN": "x", en: "x" }, rules: rules({ exposureCap: 1 }) },
        null,
        EARLY,
      ),
    );
    for (const id of attempts)
      expect(await redrawn(prisma, id)).toEqual({ same: true, differs: [], blueprintNumber: 1 });
    // Today's bank gives other papers.
    const today = await inTransaction((tx) => drawOn(tx, rules(), "any", "2026-11-26", after(1)));
    const ids = today.ok ? today.drawn.map(({ question }) => question.id) : [];
    expect(ids.filter((id) => leaving.includes(id))).toEqual([]);
    await inTransaction((tx) => changeBank(tx, bank.id, { enter: leaving, leave: [] }, after(2)));
  });

  it("and is found out when any of it was altered behind the program's back", async () => {
    const [, second, third] = attempts;
    const alter = async (sql: string, values: unknown[]) => {
      await database.ownerQuery("ALTER TABLE paper DISABLE TRIGGER history");
      await database.ownerQuery(sql, values);
      await database.ownerQuery("ALTER TABLE paper ENABLE TRIGGER history");
    };
    await alter("UPDATE paper SET seed = seed || 'x' WHERE attempt_id = $1", [second]);
    expect(await redrawn(prisma, second!)).toMatchObject({ same: false, differs: ["draw"] });
    await alter(
      "UPDATE paper SET slots = jsonb_set(slots, '{slots,0,stem}', '\"另一道题\"') WHERE attempt_id = $1",
      [third],
    );
    expect(await redrawn(prisma, third!)).toMatchObject({ same: false, differs: ["paper"] });
    await alter("UPDATE paper SET content_hash = repeat('0', 64) WHERE attempt_id = $1", [third]);
    expect(await redrawn(prisma, third!)).toMatchObject({ differs: ["paper", "ledger", "draw"] });
    expect(await redrawn(prisma, newId())).toBeNull();
  });
});

describe("exposure", () => {
  const DAY = 86_400_000;
  const seen = (until: Date, days: number, now = until) =>
    inTransaction((tx) => seenBefore(tx, until, days, now));
  const byHand = async (until: Date) => {
    const rows = await prisma.paper.findMany({
      where: { attempt: { startedAt: { lt: until } } },
      select: { questionIds: true },
    });
    const counts: Record<string, number> = {};
    for (const id of rows.flatMap(({ questionIds }) => questionIds)) counts[id] = (counts[id] ?? 0) + 1;
    return counts;
  };

  it("counts a case as one question, on as many papers as it stood", async () => {
    const counts = await seen(new Date(OPENS.getTime() + DAY), 30);
    expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(3 * 4);
    const slots = await paperSlots(attempts[0]!);
    const part = slots.find(({ group }) => group)!.questionVersionId;
    const { groupId } = await prisma.questionVersion.findUniqueOrThrow({ where: { id: part } });
    expect(counts[groupId!]).toBeGreaterThan(0);
    expect(counts[part]).toBeUndefined();
  });

  it("counts days that are over once, and gives the same before and after", async () => {
    const until = new Date(OPENS.getTime() + 2 * DAY);
    const before = await seen(until, 365, new Date(0));
    expect(before).toEqual(await byHand(until));
    const night = new Date(OPENS.getTime() + DAY);
    const count = () => inTransaction((tx) => countNextDay(tx, night));
    // The evening of the day is not over yet.
    expect(await inTransaction((tx) => countNextDay(tx, after(120)))).toBeNull();
    expect(await Promise.all([count(), count()])).toContain("2026-11-26");
    expect(await count()).toBeNull();
    expect(await prisma.questionExposure.count()).toBe(Object.keys(before).length);
    expect(await seen(until, 365, new Date(0))).toEqual(before);
    // Papers later than the days counted are read live, and those before the window are not.
    await sat("second", new Date(OPENS.getTime() + 2 * DAY), 1);
    const later = new Date(OPENS.getTime() + 2 * DAY + 7_200_000);
    expect(await seen(later, 365, new Date(0))).toEqual(await byHand(later));
    const recent = await seen(later, 1, new Date(0));
    expect(Object.values(recent).reduce((sum, n) => sum + n, 0)).toBe(4);
    // Asked for a time within a day that has been counted, what came after it does not count.
    expect(await seen(new Date(OPENS.getTime() + 1), 365, new Date(0))).toEqual(
      await byHand(new Date(OPENS.getTime() + 1)),
    );
  });

  it("of the exam itself keeps nobody out, and of the exam before it does", async () => {
    const few = { cells: [{ ...CELL, type: "case-group", count: 2, partsEach: 2 }], exposureCap: 2 };
    const opensAt = new Date(OPENS.getTime() + 10 * DAY);
    const papers = await sat("capped", opensAt, 8, few);
    const drawn = await prisma.paper.findMany({ where: { attemptId: { in: papers } } });
    for (const { exposure, questionIds } of drawn) {
      expect(exposure).toEqual(drawn[0]!.exposure);
      for (const id of questionIds) expect((exposure as Record<string, number>)[id] ?? 0).toBeLessThan(2);
    }
    expect(Object.keys(drawn[0]!.exposure as object).length).toBeGreaterThan(0);
    for (const id of papers) expect((await redrawn(prisma, id))?.same).toBe(true);
    const counts = await seen(new Date(opensAt.getTime() + DAY), 365);
    const often = await prisma.questionVersion.findMany({
      where: { type: "case-group", id: { in: Object.keys(counts).filter((id) => counts[id]! >= 2) } },
    });
    expect(often.length).toBeGreaterThan(0);
    const next = await trialOf(prisma, rules(few), new Date(opensAt.getTime() + 2 * DAY));
    expect(next.supplies[0]!.overexposed).toBe(often.length);
    const tooMany = rules({ ...few, cells: [{ ...few.cells[0]!, count: next.supplies[0]!.exist }] });
    const refused = await trialOf(prisma, tooMany, new Date(opensAt.getTime() + 2 * DAY));
    expect(refused.refusals).toMatchObject([
      { code: "blueprint.cell-short", facts: { overexposed: often.length, never: false } },
    ]);
    // A window that ends before those papers counts none of them.
    const forgotten = await trialOf(
      prisma,
      rules({ ...few, exposureDays: 1 }),
      new Date(opensAt.getTime() + 9 * DAY),
    );
    expect(forgotten.supplies[0]!.overexposed).toBe(0);
  });

  it("is stored with a paper for the questions it could draw, and no others", async () => {
    const [paper] = await prisma.paper.findMany({ orderBy: { attemptId: "desc" }, take: 1 });
    const ids = Object.keys(paper!.exposure as object);
    const types = await prisma.questionVersion.findMany({
      where: { id: { in: ids } },
      select: { type: true },
    });
    expect(new Set(types.map(({ type }) => type))).toEqual(new Set(["case-group"]));
  });
});
