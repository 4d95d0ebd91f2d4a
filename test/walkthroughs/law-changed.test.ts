import { beforeAll, describe, expect, it } from "vitest";
import type { DateOn } from "~/calendar";
import { lawImpact } from "~/casework/law-impact.server";
import { inTransaction, prisma } from "~/db.server";
import { saveAnswer } from "~/exams/answer.server";
import { createExam, publishExam } from "~/exams/exams.server";
import { drawPaper } from "~/exams/paper.server";
import { releaseResults } from "~/exams/release.server";
import { resultOf } from "~/exams/result.server";
import { submitAttempt } from "~/exams/submission.server";
import { createPlan } from "~/plans/plan-drafting.server";
import { recordAmendment } from "~/questions/amendments.server";
import { saveBlueprint } from "~/questions/blueprints.server";
import { recordRereadings, unreadByBank, unreadPage } from "~/questions/rereadings.server";
import {
  DEVICE,
  EARLY,
  examHall,
  type Hall,
  holdsSpecial,
  keyFor,
  officer,
  paperSlots,
  planExam,
  register,
  start,
} from "../exams/exam-hall";
import { useDatabase } from "../support/database";

// A law is amended between the day an exam is published and the day it is held: questions cite the version of 2021, the
// amendment is in force from 2026-08-01, the exam was published on 07-20 for 08-02.
await useDatabase();

const LAW = "行政处罚法";
const OFFICER = "00000000-0000-7000-8000-00000000000a";
const REVIEWER = "00000000-0000-7000-8000-00000000000b";
const at = (on: string, clock = "09:00") => new Date(`${on}T${clock}:00+08:00`);
const held = (on: string) => ({ opensAt: at(on), closesAt: at(on, "11:00") });

let hall: Hall;
let blueprint: string;
let pastExam: string;
let past: { attemptId: string; personId: string };
let comingExam: string;
let plannedExam: string;
let candidate: string;
let amendmentId: string;
let pastResult: unknown;

const everythingOf = async (attemptId: string) => ({
  result: await resultOf(prisma, past, at("2026-09-01", "12:00")),
  rows: await prisma.attempt.findUniqueOrThrow({
    where: { id: attemptId },
    include: { paper: true, markings: true, steps: true },
  }),
});
const lawId = async () => (await prisma.law.findUniqueOrThrow({ where: { name: LAW } })).id;
/** How many whole questions cite the law, as their files say it. */
const onLaw = async () => {
  const [row] = await prisma.$queryRaw<{ questions: number }[]>`
    SELECT count(DISTINCT coalesce(v.group_id, v.id))::int AS questions
    FROM question_version v, jsonb_array_elements(v.citations) AS cited WHERE cited ->> 'law' = ${LAW}`;
  return row!.questions;
};
const sumOf = (banks: readonly { questions: number }[]) =>
  banks.reduce((sum, { questions }) => sum + questions, 0);
const impactAt = async (now: Date) =>
  lawImpact(
    prisma,
    {
      ...{ amendmentId, effectiveOn: "2026-08-01" as DateOn, law: { name: LAW, title: "-" } },
      paths: { exams: ["/linhu/"], plans: ["/linhu/"] },
    },
    now,
  );
const drawnOn = (on: string) =>
  inTransaction((tx) =>
    drawPaper(tx, { blueprintVersionId: blueprint, opensAt: at(on) }, "seed of the walkthrough", at(on)),
  );

const plan = (on: string) =>
  inTransaction((tx) =>
    createExam(
      tx,
      {
        ...{ title: "抽考", kind: "spot-check", part: null, field: null, unitId: hall.legal },
        ...{ organiserLevel: "county", blueprintVersionId: blueprint, ...held(on) },
        ...{ lateEntryMinutes: 30, minutes: 60, passMark: 60, attemptsAllowed: 1 },
      },
      null,
      at("2026-07-19"),
    ),
  );

beforeAll(async () => {
  hall = await examHall();
  const cell = { bank: "general-law", law: LAW, difficulty: null };
  blueprint = await inTransaction((tx) =>
    saveBlueprint(
      tx,
      {
        code: "penalty",
        title: { "zh-CN": "行政处罚法试卷", en: "Penalty law paper" },
        rules: {
          cells: [
            { ...cell, type: "true-false", count: 3, marksEach: 20 },
            { ...cell, type: "single-choice", count: 2, marksEach: 20 },
          ],
          fixed: [],
          exposureCap: null,
        },
      },
      null,
      EARLY,
    ),
  );
  candidate = await officer(hall.urban);
  const before = await officer(hall.urban);
  for (const personId of [candidate, before]) await holdsSpecial(personId);
  pastExam = await planExam(hall, { ...held("2026-07-10"), blueprintVersionId: blueprint });
  await register(pastExam, before);
  const begun = await start(pastExam, before, at("2026-07-10"));
  if (!begun.ok) throw new Error("not begun");
  past = { attemptId: begun.attemptId, personId: before };
  const keys = await keyFor(begun.attemptId);
  for (const [index, answer] of keys.entries())
    await inTransaction((tx) =>
      saveAnswer(
        tx,
        { ...past, device: DEVICE, epoch: 1, seq: index + 1, slot: index + 1, change: { answer } },
        at("2026-07-10", "09:10"),
      ),
    );
  await inTransaction((tx) => submitAttempt(tx, past, null, at("2026-07-10", "09:30")));
  await inTransaction((tx) => releaseResults(tx, pastExam, null, at("2026-07-10", "12:00")));
  pastResult = await everythingOf(past.attemptId);
  // Planned before anybody knew, and not yet published.
  const planned = await plan("2026-08-04");
  if (!planned.ok) throw new Error("not planned");
  plannedExam = planned.examId;
  comingExam = await planExam(hall, { ...held("2026-08-02"), blueprintVersionId: blueprint });
  await register(comingExam, candidate);
});

describe("scenario 23: a law amended between publication and exam", () => {
  it("flags every question on it at once", async () => {
    expect(await unreadByBank(prisma)).toEqual([]);
    const recorded = await inTransaction(async (tx) =>
      recordAmendment(
        tx,
        {
          ...{ lawId: await lawId(), version: "2026-07-24", effectiveOn: "2026-08-01", articles: 88 },
          ...{ whole: true, listed: "", source: "主席令", note: null },
        },
        OFFICER,
        at("2026-07-25"),
      ),
    );
    if (!recorded.ok) throw new Error(recorded.refusals.map(({ code }) => code).join());
    ({ amendmentId } = recorded);
    const questions = await onLaw();
    expect(questions).toBeGreaterThan(50);
    expect(sumOf(await unreadByBank(prisma, { amendmentId }))).toBe(questions);
    // Written for other fields, and citing this law beside theirs: those are flagged too.
    expect(await unreadByBank(prisma)).toHaveLength(3);
  });

  it("is drawn from on the day before, and not on the day", async () => {
    const before = await drawnOn("2026-07-31");
    expect(before.ok && before.drawn.barred).toEqual([]);
    const on = await drawnOn("2026-08-01");
    expect(on).toMatchObject({
      ok: false,
      refusals: [
        {
          code: "blueprint.cell-short",
          facts: { cell: 1, law: LAW, type: "true-false", found: 0, missing: 3 },
        },
        { code: "blueprint.cell-short", facts: { cell: 2, missing: 2 } },
      ],
    });
  });

  it("says in a dry run which cell of which paper lacks how many, and which exam will miss it", async () => {
    const impact = await impactAt(at("2026-07-25"));
    expect(impact.triedFor).toBe("2026-08-01");
    const own = impact.blueprints.find(({ versionId }) => versionId === blueprint);
    expect(own?.refusals).toMatchObject([{ facts: { missing: 3 } }, { facts: { missing: 2 } }]);
    // A paper of twelve questions from thirty laws does without this one.
    expect(impact.blueprints.find(({ versionId }) => versionId === hall.blueprint)?.refusals).toEqual([]);
    expect(impact.exams).toMatchObject({
      shown: [
        {
          examId: comingExam,
          phase: "announced",
          refusals: [
            { code: "blueprint.cell-short" },
            { code: "blueprint.cell-short" },
            { code: "exam.questions-barred", facts: { heldOn: "2026-08-02" } },
          ],
        },
        { examId: plannedExam, phase: "draft" },
      ],
      elsewhere: 0,
    });
    expect(impact.results).toBe(1);
    for (const { flagged, unread } of impact.banks) expect(unread).toBe(flagged);
  });

  it("tells who may not see the exams only how many there are", async () => {
    const effectiveOn: DateOn = "2026-08-01";
    const of = { amendmentId, effectiveOn, law: { name: LAW, title: "-" }, paths: { exams: [], plans: [] } };
    expect((await lawImpact(prisma, of, at("2026-07-25"))).exams).toEqual({
      shown: [],
      more: 0,
      elsewhere: 2,
    });
  });

  it("names the plan items that study it from that month on", async () => {
    const items = await inTransaction(async (tx) => {
      const plan = {
        unitId: hall.urban,
        year: 2026,
        audience: "leading-cadres",
        title: "计划",
        document: null,
      } as const;
      const { planId } = await createPlan(tx, plan, null, EARLY);
      const item = (month: number, law: string, heldOn: string | null = null) => ({
        ...{ id: `00000000-0000-7000-8000-0000000001${String(month).padStart(2, "0")}`, planId, month, law },
        ...{ materials: [], heldOn: heldOn === null ? null : new Date(heldOn) },
      });
      await tx.planItem.createMany({
        data: [item(7, LAW), item(8, LAW), item(9, LAW, "2026-09-24"), item(10, "行政许可法")],
      });
      return planId;
    });
    expect((await impactAt(at("2026-07-25"))).items).toMatchObject({
      shown: [
        { planId: items, month: 8, heldOn: null },
        { planId: items, month: 9, heldOn: "2026-09-24" },
      ],
      elsewhere: 0,
    });
  });

  it("lets no further exam be planned or published on it", async () => {
    expect(await plan("2026-08-03")).toMatchObject({
      ok: false,
      refusals: [{ code: "blueprint.cell-short" }, {}, { code: "exam.questions-barred" }],
    });
    const fits = await plan("2026-07-31");
    if (!fits.ok) throw new Error("not planned");
    const publish = (examId: string) =>
      inTransaction((tx) => publishExam(tx, examId, null, at("2026-07-26")));
    expect(await publish(fits.examId)).toEqual({ ok: true });
    expect(await publish(plannedExam)).toMatchObject({
      ok: false,
      refusals: [{}, {}, { code: "exam.questions-barred" }],
    });
    expect(await prisma.examAct.count({ where: { examId: plannedExam } })).toBe(0);
    // What is published stays published.
    expect(await publish(comingExam)).toEqual({ ok: true });
  });

  it("tells the candidate in one sentence that there is no paper, and opens no attempt", async () => {
    expect(await start(comingExam, candidate, at("2026-08-02"))).toEqual({
      ok: false,
      refusals: [{ code: "attempt.no-paper", facts: {}, source: null }],
    });
    expect(await prisma.attempt.count({ where: { personId: candidate } })).toBe(0);
  });

  it("is free again where a reviewer has read it beside the amended law", async () => {
    for (let page = await unreadPage(prisma, { amendmentId }, {}); page.rows.length > 0; ) {
      await inTransaction((tx) =>
        recordRereadings(tx, { pairs: page.rows, note: "条文未变" }, REVIEWER, at("2026-08-01")),
      );
      page = await unreadPage(prisma, { amendmentId }, {});
    }
    const impact = await impactAt(at("2026-08-01"));
    expect(impact.blueprints.every(({ refusals }) => refusals.length === 0)).toBe(true);
    expect(impact.exams.shown.every(({ refusals }) => refusals.length === 0)).toBe(true);
    expect(impact.banks.map(({ unread }) => unread)).toEqual([0, 0, 0]);
    const begun = await start(comingExam, candidate, at("2026-08-02"));
    if (!begun.ok) throw new Error(begun.refusals.map(({ code }) => code).join());
    expect(await paperSlots(begun.attemptId)).toHaveLength(5);
  });

  it("leaves the results of the past as they were", async () => {
    expect(await everythingOf(past.attemptId)).toEqual(pastResult);
    expect((pastResult as { result: { mark: number } }).result.mark).toBe(100);
  });
});
