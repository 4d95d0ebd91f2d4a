import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { saveAnswer } from "~/exams/answer.server";
import { firstBrokenStep, replayed, type Step } from "~/exams/attempt-chain";
import { boardFigures, byAttention } from "~/exams/board";
import { boardOf, noteLeaving, noteSeen } from "~/exams/board.server";
import { boardPage } from "~/exams/board-page.server";
import { findExam } from "~/exams/exams.server";
import { giveTime } from "~/exams/extra-time.server";
import {
  formRefusals,
  lastDeadline,
  MOST_MINUTES,
  mayReach,
  remainingMs,
  reopenedDeadline,
  replayedDeadline,
} from "~/exams/invigilation";
import { collectPapers, pause, resume } from "~/exams/invigilation.server";
import type { Outcome } from "~/exams/invigilation-acts.server";
import { decideLate, proposeLate, rehearseLate } from "~/exams/late-answers.server";
import { receiptOf } from "~/exams/receipt.server";
import { releaseResults } from "~/exams/release.server";
import { reopen } from "~/exams/reopening.server";
import { createRoom, seatCandidate, seatEverybody, withdrawRoom } from "~/exams/rooms.server";
import { spread } from "~/exams/seating";
import { finishIfOverdue, overdueAttempts, submitAttempt } from "~/exams/submission.server";
import { makeTakeOverCode, spendTakeOverCode } from "~/exams/take-over-codes.server";
import { watchAttempt, watchExam } from "~/exams/watch.server";
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
  planExam,
  register,
  sitting,
  start,
} from "./exam-hall";

const database = await useDatabase();
let hall: Hall;
beforeAll(async () => {
  hall = await examHall();
});

type Sitting = { personId: string; attemptId: string };
const attemptOf = ({ attemptId }: { attemptId: string }) =>
  prisma.attempt.findUniqueOrThrow({ where: { id: attemptId } });
const registrationOf = async (examId: string, personId: string) =>
  (await prisma.registration.findFirstOrThrow({ where: { examId, personId } })).id;
const codes = (answer: { ok: true } | { ok: false; refusals: { code: string }[] } | null) =>
  answer === null ? null : answer.ok ? "ok" : answer.refusals.map(({ code }) => code);
const save = (who: Sitting, seq: number, slot: number, answer: string[], now: Date, epoch = 1) =>
  saveAnswer(prisma, { ...who, device: DEVICE, epoch, seq, slot, change: { answer } }, now);
const overdueOf = async ({ attemptId }: Sitting, now: Date) =>
  (await overdueAttempts(prisma, now, { limit: 10_000 })).some(({ id }) => id === attemptId);
const stepsOf = async ({ attemptId }: Sitting) =>
  (await prisma.answerStep.findMany({ where: { attemptId }, orderBy: { id: "asc" } })) as unknown as (Step & {
    hash: Uint8Array;
  })[];

async function expectWholeLedger(who: Sitting, firstDeadline = after(90)) {
  const steps = await stepsOf(who);
  expect(firstBrokenStep(steps)).toBeNull();
  const attempt = await attemptOf(who);
  expect(replayed(steps)).toEqual({ answers: attempt.answers, flags: attempt.flags });
  expect(replayedDeadline(firstDeadline, steps)).toEqual(attempt.deadlineAt);
  const last = steps.filter(({ kind }) => kind !== "late").at(-1)!;
  expect(Buffer.from(last.hash).equals(attempt.lastHash)).toBe(true);
}

type Given = { minutes?: number; registrationId?: string; roomId?: string; pastClose?: boolean };
const REASON = "网络中断";
const give = (
  examId: string,
  { minutes = 5, pastClose = false, ...whom }: Given,
  now: Date,
  kind: "extra-time" | "accommodation" = "extra-time",
) =>
  inTransaction((tx) =>
    giveTime(
      tx,
      { target: { examId, rooms: null, ...whom }, kind, minutes, reason: REASON, pastClose },
      null,
      now,
    ),
  );
type Plain = typeof pause;
const act = (verb: Plain, examId: string, whom: { registrationId?: string; roomId?: string }, now: Date) =>
  inTransaction((tx) => verb(tx, { target: { examId, rooms: null, ...whom }, reason: REASON }, null, now));
const reopenFor = (examId: string, registrationId: string, minutes: number, now: Date, pastClose = false) =>
  inTransaction((tx) =>
    reopen(
      tx,
      { target: { examId, rooms: null, registrationId }, minutes, reason: "误交", pastClose },
      null,
      now,
    ),
  );

describe("the rules", () => {
  const open = { state: "open" as const, deadlineAt: after(90), graceSeconds: 5, pausedSince: null };
  const paused = { ...open, pausedSince: after(40) };
  const submitted = { ...open, state: "submitted" as const };

  it.each([
    ["extra-time", open, after(50), "ok"],
    ["extra-time", open, after(90, 5), "ok"],
    ["extra-time", open, after(90, 6), ["invigilation.time-over"]],
    ["extra-time", paused, after(300), "ok"],
    ["extra-time", submitted, after(50), ["invigilation.not-open"]],
    ["pause", open, after(89), "ok"],
    ["pause", open, after(90), ["invigilation.time-over"]],
    ["pause", paused, after(50), ["invigilation.paused"]],
    ["resumption", paused, after(300), "ok"],
    ["resumption", open, after(50), ["invigilation.not-paused"]],
    ["collection", open, after(95), "ok"],
    ["collection", paused, after(50), "ok"],
    ["collection", submitted, after(50), ["invigilation.not-open"]],
    ["reopening", submitted, after(50), "ok"],
    ["reopening", open, after(50), ["invigilation.not-submitted"]],
  ] as const)("%s of an attempt that is %o at %s: %s", (kind, attempt, now, expected) => {
    expect(codes(mayReach(kind, attempt, now))).toEqual(expected);
  });

  it.each([
    [{ reason: "停电" }, []],
    [{ reason: "  " }, ["invigilation.reason-missing"]],
    [{ reason: "停电", minutes: null }, ["invigilation.minutes"]],
    [{ reason: "停电", minutes: 0 }, ["invigilation.minutes"]],
    [{ reason: "停电", minutes: 2.5 }, ["invigilation.minutes"]],
    [{ reason: "停电", minutes: MOST_MINUTES }, []],
    [{ reason: "", minutes: MOST_MINUTES + 1 }, ["invigilation.reason-missing", "invigilation.minutes"]],
  ])("%o is refused for %o", (form, expected) => {
    expect(formRefusals(form).map(({ code }) => code)).toEqual(expected);
  });

  it("a pause stops the clock, and reopening never takes time away", () => {
    expect(remainingMs(paused, after(70))).toBe(50 * 60_000);
    expect(remainingMs(open, after(70))).toBe(20 * 60_000);
    expect(reopenedDeadline(after(90), 10, after(50))).toEqual(after(90));
    expect(reopenedDeadline(after(90), 60, after(50))).toEqual(after(110));
  });

  it("the last deadline an exam can come to is its latest entry with all its minutes, or its end", () => {
    const times = { opensAt: OPENS, closesAt: after(120), lateEntryMinutes: 30, minutes: 90 };
    expect(lastDeadline(times, 0)).toEqual(after(120));
    expect(lastDeadline({ ...times, minutes: 60 }, 20)).toEqual(after(110));
  });
});

describe("extra time", () => {
  it("moves the deadline of one attempt forward, step, act and audit event together", async () => {
    const examId = await planExam(hall);
    const who = await sitting(hall, examId);
    const registrationId = await registrationOf(examId, who.personId);
    expect(await give(examId, { minutes: 15, registrationId }, after(40))).toEqual({ ok: true, reached: 1 });
    expect(await give(examId, { minutes: 5, registrationId }, after(41))).toEqual({ ok: true, reached: 1 });
    expect((await attemptOf(who)).deadlineAt).toEqual(after(110));
    const saved = await save(who, 1, 5, ["A"], after(105));
    expect(codes(saved)).toBe("ok");
    await expectWholeLedger(who);
    expect((await stepsOf(who)).map(({ kind }) => kind)).toEqual([
      "started",
      "extra-time",
      "extra-time",
      "answer",
    ]);
    expect(
      await prisma.auditEvent.count({ where: { type: "attempt.extended", subjectId: who.attemptId } }),
    ).toBe(2);
    await inTransaction((tx) => submitAttempt(tx, who, null, after(106)));
    expect((await receiptOf(prisma, who))!.log.map(({ minutes }) => minutes)).toEqual([null, 15, 5, null]);
  });

  it("adds what a room and one person were given, and reaches nobody in another room", async () => {
    const examId = await planExam(hall);
    const inside = await sitting(hall, examId);
    const outside = await sitting(hall, examId);
    const room = await inTransaction((tx) =>
      createRoom(tx, { examId, name: "第 1 考场", capacity: 2 }, null, OPENS),
    );
    if (!room.ok) throw new Error("no room");
    const { roomId } = room;
    const registrationId = await registrationOf(examId, inside.personId);
    const seat = { examId, registrationId, roomId, number: 2 };
    expect(codes(await inTransaction((tx) => seatCandidate(tx, seat, null, OPENS)))).toBe("ok");
    await give(examId, { minutes: 10, registrationId }, after(10));
    expect(await give(examId, { minutes: 5, roomId }, after(20))).toEqual({ ok: true, reached: 1 });
    expect((await attemptOf(inside)).deadlineAt).toEqual(after(105));
    expect((await attemptOf(outside)).deadlineAt).toEqual(after(90));
    // Another room's invigilator aims at nobody here.
    const elsewhere = await inTransaction((tx) =>
      giveTime(
        tx,
        {
          target: { examId, rooms: [crypto.randomUUID()] },
          kind: "extra-time",
          minutes: 5,
          reason: REASON,
          pastClose: false,
        },
        null,
        after(21),
      ),
    );
    expect(codes(elsewhere)).toEqual(["invigilation.nobody"]);
  });

  it("is kept for who has not begun: once as extra time, for every attempt as an accommodation", async () => {
    const examId = await planExam(hall, { attemptsAllowed: 2, closesAt: after(400), lateEntryMinutes: 200 });
    const personId = await officer(hall.urban);
    await holdsSpecial(personId);
    await register(examId, personId);
    const registrationId = await registrationOf(examId, personId);
    await give(examId, { minutes: 30, registrationId }, after(-60), "accommodation");
    await give(examId, { minutes: 5, registrationId }, after(-30));
    const first = await start(examId, personId, OPENS);
    if (!first.ok) throw new Error("not begun");
    const one = { personId, attemptId: first.attemptId };
    expect((await attemptOf(one)).deadlineAt).toEqual(after(125));
    expect((await stepsOf(one))[0]!.answer).toMatchObject({ extraMinutes: 35 });
    await inTransaction((tx) => submitAttempt(tx, one, null, after(20)));
    const second = await start(examId, personId, after(30));
    expect((await attemptOf({ attemptId: second.ok ? second.attemptId : "" })).deadlineAt).toEqual(
      after(150),
    );
  });

  it("goes past the end of the exam only when that is agreed to", async () => {
    const examId = await planExam(hall, { closesAt: after(92) });
    const who = await sitting(hall, examId);
    const registrationId = await registrationOf(examId, who.personId);
    const refused = await give(examId, { registrationId }, after(40));
    expect(refused).toMatchObject({
      refusals: [{ code: "invigilation.past-close", facts: { until: after(95).toISOString() } }],
    });
    expect(codes(await give(examId, { registrationId, pastClose: true }, after(40)))).toBe("ok");
    expect((await attemptOf(who)).deadlineAt).toEqual(after(95));
  });

  it("to everyone leaves out who has handed in or is out of time, and refuses when nobody is left", async () => {
    const examId = await planExam(hall);
    const running = await sitting(hall, examId);
    const done = await sitting(hall, examId);
    await inTransaction((tx) => submitAttempt(tx, done, null, after(30)));
    expect(await give(examId, {}, after(80))).toEqual({ ok: true, reached: 1 });
    expect((await attemptOf(done)).deadlineAt).toEqual(after(90));
    expect(codes(await give(examId, {}, after(96)))).toEqual(["invigilation.nobody"]);
    const registrationId = await registrationOf(examId, running.personId);
    expect(codes(await give(examId, { registrationId }, after(96)))).toEqual(["invigilation.time-over"]);
  });

  it("the database itself shortens nobody's time and takes no hand-in back", async () => {
    const examId = await planExam(hall);
    const who = await sitting(hall, examId);
    const update = (set: string) =>
      database.ownerQuery(`UPDATE attempt SET ${set} WHERE id = $1`, [who.attemptId]);
    await expect(update("deadline_at = deadline_at - interval '1 second'")).rejects.toThrow(/forward/);
    await inTransaction((tx) => submitAttempt(tx, who, null, after(10)));
    await expect(
      update("state = 'open', submitted_at = NULL, submitted_by = NULL, receipt_number = NULL"),
    ).rejects.toThrow(/reopening/);
    await expect(update("submitted_at = submitted_at + interval '1 second'")).rejects.toThrow(/reopening/);
  });
});

describe("a pause", () => {
  it("refuses answers and hand-in with a sentence, and gives back what it lasted", async () => {
    const examId = await planExam(hall);
    const who = await sitting(hall, examId);
    await save(who, 1, 5, ["A"], after(39));
    expect(await act(pause, examId, {}, after(40))).toEqual({ ok: true, reached: 1 });
    expect(codes(await act(pause, examId, {}, after(41)))).toEqual(["invigilation.paused"]);
    expect(codes(await save(who, 2, 5, ["B"], after(41)))).toEqual(["attempt.paused"]);
    await inTransaction((tx) => submitAttempt(tx, who, null, after(42)));
    expect(await attemptOf(who)).toMatchObject({ state: "open", answers: { 5: ["A"] } });
    // The clock stands: nothing is collected, however long it takes.
    expect(await inTransaction((tx) => finishIfOverdue(tx, who.attemptId, after(600)))).toBe(false);
    expect(await overdueOf(who, after(600))).toBe(false);
    expect((await attemptOf(who)).state).toBe("open");
    expect(codes(await act(resume, examId, {}, after(52)))).toBe("ok");
    expect((await attemptOf(who)).deadlineAt).toEqual(after(102));
    expect(codes(await save(who, 2, 5, ["B"], after(100)))).toBe("ok");
    expect((await stepsOf(who)).map(({ kind }) => kind)).toEqual([
      "started",
      "answer",
      "paused",
      "resumed",
      "answer",
    ]);
    await expectWholeLedger(who);
    // A second time in the same epoch, too.
    await act(pause, examId, {}, after(100));
    await act(resume, examId, {}, after(101));
    expect((await attemptOf(who)).deadlineAt).toEqual(after(103));
    await expectWholeLedger(who);
  });
});

describe("a pause of who has not begun", () => {
  it("keeps them out until it ends, and tells them why", async () => {
    const examId = await planExam(hall);
    const running = await sitting(hall, examId);
    const personId = await officer(hall.urban);
    await holdsSpecial(personId);
    await register(examId, personId);
    expect(await act(pause, examId, {}, after(5))).toEqual({ ok: true, reached: 2 });
    expect(codes(await start(examId, personId, after(6)))).toEqual(["attempt.held"]);
    expect(codes(await act(pause, examId, {}, after(7)))).toEqual(["invigilation.nobody"]);
    expect(await act(resume, examId, {}, after(15))).toEqual({ ok: true, reached: 2 });
    expect(codes(await act(resume, examId, {}, after(16)))).toEqual(["invigilation.nobody"]);
    const begun = await start(examId, personId, after(17));
    expect((await attemptOf({ attemptId: begun.ok ? begun.attemptId : "" })).deadlineAt).toEqual(after(107));
    expect((await attemptOf(running)).deadlineAt).toEqual(after(100));
    const told = await prisma.auditEvent.findMany({
      where: { personId, type: { in: ["registration.held", "registration.admitted"] } },
      orderBy: { id: "asc" },
    });
    expect(told.map(({ type }) => type)).toEqual(["registration.held", "registration.admitted"]);
  });
});

describe("the last entry of who was kept out by a pause", () => {
  const kept = async () => {
    const examId = await planExam(hall);
    const running = await sitting(hall, examId);
    const [held, free] = [await officer(hall.urban), await officer(hall.urban)];
    for (const personId of [held, free]) await holdsSpecial(personId);
    await register(examId, held, free);
    return { examId, running, held, registrationId: await registrationOf(examId, held), free };
  };

  it("comes as much later as they were kept out since the exam opened, and theirs alone", async () => {
    const { examId, held, free, registrationId } = await kept();
    // Ten minutes before the exam opens to twenty after: twenty of them count.
    expect(await act(pause, examId, { registrationId }, after(-10))).toEqual({ ok: true, reached: 1 });
    expect(await act(resume, examId, { registrationId }, after(20))).toEqual({ ok: true, reached: 1 });
    expect(codes(await start(examId, free, after(45)))).toEqual(["attempt.entry-closed"]);
    expect(codes(await start(examId, held, after(50)))).toEqual(["attempt.entry-closed"]);
    const begun = await start(examId, held, after(49, 59));
    // As with a pause of who answers, the end of the exam moves too: no minute of ninety is lost.
    expect((await attemptOf({ attemptId: begun.ok ? begun.attemptId : "" })).deadlineAt).toEqual(
      after(139, 59),
    );
  });

  it("is still to come while they are held, and holds for a second pause, extra time and the board", async () => {
    const { examId, held, registrationId } = await kept();
    const actor = { accountId: "-", personId: null, displayName: "-", grants: [] };
    const exam = (await findExam(prisma, examId, ["/linhu/"]))!;
    const standing = async (minute: number) => {
      const { rows } = await boardPage({ actor, exam, rooms: null }, new URLSearchParams(), after(minute));
      return rows.find((row) => row.registrationId === registrationId)?.standing;
    };
    await act(pause, examId, { registrationId }, after(25));
    expect(await standing(40)).toBe("not-started");
    expect(codes(await start(examId, held, after(40)))).toEqual(["attempt.held"]);
    await act(resume, examId, { registrationId }, after(45));
    expect(await act(pause, examId, { registrationId }, after(48))).toEqual({ ok: true, reached: 1 });
    await act(resume, examId, { registrationId }, after(58));
    // 5 of the 30 minutes were left, 3 of them went by, so that 2 remain.
    expect(await standing(59)).toBe("not-started");
    expect(await standing(60)).toBe("missed");
    expect(await give(examId, { registrationId, pastClose: true }, after(59))).toMatchObject({ ok: true });
    expect(codes(await give(examId, { registrationId, pastClose: true }, after(61)))).toEqual([
      "invigilation.nobody",
    ]);
    expect((await start(examId, held, after(59))).ok).toBe(true);
  });

  it("keeps the results back: they are not released while somebody may still begin, or is held", async () => {
    const { examId, running, registrationId } = await kept();
    await inTransaction((tx) => submitAttempt(tx, running, null, after(10)));
    await act(pause, examId, { registrationId }, after(5));
    const release = (minute: number) =>
      inTransaction((tx) => releaseResults(tx, examId, null, after(minute)));
    expect(await release(300)).toMatchObject({
      ok: false,
      refusals: [{ code: "exam.still-running", facts: { open: 0, held: 1 } }],
    });
    await act(resume, examId, { registrationId }, after(305));
    expect(await release(329)).toMatchObject({
      ok: false,
      refusals: [{ facts: { open: 0, held: 0, entryClosesAt: after(330).toISOString() } }],
    });
    expect(await release(330)).toEqual({ ok: true });
  });
});

describe("a paper of one's own", () => {
  it("is nothing an invigilator may act on, alone or among others", async () => {
    const examId = await planExam(hall);
    const own = await sitting(hall, examId);
    const other = await sitting(hall, examId);
    const registrationId = await registrationOf(examId, own.personId);
    const target = { examId, rooms: null, actorPersonId: own.personId };
    const alone = { ...target, registrationId };
    const time = { kind: "extra-time" as const, minutes: 5, reason: REASON, pastClose: false };
    const giveFor = (whom: typeof target) =>
      inTransaction((tx) => giveTime(tx, { ...time, target: whom }, null, after(10)));
    expect(codes(await giveFor(alone))).toEqual(["invigilation.own"]);
    for (const verb of [pause, resume, collectPapers])
      expect(
        codes(await inTransaction((tx) => verb(tx, { target: alone, reason: REASON }, null, after(10)))),
      ).toEqual(["invigilation.own"]);
    expect(await giveFor(target)).toEqual({ ok: true, reached: 1 });
    expect((await attemptOf(own)).deadlineAt).toEqual(after(90));
    expect((await attemptOf(other)).deadlineAt).toEqual(after(95));
    await inTransaction((tx) => submitAttempt(tx, own, null, after(20)));
    const again = { target: alone, minutes: 5, reason: REASON, pastClose: false };
    expect(codes(await inTransaction((tx) => reopen(tx, again, null, after(21))))).toEqual([
      "invigilation.own",
    ]);
    const code = await inTransaction((tx) => makeTakeOverCode(tx, alone, null, after(21)));
    expect(codes(code as Outcome)).toEqual(["invigilation.own"]);
  });
});

describe("collecting and reopening", () => {
  it("takes a paused or running paper in as the invigilator, marks it once, and says why", async () => {
    const examId = await planExam(hall);
    const who = await sitting(hall, examId);
    await save(who, 1, 5, ["A"], after(10));
    await act(pause, examId, {}, after(11));
    const registrationId = await registrationOf(examId, who.personId);
    expect(codes(await act(collectPapers, examId, { registrationId }, after(12)))).toBe("ok");
    expect(await attemptOf(who)).toMatchObject({
      state: "submitted",
      submittedBy: "invigilator",
      submittedAt: after(12),
      pausedSince: null,
    });
    expect(codes(await save(who, 2, 5, ["B"], after(13)))).toEqual(["attempt.closed"]);
    expect(codes(await act(collectPapers, examId, { registrationId }, after(14)))).toEqual([
      "invigilation.not-open",
    ]);
    expect(await prisma.marking.count({ where: { attemptId: who.attemptId } })).toBe(1);
    expect(await prisma.invigilationAct.findFirst({ where: { examId, kind: "collection" } })).toMatchObject({
      reason: REASON,
    });
    await expectWholeLedger(who);
  });

  it("keeps the answers and the old receipt, and marks again without losing the first marking", async () => {
    const examId = await planExam(hall);
    const who = await sitting(hall, examId);
    const registrationId = await registrationOf(examId, who.personId);
    const key = await keyFor(who.attemptId);
    await save(who, 1, 1, key[0]!, after(10));
    await inTransaction((tx) => submitAttempt(tx, who, null, after(20)));
    const old = (await receiptOf(prisma, who))!;
    expect(codes(await reopenFor(examId, registrationId, 10, after(25)))).toBe("ok");
    expect(await attemptOf(who)).toMatchObject({
      state: "open",
      epoch: 2,
      deadlineAt: after(90),
      submittedAt: null,
      receiptNumber: null,
      answers: { 1: key[0] },
    });
    expect(await receiptOf(prisma, who)).toBeNull();
    expect(codes(await save(who, 2, 2, key[1]!, after(26)))).toEqual(["attempt.taken-over"]);
    for (const [index, labels] of key.entries())
      expect(codes(await save(who, index + 2, index + 1, labels, after(27), 2))).toBe("ok");
    await inTransaction((tx) => submitAttempt(tx, who, null, after(30)));
    const renewed = (await receiptOf(prisma, who))!;
    expect(renewed.receiptNumber).not.toBe(old.receiptNumber);
    expect(renewed.earlier).toEqual([
      { receiptNumber: old.receiptNumber, submittedAt: old.submittedAt, checksum: old.checksum },
    ]);
    const markings = await prisma.marking.findMany({
      where: { attemptId: who.attemptId },
      orderBy: { markedAt: "asc" },
    });
    expect(markings.map(({ mark, supersededAt }) => [mark, supersededAt])).toEqual([
      [5, after(30)],
      [100, null],
    ]);
    expect(await prisma.studyRecord.count({ where: { attemptId: who.attemptId } })).toBe(1);
    await expectWholeLedger(who);
    expect((await inTransaction((tx) => releaseResults(tx, examId, null, after(2000)))).ok).toBe(true);
    expect(await prisma.qualificationPart.count({ where: { attemptId: who.attemptId } })).toBe(1);
    expect(codes(await reopenFor(examId, registrationId, 10, after(2001), true))).toEqual([
      "invigilation.released",
    ]);
  });
});

describe("at the same moment", () => {
  it("extra time and the collection at the deadline: the paper is in at the old deadline, or open until the new", async () => {
    const examId = await planExam(hall);
    const now = after(90, 5);
    for (let round = 0; round < 8; round += 1) {
      const who = await sitting(hall, examId);
      const registrationId = await registrationOf(examId, who.personId);
      // The job looks a moment later, by its own clock.
      const [given] = await Promise.all([
        give(examId, { registrationId }, now),
        inTransaction((tx) => finishIfOverdue(tx, who.attemptId, after(90, 6))),
      ]);
      const attempt = await attemptOf(who);
      if (given.ok) expect(attempt).toMatchObject({ state: "open", deadlineAt: after(95) });
      else expect(attempt).toMatchObject({ state: "submitted", submittedAt: after(90) });
      await expectWholeLedger(who);
      await act(collectPapers, examId, {}, after(91));
    }
  });

  it("a pause and the collection as the deadline passes: the paper is in, or the clock stands before the deadline", async () => {
    const examId = await planExam(hall);
    for (let round = 0; round < 8; round += 1) {
      const who = await sitting(hall, examId);
      const registrationId = await registrationOf(examId, who.personId);
      const [paused] = await Promise.all([
        act(pause, examId, { registrationId }, after(89, 59)),
        inTransaction((tx) => finishIfOverdue(tx, who.attemptId, after(90, 6))),
      ]);
      if (paused.ok) {
        expect(await attemptOf(who)).toMatchObject({ state: "open", pausedSince: after(89, 59) });
        // A second was left, and is left.
        await act(resume, examId, { registrationId }, after(100));
        expect((await attemptOf(who)).deadlineAt).toEqual(after(100, 1));
        expect(codes(await save(who, 1, 5, ["A"], after(100, 1)))).toBe("ok");
      } else {
        expect(codes(paused)).toEqual(["invigilation.not-open"]);
        expect(await attemptOf(who)).toMatchObject({ state: "submitted", submittedAt: after(90) });
      }
      await expectWholeLedger(who);
    }
  });

  it("reopening and the collection: whichever is first, each hand-in has one marking and one of them counts", async () => {
    const examId = await planExam(hall);
    for (let round = 0; round < 8; round += 1) {
      const who = await sitting(hall, examId);
      const registrationId = await registrationOf(examId, who.personId);
      const [, reopened] = await Promise.all([
        inTransaction((tx) => finishIfOverdue(tx, who.attemptId, after(91))),
        reopenFor(examId, registrationId, 10, after(91)),
        reopenFor(examId, registrationId, 10, after(91)),
      ]);
      if (!reopened.ok) expect(codes(reopened)).toEqual(["invigilation.not-submitted"]);
      const attempt = await attemptOf(who);
      expect(attempt.epoch).toBe(attempt.state === "open" ? 2 : 1);
      await expectWholeLedger(who);
      if (attempt.state === "open") await inTransaction((tx) => submitAttempt(tx, who, null, after(92)));
      const markings = await prisma.marking.findMany({ where: { attemptId: who.attemptId } });
      const handIns = (await stepsOf(who)).filter(({ kind }) => kind === "submission");
      expect(markings).toHaveLength(handIns.length);
      expect(markings.filter(({ supersededAt }) => supersededAt === null)).toHaveLength(1);
    }
  });

  it("the candidate's hand-in and the invigilator's: one paper, one receipt, one marking", async () => {
    const examId = await planExam(hall);
    for (let round = 0; round < 5; round += 1) {
      const who = await sitting(hall, examId);
      const registrationId = await registrationOf(examId, who.personId);
      await Promise.all([
        act(collectPapers, examId, { registrationId }, after(30)),
        inTransaction((tx) => submitAttempt(tx, who, null, after(30))),
      ]);
      const steps = await stepsOf(who);
      expect(steps.filter(({ kind }) => kind === "submission")).toHaveLength(1);
      expect(await prisma.marking.count({ where: { attemptId: who.attemptId } })).toBe(1);
      await expectWholeLedger(who);
    }
  });

  it("pauses and saves: what was acknowledged stands before the pause in the ledger, nothing behind it", async () => {
    const examId = await planExam(hall);
    const who = await sitting(hall, examId);
    const registrationId = await registrationOf(examId, who.personId);
    const outcomes: Promise<unknown>[] = [];
    const saved: Awaited<ReturnType<typeof save>>[] = [];
    for (let seq = 1; seq <= 40; seq += 1) {
      outcomes.push(save(who, seq, (seq % 12) + 1, [], after(30)).then((answer) => saved.push(answer)));
      if (seq === 20) outcomes.push(act(pause, examId, { registrationId }, after(30)));
    }
    await Promise.all(outcomes);
    const steps = await stepsOf(who);
    const at = steps.findIndex(({ kind }) => kind === "paused");
    expect(at).toBeGreaterThan(0);
    expect(steps.slice(at + 1).filter(({ kind }) => kind === "answer")).toEqual([]);
    expect(steps.filter(({ kind }) => kind === "answer")).toHaveLength(
      saved.filter((answer) => answer?.ok).length,
    );
    await expectWholeLedger(who);
  });

  it("extra time and who is about to begin: nobody is forgotten", async () => {
    const examId = await planExam(hall);
    for (let round = 0; round < 6; round += 1) {
      const personId = await officer(hall.urban);
      await holdsSpecial(personId);
      await register(examId, personId);
      const registrationId = await registrationOf(examId, personId);
      const [, begun] = await Promise.all([
        give(examId, { registrationId, pastClose: true }, after(1)),
        start(examId, personId, after(1)),
      ]);
      expect((await attemptOf({ attemptId: begun.ok ? begun.attemptId : "" })).deadlineAt).toEqual(after(96));
    }
  });
});

describe("rooms", () => {
  it("spread keeps people of one unit apart, fills evenly and tells who is left over", () => {
    const people = [..."aaaabbcc"].map((unitId, index) => ({ registrationId: `${unitId}${index}`, unitId }));
    const rooms = [
      { roomId: "1", capacity: 4, taken: [1] },
      { roomId: "2", capacity: 4, taken: [] },
    ];
    const { seats, left } = spread(people, rooms);
    expect(seats).toHaveLength(7);
    expect(left).toHaveLength(1);
    expect(new Set(seats.map(({ roomId, number }) => `${roomId}/${number}`)).size).toBe(7);
    expect(seats.some(({ roomId, number }) => roomId === "1" && number === 1)).toBe(false);
    const inFirst = seats
      .filter(({ roomId }) => roomId === "1")
      .map(({ registrationId }) => registrationId[0]);
    expect(new Set(inFirst).size).toBeGreaterThan(1);
  });

  it("seats everybody once, however often it is asked at once, and moves one by hand", async () => {
    const examId = await planExam(hall);
    const people = await Promise.all([1, 2, 3].map(() => officer(hall.urban)));
    for (const personId of people) await holdsSpecial(personId);
    await register(examId, ...people);
    const seatAll = () => inTransaction((tx) => seatEverybody(tx, examId, null, OPENS));
    expect(codes(await seatAll())).toEqual(["exam-room.none"]);
    const made = await inTransaction((tx) =>
      createRoom(tx, { examId, name: "甲", capacity: 5 }, null, OPENS),
    );
    const roomId = made.ok ? made.roomId : "";
    expect(
      codes(await inTransaction((tx) => createRoom(tx, { examId, name: "甲", capacity: 0 }, null, OPENS))),
    ).toEqual(["exam-room.capacity"]);
    expect(
      codes(await inTransaction((tx) => createRoom(tx, { examId, name: "甲", capacity: 3 }, null, OPENS))),
    ).toEqual(["exam-room.name-taken"]);
    const answers = await Promise.all([seatAll(), seatAll(), seatAll()]);
    expect(answers.map((answer) => answer.ok && answer.seated).sort()).toEqual([0, 0, 3]);
    const seats = await prisma.examSeat.findMany({ where: { roomId, supersededAt: null } });
    expect(seats.map(({ number }) => number).sort()).toEqual([1, 2, 3]);
    const { registrationId } = seats[0]!;
    const seat = (number: number) =>
      inTransaction((tx) => seatCandidate(tx, { examId, registrationId, roomId, number }, null, OPENS));
    expect(codes(await seat(6))).toEqual(["exam-room.no-such-seat"]);
    expect(codes(await seat(seats[1]!.number))).toEqual(["exam-room.seat-taken"]);
    expect(codes(await seat(5))).toBe("ok");
    expect(codes(await seat(5))).toBe("ok");
    expect(await prisma.examSeat.count({ where: { registrationId, supersededAt: null } })).toBe(1);
    expect(codes(await inTransaction((tx) => withdrawRoom(tx, { examId, roomId }, null, OPENS)))).toEqual([
      "exam-room.not-empty",
    ]);
  });
});

describe("the board", () => {
  it("tells of everyone how they stand, and puts first who needs a hand", async () => {
    const examId = await planExam(hall);
    const silent = await sitting(hall, examId);
    const away = await sitting(hall, examId);
    const working = await sitting(hall, examId);
    const done = await sitting(hall, examId);
    const absent = await officer(hall.urban);
    await holdsSpecial(absent);
    await register(examId, absent);
    await save(working, 1, 5, ["A"], after(20));
    await save(working, 2, 6, [], after(20));
    for (const who of [away, working]) await noteSeen(prisma, who.attemptId, after(20));
    const leave = (kind: "left" | "returned", now: Date) => noteLeaving(prisma, { ...away, kind }, now);
    await leave("left", after(5));
    await leave("left", after(5, 10));
    await leave("returned", after(5, 30));
    await leave("left", after(19, 50));
    await inTransaction((tx) => submitAttempt(tx, done, null, after(15)));
    const registrationId = await registrationOf(examId, working.personId);
    await give(examId, { registrationId }, after(16));
    const now = after(20, 10);
    const rows = byAttention(await boardOf(prisma, { examId, rooms: null }, now), now, () => true);
    expect(rows.map(({ personId, standing }) => [personId, standing])).toEqual([
      [silent.personId, "silent"],
      [away.personId, "left"],
      ...rows.slice(2).map(({ personId, standing }) => [personId, standing]),
    ]);
    expect(rows[1]).toMatchObject({ leavings: 2, awaySeconds: 50, isAway: true });
    const line = (personId: string) => rows.find((row) => row.personId === personId);
    expect(line(working.personId)).toMatchObject({ standing: "answering", answered: 1, extraMinutes: 5 });
    expect(line(done.personId)).toMatchObject({ standing: "submitted", submittedBy: "candidate" });
    expect(line(absent)).toMatchObject({ standing: "not-started", attemptId: null });
    expect(boardFigures(rows)).toMatchObject({ silent: 1, left: 1, answering: 1, submitted: 1 });
    expect(await boardOf(prisma, { examId, rooms: [crypto.randomUUID()] }, now)).toEqual([]);
    expect(await noteLeaving(prisma, { ...done, kind: "left" }, now)).toBe(false);
  });
});

describe("news of an attempt", () => {
  it("reach who listens although another process made the change", async () => {
    const examId = await planExam(hall);
    const who = await sitting(hall, examId);
    const told: Promise<number>[] = [];
    let heard = 0;
    const listen = () =>
      new Promise<number>((resolve) => {
        wake = () => resolve(heard);
      });
    let wake = () => {};
    const stop = watchAttempt(prisma, who.attemptId, () => {
      heard += 1;
      wake();
    });
    try {
      told.push(listen());
      expect(await told[0]).toBe(1);
      const next = listen();
      const began = performance.now();
      await give(examId, { registrationId: await registrationOf(examId, who.personId) }, after(40));
      expect(await next).toBe(2);
      expect(performance.now() - began).toBeLessThan(5_000);
    } finally {
      stop();
    }
  });
});

describe("news of an exam", () => {
  it("reach its board when somebody answers, leaves the page or is given time", async () => {
    const examId = await planExam(hall);
    const who = await sitting(hall, examId);
    let wake = () => {};
    const next = () => new Promise<void>((resolve) => (wake = resolve));
    const stop = watchExam(prisma, examId, () => wake());
    try {
      await next();
      for (const change of [
        () => save(who, 1, 5, ["A"], after(10)),
        () => noteLeaving(prisma, { ...who, kind: "left" }, after(11)),
        () => act(pause, examId, {}, after(12)),
      ]) {
        const told = next();
        await change();
        await told;
      }
    } finally {
      stop();
    }
  });
});

describe("a code for another device", () => {
  it("works once, for its attempt alone, and dies of five wrong tries", async () => {
    const examId = await planExam(hall);
    const who = await sitting(hall, examId);
    const registrationId = await registrationOf(examId, who.personId);
    const make = () =>
      inTransaction((tx) => makeTakeOverCode(tx, { examId, rooms: null, registrationId }, null, after(10)));
    const spend = (code: string, now = after(11)) =>
      inTransaction((tx) => spendTakeOverCode(tx, { attemptId: who.attemptId, code }, now));
    const first = await make();
    const code = first.ok ? first.code : "";
    expect(code).toMatch(/^\d{6}$/);
    expect(codes(await spend(""))).toEqual(["take-over.code-missing"]);
    expect(codes(await spend(code, after(21)))).toEqual(["take-over.code-wrong"]);
    expect(codes(await spend(code))).toBe("ok");
    expect(codes(await spend(code))).toEqual(["take-over.code-wrong"]);
    const second = await make();
    const right = second.ok ? second.code : "";
    const wrong = right === "000000" ? "000001" : "000000";
    for (let i = 0; i < 5; i += 1) expect(codes(await spend(wrong))).toEqual(["take-over.code-wrong"]);
    expect(codes(await spend(right))).toEqual(["take-over.code-wrong"]);
    await inTransaction((tx) => submitAttempt(tx, who, null, after(12)));
    expect(codes((await make()) as Outcome)).toEqual(["invigilation.nobody"]);
  });
});

describe("late answers", () => {
  it("count when two people accept them with a reason; the receipt stays, the paper is marked again", async () => {
    const examId = await planExam(hall);
    const who = await sitting(hall, examId);
    const key = await keyFor(who.attemptId);
    await save(who, 1, 1, key[0]!, after(80));
    // The network came back after the deadline: the queue is kept beside the chain.
    for (const [index, labels] of key.slice(1).entries())
      expect(codes(await save(who, index + 2, index + 2, labels, after(91)))).toEqual(["answer.too-late"]);
    await inTransaction((tx) => finishIfOverdue(tx, who.attemptId, after(92)));
    const receipt = (await receiptOf(prisma, who))!;
    expect(await rehearseLate(prisma, who.attemptId)).toMatchObject({
      before: { mark: 5, passed: false },
      after: { mark: 100, passed: true },
      fullMark: 100,
    });
    expect((await rehearseLate(prisma, who.attemptId)).changes).toHaveLength(11);
    const [one, two] = [crypto.randomUUID(), crypto.randomUUID()];
    const at = { examId, attemptId: who.attemptId };
    const as = (accountId: string) => ({ accountId, personId: null });
    const propose = (reason: string) =>
      inTransaction((tx) => proposeLate(tx, { ...at, reason }, as(one), after(100)));
    const decide = (by: string, decision: "approved" | "refused" = "approved") =>
      inTransaction((tx) => decideLate(tx, { ...at, decision }, as(by), after(101)));
    expect(codes(await propose(" "))).toEqual(["late.reason-missing"]);
    expect(codes(await decide(two))).toEqual(["late.not-proposed"]);
    expect(codes(await propose("考场交换机故障，有监考记录"))).toBe("ok");
    expect(codes(await propose("再次"))).toEqual(["late.proposed"]);
    expect(codes(await decide(one))).toEqual(["late.same-person"]);
    expect(codes(await decide(two, "refused"))).toBe("ok");
    expect((await attemptOf(who)).answers).toEqual({ 1: key[0] });
    await propose("考场交换机故障，有监考记录");
    const both = await Promise.all([decide(two), decide(two)]);
    expect(both.map(codes).filter((answer) => answer === "ok")).toHaveLength(1);
    expect(Object.keys((await attemptOf(who)).answers as object)).toHaveLength(12);
    await expectWholeLedger(who);
    const markings = await prisma.marking.findMany({
      where: { attemptId: who.attemptId },
      orderBy: { markedAt: "asc" },
    });
    expect(markings.map(({ mark, supersededAt }) => [mark, supersededAt === null])).toEqual([
      [5, false],
      [100, true],
    ]);
    const { log, ...same } = (await receiptOf(prisma, who))!;
    const { log: before, ...old } = receipt;
    expect(same).toEqual(old);
    expect(log.map(({ kind }) => kind)).toEqual([...before.map(({ kind }) => kind), "late-accepted"]);
    expect(codes(await propose("再次"))).toEqual(["late.none"]);
  });

  it("never take the place of what was answered since, and are nobody's own to decide", async () => {
    const examId = await planExam(hall);
    const who = await sitting(hall, examId);
    const registrationId = await registrationOf(examId, who.personId);
    for (const [seq, slot] of [1, 2].entries())
      expect(codes(await save(who, seq + 1, slot, [], after(91)))).toEqual(["answer.too-late"]);
    await inTransaction((tx) => finishIfOverdue(tx, who.attemptId, after(92)));
    await reopenFor(examId, registrationId, 10, after(93));
    const key = await keyFor(who.attemptId);
    expect(codes(await save(who, 1, 1, key[0]!, after(94), 2))).toBe("ok");
    await inTransaction((tx) => submitAttempt(tx, who, null, after(95)));
    const own = { accountId: crypto.randomUUID(), personId: who.personId };
    const at = { examId, attemptId: who.attemptId };
    const propose = (actor: { accountId: string; personId: string | null }) =>
      inTransaction((tx) => proposeLate(tx, { ...at, reason: "网络中断" }, actor, after(100)));
    const accept = (actor: { accountId: string; personId: string | null }) =>
      inTransaction((tx) => decideLate(tx, { ...at, decision: "approved" }, actor, after(101)));
    const other = () => ({ accountId: crypto.randomUUID(), personId: null });
    expect(codes(await propose(own))).toEqual(["late.own"]);
    expect(codes(await propose(other()))).toBe("ok");
    expect(codes(await accept(own))).toEqual(["late.own"]);
    expect(codes(await accept(other()))).toBe("ok");
    // Question 1 was answered again after the reopening; only the other late answer counts.
    expect((await attemptOf(who)).answers).toEqual({ 1: key[0], 2: [] });
    await expectWholeLedger(who, after(90));
  });
});
