import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { saveAnswer } from "~/exams/answer.server";
import { attemptStanding } from "~/exams/attempt.server";
import { firstBrokenStep, type Step } from "~/exams/attempt-chain";
import { giveTime } from "~/exams/extra-time.server";
import { remainingMs } from "~/exams/invigilation";
import { receiptOf } from "~/exams/receipt.server";
import { roomOf } from "~/exams/sitting.server";
import { finishIfOverdue, overdueAttempts, submitAttempt } from "~/exams/submission.server";
import {
  after,
  DEVICE,
  examHall,
  type Hall,
  holdsSpecial,
  OPENS,
  officer,
  planExam,
  register,
  start,
} from "../exams/exam-hall";
import { useDatabase } from "../support/database";

// Scenario 21. Ninety minutes from 09:00; the server is away from 09:41 to 09:46; the whole institution is given five.
await useDatabase();

let hall: Hall;
let examId: string;
beforeAll(async () => {
  hall = await examHall();
  examId = await planExam(hall);
});

type Sitting = { personId: string; attemptId: string };

async function begins(exam: string, now = OPENS): Promise<Sitting> {
  const personId = await officer(hall.urban);
  await holdsSpecial(personId);
  await register(exam, personId);
  const begun = await start(exam, personId, now);
  if (!begun.ok) throw new Error(begun.refusals.map(({ code }) => code).join());
  return { personId, attemptId: begun.attemptId };
}
const answers = (who: Sitting, seq: number, labels: string[], now: Date) =>
  saveAnswer(prisma, { ...who, device: DEVICE, epoch: 1, seq, slot: 5, change: { answer: labels } }, now);
const minutesLeft = async (who: Sitting, now: Date) => {
  const standing = await attemptStanding(prisma, { ...who, device: DEVICE });
  return remainingMs(standing!, now) / 60_000;
};
/** What the job does every few seconds, in as many processes as there are. */
const jobRuns = async (now: Date) => {
  for (const { id } of await overdueAttempts(prisma, now))
    await inTransaction((tx) => finishIfOverdue(tx, id, now));
};

describe("scenario 21: a restart in the middle of an exam", () => {
  it("scenario 21: gives nobody ninety minutes again, five to whom the outage struck, and none to whose time was over", async () => {
    const short = await planExam(hall, { minutes: 43, closesAt: after(43), lateEntryMinutes: 10 });
    const back = await begins(examId);
    const gone = await begins(examId);
    const handedIn = await begins(examId);
    const timeOver = await begins(short);
    for (const who of [back, gone, timeOver])
      expect((await answers(who, 1, ["A"], after(40)))?.ok).toBe(true);
    await inTransaction((tx) => submitAttempt(tx, handedIn, null, after(30)));

    // 09:46: two processes come up and look at once. Whose time ended meanwhile is finished at the deadline.
    await Promise.all([jobRuns(after(46)), jobRuns(after(46))]);
    expect(await receiptOf(prisma, timeOver)).toMatchObject({
      submittedAt: after(43),
      submittedBy: "deadline",
    });
    expect(await prisma.marking.count({ where: { attemptId: timeOver.attemptId } })).toBe(1);

    // 09:50: the answers are there, and forty minutes are left.
    const room = await roomOf(prisma, { ...back, device: DEVICE }, after(50));
    expect(room).toMatchObject({ answers: { 5: ["A"] }, deadlineAt: after(90), isHere: true });
    expect(await minutesLeft(back, after(50))).toBe(40);

    // 09:51: five minutes to everyone of the institution who is still answering.
    const act = {
      target: { examId, rooms: null },
      kind: "extra-time" as const,
      minutes: 5,
      reason: "09:41 至 09:46 服务器中断",
      pastClose: false,
    };
    const given = await inTransaction((tx) => giveTime(tx, act, null, after(51)));
    expect(given).toEqual({ ok: true, reached: 2 });
    expect(await minutesLeft(back, after(51))).toBe(44);
    expect(
      await prisma.auditEvent.findMany({
        where: { type: "attempt.extended", subjectId: { in: [back.attemptId, gone.attemptId] } },
        select: { data: true },
      }),
    ).toMatchObject([{ data: { minutes: 5 } }, { data: { minutes: 5 } }]);
    const late = { ...act, target: { examId: short, rooms: null } };
    expect(await inTransaction((tx) => giveTime(tx, late, null, after(51)))).toMatchObject({
      ok: false,
      refusals: [{ code: "invigilation.not-open" }],
    });

    // 10:32: past the first deadline, within the new one. 10:35: over, also for who never came back.
    expect((await answers(back, 2, ["B"], after(92)))?.ok).toBe(true);
    await jobRuns(after(93));
    expect((await attemptStanding(prisma, { ...back, device: DEVICE }))?.state).toBe("open");
    await Promise.all([jobRuns(after(200)), jobRuns(after(200))]);
    for (const who of [back, gone]) {
      expect(await receiptOf(prisma, who)).toMatchObject({
        submittedAt: after(95),
        submittedBy: "deadline",
      });
      await inTransaction((tx) => submitAttempt(tx, who, null, after(201)));
      const steps = (await prisma.answerStep.findMany({
        where: { attemptId: who.attemptId },
        orderBy: { id: "asc" },
      })) as unknown as (Step & { hash: Uint8Array })[];
      expect(firstBrokenStep(steps)).toBeNull();
      expect(steps.filter(({ kind }) => kind === "submission")).toHaveLength(1);
      expect(await prisma.marking.count({ where: { attemptId: who.attemptId } })).toBe(1);
    }
    expect((await receiptOf(prisma, back))?.answers[4]).toEqual({ number: 5, labels: ["B"] });
  });
});
