import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { type Save, saveAnswer } from "~/exams/answer.server";
import { startAttempt, takeOver } from "~/exams/attempt.server";
import { firstBrokenStep } from "~/exams/attempt-chain";
import { receiptOf } from "~/exams/receipt.server";
import { releaseResults } from "~/exams/release.server";
import { finishIfOverdue, submitAttempt } from "~/exams/submission.server";
import { collectOverdue } from "~/jobs.server";
import { useDatabase } from "../support/database";
import {
  after,
  DEVICE,
  examHall,
  type Hall,
  holdsSpecial,
  keyFor,
  OPENS,
  officer,
  paperSlots,
  planExam,
  register,
  sitting,
  start,
} from "./exam-hall";
import * as ledger from "./ledger";

const database = await useDatabase();
let hall: Hall;
let examId: string;
beforeAll(async () => {
  hall = await examHall();
  examId = await planExam(hall);
});

type Sitting = { personId: string; attemptId: string };
const saveOf = (
  who: Sitting,
  seq: number,
  slot: number,
  answer: string[],
  more: Partial<Save> = {},
): Save => ({
  ...who,
  device: DEVICE,
  epoch: 1,
  seq,
  slot,
  change: { answer },
  ...more,
});
const save = (wanted: Save, now = after(1)) => saveAnswer(prisma, wanted, now);
const codes = (answer: Awaited<ReturnType<typeof saveAnswer>>) =>
  answer === null ? null : answer.ok ? "ok" : answer.refusals.map(({ code }) => code);
const attemptOf = ({ attemptId }: Sitting) => prisma.attempt.findUniqueOrThrow({ where: { id: attemptId } });
const answersOf = async (who: Sitting) => (await attemptOf(who)).answers;
const submit = ({ attemptId, personId }: Sitting, now: Date) =>
  inTransaction((tx) => submitAttempt(tx, { attemptId, personId }, null, now));
const receipt = (who: Sitting) => receiptOf(prisma, who);
const stepsOf = ({ attemptId }: Sitting) => ledger.stepsOf(attemptId);
const expectWholeLedger = ({ attemptId }: Sitting) => ledger.expectWholeLedger(attemptId);

describe("beginning", () => {
  it("opens one attempt for fifty who begin it at once", async () => {
    const personId = await officer(hall.urban);
    await holdsSpecial(personId);
    await register(examId, personId);
    const begun = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        inTransaction((tx) =>
          startAttempt(tx, { examId, personId, device: DEVICE, seed: `seed ${i}` }, null, OPENS),
        ),
      ),
    );
    expect(new Set(begun.map((answer) => answer.ok && answer.attemptId)).size).toBe(1);
    expect(await prisma.attempt.count({ where: { personId } })).toBe(1);
    expect(await prisma.auditEvent.count({ where: { personId, type: "attempt.started" } })).toBe(1);
  });

  it("the database itself holds a second open attempt off", async () => {
    const who = await sitting(hall, examId);
    const first = await attemptOf(who);
    await expect(
      prisma.attempt.create({
        data: { ...first, id: crypto.randomUUID(), number: 2, answers: {}, flags: {} },
      }),
    ).rejects.toThrow(/attempt_open/);
  });

  it("stores the deadline at the start: the minutes, but never past the end of the exam", async () => {
    const personId = await officer(hall.urban);
    await holdsSpecial(personId);
    const long = await planExam(hall, { minutes: 90, closesAt: after(100) });
    await register(long, personId);
    const begun = await start(long, personId, after(20));
    const attempt = await prisma.attempt.findUniqueOrThrow({
      where: { id: begun.ok ? begun.attemptId : "" },
    });
    expect(attempt.deadlineAt).toEqual(after(100));
    expect(attempt.graceSeconds).toBe(5);
  });

  it.each([
    ["before it opens", after(-1), ["attempt.not-yet"]],
    ["after the late-entry limit", after(30), ["attempt.entry-closed"]],
    ["after it has ended", after(121), ["attempt.exam-over"]],
  ])("refuses %s", async (_, now, expected) => {
    const personId = await officer(hall.urban);
    await holdsSpecial(personId);
    await register(examId, personId);
    const answer = await start(examId, personId, now);
    expect(answer.ok ? [] : answer.refusals.map(({ code }) => code)).toEqual(expected);
    expect(await prisma.attempt.count({ where: { personId } })).toBe(0);
  });

  it("refuses who is not registered, and who has used every attempt, with all reasons", async () => {
    const stranger = await start(examId, await officer(hall.urban), after(-5));
    expect(stranger.ok ? [] : stranger.refusals.map(({ code }) => code)).toEqual([
      "attempt.not-registered",
      "attempt.not-yet",
    ]);
    const who = await sitting(hall, examId);
    await submit(who, after(2));
    const again = await start(examId, who.personId, after(3));
    expect(again.ok ? [] : again.refusals.map(({ code }) => code)).toEqual(["attempt.attempts-used"]);
  });

  it("freezes the paper: what the bank says later changes nothing", async () => {
    const who = await sitting(hall, examId);
    const slots = await paperSlots(who.attemptId);
    expect(slots).toHaveLength(12);
    expect(JSON.stringify(slots)).not.toMatch(/explanation|"key"|wrong/);
    await expect(database.ownerQuery("UPDATE paper SET seed = 'x'")).rejects.toThrow(/refused/);
  });
});

describe("saving", () => {
  it("keeps the last answer of each question and every step before it", async () => {
    const who = await sitting(hall, examId);
    expect(codes(await save(saveOf(who, 1, 5, ["A"])))).toBe("ok");
    expect(codes(await save(saveOf(who, 2, 5, ["C"])))).toBe("ok");
    expect(codes(await save(saveOf(who, 3, 9, ["B", "A", "A"])))).toBe("ok");
    expect(codes(await save(saveOf(who, 4, 9, [], { change: { flag: true } })))).toBe("ok");
    expect(codes(await save(saveOf(who, 5, 5, [])))).toBe("ok");
    expect(await answersOf(who)).toEqual({ 5: [], 9: ["A", "B"] });
    expect((await stepsOf(who)).map(({ kind }) => kind)).toEqual([
      "started",
      "answer",
      "answer",
      "answer",
      "flag",
      "answer",
    ]);
    await expectWholeLedger(who);
  });

  it("never lets a delayed save overwrite a newer one", async () => {
    const who = await sitting(hall, examId);
    await save(saveOf(who, 2, 5, ["B"]));
    const late = await save(saveOf(who, 1, 5, ["A"]));
    expect(codes(late)).toEqual(["answer.stale"]);
    expect(late && !late.ok && late.lastSeq).toBe(2);
    expect(await answersOf(who)).toEqual({ 5: ["B"] });
  });

  it("answers a save that is sent again as the first time, and a different one under its number not", async () => {
    const who = await sitting(hall, examId);
    const first = await save(saveOf(who, 1, 5, ["B"]), after(1));
    const again = await save(saveOf(who, 1, 5, ["B"]), after(2));
    expect(again).toEqual(first);
    expect(codes(await save(saveOf(who, 1, 5, ["C"]), after(2)))).toEqual(["answer.stale"]);
    expect(await stepsOf(who)).toHaveLength(2);
  });

  it("puts fifty saves at once into one unbroken chain", async () => {
    const who = await sitting(hall, examId);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => save(saveOf(who, i + 1, (i % 12) + 1, []))),
    );
    expect(answers.filter((answer) => answer?.ok).length).toBeGreaterThan(0);
    expect(answers.every((answer) => answer?.ok || codes(answer)?.[0] === "answer.stale")).toBe(true);
    expect((await attemptOf(who)).lastSeq).toBe(50);
    await expectWholeLedger(who);
  });

  it.each([
    ["an option that is not there", 5, ["Z"], "answer.no-such-option"],
    ["two options of a single choice", 5, ["A", "B"], "answer.too-many"],
    ["a question that is not there", 13, ["A"], "answer.no-such-slot"],
  ])("refuses %s", async (_, slot, answer, code) => {
    const who = await sitting(hall, examId);
    expect(codes(await save(saveOf(who, 1, slot, answer)))).toEqual([code]);
    expect(await stepsOf(who)).toHaveLength(1);
  });

  it("knows no attempt of somebody else", async () => {
    const who = await sitting(hall, examId);
    const other = await officer(hall.urban);
    expect(await save({ ...saveOf(who, 1, 5, ["A"]), personId: other })).toBeNull();
    expect(await save({ ...saveOf(who, 1, 5, ["A"]), attemptId: crypto.randomUUID() })).toBeNull();
  });

  it("breaks the chain where a step is changed behind our back", async () => {
    const who = await sitting(hall, examId);
    await save(saveOf(who, 1, 5, ["A"]));
    await save(saveOf(who, 2, 6, ["A"]));
    const steps = await stepsOf(who);
    expect(firstBrokenStep(steps.map((step, i) => (i === 1 ? { ...step, answer: ["B"] } : step)))).toBe(1);
    expect(firstBrokenStep(steps.filter((_, i) => i !== 1))).toBe(1);
  });
});

describe("the deadline, by the server's clock (scenario 22)", () => {
  it("takes what arrives within the grace, and nothing after", async () => {
    const who = await sitting(hall, examId);
    expect(codes(await save(saveOf(who, 1, 5, ["A"]), after(90, 5)))).toBe("ok");
    expect(codes(await save(saveOf(who, 2, 5, ["B"]), after(90, 5.001)))).toEqual(["answer.too-late"]);
    expect(await answersOf(who)).toEqual({ 5: ["A"] });
  });

  it("keeps a late save beside the chain, where it counts for nothing", async () => {
    const who = await sitting(hall, examId);
    await save(saveOf(who, 1, 5, ["A"]));
    expect(codes(await save(saveOf(who, 2, 5, ["B"]), after(95)))).toEqual(["answer.too-late"]);
    await inTransaction((tx) => finishIfOverdue(tx, who.attemptId, after(96)));
    expect(codes(await save(saveOf(who, 3, 6, ["B"]), after(97)))).toEqual(["answer.too-late"]);
    // The same one again is not kept twice.
    expect(codes(await save(saveOf(who, 3, 6, ["B"]), after(98)))).toEqual(["answer.too-late"]);
    expect((await stepsOf(who)).map(({ kind }) => kind)).toEqual([
      "started",
      "answer",
      "late",
      "submission",
      "late",
    ]);
    expect(await answersOf(who)).toEqual({ 5: ["A"] });
    await expectWholeLedger(who);
  });

  it("refuses a replayed save after the hand-in, also before the deadline", async () => {
    const who = await sitting(hall, examId);
    await save(saveOf(who, 1, 5, ["A"]));
    await submit(who, after(10));
    expect(codes(await save(saveOf(who, 1, 5, ["A"]), after(11)))).toBe("ok");
    expect(codes(await save(saveOf(who, 2, 5, ["B"]), after(11)))).toEqual(["attempt.closed"]);
    expect(await answersOf(who)).toEqual({ 5: ["A"] });
  });

  it("lets one device at a time answer: a take-over shuts the other out and is in the ledger", async () => {
    const who = await sitting(hall, examId);
    const phone = "device-in-the-pocket";
    await save(saveOf(who, 1, 5, ["A"]));
    expect(codes(await save(saveOf(who, 2, 5, ["B"], { device: phone })))).toEqual(["attempt.taken-over"]);
    await inTransaction((tx) => takeOver(tx, { ...who, device: phone }, null, after(2)));
    expect(codes(await save(saveOf(who, 2, 5, ["B"])))).toEqual(["attempt.taken-over"]);
    expect(codes(await save(saveOf(who, 2, 5, ["C"], { device: phone, epoch: 2 })))).toBe("ok");
    expect(await answersOf(who)).toEqual({ 5: ["C"] });
    // The device that has the attempt takes nothing over.
    await inTransaction((tx) => takeOver(tx, { ...who, device: phone }, null, after(3)));
    expect((await attemptOf(who)).epoch).toBe(2);
    expect((await stepsOf(who)).map(({ kind }) => kind)).toEqual([
      "started",
      "answer",
      "take-over",
      "answer",
    ]);
    await expectWholeLedger(who);
    expect(
      await prisma.auditEvent.count({ where: { subjectId: who.attemptId, type: "attempt.taken-over" } }),
    ).toBe(1);
  });
});

describe("handing in", () => {
  it("collects once, marks once and gives one receipt to fifty who press at once", async () => {
    const who = await sitting(hall, examId);
    const key = await keyFor(who.attemptId);
    for (const [index, labels] of key.entries()) await save(saveOf(who, index + 1, index + 1, labels));
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => submit(who, after(40, i))));
    expect(answers.every(Boolean)).toBe(true);
    const receipts = await Promise.all(Array.from({ length: 5 }, () => receipt(who)));
    expect(new Set(receipts.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(receipts[0]?.receiptNumber).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(receipts[0]?.checksum).toMatch(/^([0-9A-F]{4} ?){4}$/);
    expect(receipts[0]?.submittedBy).toBe("candidate");
    expect(await prisma.marking.findMany({ where: { attemptId: who.attemptId } })).toMatchObject([
      { mark: 100, fullMark: 100, passed: true, policy: "all-or-nothing" },
    ]);
    expect(await prisma.studyRecord.count({ where: { personId: who.personId } })).toBe(1);
    await expectWholeLedger(who);
  });

  it("gives a receipt that shows what arrived and neither key nor mark", async () => {
    const who = await sitting(hall, examId);
    await save(saveOf(who, 1, 9, ["A", "C"]));
    expect(await receipt(who)).toBeNull();
    await submit(who, after(40));
    const given = await receipt(who);
    expect(given?.answers[8]).toEqual({ number: 9, labels: ["A", "C"] });
    expect(given?.answers.filter(({ labels }) => labels.length === 0)).toHaveLength(11);
    expect(JSON.stringify(given)).not.toMatch(/"mark"|passed|explanation|"key"/);
    expect(await receiptOf(prisma, { ...who, personId: await officer(hall.urban) })).toBeNull();
  });

  it("changes the checksum when a step is changed behind our back", async () => {
    const who = await sitting(hall, examId);
    await submit(who, after(40));
    const before = await receipt(who);
    await database.ownerQuery("ALTER TABLE attempt DISABLE TRIGGER history");
    await database.ownerQuery("UPDATE attempt SET last_hash = sha256(last_hash) WHERE id = $1", [
      who.attemptId,
    ]);
    await database.ownerQuery("ALTER TABLE attempt ENABLE TRIGGER history");
    const tampered = await receipt(who);
    expect(tampered?.receiptNumber).toBe(before?.receiptNumber);
    expect(tampered?.checksum).not.toBe(before?.checksum);
  });
});

describe("a restart in the middle (scenario 21)", () => {
  it("keeps the answers and the deadline, and takes the deadline as the time of hand-in however late it is noticed", async () => {
    const back = await sitting(hall, examId);
    const gone = await sitting(hall, examId);
    await save(saveOf(back, 1, 5, ["A"]), after(40));
    await save(saveOf(gone, 1, 5, ["B"]), after(40));
    // Nothing of an attempt lives in the process: this is what a new one reads.
    expect(await attemptOf(back)).toMatchObject({
      deadlineAt: after(90),
      answers: { 5: ["A"] },
      state: "open",
    });
    expect(await start(examId, back.personId, after(50))).toEqual({ ok: true, attemptId: back.attemptId });
    await submit(back, after(80));

    const report = (error: unknown) => expect(error).toBeUndefined();
    expect(await collectOverdue(after(300), report)).toBeGreaterThan(0);
    expect(await collectOverdue(after(301), report)).toBe(0);
    expect(await attemptOf(gone)).toMatchObject({ submittedBy: "deadline", submittedAt: after(90) });
    expect(await attemptOf(back)).toMatchObject({ submittedBy: "candidate", submittedAt: after(80) });
    expect(await submit(gone, after(302))).toBe(true);
    expect(await prisma.marking.count({ where: { attemptId: gone.attemptId } })).toBe(1);
    await expectWholeLedger(gone);
  });

  it("collects at the deadline when the hand-in itself comes too late", async () => {
    const who = await sitting(hall, examId);
    await submit(who, after(91));
    expect(await attemptOf(who)).toMatchObject({ submittedBy: "deadline", submittedAt: after(90) });
  });
});

describe("release", () => {
  it("waits for everybody, then grants each part once, from the day of the exam", async () => {
    const own = await planExam(hall);
    const passes = await sitting(hall, own);
    const fails = await sitting(hall, own);
    const key = await keyFor(passes.attemptId);
    for (const [index, labels] of key.entries()) await save(saveOf(passes, index + 1, index + 1, labels));
    await submit(passes, after(60));
    const release = (now: Date) => inTransaction((tx) => releaseResults(tx, own, null, now));
    expect(await release(after(20))).toMatchObject({ ok: false, refusals: [{ code: "exam.still-running" }] });
    expect(await release(after(60))).toMatchObject({ ok: false, refusals: [{ facts: { open: 1 } }] });
    expect(
      await prisma.qualificationPart.count({ where: { personId: passes.personId, part: "general" } }),
    ).toBe(0);

    expect(await Promise.all(Array.from({ length: 5 }, () => release(after(2000))))).toEqual(
      Array(5).fill({ ok: true }),
    );
    const parts = await prisma.qualificationPart.findMany({
      where: { part: "general", personId: { in: [passes.personId, fails.personId] } },
    });
    expect(parts).toMatchObject([{ personId: passes.personId, attemptId: passes.attemptId, origin: "exam" }]);
    expect(parts[0]?.fromOn.toISOString().slice(0, 10)).toBe("2026-11-26");
    expect(await attemptOf(fails)).toMatchObject({ submittedBy: "deadline" });
  });
});
