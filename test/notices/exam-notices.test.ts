import { beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "~/access/accounts.server";
import type { DateOn } from "~/calendar";
import { inTransaction, prisma } from "~/db.server";
import { saveAnswer } from "~/exams/answer.server";
import { decideRevocation, proposeRevocation } from "~/exams/exemption-revocations.server";
import { askExemption, grantExemption, refuseExemption } from "~/exams/exemptions.server";
import { decideLate, proposeLate } from "~/exams/late-answers.server";
import { answerObjection, objectTo } from "~/exams/objections.server";
import { registerCandidates } from "~/exams/registration.server";
import { releaseResults } from "~/exams/release.server";
import { withdrawRequirement } from "~/exams/requirement-steps.server";
import { requireExam } from "~/exams/requirements.server";
import { submitAttempt } from "~/exams/submission.server";
import { SIGNATURE_ROLES } from "~/exams/violation";
import { decideWithdrawal, proposeWithdrawal } from "~/exams/violation-withdrawals.server";
import { recordViolation, signViolation } from "~/exams/violations.server";
import {
  clerk,
  commonest,
  decide,
  foretold,
  itemOf,
  newKey,
  otherKey,
  propose,
  RELEASED,
  release,
  type Sat,
  satBy,
} from "../exams/corrected-exam";
import {
  after,
  DEVICE,
  EARLY,
  examHall,
  type Hall,
  keyFor,
  officer,
  planExam,
  sitting,
} from "../exams/exam-hall";
import { useDatabase } from "../support/database";
import { codesTold, factsTold, toldTo } from "./told";

// What the exam room tells candidates, each in the act's own transaction and once.

await useDatabase();
let hall: Hall;
type Office = { accountId: string; personId: null };
let first: Office;
let second: Office;
beforeAll(async () => {
  hall = await examHall();
  first = await clerk();
  second = await clerk();
}, 300_000);

const accountOf = (personId: string) =>
  inTransaction((tx) =>
    createAccount(
      tx,
      { loginName: personId, displayName: personId, personId, passwordHash: "-" },
      null,
      EARLY,
    ),
  );
const BAN_LAST_ON: DateOn = "2027-11-25";
const title = "2026 年下半年行政执法人员综合法律知识考试";

describe("a release", () => {
  it("tells everybody who sat, once, and nobody else", async () => {
    const examId = await planExam(hall);
    const sat = await satBy(hall, examId, 3);
    const away = await officer(hall.urban);
    expect((await release(examId)).ok).toBe(true);
    await release(examId);
    expect(await factsTold(sat.personId, "exam.result-released")).toEqual({
      ...{ examId, title },
      attemptId: sat.attemptId,
    });
    expect(await codesTold(away)).toEqual([]);
  });

  it("that is refused tells nobody", async () => {
    const examId = await planExam(hall);
    const { personId } = await sitting(hall, examId);
    expect((await release(examId, null, after(10))).ok).toBe(false);
    expect(await codesTold(personId)).toEqual([]);
  });
});

describe("a corrected key", () => {
  const corrected = async (releasedBefore: boolean) => {
    const examId = await planExam(hall);
    const sats: Sat[] = [];
    for (let number = 1; number <= 8; number += 1) sats.push(await satBy(hall, examId, number));
    if (releasedBefore) await release(examId);
    const questionVersionId = await commonest(examId);
    const proposal = newKey(otherKey(await itemOf(examId, questionVersionId)));
    const proposed = await propose(examId, questionVersionId, proposal, first);
    if (!proposed.ok) throw new Error("not proposed");
    const { correctionId } = proposed;
    const before = new Map<string, { mark: number; passed: boolean }>();
    for (const { attemptId } of sats) {
      const { mark, passed } = await prisma.marking.findFirstOrThrow({
        where: { attemptId, supersededAt: null },
      });
      before.set(attemptId, { mark, passed });
    }
    expect(await decide(examId, correctionId, second)).toEqual({ ok: true });
    return { sats, before, now: await foretold(correctionId) };
  };
  const toldOf = async ({ personId }: Sat) =>
    (await toldTo(personId)).filter(({ code }) => code === "exam.result-corrected");

  it("after the release tells those whose mark is another one, and whether they pass now", async () => {
    const { sats, before, now } = await corrected(true);
    const outcomes = new Set<string>();
    for (const sat of sats) {
      const [was, is] = [before.get(sat.attemptId)!, now.get(sat.attemptId)];
      const told = await toldOf(sat);
      if (!is || is.mark === was.mark) expect(told).toEqual([]);
      else {
        const outcome = was.passed === is.passed ? "same" : is.passed ? "passes" : "fails";
        expect(told).toMatchObject([{ facts: { attemptId: sat.attemptId, outcome } }]);
        outcomes.add(outcome);
      }
    }
    expect(outcomes.size).toBeGreaterThan(0);
  });

  it("before the release tells nobody: they have not seen a mark yet", async () => {
    const { sats } = await corrected(false);
    for (const sat of sats) expect(await toldOf(sat)).toEqual([]);
  });
});

describe("an objection", () => {
  it("is answered to its candidate with what came of it, once", async () => {
    const examId = await planExam(hall);
    const { personId, attemptId } = await satBy(hall, examId, 3);
    await inTransaction((tx) => releaseResults(tx, examId, null, RELEASED));
    const made = await inTransaction((tx) =>
      objectTo(tx, { attemptId, personId, slot: 3, reason: "第十二条已修改" }, null, after(1440)),
    );
    const objectionId = made.ok ? made.objectionId : "";
    const answer = () =>
      inTransaction((tx) =>
        answerObjection(tx, { objectionId, outcome: "dismissed", reply: "答案无误" }, first, after(2880)),
      );
    expect(await answer()).toEqual({ ok: true });
    expect((await answer()).ok).toBe(false);
    const facts = { examId, attemptId, title, slot: 3, outcome: "dismissed" };
    expect(await factsTold(personId, "exam.objection-answered")).toEqual(facts);
  });
});

describe("late answers", () => {
  it.each([
    ["approved", "exam.late-answers-accepted"],
    ["refused", "exam.late-answers-refused"],
  ] as const)("%s are told their candidate", async (decision, code) => {
    const examId = await planExam(hall);
    const { personId, attemptId } = await sitting(hall, examId);
    const [key] = await keyFor(attemptId);
    const step = { attemptId, personId, device: DEVICE, epoch: 1, seq: 1, slot: 1, change: { answer: key! } };
    await saveAnswer(prisma, step, after(91));
    await inTransaction((tx) => submitAttempt(tx, { attemptId, personId }, null, after(92)));
    const at = { examId, attemptId };
    const proposed = await inTransaction((tx) =>
      proposeLate(tx, { ...at, reason: "断网" }, first, after(95)),
    );
    expect(proposed).toEqual({ ok: true });
    expect(await codesTold(personId)).toEqual([]);
    const decided = await inTransaction((tx) => decideLate(tx, { ...at, decision }, second, after(96)));
    expect(decided).toEqual({ ok: true });
    expect(await factsTold(personId, code)).toEqual({ examId, title });
  });
});

describe("a violation", () => {
  it("is told with its consequence when the last of four has signed, and when it is taken back", async () => {
    const examId = await planExam(hall);
    const { personId } = await satBy(hall, examId, 3);
    const { id: registrationId } = await prisma.registration.findFirstOrThrow({
      where: { examId, personId },
    });
    const entry = {
      examId,
      registrationId,
      code: "copying" as const,
      description: "抄袭",
      evidenceHash: null,
    };
    const recorded = await inTransaction((tx) => recordViolation(tx, entry, first, after(45)));
    const violationId = recorded.ok ? recorded.violationId : "";
    const roles = [
      "invigilator",
      "unit-training-officer",
      "unit-personnel-officer",
      "legal-affairs",
    ] as const;
    for (const [index, role] of SIGNATURE_ROLES.entries()) {
      expect(await codesTold(personId)).toEqual([]);
      const { accountId } = await clerk();
      const chief = role === "chief";
      const signing = { violationId, role, decisionNumber: chief ? "决1号" : "", banLastOn: BAN_LAST_ON };
      const by = { accountId, roles: [roles[index]!], isCandidate: false };
      const signed = await inTransaction((tx) => signViolation(tx, signing, by, after(200)));
      expect(signed.ok).toBe(true);
    }
    const told = await factsTold(personId, "exam.violation-took-effect");
    expect(told).toEqual({ examId, title, kind: "cheating", isBanned: true, banLastOn: BAN_LAST_ON });
    await inTransaction((tx) =>
      proposeWithdrawal(tx, { violationId, reason: "申诉成立" }, first, after(300)),
    );
    const back = { violationId, decision: "approved" as const };
    expect(await inTransaction((tx) => decideWithdrawal(tx, back, second, after(301)))).toEqual({ ok: true });
    expect(await factsTold(personId, "exam.violation-withdrawn")).toEqual({ examId, title });
  });
});

describe("a registration refused", () => {
  const enter = (examId: string, personId: string, by: string | null = first.accountId) =>
    inTransaction((tx) => registerCandidates(tx, { examId, personIds: [personId] }, by, EARLY));

  it("is told with its reasons, once for the same ones; not to who asked themselves, nor to who is entered", async () => {
    const examId = await planExam(hall);
    const contract = await officer(hall.urban, "contract");
    await enter(examId, contract);
    await enter(examId, contract);
    const { refusals, ...exam } = await factsTold(contract, "exam.registration-refused");
    expect(exam).toEqual({ examId, title });
    expect(refusals.map(({ code }) => code)).toContain("identity.excluded");
    const own = await officer(hall.urban, "contract");
    await enter(examId, own, await accountOf(own));
    expect(await codesTold(own)).toEqual([]);
    const { personId } = await sitting(hall, examId);
    expect((await enter(examId, personId)).refused).toHaveLength(1);
    expect(await codesTold(personId)).toEqual([]);
  });

  it("before an appointment is told nobody: they need not know that they were thought of", async () => {
    const changes = { kind: "pre-appointment", part: null, regime: "party", minutes: 120 } as const;
    const examId = await planExam(hall, changes);
    const personId = await officer(hall.urban);
    expect((await enter(examId, personId)).refused).toHaveLength(1);
    expect(await codesTold(personId)).toEqual([]);
  });
});

describe("a requirement", () => {
  const annual = {
    ...{ kind: "annual" as const, part: null, field: null, regime: null },
    ...{ dueOn: "2026-12-31" as DateOn, source: "office" as const },
  };
  const plain = { kind: "annual", part: null, field: null, regime: null };
  const evidence = { bytes: Buffer.from("%PDF-1.7"), mediaType: "application/pdf", fileName: "证明.pdf" };
  const required = async () => {
    const personId = await officer(hall.urban);
    const ask = () =>
      inTransaction((tx) => requireExam(tx, { ...annual, personIds: [personId] }, first.accountId, EARLY));
    await ask();
    await ask();
    const { id } = await prisma.examRequirement.findFirstOrThrow({ where: { personId } });
    return { personId, requirementId: id };
  };
  const asked = async (requirementId: string) => {
    const wanted = { requirementId, ground: "long-sick-leave" as const, note: "", evidence };
    const answer = await inTransaction((tx) => askExemption(tx, wanted, first.accountId, EARLY));
    return answer?.ok ? answer.exemptionId : "";
  };

  it("is told with its last day, once, and when it is taken back", async () => {
    const { personId, requirementId } = await required();
    expect(await factsTold(personId, "exam.required")).toEqual({ ...plain, dueOn: "2026-12-31" });
    const back = { requirementId, reason: "错列" };
    for (let times = 0; times < 2; times += 1)
      await inTransaction((tx) => withdrawRequirement(tx, back, first.accountId, EARLY));
    expect(await factsTold(personId, "exam.requirement-withdrawn")).toEqual(plain);
  });

  it("of a proposal for a post is told nobody, nor that it was taken back", async () => {
    const personId = await officer(hall.urban);
    const proposal = { kind: "pre-appointment" as const, regime: "party" as const };
    const source = { source: "proposal" as const, sourceId: crypto.randomUUID() };
    await inTransaction((tx) =>
      requireExam(tx, { ...annual, ...proposal, ...source, personIds: [personId] }, first.accountId, EARLY),
    );
    const { id: requirementId } = await prisma.examRequirement.findFirstOrThrow({ where: { personId } });
    const back = { requirementId, reason: "不再提名" };
    await inTransaction((tx) => withdrawRequirement(tx, back, first.accountId, EARLY));
    expect(await codesTold(personId)).toEqual([]);
  });

  it("is let off or not: the person hears of either, and of an exemption revoked", async () => {
    const { personId, requirementId } = await required();
    const refused = { exemptionId: await asked(requirementId), reason: "不符合" };
    await inTransaction((tx) => refuseExemption(tx, refused, second.accountId, EARLY));
    expect(await factsTold(personId, "exam.exemption-refused")).toEqual(plain);
    const exemptionId = await asked(requirementId);
    await inTransaction((tx) => grantExemption(tx, { exemptionId }, second.accountId, EARLY));
    expect(await factsTold(personId, "exam.exemption-granted")).toEqual(plain);
    await inTransaction((tx) => proposeRevocation(tx, { exemptionId, reason: "已返岗" }, first, after(0)));
    const approved = { exemptionId, decision: "approved" as const };
    const revoked = await inTransaction((tx) => decideRevocation(tx, approved, second, after(1)));
    expect(revoked).toEqual({ ok: true });
    expect(await factsTold(personId, "exam.exemption-revoked")).toEqual(plain);
  });
});
