import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, prisma } from "~/db.server";
import { createExam, findExam, listExams, type NewExam } from "~/exams/exams.server";
import { openToPerson, owingFor } from "~/exams/owing.server";
import { registerOneself } from "~/exams/own-registration.server";
import { recordExamBan } from "~/exams/qualification.server";
import { registerCandidates, withdrawRegistration } from "~/exams/registration.server";
import { requireExam } from "~/exams/requirements.server";
import { endEmployment } from "~/personnel/employment.server";
import { useDatabase } from "../support/database";
import {
  after,
  EARLY,
  examHall,
  type Hall,
  holdsSpecial,
  OPENS,
  officer,
  planExam,
  register,
  start,
} from "./exam-hall";

await useDatabase();
let hall: Hall;
let examId: string;
beforeAll(async () => {
  hall = await examHall();
  examId = await planExam(hall);
});

const reasons = ({ refused }: Awaited<ReturnType<typeof register>>, personId: string) =>
  refused.find((entry) => entry.personId === personId)?.refusals.map(({ code }) => code);
const ready = async (unitId = hall.urban) => {
  const personId = await officer(unitId);
  await holdsSpecial(personId);
  return personId;
};

describe("who may be entered", () => {
  it("enters the good ones of a list and answers every reason against each of the others", async () => {
    const good = await Promise.all([ready(), ready(), ready(hall.market)]);
    const contract = await officer(hall.urban, "contract");
    const dispatched = await officer(hall.urban, "dispatched");
    const withoutSpecial = await officer(hall.urban);
    const outcome = await register(examId, ...good, contract, dispatched, withoutSpecial);
    expect([...outcome.registered].sort()).toEqual([...good].sort());
    expect(reasons(outcome, contract)).toEqual([
      "identity.excluded",
      "qualification.order",
      "qualification.missing",
    ]);
    expect(reasons(outcome, withoutSpecial)).toEqual(["qualification.order", "qualification.missing"]);
    const refusal = outcome.refused.find((entry) => entry.personId === dispatched)!.refusals[0]!;
    expect(refusal.source).toMatchObject({ rule: "K05", article: "第十条" });
    expect(refusal.source?.title).toContain("行政执法监督条例");
    const rows = await prisma.registration.findMany({ where: { examId, personId: { in: good } } });
    expect(rows.find((row) => row.personId === good[2])?.unitId).toBe(hall.market);
    expect(
      await prisma.auditEvent.count({ where: { type: "registration.refused", subjectId: examId } }),
    ).toBe(3);
  });

  it("lets contract staff sit the auxiliary exam, which leads to no enforcement certificate (decision 26)", async () => {
    const auxiliary = await planExam(hall, { kind: "auxiliary-training", part: null });
    const contract = await officer(hall.urban, "contract");
    expect((await register(auxiliary, contract)).registered).toEqual([contract]);
  });

  it("asks for the special part first, and not of who registers for it (scenario 8)", async () => {
    const special = await planExam(hall, { part: "special", field: "urban-management" });
    const beginner = await officer(hall.urban);
    expect((await register(special, beginner)).registered).toEqual([beginner]);
    expect(reasons(await register(examId, beginner), beginner)).toEqual([
      "qualification.order",
      "qualification.missing",
    ]);
  });

  it("refuses who is entered already, and enters nobody twice when two press at once", async () => {
    const personId = await ready();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => register(examId, personId)));
    expect(outcomes.flatMap((outcome) => outcome.registered)).toEqual([personId]);
    expect(reasons(await register(examId, personId), personId)).toEqual(["registration.already-registered"]);
    expect(await prisma.registration.count({ where: { personId } })).toBe(1);
  });

  it("refuses under a ban, with the decision and its last day (K11); a ban after registration stops the start", async () => {
    const before = await ready();
    const later = await ready();
    const ban = (personId: string) =>
      inTransaction((tx) =>
        recordExamBan(
          tx,
          {
            personId,
            reason: "cheating",
            decisionNumber: "临司考〔2026〕3号",
            fromOn: "2026-06-01",
            toOn: "2028-06-01",
          },
          null,
          EARLY,
        ),
      );
    await ban(before);
    const outcome = await register(examId, before, later);
    expect(reasons(outcome, before)).toEqual(["registration.banned"]);
    expect(outcome.refused[0]?.refusals[0]).toMatchObject({
      facts: { decisionNumber: "临司考〔2026〕3号", endsBeforeOn: "2028-06-01" },
      source: { rule: "K11" },
    });
    await ban(later);
    const begun = await start(examId, later);
    expect(begun.ok ? [] : begun.refusals.map(({ code }) => code)).toEqual(["registration.banned"]);
  });

  it("refuses who does not work in the registering office's units on the exam's day", async () => {
    const elsewhere = await ready(hall.market);
    const leaving = await ready();
    await inTransaction((tx) =>
      endEmployment(
        tx,
        { personId: leaving, relation: "home", toOn: "2026-10-01", status: "resigned" },
        null,
        EARLY,
      ),
    );
    const outcome = await inTransaction((tx) =>
      registerCandidates(
        tx,
        { examId, personIds: [elsewhere, leaving], within: ["/linhu/urban/"] },
        null,
        EARLY,
      ),
    );
    expect(outcome.registered).toEqual([]);
    expect(reasons(outcome, elsewhere)).toEqual(["registration.not-employed"]);
    expect(reasons(outcome, leaving)).toEqual(["registration.not-employed"]);
  });

  it("refuses ids that are nobody's, without naming them in the log", async () => {
    const nobody = crypto.randomUUID();
    expect(reasons(await register(examId, nobody), nobody)).toEqual(["registration.unknown-person"]);
    expect(await prisma.auditEvent.count({ where: { personId: nobody } })).toBe(0);
  });

  it("refuses when the door is shut", async () => {
    const personId = await ready();
    const late = await inTransaction((tx) =>
      registerCandidates(tx, { examId, personIds: [personId] }, null, after(30)),
    );
    expect(reasons(late, personId)).toEqual(["registration.closed"]);
  });

  it("gives no fresh attempts to who withdraws and registers again", async () => {
    const personId = await ready();
    await register(examId, personId);
    const withdraw = () => inTransaction((tx) => withdrawRegistration(tx, { examId, personId }, null, EARLY));
    expect(await withdraw()).toBe(true);
    expect(await withdraw()).toBe(true);
    expect((await register(examId, personId)).registered).toEqual([personId]);
    await start(examId, personId, OPENS);
    expect(await withdraw()).toBe(false);
  });
});

describe("registering oneself", () => {
  const oneself = (exam: string, personId: string) =>
    inTransaction((tx) => registerOneself(tx, { examId: exam, personId }, crypto.randomUUID(), EARLY));

  it("is decided by the same rules, once, and not at all where an office names who sits", async () => {
    const good = await ready();
    const beginner = await officer(hall.urban);
    expect((await openToPerson(prisma, good, EARLY)).map(({ id }) => id)).toContain(examId);
    const answers = await Promise.all([oneself(examId, good), oneself(examId, good), oneself(examId, good)]);
    expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect(await prisma.registration.count({ where: { examId, personId: good } })).toBe(1);
    expect((await openToPerson(prisma, good, EARLY)).map(({ id }) => id)).not.toContain(examId);
    const refused = await oneself(examId, beginner);
    expect(refused && !refused.ok && refused.refusals.map(({ code }) => code)).toEqual([
      "qualification.order",
      "qualification.missing",
    ]);
    const check = await planExam(hall, { kind: "spot-check", part: null });
    const named = await oneself(check, good);
    expect(named && !named.ok && named.refusals[0]?.code).toBe("registration.named-only");
    expect((await openToPerson(prisma, good, EARLY)).map(({ id }) => id)).not.toContain(check);
  });

  it("takes in everybody who owes the exam and is not entered", async () => {
    const annual = await planExam(hall, { kind: "annual", part: null });
    const people = [await officer(hall.market), await officer(hall.market)];
    await inTransaction((tx) =>
      requireExam(
        tx,
        {
          ...{ kind: "annual", part: null, field: null, regime: null, source: "office" },
          ...{ personIds: people, dueOn: "2026-12-31" },
        },
        null,
        EARLY,
      ),
    );
    const exam = (await findExam(prisma, annual, ["/linhu/"]))!;
    expect((await owingFor(prisma, exam, [hall.market])).sort()).toEqual([...people].sort());
    expect(await owingFor(prisma, exam, [hall.urban])).toEqual([]);
    await register(annual, people[0]!);
    expect(await owingFor(prisma, exam, [hall.market])).toEqual([people[1]]);
  });
});

describe("planning", () => {
  it("refuses figures below the pack's, each with its source", async () => {
    const plan = (changes: Partial<NewExam>) =>
      planExam(hall, changes).then(
        () => "",
        (error: Error) => error.message,
      );
    expect(await plan({ kind: "annual", part: null, passMark: 59, attemptsAllowed: 4 })).toBe(
      "exam.pass-mark-below,exam.attempts-over",
    );
    expect(await plan({ kind: "annual", part: null, passMark: 60, attemptsAllowed: 3 })).toBe("");
    expect(await plan({ organiserLevel: "unit" })).toBe("exam.organiser-level");
    const before = { kind: "pre-appointment", part: null } as const;
    expect(await plan(before)).toBe("exam.regime-missing");
    expect(await plan({ ...before, regime: "party" })).toBe("exam.minutes-short");
    expect(await plan({ ...before, regime: "party", minutes: 120, closesAt: after(240) })).toBe("");
    expect(await plan({ regime: "party" })).toBe("exam.regime-unused");
  });

  it("refuses an exam that cannot be held, with every reason", async () => {
    const answer = await inTransaction((tx) =>
      createExam(
        tx,
        {
          title: "x",
          kind: "qualification",
          part: "special",
          field: null,
          unitId: hall.legal,
          organiserLevel: "county",
          blueprintVersionId: hall.blueprint,
          opensAt: OPENS,
          closesAt: after(30),
          lateEntryMinutes: 30,
          minutes: 90,
          passMark: 101,
          attemptsAllowed: 0,
        },
        null,
        EARLY,
      ),
    );
    expect(answer.ok ? [] : answer.refusals.map(({ code }) => code)).toEqual([
      "exam.too-long",
      "exam.pass-mark",
      "exam.field-missing",
      "exam.attempts",
    ]);
  });

  it("shows an office the exams of its units and the published ones that serve it", async () => {
    expect((await findExam(prisma, examId, ["/linhu/urban/"]))?.id).toBe(examId);
    expect((await findExam(prisma, examId, ["/linhu/legal/"]))?.id).toBe(examId);
    expect(await findExam(prisma, examId, ["/elsewhere/"])).toBeNull();
    expect(await findExam(prisma, crypto.randomUUID(), ["/linhu/"])).toBeNull();
    expect((await listExams(prisma, ["/linhu/market/"])).map(({ id }) => id)).toContain(examId);
  });
});
