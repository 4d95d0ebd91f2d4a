import { beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "~/access/accounts.server";
import { issueNotice } from "~/casework/supervision-letters.server";
import { collectCertificate } from "~/certification/acts.server";
import { refuseApplication, returnApplication } from "~/certification/applications.server";
import type { DecidedAct } from "~/certification/ground";
import { approveProposal, proposeAct, refuseProposal } from "~/certification/proposals.server";
import { inTransaction, prisma } from "~/db.server";
import { newId } from "~/ids";
import { addPlanItem, createPlan } from "~/plans/plan-drafting.server";
import type { PlanStep } from "~/plans/plan-state";
import { takePlanStep } from "~/plans/plan-steps.server";
import { findSampled } from "~/study/audit-sample.server";
import { giveVerdict } from "~/study/audit-verdicts.server";
import { drawAudit, type Plan } from "~/study/audits.server";
import { acceptStudyRecord, returnStudyRecord } from "~/study/checks.server";
import { reverseStudyRecord, submitStudyRecord } from "~/study/ledger.server";
import { draftNotice, replyToNotice, takeNoticeStep } from "~/study/notices.server";
import { demandRectification, takeRectificationStep } from "~/study/rectifications.server";
import { STUDY_MODES } from "~/study/study-entry";
import { apply, HEARD, officer as holder, issued, NOW, type Scene, setScene } from "../certification/scene";
import { account, morning, officer } from "../study/study-district";
import { useDatabase } from "../support/database";
import { codesTold, factsTold } from "./told";

// What study and certification tell: the learner, the holder, who drew a plan up, the training officers of a unit.

await useDatabase();
let scene: Scene;
let clerk: string;
let checker: string;
let other: string;
/** A training officer of the bureau with a record of their own. */
let trainer: string;
beforeAll(async () => {
  scene = await setScene();
  clerk = await account("clerk");
  checker = await account("checker");
  other = await account("other");
  trainer = await officer("培训员", scene.urban);
  const accountId = await account("trainer", trainer);
  await inTransaction((tx) =>
    grantRole(tx, { accountId, role: "unit-training-officer", unitId: scene.urban }, null, NOW),
  );
});

const entered = new Date("2026-03-05T02:00:00Z");
async function studied(name: string, on = "2026-03-03") {
  const personId = await officer(name, scene.urban);
  const session = {
    ...morning,
    startAt: new Date(`${on}T09:00:00+08:00`),
    endAt: new Date(`${on}T12:00:00+08:00`),
  };
  const record = { ...session, personIds: [personId], unitId: scene.urban };
  const answer = await inTransaction((tx) => submitStudyRecord(tx, record, clerk, entered));
  if (!answer.ok) throw new Error("not entered");
  return { personId, recordId: answer.recordIds[0]! };
}
const accept = (recordId: string, by = checker) =>
  inTransaction((tx) => acceptStudyRecord(tx, { recordId }, by, new Date("2026-03-10T02:00:00Z")));

describe("an entry of the ledger", () => {
  it("accepted is told its learner, once", async () => {
    const { personId, recordId } = await studied("学员甲");
    expect(await codesTold(personId)).toEqual([]);
    expect(await accept(recordId)).toEqual({ ok: true });
    expect(await accept(recordId)).toEqual({ ok: true });
    const facts = { recordId, on: "2026-03-03", minutes: 180 };
    expect(await factsTold(personId, "study.record-accepted")).toEqual(facts);
  });

  it("returned is told its learner", async () => {
    const { personId, recordId } = await studied("学员乙");
    const back = { recordId, reason: "签到表缺页" };
    expect(await inTransaction((tx) => returnStudyRecord(tx, back, checker, NOW))).toEqual({ ok: true });
    expect(await codesTold(personId)).toEqual(["study.record-returned"]);
  });

  it("reversed is told once the entry that takes it back is accepted, about the one it takes back", async () => {
    const { personId, recordId } = await studied("学员丙");
    await accept(recordId);
    const reversal = { recordId, reason: "重复登记", ground: "mistake" as const };
    const made = await inTransaction((tx) => reverseStudyRecord(tx, reversal, checker, NOW));
    if (!made.ok) throw new Error("not reversed");
    expect(await codesTold(personId)).toEqual(["study.record-accepted"]);
    expect(await accept(made.recordId, other)).toEqual({ ok: true });
    expect(await factsTold(personId, "study.record-reversed")).toMatchObject({ recordId });
  });
});

describe("a study plan", () => {
  it("is told who drew it up when it is returned and when it is approved, each time once", async () => {
    const [drafter, confirmer, boss] = [
      await officer("拟稿人", scene.market),
      await officer("复核人", scene.market),
      await officer("批准人", scene.market),
    ];
    const [by, second, third] = [
      await account("drafter", drafter),
      await account("confirmer", confirmer),
      await account("boss", boss),
    ];
    const wanted = {
      unitId: scene.market,
      year: 2026,
      audience: "enforcement-staff" as const,
      title: "计划",
    };
    const { planId } = await inTransaction((tx) => createPlan(tx, { ...wanted, document: "1号" }, by, NOW));
    for (const category of ["specialised-law", "new-knowledge"] as const)
      await inTransaction((tx) =>
        addPlanItem(
          tx,
          {
            ...{ planId, month: 3, category, law: "行政处罚法", materials: [], ownerPersonId: drafter },
            personIds: [drafter],
          },
          by,
          NOW,
        ),
      );
    const step = async (taken: PlanStep, actor: string, reason = "") => {
      const verdict = await inTransaction((tx) =>
        takePlanStep(tx, { planId, step: taken, reason }, actor, NOW),
      );
      expect(verdict).toEqual({ ok: true });
    };
    await step("submitted", by);
    await step("returned", second, "三月的法律已经修改");
    await step("submitted", by);
    await step("confirmed", second);
    await step("approved", third);
    await step("approved", third);
    expect(await codesTold(drafter)).toEqual(["study.plan-returned", "study.plan-approved"]);
    expect(await factsTold(drafter, "study.plan-approved")).toEqual({
      ...{ planId, year: 2026 },
      audience: "enforcement-staff",
    });
    expect([await codesTold(confirmer), await codesTold(boss)]).toEqual([[], []]);
  });
});

describe("supervision", () => {
  /** A finding on the only record of a sample. */
  const found = async (name: string, on: string) => {
    const { recordId } = await studied(name, on);
    await accept(recordId);
    const auditId = newId();
    const plan = {
      ...{ auditId, unitId: scene.district, unitIds: [scene.urban], fromOn: on, lastOn: on, size: 1 },
      ...{ modes: STUDY_MODES, states: ["accepted"], method: "simple", noticeNumber: "抽1号" },
      ...{ purpose: "例行抽查", seed: "seed" },
    } as Plan;
    expect((await inTransaction((tx) => drawAudit(tx, plan, clerk, NOW))).ok).toBe(true);
    const verdict = {
      ...{ auditId, place: 1, kind: "minutes-wrong" as const, facts: "只有两小时", seenId: null },
    };
    const by = { accountId: other, personId: null };
    expect(await inTransaction((tx) => giveVerdict(tx, verdict, by, NOW))).toEqual({ ok: true });
    return auditId;
  };
  const told = async () => (await codesTold(trainer)).filter((code) => code.startsWith("study."));

  it("tells the training officers of the unit what it has to put right, and what was sent back", async () => {
    const auditId = await found("抽查甲", "2026-02-03");
    const demand = { auditId, place: 1, demand: "补签退记录", workingDays: 5 };
    const by = { accountId: other, personId: null };
    const made = await inTransaction((tx) => demandRectification(tx, demand, by, NOW));
    if (!made.ok) throw new Error("not demanded");
    await inTransaction((tx) => demandRectification(tx, demand, by, NOW));
    const { rectificationId } = made;
    expect(await factsTold(trainer, "study.rectification-demanded")).toEqual({
      ...{ rectificationId, dueOn: "2026-11-27" },
    });
    const step = (taken: "reported" | "sent-back", actor: string) =>
      inTransaction((tx) =>
        takeRectificationStep(
          tx,
          { rectificationId, step: taken, statement: "说明", reference: "" },
          actor,
          NOW,
        ),
      );
    expect(await step("reported", clerk)).toEqual({ ok: true });
    expect(await step("sent-back", other)).toEqual({ ok: true });
    expect(await told()).toEqual(["study.rectification-demanded", "study.rectification-sent-back"]);
  });

  it("tells them of a supervision notice when it is issued, not when it is drafted, and when the answer comes back", async () => {
    const auditId = await found("抽查乙", "2026-02-04");
    const { verdictId } = (await findSampled(prisma, { auditId, place: 1 }, "2026-11-20"))!;
    const noticeId = newId();
    const notice = {
      ...{ noticeId, number: "督办1号", unitId: scene.urban, demand: "立即整改", workingDays: 10 },
      ...{ ground: "study-audit" as const, auditId, verdictIds: [verdictId!] },
    };
    const before = await told();
    expect((await inTransaction((tx) => draftNotice(tx, notice, clerk, NOW))).ok).toBe(true);
    expect(await told()).toEqual(before);
    for (let times = 0; times < 2; times += 1)
      expect(await inTransaction((tx) => issueNotice(tx, noticeId, other, NOW))).toEqual({ ok: true });
    const facts = { noticeId, number: "督办1号", dueOn: "2026-12-04" };
    expect(await factsTold(trainer, "study.supervision-notice-issued")).toEqual(facts);
    const reply = { noticeId, statement: "已整改", reference: "", uploads: [] };
    expect(await inTransaction((tx) => replyToNotice(tx, reply, clerk, NOW))).toEqual({ ok: true });
    const back = { noticeId, step: "sent-back" as const, statement: "不完整" };
    expect(await inTransaction((tx) => takeNoticeStep(tx, back, other, NOW))).toEqual({ ok: true });
    expect((await told()).slice(before.length)).toEqual([
      "study.supervision-notice-issued",
      "study.supervision-notice-sent-back",
    ]);
  });
});

describe("an application", () => {
  it("returned or refused is told the applicant, and who handed it in", async () => {
    const entry = { loginName: "hands-in", displayName: "经办", passwordHash: "-" };
    const submitter = await holder(scene.urban, { name: "经办" });
    const submitting = await inTransaction(async (tx) => {
      const id = await createAccount(tx, { ...entry, personId: submitter }, null, NOW);
      await grantRole(tx, { accountId: id, role: "unit-training-officer", unitId: scene.urban }, null, NOW);
      return id;
    });
    const personId = await holder(scene.urban);
    const applicationId = await apply({ ...scene, submitter: submitting }, personId);
    const defects = { applicationId, defects: [{ code: "photo-unfit" as const, says: "" }] };
    const back = await inTransaction((tx) => returnApplication(tx, defects, scene.legalReviewer, NOW));
    expect(back).toEqual({ ok: true });
    const returned = "certificate.application-returned";
    expect(await factsTold(personId, returned)).toEqual({ applicationId, own: true });
    expect(await factsTold(submitter, returned)).toEqual({ applicationId, own: false });
    const rejected = await holder(scene.urban);
    const asked = await apply(scene, rejected);
    const refusal = { applicationId: asked, opinion: "不符合", citation: "第十一条" };
    const no = await inTransaction((tx) => refuseApplication(tx, refusal, scene.legalReviewer, NOW));
    expect(no).toEqual({ ok: true });
    expect(await codesTold(rejected)).toEqual(["certificate.application-refused"]);
  });
});

describe("a certificate", () => {
  it("tells its holder when it is issued, and every decision on it once that is approved", async () => {
    const personId = await holder(scene.urban);
    const { certificateId } = await issued(scene, personId);
    expect(await factsTold(personId, "certificate.issued")).toEqual({ certificateId });
    await inTransaction((tx) => collectCertificate(tx, { certificateId }, scene.issuer, NOW));
    const propose = async (act: DecidedAct, ground: string) => {
      const details = {
        ...{ ground, legalBasis: "第十七条", decisionNumber: `${act}1号` },
        ...{ effectiveOn: null, banUntilOn: null, note: "" },
        statement: HEARD,
      };
      const answer = await inTransaction((tx) =>
        proposeAct(tx, { certificateId, act, details }, scene.issuer, NOW),
      );
      return answer.ok ? answer.proposalId : "";
    };
    const not = await propose("suspend", "under-inquiry");
    await inTransaction((tx) => refuseProposal(tx, { proposalId: not }, scene.secondIssuer, NOW));
    expect(await codesTold(personId)).toEqual(["certificate.issued"]);
    for (const [act, ground] of [
      ["suspend", "under-inquiry"],
      ["restore", "inquiry-ended"],
      ["revoke", "altered-or-lent"],
    ] as const) {
      const proposalId = await propose(act, ground);
      const approved = await inTransaction((tx) =>
        approveProposal(tx, { proposalId }, scene.secondIssuer, NOW),
      );
      expect(approved).toEqual({ ok: true });
    }
    const facts = { certificateId, decisionNumber: "suspend1号", fromOn: "2026-11-20" };
    expect(await factsTold(personId, "certificate.suspended")).toEqual(facts);
    expect((await codesTold(personId)).slice(1)).toEqual([
      "certificate.suspended",
      "certificate.restored",
      "certificate.revoked",
    ]);
  });
});
