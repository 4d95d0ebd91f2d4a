import { afterAll, beforeAll, expect, it } from "vitest";
import { totalsOf } from "~/casework/unit-change";
import { askedFrom } from "~/casework/unit-change-asked";
import { foreseenOf } from "~/casework/unit-change-preview.server";
import { figuresOf, runUnitChange } from "~/casework/unit-change-run.server";
import { submitApplication } from "~/certification/applications.server";
import { inTransaction, prisma } from "~/db.server";
import { submitAttempt } from "~/exams/submission.server";
import { codesOf, issued, officer } from "../certification/scene";
import { examHall, planExam, sitting } from "../exams/exam-hall";
import { type OwnApp, ownApp } from "../support/own-app";
import { applicants, approved, type Fixed, holders, intoNewUnit, type SixUnits, sixUnits } from "./six-units";

// Scenario 25: six units become one; the power goes at certificate 130; it is gone on with, by two at once.

const CERTIFICATES = 212;
const APPLICATIONS = 31;
const KILLED_AT = Number(process.env.KILLED_AT ?? 130);

let app: OwnApp;
let scene: SixUnits;
const now = new Date();
beforeAll(async () => {
  app = await ownApp();
  scene = await sixUnits(now);
}, 240_000);
afterAll(() => app?.close());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const decidedOf = (changeId: string) =>
  prisma.unitChangeLine.count({ where: { changeId, kind: "certificate", decidedAt: { not: null } } });

it(`6 units, ${CERTIFICATES} certificates, ${APPLICATIONS} applications, 2 exams under way, 1 suspended: killed at ${KILLED_AT} and gone on with`, async () => {
  const others: Fixed[] = ["suspended", ...Array<Fixed>(5).fill("gone"), ...Array<Fixed>(4).fill("expired")];
  others.push(...Array<Fixed>(3).fill("revoked"), ...Array<Fixed>(2).fill("to-collect"), "lost");
  // One more waits to be collected: the one that the others are written after.
  const states = [...others, ...Array<Fixed>(CERTIFICATES - 1 - others.length).fill("active")];
  const people = await holders(scene, states, now);
  const suspended = await prisma.certificate.findFirstOrThrow({ where: { personId: people[0]! } });
  await applicants(scene, APPLICATIONS, now);
  const hall = await examHall();
  const attempts: string[] = [];
  for (const title of ["第一场", "第二场"]) {
    const examId = await planExam(hall, {
      ...{ title, opensAt: new Date(now.getTime() - 60_000), closesAt: new Date(now.getTime() + 7_200_000) },
    });
    attempts.push((await sitting(hall, examId, now)).attemptId);
  }
  const numbersBefore = await prisma.certificate.findMany({ select: { number: true } });

  const changeId = await approved(scene, intoNewUnit(scene, now), now);
  const change = await prisma.unitChange.findUniqueOrThrow({
    where: { id: changeId },
    include: { units: true },
  });
  const foreseen = totalsOf((await foreseenOf(prisma, askedFrom(change), now)).map(({ fate }) => fate));
  expect(foreseen).toEqual({ total: CERTIFICATES, exchanged: 199, cancelled: 5, kept: 8 });
  expect(change.foreseen).toEqual(foreseen);

  await app.start();
  while ((await decidedOf(changeId)) < KILLED_AT) await pause(5);
  await app.killApp();
  const left = await figuresOf(prisma, { changeId, unitIds: scene.units });
  expect(left.open).toBeGreaterThan(0);
  expect(left.exchanged + left.cancelled + left.kept + left.open).toBe(CERTIFICATES);

  const failures: unknown[] = [];
  const run = () =>
    runUnitChange(
      changeId,
      () => new Date(),
      (error) => failures.push(error),
    );
  await Promise.all([run(), run(), app.start()]);
  await run();
  expect(failures).toEqual([]);

  const waiting = await prisma.unitChangeLine.findMany({ where: { changeId, decidedAt: null } });
  expect(waiting.map(({ kind, refusals }) => [kind, refusals])).toEqual([]);
  const after = await prisma.unitChange.findUniqueOrThrow({
    where: { id: changeId },
    include: { units: true },
  });
  expect(after.units.map(({ refusals }) => refusals)).toEqual(Array(6).fill([]));
  expect(after.finishedAt).not.toBeNull();
  const figures = await figuresOf(prisma, { changeId, unitIds: scene.units });
  expect(figures).toEqual({ ...foreseen, open: 0, inRegister: CERTIFICATES });

  // Nothing twice: one ending act and one application for each that was exchanged, one move for each that came along.
  const ended = await prisma.certificateAct.groupBy({
    by: ["certificateId"],
    where: { decisionNumber: change.orderNumber },
    _count: { _all: true },
  });
  expect(ended).toHaveLength(foreseen.exchanged + foreseen.cancelled);
  expect(ended.every(({ _count }) => _count._all === 1)).toBe(true);
  const open = await prisma.application.findMany({ where: { closedAt: null } });
  expect(open.filter(({ kind }) => kind === "transfer")).toHaveLength(foreseen.exchanged);
  expect(open.filter(({ kind }) => kind === "first")).toHaveLength(APPLICATIONS);
  expect(new Set(open.map(({ unitId }) => unitId))).toEqual(new Set([after.targetId]));
  expect(await prisma.applicationMove.count()).toBe(APPLICATIONS);
  const made = await prisma.unitChangeLine.findMany({ where: { changeId, outcome: "exchanged" } });
  expect(new Set(made.map(({ madeId }) => madeId)).size).toBe(foreseen.exchanged);

  // 暂扣 is 暂扣, and nobody gets another certificate past it.
  expect(
    await prisma.certificateAct.count({
      where: { certificateId: suspended.id, act: { in: ["replace", "cancel"] } },
    }),
  ).toBe(0);
  const wanted = {
    personId: people[0]!,
    unitId: after.targetId!,
    kind: "transfer" as const,
    field: suspended.field,
  };
  const submitted = await inTransaction((tx) => submitApplication(tx, wanted, scene.submitter, now));
  expect(codesOf(submitted)).toContain("certificate.held-elsewhere");

  // Exams under way are still under way, and count for whoever sits them.
  for (const id of attempts) {
    const attempt = await prisma.attempt.findUniqueOrThrow({
      where: { id },
      include: { registration: true },
    });
    expect([attempt.state, attempt.registration?.withdrawnAt]).toEqual(["open", null]);
    const { personId } = attempt;
    expect(
      await prisma.employment.count({ where: { personId, unitId: after.targetId!, supersededAt: null } }),
    ).toBe(1);
    const handedIn = { attemptId: id, personId };
    expect(await inTransaction((tx) => submitAttempt(tx, handedIn, null, new Date()))).toBe(true);
    expect(await prisma.attempt.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: "submitted",
      personId,
    });
  }

  // Numbers go on after the highest, and none is used again.
  const moved = { ...scene, urban: after.targetId! };
  const fresh = await issued(moved, await officer(after.targetId!), new Date());
  const all = [...numbersBefore.map(({ number }) => number), fresh.number];
  expect(new Set(all).size).toBe(all.length);
  expect([...all].sort().at(-1)).toBe(fresh.number);
}, 600_000);
