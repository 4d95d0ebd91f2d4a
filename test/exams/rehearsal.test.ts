import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { saveAnswer } from "~/exams/answer.server";
import { attemptUnderWay, takeOver } from "~/exams/attempt.server";
import { seenBefore } from "~/exams/exposure.server";
import { receiptOf, receiptPublicKeys, signedReceipt } from "~/exams/receipt.server";
import { practicePaper } from "~/exams/rehearsal";
import { rehearsalsOf, startRehearsal } from "~/exams/rehearsal.server";
import { resultOf } from "~/exams/result.server";
import { mySittings, roomOf } from "~/exams/sitting.server";
import { finishIfOverdue, overdueAttempts, submitAttempt } from "~/exams/submission.server";
import { rehearsalText } from "~/text/rehearsal";
import { locales } from "~/text/text";
import { useDatabase } from "../support/database";
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
} from "./exam-hall";
import { expectWholeLedger } from "./ledger";

// The exam room tried out: everything a candidate does in an exam goes through the same verbs, and nothing comes of it.

const database = await useDatabase();
const { practice } = rehearsalText["zh-CN"];
let hall: Hall;
beforeAll(async () => {
  hall = await examHall();
});

const begin = (personId: string, now = OPENS, device = DEVICE) =>
  inTransaction((tx) => startRehearsal(tx, { personId, device, practice }, null, now));
const answer = (
  attemptId: string,
  personId: string,
  seq: number,
  slot: number,
  labels: string[],
  now: Date,
) =>
  saveAnswer(
    prisma,
    { attemptId, personId, device: DEVICE, epoch: 1, seq, slot, change: { answer: labels } },
    now,
  );
const handIn = (attemptId: string, personId: string, now: Date) =>
  inTransaction((tx) => submitAttempt(tx, { attemptId, personId }, null, now));

describe("a rehearsal", () => {
  it("is answered, taken over, handed in and receipted by the exam's own ledger", async () => {
    const personId = await officer(hall.urban);
    const attemptId = await begin(personId);
    expect(await begin(personId, after(1))).toBe(attemptId);
    const room = await roomOf(prisma, { attemptId, personId, device: DEVICE }, after(1));
    expect(room).toMatchObject({ exam: null, isHere: true, deadlineAt: after(20) });
    expect(room!.paper.slots).toHaveLength(7);
    expect(room!.paper.sections.map(({ type }) => type)).toEqual([
      "true-false",
      "single-choice",
      "multiple-choice",
      "case-group",
    ]);

    expect(await answer(attemptId, personId, 1, 1, ["T"], after(1))).toMatchObject({ ok: true });
    expect(await answer(attemptId, personId, 2, 5, ["A", "C"], after(2))).toMatchObject({ ok: true });
    expect(await answer(attemptId, personId, 3, 3, ["A", "B"], after(2))).toMatchObject({ ok: false });
    const elsewhere = { attemptId, personId, device: "another-device" };
    expect(await inTransaction((tx) => takeOver(tx, elsewhere, null, after(3)))).toBe(true);
    expect(await answer(attemptId, personId, 4, 2, ["F"], after(3))).toMatchObject({ ok: false });
    expect(await handIn(attemptId, personId, after(4))).toBe(true);

    const steps = await expectWholeLedger(attemptId);
    expect(steps.map(({ kind }) => kind)).toEqual(["started", "answer", "answer", "take-over", "submission"]);
    const receipt = await receiptOf(prisma, { attemptId, personId });
    expect(receipt).toMatchObject({ exam: null, submittedBy: "candidate" });
    expect(receipt!.receiptNumber).toMatch(/^TEST-(\w{4}-){2}\w{4}$/);
    const { payload } = signedReceipt(receipt!, rehearsalText["zh-CN"].exam, "考生");
    expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({
      exam: { id: null, title: "演练（不计成绩）" },
    });
    expect(receiptPublicKeys()).toHaveLength(1);
  });

  it("is repeated without limit, and its end is the server's", async () => {
    const personId = await officer(hall.urban);
    const first = await begin(personId);
    await handIn(first, personId, after(1));
    const second = await begin(personId, after(2));
    expect(second).not.toBe(first);
    // Nobody came back: twenty minutes and the grace later it is over, and the next one begins.
    expect((await overdueAttempts(prisma, after(23))).map(({ id }) => id)).toContain(second);
    const third = await begin(personId, after(23));
    expect(third).not.toBe(second);
    expect(await prisma.attempt.findUnique({ where: { id: second } })).toMatchObject({
      ...{ state: "submitted", submittedBy: "deadline", submittedAt: after(22) },
    });
    expect(await inTransaction((tx) => finishIfOverdue(tx, third, after(44)))).toBe(true);
    expect(await rehearsalsOf(prisma, personId, after(45))).toMatchObject({
      openId: null,
      latest: [{ attemptId: third }, { attemptId: second }, { attemptId: first }],
    });
  });

  it("is one at a time, however often it is begun at once", async () => {
    const personId = await officer(hall.urban);
    const ids = await Promise.all(Array.from({ length: 8 }, () => begin(personId)));
    expect(new Set(ids).size).toBe(1);
    await expect(
      database.ownerQuery(
        `INSERT INTO attempt (id, registration_id, person_id, number, started_at, deadline_at, grace_seconds, state, epoch, last_seq, last_hash, answers, flags, device_hash)
         SELECT gen_random_uuid(), NULL, person_id, 1, started_at, deadline_at, grace_seconds, state, epoch, last_seq, last_hash, answers, flags, device_hash
         FROM attempt WHERE id = $1`,
        [ids[0]],
      ),
    ).rejects.toThrow(/attempt_rehearsal_open/);
  });

  it("leaves nothing behind that anything counts", async () => {
    const personId = await officer(hall.urban);
    const examId = await planExam(hall, { kind: "annual", part: null });
    await register(examId, personId);
    const attemptId = await begin(personId, after(-60));
    await answer(attemptId, personId, 1, 1, ["T"], after(-59));
    await handIn(attemptId, personId, after(-58));

    expect(await prisma.marking.count({ where: { attemptId } })).toBe(0);
    expect(await prisma.studyRecord.count({ where: { personId } })).toBe(0);
    expect(await prisma.examRequirement.count({ where: { personId } })).toBe(0);
    expect(await resultOf(prisma, { attemptId, personId }, after(0))).toBeNull();
    expect(await seenBefore(prisma, after(0), 365, after(200))).toEqual({});
    expect(await attemptUnderWay(prisma, personId, after(-59))).toBeNull();
    expect(await mySittings(prisma, personId)).toMatchObject([{ examId, attempts: [] }]);
    // Its events are about no person: no file tells of a rehearsal.
    const events = await prisma.auditEvent.findMany({ where: { subjectId: attemptId } });
    expect(events.map(({ type, personId: about }) => [type, about])).toEqual([
      ["rehearsal.started", null],
      ["rehearsal.submitted", null],
    ]);
    // One attempt is allowed, and the rehearsal was none.
    const begun = await start(examId, personId);
    expect(begun.ok).toBe(true);
  });
});

describe("the database", () => {
  it("lets no rehearsal become an exam, and gives it no mark, study time, part or objection", async () => {
    const personId = await officer(hall.urban);
    const examId = await planExam(hall, { kind: "annual", part: null });
    await register(examId, personId);
    const { id: registrationId } = await prisma.registration.findFirstOrThrow({ where: { examId } });
    const attemptId = await begin(personId);
    const refused = (sql: string, values: unknown[]) => expect(database.ownerQuery(sql, values)).rejects;
    await refused("UPDATE attempt SET registration_id = $2 WHERE id = $1", [
      attemptId,
      registrationId,
    ]).toThrow();
    const { packVersionId } = await prisma.exam.findUniqueOrThrow({ where: { id: examId } });
    await refused(
      `INSERT INTO marking (id, attempt_id, mark, full_mark, passed, slots, policy, pack_version_id, marked_at)
       VALUES (gen_random_uuid(), $1, 100, 100, true, '[]', 'all-or-nothing', $2, now())`,
      [attemptId, packVersionId],
    ).toThrow(/a rehearsal leads to nothing/);
    const begun = await start(examId, personId);
    const real = begun.ok ? begun.attemptId : "";
    await handIn(real, personId, after(5));
    await holdsSpecial(personId);
    // What a real attempt led to, written once more for the rehearsal.
    const again = (table: string) =>
      refused(
        `INSERT INTO ${table} SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'attempt_id', $1::uuid))).*
         FROM ${table} r WHERE person_id = $2`,
        [attemptId, personId],
      );
    await again("study_record").toThrow(/a rehearsal leads to nothing/);
    await again("qualification_part").toThrow(/a rehearsal leads to nothing/);
    await refused(
      `INSERT INTO objection (id, exam_id, attempt_id, reason, made_at, due_on)
       VALUES (gen_random_uuid(), $2, $1, 'x', now(), now())`,
      [attemptId, examId],
    ).toThrow(/a rehearsal leads to nothing/);
    await refused("UPDATE attempt SET registration_id = NULL WHERE id = $1", [real]).toThrow();
    // A paper from a blueprint on a rehearsal, and a practice paper in an exam.
    const paper = (of: string, blueprint: string | null) =>
      refused(
        `INSERT INTO paper (attempt_id, blueprint_version_id, seed, exposure, bank_version_ids, slots, content_hash)
         VALUES ($1, $2, 's', '{}', '{}', '{}', 'x')`,
        [of, blueprint],
      );
    const { blueprintVersionId } = await prisma.exam.findUniqueOrThrow({ where: { id: examId } });
    await paper(attemptId, blueprintVersionId).toThrow(/practice paper/);
    await paper(real, null).toThrow(/practice paper/);
  });
});

describe("the practice questions", () => {
  it("stand in no bank, in either language", async () => {
    const stems = locales.flatMap((locale) =>
      practicePaper(rehearsalText[locale].practice).slots.map(({ stem }) => stem),
    );
    expect(await prisma.questionVersion.count({ where: { stem: { in: stems } } })).toBe(0);
    const [zh, en] = locales.map((locale) =>
      practicePaper(rehearsalText[locale].practice).slots.map(({ type, options }) => [type, options.length]),
    );
    expect(zh).toEqual(en);
  });
});
