import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import type { Role } from "~/access/permissions";
import { inTransaction, prisma } from "~/db.server";
import { saveAnswer } from "~/exams/answer.server";
import { computeStatistics } from "~/exams/item-statistics.server";
import { candidatesOf } from "~/exams/office.server";
import { examBans, qualificationParts } from "~/exams/qualification.server";
import { releaseResults } from "~/exams/release.server";
import { requireExam } from "~/exams/requirements.server";
import { resultOf } from "~/exams/result.server";
import { mySitting } from "~/exams/sitting.server";
import { submitAttempt } from "~/exams/submission.server";
import { banFor, kindOf, maySign, SIGNATURE_ROLES, type SignatureRole } from "~/exams/violation";
import { decideWithdrawal, proposeWithdrawal } from "~/exams/violation-withdrawals.server";
import { recordViolation, signViolation } from "~/exams/violations.server";
import { newId } from "~/ids";
import { examResults } from "~/plans/results.server";
import { nationalPack } from "~/rulebook/packs/national";
import { useDatabase } from "../support/database";
import {
  after,
  DEVICE,
  EARLY,
  examHall,
  type Hall,
  keyFor,
  planExam,
  register,
  sitting,
  start,
} from "./exam-hall";

const database = await useDatabase();
let hall: Hall;
const accounts: Record<string, string> = {};
beforeAll(async () => {
  hall = await examHall();
  for (const login of ["invigilator", "clerk", "checker", "chief", "other"])
    accounts[login] = await inTransaction((tx) =>
      createAccount(
        tx,
        { loginName: login, displayName: login, personId: null, passwordHash: "-" },
        null,
        EARLY,
      ),
    );
});

const rolesOf: Record<SignatureRole, Role[]> = {
  invigilator: ["invigilator"],
  "entry-clerk": ["unit-training-officer"],
  checker: ["unit-personnel-officer"],
  chief: ["legal-affairs"],
};
const accountFor: Record<SignatureRole, string> = {
  invigilator: "invigilator",
  "entry-clerk": "clerk",
  checker: "checker",
  chief: "chief",
};
const codes = (answer: { ok: true } | { ok: false; refusals: { code: string }[] }) =>
  answer.ok ? "ok" : answer.refusals.map(({ code }) => code);

const enter = (examId: string, registrationId: string, code: "talking" | "copying" = "talking") =>
  inTransaction((tx) =>
    recordViolation(
      tx,
      { examId, registrationId, code, description: "09:40 与邻座交谈，两次提醒不改。", evidenceHash: null },
      { accountId: accounts.invigilator!, personId: null },
      after(45),
    ),
  );
const sign = (violationId: string, role: SignatureRole, more: { banLastOn?: string; number?: string } = {}) =>
  inTransaction((tx) =>
    signViolation(
      tx,
      {
        violationId,
        role,
        decisionNumber: role === "chief" ? (more.number ?? "临考决〔2026〕1号") : "",
        banLastOn: (more.banLastOn ?? null) as never,
      },
      { accountId: accounts[accountFor[role]]!, roles: rolesOf[role], isCandidate: false },
      after(200),
    ),
  );

/** Somebody who sat, answered everything right, and handed in. */
async function passed(examId: string) {
  const who = await sitting(hall, examId);
  const key = await keyFor(who.attemptId);
  for (const [index, answer] of key.entries())
    await saveAnswer(
      prisma,
      { ...who, device: DEVICE, epoch: 1, seq: index + 1, slot: index + 1, change: { answer } },
      after(10),
    );
  await inTransaction((tx) => submitAttempt(tx, who, null, after(40)));
  const { registrationId } = await prisma.attempt.findUniqueOrThrow({ where: { id: who.attemptId } });
  return { ...who, registrationId: registrationId! };
}
const release = (examId: string) => inTransaction((tx) => releaseResults(tx, examId, null, after(300)));
const generalPart = async (personId: string) =>
  (await qualificationParts(prisma, [personId], { trueOn: "2026-12-31" }))
    .get(personId)!
    .filter(({ part }) => part === "general");

describe("the rules", () => {
  const state = { isEffective: false, isWithdrawn: false };
  const three = (["invigilator", "entry-clerk", "checker"] as const).map((role) => ({
    role,
    accountId: role,
  }));

  it.each([
    ["invigilator", "a", ["invigilator"], [], "ok"],
    ["entry-clerk", "a", ["invigilator"], [], "ok"],
    ["checker", "a", ["invigilator"], [], ["violation.not-your-role"]],
    ["checker", "a", ["personnel-department"], [], "ok"],
    ["chief", "a", ["legal-affairs"], [], ["violation.chief-last"]],
    ["chief", "a", ["legal-affairs"], three, "ok"],
    ["chief", "checker", ["legal-affairs"], three, ["violation.one-each"]],
    ["checker", "a", ["personnel-department"], three, ["violation.signature-given"]],
  ] as const)("%s by %s with %s after %o: %s", (role, accountId, roles, signed, expected) => {
    expect(codes(maySign(role, { accountId, roles, isCandidate: false }, state, signed))).toEqual(expected);
  });

  it("nobody signs about themselves, nor what is in effect or was taken back", () => {
    const signer = { accountId: "a", roles: ["invigilator"] as const, isCandidate: true };
    expect(codes(maySign("invigilator", signer, { isEffective: true, isWithdrawn: true }, []))).toEqual([
      "violation.withdrawn",
      "violation.effective",
      "violation.own",
    ]);
  });

  it("bars for the years of the pack, or where it sets none until the day the decision names", () => {
    expect(kindOf("talking")).toBe("misconduct");
    expect(kindOf("device")).toBe("cheating");
    expect(codes(banFor("2026-11-26", null, nationalPack))).toEqual(["violation.ban-missing"]);
    expect(codes(banFor("2026-11-26", "2026-11-25", nationalPack))).toEqual(["violation.ban-past"]);
    expect(banFor("2026-11-26", "2027-11-25", nationalPack)).toEqual({
      ok: true,
      ban: { fromOn: "2026-11-26", toOn: "2027-11-26" },
    });
    const strict = structuredClone(nationalPack);
    strict.ban.years.cheated.value = 2;
    strict.ban.convention.value = "start-day-excluded";
    expect(banFor("2026-03-10", "2030-01-01", strict)).toEqual({
      ok: true,
      ban: { fromOn: "2026-03-10", toOn: "2028-03-11" },
    });
  });
});

describe("an entry", () => {
  it("changes nothing before the fourth signature, then voids the result everywhere it is read", async () => {
    const examId = await planExam(hall);
    const who = await passed(examId);
    const entered = await enter(examId, who.registrationId);
    const id = entered.ok ? entered.violationId : "";
    expect(codes(await sign(id, "chief"))).toEqual(["violation.chief-last"]);
    for (const role of ["invigilator", "entry-clerk", "checker"] as const) {
      expect(await sign(id, role)).toEqual({ ok: true, isEffective: false });
      expect(await sign(id, role)).toEqual({ ok: true, isEffective: false });
    }
    expect((await release(examId)).ok).toBe(true);
    expect(await generalPart(who.personId)).toHaveLength(1);
    await expect(
      database.ownerQuery("UPDATE violation SET effective_at = now(), decision_number = 'x' WHERE id = $1", [
        id,
      ]),
    ).rejects.toThrow(/four_signatures/);
    expect(codes(await sign(id, "chief", { number: "" }))).toEqual(["violation.decision-missing"]);
    expect(await sign(id, "chief")).toEqual({ ok: true, isEffective: true });

    // The part granted by the release does not stand; mark and marking are kept and shown as void.
    expect(await generalPart(who.personId)).toEqual([]);
    const office = { examId, paths: [""], on: "2026-11-27" as const, withMarks: true };
    expect(await candidatesOf(prisma, office)).toMatchObject([
      { isVoid: true, result: { mark: 100, passed: false } },
    ]);
    expect(await mySitting(prisma, who.personId, examId)).toMatchObject({
      isVoid: true,
      attempts: [{ result: { mark: 100, passed: false } }],
    });
    expect(await resultOf(prisma, who, after(400))).toMatchObject({
      mark: 100,
      passed: false,
      voidReasons: [{ kind: "misconduct", code: "talking", decisionNumber: "临考决〔2026〕1号" }],
    });
    const asked = [{ examId, personIds: [who.personId] }];
    expect((await examResults(prisma, asked, after(400))).get(examId)?.get(who.personId)?.outcome).toBe(
      "failed",
    );
    expect((await examBans(prisma, [who.personId], { trueOn: "2026-11-27" })).get(who.personId)).toEqual([]);
    expect(
      await prisma.auditEvent.findMany({
        where: { subjectId: id },
        select: { type: true },
        orderBy: { id: "asc" },
      }),
    ).toEqual(
      ["recorded", "signed", "signed", "signed", "signed", "took-effect"].map((act) => ({
        type: `violation.${act}`,
      })),
    );
  });

  it("of cheating bars from exams as well; a release after it grants nothing", async () => {
    const examId = await planExam(hall, { attemptsAllowed: 2, closesAt: after(300), lateEntryMinutes: 250 });
    const who = await passed(examId);
    const entered = await enter(examId, who.registrationId, "copying");
    const id = entered.ok ? entered.violationId : "";
    for (const role of SIGNATURE_ROLES.slice(0, 3)) await sign(id, role);
    expect(codes(await sign(id, "chief"))).toEqual(["violation.ban-missing"]);
    expect(codes(await sign(id, "chief", { banLastOn: "2027-11-25" }))).toBe("ok");
    expect(
      (await examBans(prisma, [who.personId], { trueOn: "2027-11-25" })).get(who.personId),
    ).toMatchObject([{ decisionNumber: "临考决〔2026〕1号", toOn: "2027-11-26" }]);
    expect(codes(await start(examId, who.personId, after(210)))).toEqual([
      "registration.banned",
      "attempt.void",
    ]);
    const next = await planExam(hall);
    expect((await register(next, who.personId)).refused[0]?.refusals.map(({ code }) => code)).toContain(
      "registration.banned",
    );
    expect((await release(examId)).ok).toBe(true);
    expect(await generalPart(who.personId)).toEqual([]);
  });

  it("takes effect once when the last signature is given twice at once", async () => {
    const examId = await planExam(hall);
    const who = await passed(examId);
    const entered = await enter(examId, who.registrationId);
    const id = entered.ok ? entered.violationId : "";
    for (const role of SIGNATURE_ROLES.slice(0, 3)) await sign(id, role);
    const answers = await Promise.all([sign(id, "chief"), sign(id, "chief"), sign(id, "chief")]);
    expect(answers.map(codes)).toEqual(["ok", "ok", "ok"]);
    expect(await prisma.auditEvent.count({ where: { subjectId: id, type: "violation.took-effect" } })).toBe(
      1,
    );
  });
});

describe("taking back", () => {
  const as = (login: string) => ({ accountId: accounts[login]!, personId: null });
  const propose = (violationId: string, reason = "申诉成立：监控显示未交谈") =>
    inTransaction((tx) => proposeWithdrawal(tx, { violationId, reason }, as("chief"), after(500)));
  const decide = (violationId: string, decision: "approved" | "refused", account = "other") =>
    inTransaction((tx) => decideWithdrawal(tx, { violationId, decision }, as(account), after(510)));

  it("needs two people; then the result counts, the ban is lifted and the part stands again", async () => {
    const examId = await planExam(hall);
    const who = await passed(examId);
    const entered = await enter(examId, who.registrationId, "copying");
    const id = entered.ok ? entered.violationId : "";
    for (const role of SIGNATURE_ROLES) await sign(id, role, { banLastOn: "2027-11-25" });
    await release(examId);
    expect(codes(await decide(id, "approved"))).toEqual(["violation.no-withdrawal"]);
    expect(codes(await propose(id, " "))).toEqual(["violation.reason-missing"]);
    expect(codes(await propose(id))).toBe("ok");
    expect(codes(await propose(id))).toEqual(["violation.withdrawal-open"]);
    expect(codes(await decide(id, "approved", "chief"))).toEqual(["violation.same-person"]);
    expect(codes(await decide(id, "refused"))).toBe("ok");
    expect(await resultOf(prisma, who, after(400))).toMatchObject({ passed: false });
    expect(codes(await propose(id))).toBe("ok");
    expect(codes(await decide(id, "approved"))).toBe("ok");
    expect(await resultOf(prisma, who, after(400))).toMatchObject({ passed: true, voidReasons: [] });
    expect(await generalPart(who.personId)).toMatchObject([{ fromOn: "2026-11-26" }]);
    expect((await examBans(prisma, [who.personId], { trueOn: "2026-11-27" })).get(who.personId)).toEqual([]);
    // What was known before it was taken back is still known to have been known.
    expect(
      (await examBans(prisma, [who.personId], { trueOn: "2026-11-27", knownAt: after(505) })).get(
        who.personId,
      ),
    ).toHaveLength(1);
    expect(codes(await propose(id))).toEqual(["violation.withdrawn"]);
    expect(codes(await sign(id, "chief"))).toBe("ok");
  });

  it("owes again what a void result had met, and meets it again when the result counts", async () => {
    const examId = await planExam(hall);
    const who = await passed(examId);
    const wanted = {
      ...{ kind: "qualification" as const, part: "general" as const, field: null, regime: null },
      ...{ dueOn: "2026-12-31" as const, source: "office" as const, personIds: [who.personId] },
    };
    await inTransaction((tx) => requireExam(tx, wanted, null, EARLY));
    const acts = async () =>
      (
        await prisma.examRequirement.findFirstOrThrow({
          where: { personId: who.personId },
          include: { steps: { orderBy: { number: "asc" } } },
        })
      ).steps.map(({ act }) => act);
    await release(examId);
    expect(await acts()).toEqual(["required", "met"]);
    const entered = await enter(examId, who.registrationId);
    const id = entered.ok ? entered.violationId : "";
    for (const role of SIGNATURE_ROLES) await sign(id, role);
    expect(await acts()).toEqual(["required", "met", "unmet"]);
    await propose(id);
    await decide(id, "approved");
    expect(await acts()).toEqual(["required", "met", "unmet", "met"]);
  });

  it("leaves the paper out of the statistics of its questions while it is void, and counts it again after", async () => {
    const examId = await planExam(hall);
    const who = await passed(examId);
    await passed(examId);
    await release(examId);
    const statistics = async () => {
      await inTransaction((tx) => computeStatistics(tx, examId, after(600)));
      const { figures } = await prisma.examStatistic.findUniqueOrThrow({ where: { examId } });
      const tallies = await prisma.itemTally.findMany({ where: { examId } });
      const answers = tallies.map(({ tally }) => (tally as { attempts: number }).attempts);
      return {
        papers: (figures as { attempts: number }).attempts,
        answers: answers.reduce((sum, one) => sum + one, 0),
      };
    };
    const queued = async () =>
      (
        await database.ownerQuery(
          "SELECT 1 FROM pgboss.job WHERE name = 'item-statistics' AND data ->> 'examId' = $1",
          [examId],
        )
      ).length;
    expect(await statistics()).toEqual({ papers: 2, answers: 24 });
    expect(await queued()).toBe(1);
    const entered = await enter(examId, who.registrationId, "copying");
    const id = entered.ok ? entered.violationId : "";
    for (const role of SIGNATURE_ROLES.slice(0, 3)) await sign(id, role);
    expect(await queued()).toBe(1);
    await sign(id, "chief", { banLastOn: "2027-11-25" });
    expect(await queued()).toBe(2);
    expect(await statistics()).toEqual({ papers: 1, answers: 12 });
    await propose(id);
    await decide(id, "approved");
    expect(await queued()).toBe(3);
    expect(await statistics()).toEqual({ papers: 2, answers: 24 });
  });

  it("is nobody's own to ask for or to decide", async () => {
    const examId = await planExam(hall);
    const who = await passed(examId);
    const entered = await enter(examId, who.registrationId);
    const violationId = entered.ok ? entered.violationId : "";
    const own = { accountId: accounts.other!, personId: who.personId };
    const asked = { violationId, reason: "没有此事" };
    expect(codes(await inTransaction((tx) => proposeWithdrawal(tx, asked, own, after(500))))).toEqual([
      "violation.own",
    ]);
    await propose(violationId);
    const decided = { violationId, decision: "approved" as const };
    expect(codes(await inTransaction((tx) => decideWithdrawal(tx, decided, own, after(501))))).toEqual([
      "violation.own",
    ]);
  });

  it("knows no violation that is not there", async () => {
    await expect(propose(newId())).rejects.toThrow();
  });
});
