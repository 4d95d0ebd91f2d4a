import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import { proposeCandidate } from "~/casework/appointment-candidates.server";
import { readLetter, writeLetter } from "~/casework/appointment-letters.server";
import { eventsOf } from "~/casework/file-events.server";
import { inTransaction, prisma } from "~/db.server";
import { saveAnswer } from "~/exams/answer.server";
import { findBatch } from "~/exams/appointment-list.server";
import { createBatch, enterBatch } from "~/exams/appointments.server";
import { attemptStanding, takeOver } from "~/exams/attempt.server";
import { firstBrokenStep, type Step } from "~/exams/attempt-chain";
import { registerOneself } from "~/exams/own-registration.server";
import { grantQualification } from "~/exams/qualification.server";
import { receiptOf } from "~/exams/receipt.server";
import { releaseResults } from "~/exams/release.server";
import { resultOf } from "~/exams/result.server";
import { mySitting, roomOf } from "~/exams/sitting.server";
import { finishIfOverdue, submitAttempt } from "~/exams/submission.server";
import { createPosition } from "~/positions/positions.server";
import { saveBlueprint } from "~/questions/blueprints.server";
import {
  after,
  DEVICE,
  EARLY,
  examHall,
  type Hall,
  keyFor,
  officer,
  paperSlots,
  planExam,
  register,
  sitting,
  start,
} from "../exams/exam-hall";
import { sat } from "../exams/sat-paper";
import { smallBank } from "../questions/small-bank";
import { useDatabase } from "../support/database";

// Acceptance scenarios of exams, each told once from its first word to its last. 21 is outage-mid-exam, 23 law-changed.

await useDatabase();
let hall: Hall;
beforeAll(async () => {
  hall = await examHall(smallBank());
});

const codes = (answer: { ok: boolean; refusals?: { code: string }[] } | null) =>
  answer && !answer.ok ? answer.refusals!.map(({ code }) => code) : [];
let named = 0;
async function account(displayName: string, personId: string | null = null): Promise<string> {
  named += 1;
  const entry = { loginName: `account-${named}`, displayName, personId, passwordHash: "-" };
  return inTransaction((tx) => createAccount(tx, entry, null, EARLY));
}

describe("scenario 8: the order of the parts", () => {
  it("scenario 8: who passed the general part and not the special one is refused at registration, before any exam", async () => {
    const personId = await officer(hall.urban);
    const own = await account("申请人", personId);
    await inTransaction((tx) =>
      grantQualification(
        tx,
        {
          ...{ personId, part: "general", field: null, origin: "imported", evidence: "市局成绩通知" },
          fromOn: "2025-06-01",
        },
        null,
        EARLY,
      ),
    );
    const general = await planExam(hall, { title: "通用法律知识" });
    const expected = ["qualification.order", "qualification.missing"];

    // By the unit, and by oneself: the same refusal, with the rule it stands on and what to do first.
    const { registered, refused } = await register(general, personId);
    expect(registered).toEqual([]);
    expect(refused).toMatchObject([{ personId }]);
    const [order, missing] = refused[0]!.refusals;
    expect([order, missing].map((reason) => reason?.code)).toEqual(expected);
    expect(order).toMatchObject({ facts: { part: "general", first: "special" } });
    expect(order?.source?.title).toBeTruthy();
    expect(missing).toMatchObject({ facts: { part: "special", cure: "sit-exam" } });
    const asked = await inTransaction((tx) => registerOneself(tx, { examId: general, personId }, own, EARLY));
    expect(codes(asked)).toEqual(expected);

    // Nothing of an exam has come into being that would have to be undone later.
    expect(await prisma.registration.count({ where: { personId } })).toBe(0);
    expect(await prisma.attempt.count({ where: { personId } })).toBe(0);
    expect(codes(await start(general, personId))).toEqual(["attempt.not-registered"]);
    expect(await prisma.auditEvent.count({ where: { personId, type: "registration.refused" } })).toBe(2);

    // The special part first; then the general one is open.
    const special = await planExam(hall, {
      part: "special",
      field: "urban-management",
      title: "专门法律知识",
    });
    expect((await register(special, personId)).registered).toEqual([personId]);
    await sat(special, personId, "all");
    expect((await register(general, personId)).refused[0]?.refusals.map(({ code }) => code)).toEqual(
      expected,
    );
    await inTransaction((tx) => releaseResults(tx, special, null, after(121)));
    const later = await planExam(hall, {
      ...{ opensAt: after(1440), closesAt: after(1560), title: "通用法律知识（第二场）" },
    });
    expect((await register(later, personId)).registered).toEqual([personId]);
  });
});

/** Questions worth 29, 29, 1 and 41 marks, so that 58 and 59 can be scored. */
const exactPaper = () =>
  inTransaction((tx) => {
    const cell = { bank: "general-law", law: null, difficulty: null };
    return saveBlueprint(
      tx,
      {
        code: "exact",
        title: { "zh-CN": "任前卷", en: "Pre-appointment paper" },
        rules: {
          cells: [
            { ...cell, type: "true-false", count: 2, marksEach: 29 },
            { ...cell, type: "single-choice", count: 1, marksEach: 1 },
            { ...cell, type: "multiple-choice", count: 1, marksEach: 41 },
          ],
          fixed: [],
          exposureCap: null,
        },
      },
      null,
      EARLY,
    );
  });

describe("scenario 13: the exam before an appointment by the congress", () => {
  it("scenario 13: 58 and 59 at the make-up: not submitted; the proposer is written to, no other candidate sees it, the score stays", async () => {
    const proposer = await account("组织部");
    const failing = await officer(hall.urban);
    const colleague = await officer(hall.urban);
    const batch = {
      ...{ regime: "congress" as const, title: "任免案第三批", documentNumber: "临组〔2026〕11号" },
      ...{ unitId: hall.root, dueOn: "2026-12-31" as const, termEndsOn: "2027-03-01" as const },
    };
    const made = await inTransaction((tx) => createBatch(tx, batch, proposer, EARLY));
    if (!made.ok) throw new Error(codes(made).join());
    const { batchId } = made;
    const post = { unitId: hall.urban, title: "局长", family: "congress-appointed", field: null } as const;
    const positionId = await inTransaction((tx) => createPosition(tx, post, null, EARLY));
    const by = { accountId: proposer, personId: null };
    const candidates: string[] = [];
    for (const personId of [failing, colleague]) {
      const answer = await inTransaction((tx) =>
        proposeCandidate(tx, { batchId, personId, positionId }, by, EARLY),
      );
      if (!answer?.ok) throw new Error(codes(answer).join());
      candidates.push(answer.candidateId);
    }
    const examId = await planExam(hall, {
      ...{ kind: "pre-appointment", part: null, regime: "congress", title: "任前法律知识考试" },
      ...{ blueprintVersionId: await exactPaper(), attemptsAllowed: 2, minutes: 120 },
      ...{ closesAt: after(300), lateEntryMinutes: 150 },
    });
    const entered = await inTransaction((tx) => enterBatch(tx, { batchId, examId }, proposer, EARLY));
    expect(entered).toMatchObject({ ok: true, refused: [] });

    const first = await sat(examId, failing, 2);
    const makeUp = await sat(examId, failing, 3, after(30));
    await sat(examId, colleague, "all");
    expect(codes(await start(examId, failing, after(60)))).toContain("attempt.attempts-used");
    const RELEASED = after(400);
    const file = (reader: "own" | "other" | "proposing") => eventsOf(prisma, failing, { most: 50, reader });
    const marksIn = async (reader: "own" | "other" | "proposing") =>
      (await file(reader)).events
        .filter(({ type }) => type === "attempt.marked")
        .map(({ data }) => (data as { mark: number }).mark)
        .sort();
    // Not before the release, not even to oneself.
    expect(await marksIn("own")).toEqual([]);
    expect(await resultOf(prisma, { attemptId: first, personId: failing }, after(60))).toBeNull();
    expect(await inTransaction((tx) => releaseResults(tx, examId, null, RELEASED))).toEqual({ ok: true });

    // What came of it, as the office of the congress reads it.
    const seen = await findBatch(prisma, batchId, ["congress-office"], RELEASED);
    const own = seen?.people.find(({ personId }) => personId === failing);
    expect(own?.outcome).toBe("failed");
    expect(own?.marks.map(({ mark, passed }) => [mark, passed])).toEqual([
      [58, false],
      [59, false],
    ]);

    // The letter to whoever proposed: not submitted, and no mark; the make-up is not told either.
    const asked = { batchId, candidateId: candidates[0]!, recipient: "proposer" as const };
    const letter = await inTransaction((tx) =>
      writeLetter(tx, asked, ["personnel-department"], proposer, RELEASED),
    );
    if (!letter?.ok) throw new Error("not written");
    const read = await inTransaction((tx) =>
      readLetter(tx, letter.letterId, async () => ["personnel-department"], proposer, RELEASED),
    );
    const text = await textOf(read!.bytes);
    expect(text).toContain("不予提请");
    expect(text).not.toMatch(/5[89] ?分/);
    // Nobody else opens it.
    expect(
      await inTransaction((tx) => readLetter(tx, letter.letterId, async () => [], proposer, RELEASED)),
    ).toBeNull();

    // Another candidate of the same batch sees neither the marks nor the attempts.
    for (const attemptId of [first, makeUp]) {
      expect(await resultOf(prisma, { attemptId, personId: colleague }, RELEASED)).toBeNull();
      expect(await receiptOf(prisma, { attemptId, personId: colleague })).toBeNull();
    }
    expect(JSON.stringify(await mySitting(prisma, colleague, examId))).not.toContain(first);

    // The score stays: with the candidate, in their own file; other readers of the file are not told of it.
    expect(await mySitting(prisma, failing, examId)).toMatchObject({
      attempts: [{ result: { mark: 58, passed: false } }, { result: { mark: 59, passed: false } }],
    });
    expect(await marksIn("own")).toEqual([58, 59]);
    expect(await marksIn("other")).toEqual([]);
    expect(await marksIn("proposing")).toEqual([]);
    const told = (await file("other")).events.filter(({ type }) => type.startsWith("appointment."));
    expect(told).toEqual([]);
    await expect(prisma.marking.deleteMany({ where: { attemptId: first } })).rejects.toThrow();
    await expect(
      prisma.marking.updateMany({ where: { attemptId: first }, data: { mark: 60, passed: true } }),
    ).rejects.toThrow();
  });
});

async function textOf(bytes: Uint8Array): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const { items } = await (await document.getPage(1)).getTextContent();
  return items.flatMap((item) => ("str" in item ? [item.str] : [])).join("");
}

describe("scenario 22: the clock of the candidate", () => {
  it("scenario 22: two tabs, a phone and a replayed request: the server's time rules, one session is active, late writes are kept and count for nothing", async () => {
    const examId = await planExam(hall, { kind: "annual", part: null });
    const who = await sitting(hall, examId);
    const phone = "phone-of-the-candidate";
    const save = (seq: number, slot: number, answer: string[], now: Date, more: object = {}) =>
      saveAnswer(prisma, { ...who, device: DEVICE, epoch: 1, seq, slot, change: { answer }, ...more }, now);
    const answers = async () =>
      (await prisma.attempt.findUniqueOrThrow({ where: { id: who.attemptId } })).answers;
    const [slot] = (await paperSlots(who.attemptId)).filter(({ type }) => type === "single-choice");
    const { number } = slot!;

    // A clock set back has no word for it in a save: whatever the laptop believes, the deadline is the server's.
    expect(await attemptStanding(prisma, { ...who, device: DEVICE })).toMatchObject({
      deadlineAt: after(90),
    });
    const smuggled = { savedAt: after(-600), receivedAt: after(-600), now: after(-600) };
    expect((await save(1, number, ["A"], after(10), smuggled))?.ok).toBe(true);
    const [step] = await prisma.answerStep.findMany({ where: { attemptId: who.attemptId, kind: "answer" } });
    expect(step?.receivedAt).toEqual(after(10));
    expect(await start(examId, who.personId, after(20))).toEqual({ ok: true, attemptId: who.attemptId });
    expect((await roomOf(prisma, { ...who, device: DEVICE }, after(20)))?.deadlineAt).toEqual(after(90));

    // Two tabs of one browser share its place: the higher number is the last write, the lower one is stale and told so.
    expect((await save(3, number, ["C"], after(21)))?.ok).toBe(true);
    expect(await save(2, number, ["B"], after(22))).toMatchObject({
      ok: false,
      refusals: [{ code: "answer.stale" }],
      lastSeq: 3,
    });
    expect(await answers()).toEqual({ [number]: ["C"] });

    // The phone is let in only by a take-over, which is logged and shuts the browser out.
    const byPhone = { device: phone, epoch: 2 };
    expect(codes(await save(4, number, ["D"], after(23), { device: phone }))).toEqual(["attempt.taken-over"]);
    await inTransaction((tx) => takeOver(tx, { ...who, device: phone }, null, after(24)));
    expect(codes(await save(4, number, ["B"], after(25)))).toEqual(["attempt.taken-over"]);
    expect((await save(4, number, ["D"], after(26), byPhone))?.ok).toBe(true);
    expect((await roomOf(prisma, { ...who, device: DEVICE }, after(27)))?.isHere).toBe(false);
    const logged = { subjectId: who.attemptId, type: "attempt.taken-over" };
    expect(await prisma.auditEvent.count({ where: logged })).toBe(1);
    // A higher number of an older take-over is not a later write.
    expect(codes(await save(99, number, ["A"], after(28)))).toEqual(["attempt.taken-over"]);
    expect(await answers()).toEqual({ [number]: ["D"] });

    // After the deadline: a replayed request is answered as before and changes nothing; a new one is refused and kept.
    expect((await save(4, number, ["D"], after(91), byPhone))?.ok).toBe(true);
    expect(codes(await save(5, number, ["A"], after(91), byPhone))).toEqual(["answer.too-late"]);
    await inTransaction((tx) => finishIfOverdue(tx, who.attemptId, after(92)));
    expect(codes(await save(6, number, ["B"], after(93), byPhone))).toEqual(["answer.too-late"]);
    await inTransaction((tx) => submitAttempt(tx, who, null, after(94)));
    expect(await receiptOf(prisma, who)).toMatchObject({ submittedAt: after(90), submittedBy: "deadline" });
    expect(await answers()).toEqual({ [number]: ["D"] });
    const steps = (await prisma.answerStep.findMany({
      where: { attemptId: who.attemptId },
      orderBy: { id: "asc" },
    })) as unknown as (Step & { hash: Uint8Array })[];
    expect(steps.map(({ kind }) => kind)).toEqual([
      ...["started", "answer", "answer", "take-over", "answer", "late", "submission", "late"],
    ]);
    expect(firstBrokenStep(steps)).toBeNull();
    const key = await keyFor(who.attemptId);
    const { mark } = await prisma.marking.findFirstOrThrow({ where: { attemptId: who.attemptId } });
    expect(mark).toBe(key[number - 1]![0] === "D" ? slot!.marks : 0);
  });
});
