import { createAccount, grantRole } from "~/access/accounts.server";
import { type Role, roles } from "~/access/permissions";
import { openSession } from "~/access/session.server";
import { addDays, chinaDateOf, type DateOn } from "~/calendar";
import { statementFacts } from "~/casework/statement-facts.server";
import { openAmendment } from "~/casework/study-amendment.server";
import { decideFreeze, proposeFreeze } from "~/casework/study-freeze.server";
import { issueNotice } from "~/casework/supervision-letters.server";
import { releaseForTransfer } from "~/casework/transfers.server";
import { submitApplication } from "~/certification/applications.server";
import { openCampaign } from "~/certification/campaigns.server";
import { fileMinistryCard } from "~/certification/ministry-cards.server";
import { recordOutsideBan } from "~/certification/outside-bans.server";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { addCandidate, createBatch } from "~/exams/appointments.server";
import { createExam } from "~/exams/exams.server";
import { askExemption } from "~/exams/exemptions.server";
import { requireExam } from "~/exams/requirements.server";
import { storeFile } from "~/files.server";
import { newId } from "~/ids";
import { fictitiousIdentityNumber } from "~/personnel/identity-number";
import { recordLegalQualification } from "~/personnel/legal-qualifications.server";
import { addPlanItem, createPlan } from "~/plans/plan-drafting.server";
import { recordInheritedAssignment } from "~/positions/assignments.server";
import { openCampaigns, openCampaign as openClearance } from "~/positions/clearance-campaigns.server";
import { openCases } from "~/positions/clearance-cases.server";
import { createPosition } from "~/positions/positions.server";
import { recordAbolition } from "~/questions/amendments.server";
import { saveBlueprint } from "~/questions/blueprints.server";
import { emptyContent } from "~/questions/draft-content";
import { openDrafts } from "~/questions/drafts.server";
import { loadBanksInto } from "~/questions/question-banks.server";
import { RULE_GROUPS } from "~/rulebook/control";
import { findSampled } from "~/study/audit-sample.server";
import { giveVerdict } from "~/study/audit-verdicts.server";
import { drawAudit, type Plan } from "~/study/audits.server";
import { createCourse, writeTextLesson } from "~/study/course-drafting.server";
import { submitStudyRecord } from "~/study/ledger.server";
import { proposeMustKnow } from "~/study/must-know.server";
import { draftNotice, type NewNotice } from "~/study/notices.server";
import { RECORD_STEPS } from "~/study/record-state";
import { demandRectification } from "~/study/rectifications.server";
import { askRelief } from "~/study/reliefs.server";
import { planSession } from "~/study/sessions.server";
import { saveStatement, submitStatement } from "~/study/statements.server";
import { STUDY_MODES } from "~/study/study-entry";
import { FIELD, issued, NOW, officer, type Scene, setScene } from "../certification/scene";
import { finishedCourse, issuedTraining } from "../certification/training-scene";
import { aCourse, aLesson } from "../study/online-scene";
import { photo } from "../study/pictures";
import { toCome } from "../study/sessions";
import { morning } from "../study/study-district";

/** One of everything an address can name, in the bureau where roles are held and in another. */

export type Place = "inside" | "outside";
export type Params = Record<string, string>;
/** What the last column of the table names; `absent`: an id that nothing has, so that even who may finds nothing. */
export type Thing =
  | "none"
  | "absent"
  | "person"
  | "unit"
  | "account"
  | "proposal"
  | "code"
  | "application"
  | "certificate"
  | "outside-ban"
  | "ministry-card"
  | "legal-qualification"
  | "unit-change"
  | "transfer-in"
  | "transfer-out"
  | "campaign"
  | "training"
  | "clearance"
  | "position"
  | "exam"
  | "requirement"
  | "exemption"
  | "batch"
  | "candidate"
  | "plan"
  | "plan-item"
  | "study-record"
  | "study-session"
  | "course"
  | "course-lesson"
  | "audit"
  | "sampled"
  | "notice"
  | "rectification"
  | "study-year"
  | "study-year-person"
  | "study-amendment"
  | "study-relief"
  | "law-statement"
  | "must-know"
  | "bank"
  | "blueprint"
  | "law"
  | "amendment"
  | "question"
  | "question-draft"
  | "pack";

export type Everything = {
  things: Record<Thing, Record<Place, Params>>;
  cookies: Record<Role | "plain" | "nobody", string>;
};

/** The scene is laid on its own day; whoever asks is signed in today. */
const now = NOW;

export async function everything(): Promise<Everything> {
  const scene = await setScene();
  await inTransaction((tx) => loadBanksInto(tx, null, now));
  const inside = await placeOf(scene, scene.urban, "in");
  const outside = await placeOf(scene, scene.market, "out");
  const certified = await officer(scene.urban);
  const { certificateId, applicationId } = await issued(scene, certified);
  const trainingId = await issuedTraining(scene, await finishedCourse(scene, certified));
  const bank = await prisma.questionBank.findFirstOrThrow();
  const blueprint = await prisma.blueprint.findFirstOrThrow();
  const amendment = await amended(scene.submitter);
  const question = await prisma.questionListing.findFirstOrThrow({ where: { bankId: bank.id } });
  const [draft] = await inTransaction((tx) =>
    openDrafts(
      tx,
      { bankId: bank.id, importId: null, contents: [emptyContent("single-choice")] },
      scene.submitter,
      now,
    ),
  );
  const nothing = {
    personId: newId(),
    attemptId: newId(),
    examId: newId(),
    importId: newId(),
    sessionId: newId(),
    draftId: newId(),
    questionId: newId(),
    lawId: newId(),
    courseId: newId(),
    lessonId: newId(),
    quizId: newId(),
    runId: newId(),
    enrolmentId: newId(),
    amendmentId: newId(),
    certificateId: newId(),
    cardId: newId(),
    qualificationId: newId(),
    campaignId: newId(),
    annulmentId: newId(),
    actId: newId(),
    reviewId: newId(),
    violationId: newId(),
    questionVersionId: newId(),
    correctionId: newId(),
    objectionId: newId(),
    viewId: newId(),
    changeId: newId(),
    factId: newId(),
    letterId: newId(),
    auditId: newId(),
    exportId: newId(),
    noticeId: newId(),
    fileId: newId(),
    freezeId: newId(),
    recordId: newId(),
    reliefId: newId(),
    token: "nothing-is-behind-this",
    proof: "nothing-is-behind-this",
    makeUpId: newId(),
    returnId: newId(),
    group: RULE_GROUPS[0]!,
    code: "no-such-pack",
  };
  const both = (
    name: string,
    of:
      | "person"
      | "unit"
      | "account"
      | "proposal"
      | "code"
      | "position"
      | "exam"
      | "requirement"
      | "exemption"
      | "batch"
      | "candidate"
      | "plan"
      | "studyRecord"
      | "studySession"
      | "course"
      | "audit"
      | "notice"
      | "rectification"
      | "studyYear"
      | "studyRelief"
      | "lawStatement"
      | "mustKnow"
      | "ministryCard"
      | "legalQualification"
      | "application",
  ) => ({
    inside: { ...nothing, [name]: inside[of] },
    outside: { ...nothing, [name]: outside[of] },
  });
  const ofYear = (name: string, of: "learner" | "studyAmendment") => ({
    inside: { ...both("freezeId", "studyYear").inside, [name]: inside[of] },
    outside: { ...both("freezeId", "studyYear").outside, [name]: outside[of] },
  });
  const everywhere = (params: Params) => ({
    inside: { ...nothing, ...params },
    outside: { ...nothing, ...params },
  });
  return {
    things: {
      none: everywhere({}),
      absent: everywhere({}),
      person: both("personId", "person"),
      unit: both("unitId", "unit"),
      account: both("accountId", "account"),
      proposal: both("proposalId", "proposal"),
      code: both("activationId", "code"),
      application: {
        inside: { ...nothing, applicationId },
        outside: both("applicationId", "application").outside,
      },
      certificate: { inside: { ...nothing, certificateId }, outside: { ...nothing, certificateId: newId() } },
      "ministry-card": both("cardId", "ministryCard"),
      "legal-qualification": both("qualificationId", "legalQualification"),
      "unit-change": {
        inside: { ...nothing, changeId: await unitChange(scene.urban, scene.submitter) },
        outside: { ...nothing, changeId: await unitChange(scene.market, scene.submitter) },
      },
      "transfer-in": {
        inside: { ...nothing, transferId: await transfer(scene.district, scene.urban, scene.submitter) },
        outside: { ...nothing, transferId: await transfer(scene.district, scene.market, scene.submitter) },
      },
      "transfer-out": {
        inside: { ...nothing, transferId: await transfer(scene.urban, scene.district, scene.submitter) },
        outside: { ...nothing, transferId: await transfer(scene.market, scene.district, scene.submitter) },
      },
      campaign: {
        inside: { ...nothing, campaignId: await renewalCampaign(scene.urban, scene.issuer) },
        outside: { ...nothing, campaignId: await renewalCampaign(scene.market, scene.issuer) },
      },
      training: {
        inside: { ...nothing, certificateId: trainingId },
        outside: { ...nothing, certificateId: newId() },
      },
      clearance: {
        inside: { ...nothing, ...(await clearance(scene.urban)) },
        outside: { ...nothing, ...(await clearance(scene.market)) },
      },
      "outside-ban": everywhere({ banId: await outsideBan(scene.submitter) }),
      position: both("positionId", "position"),
      exam: both("examId", "exam"),
      requirement: both("requirementId", "requirement"),
      exemption: both("exemptionId", "exemption"),
      batch: both("batchId", "batch"),
      candidate: both("candidateId", "candidate"),
      plan: both("planId", "plan"),
      "plan-item": {
        inside: { ...both("planId", "plan").inside, itemId: inside.planItem },
        outside: { ...both("planId", "plan").outside, itemId: outside.planItem },
      },
      "study-record": both("recordId", "studyRecord"),
      "study-session": both("sessionId", "studySession"),
      course: both("courseId", "course"),
      "course-lesson": {
        inside: { ...both("courseId", "course").inside, lessonId: inside.courseLesson },
        outside: { ...both("courseId", "course").outside, lessonId: outside.courseLesson },
      },
      audit: both("auditId", "audit"),
      sampled: {
        inside: { ...both("auditId", "audit").inside, place: "1" },
        outside: { ...both("auditId", "audit").outside, place: "1" },
      },
      notice: both("noticeId", "notice"),
      rectification: both("rectificationId", "rectification"),
      "study-year": both("freezeId", "studyYear"),
      "study-year-person": ofYear("personId", "learner"),
      "study-amendment": ofYear("amendmentId", "studyAmendment"),
      "study-relief": both("reliefId", "studyRelief"),
      "law-statement": both("statementId", "lawStatement"),
      "must-know": both("listId", "mustKnow"),
      bank: everywhere({ bankId: bank.id }),
      blueprint: everywhere({ blueprintId: blueprint.id }),
      law: everywhere({ lawId: amendment.lawId }),
      amendment: everywhere({ amendmentId: amendment.amendmentId }),
      question: everywhere({ questionId: question.questionId }),
      "question-draft": everywhere({ draftId: draft!.draftId }),
      pack: everywhere({ code: "national" }),
    },
    cookies: await cookiesOf(scene, certified),
  };
}

/** A law of the register that ends on some day to come. */
async function amended(accountId: string) {
  const { id: lawId } = await prisma.law.findFirstOrThrow();
  const abolition = { lawId, effectiveOn: "2099-01-01" as const, note: "-" };
  const answer = await inTransaction((tx) => recordAbolition(tx, abolition, accountId, now));
  if (!answer.ok) throw new Error("the scene of everything was refused");
  return { lawId, amendmentId: answer.amendmentId };
}

/** A campaign that has found somebody. */
async function clearance(unitId: string): Promise<Params> {
  const personId = await officer(unitId, { identity: "auxiliary", qualified: false });
  return inTransaction(async (tx) => {
    const post = { unitId, title: "巡查岗", family: "enforcement" as const, field: FIELD };
    const positionId = await createPosition(tx, post, null, now);
    const found = { personId, positionId, fromOn: chinaDateOf(now), toOn: null };
    const factId = await recordInheritedAssignment(tx, found, null, now);
    const asked = { unitId, name: "清理", instructionNumber: "1", dueOn: "2099-12-31" as const };
    const opened = await openClearance(tx, asked, newId(), now);
    if (!opened.ok) throw new Error("the scene of everything was refused");
    await openCases(tx, [{ factId, personId }], await openCampaigns(tx, chinaDateOf(now)), now);
    const { id: caseId } = await tx.clearanceCase.findFirstOrThrow({ where: { factId } });
    return { campaignId: opened.campaignId, caseId };
  });
}

/** Proposed, and not before its day for years. */
async function unitChange(unitId: string, proposedById: string): Promise<string> {
  const id = newId();
  await inTransaction(async (tx) => {
    const file = {
      bytes: Buffer.from("%PDF-1.7\n%%EOF\n"),
      mediaType: "application/pdf",
      purpose: "evidence",
      now,
    } as const;
    const change = {
      ...{ id, kind: "dissolve", switchOn: new Date("2031-01-01"), orderNumber: "临编〔2030〕9号" },
      ...{ fileHash: await storeFile(tx, file), fileName: "order.pdf", proposedById, proposedAt: now },
      foreseen: { total: 0, exchanged: 0, cancelled: 0, kept: 0 },
    };
    await tx.unitChange.create({
      data: { ...change, units: { create: [{ unitId, posts: "end", roles: "end" }] } },
    });
  });
  return id;
}

/** Released, and waiting for the other unit. */
async function transfer(fromUnitId: string, unitId: string, accountId: string): Promise<string> {
  const personId = await officer(fromUnitId, { qualified: false });
  const move = {
    personId,
    unitId,
    fromOn: "2031-01-01",
    title: null,
    documentNumber: "临人调〔2030〕1号",
  } as const;
  const by = { accountId, personId: null };
  const answer = await inTransaction((tx) => releaseForTransfer(tx, move, by, now));
  if (!answer.ok) throw new Error("the scene of everything was refused");
  return answer.transferId;
}

async function renewalCampaign(unitId: string, accountId: string): Promise<string> {
  const days = { fromOn: "2031-01-01", toOn: "2031-12-31", dueOn: "2099-12-31" } as const;
  const campaign = { ...days, kind: "renewal" as const, unitId, name: "换发", reviewYear: null };
  const answer = await inTransaction((tx) => openCampaign(tx, campaign, accountId, now));
  if (!answer.ok) throw new Error("the scene of everything was refused");
  return answer.campaignId;
}

async function outsideBan(accountId: string): Promise<string> {
  const ban = {
    ...{ name: "许知远", identityNumber: fictitiousIdentityNumber(400, "1980-01-01", "male") },
    ...{ authority: "邻州市司法局", decisionNumber: "邻司决〔2026〕3号", ground: "revoked" as const },
    ...{ fromOn: "2026-03-10" as const, lastDayOn: "2028-03-10" as const, source: "邻司函〔2026〕12号" },
  };
  const answer = await inTransaction((tx) => recordOutsideBan(tx, ban, accountId, now));
  if (!answer.ok) throw new Error("the scene of everything was refused");
  return answer.banId;
}

async function placeOf(scene: Scene, unitId: string, name: string) {
  const person = await officer(unitId);
  const field = name === "in" ? FIELD : "market-regulation";
  const applicant = await officer(unitId, { field });
  const learner = await officer(unitId);
  const today = chinaDateOf(now);
  return inTransaction(async (tx) => {
    const open = (login: string, personId: string | null = null) =>
      createAccount(
        tx,
        { loginName: `${login}-${name}`, displayName: login, personId, passwordHash: "-" },
        null,
        now,
      );
    const account = await open("colleague", person);
    await grantRole(tx, { accountId: account, role: "invigilator", unitId }, null, now);
    const proposal = newId();
    await tx.roleProposal.create({
      data: {
        id: proposal,
        ...{ accountId: account, role: "question-author", unitId, reason: "-", proposedAt: now },
        proposedById: scene.submitter,
      },
    });
    const code = newId();
    await tx.activation.create({
      data: {
        id: code,
        ...{ accountId: account, codeHash: new Uint8Array(32), madeById: scene.submitter, madeAt: now },
        expiresAt: new Date(now.getTime() + 7 * 86_400_000),
      },
    });
    const application = await submitApplication(
      tx,
      { personId: applicant, unitId, kind: "first", field },
      scene.submitter,
      now,
    );
    const blueprintVersionId = await saveBlueprint(
      tx,
      {
        code: `short-${name}`,
        title: { "zh-CN": "短卷", en: "Short paper" },
        rules: {
          cells: [
            {
              bank: "general-law",
              law: null,
              difficulty: null,
              type: "single-choice",
              count: 10,
              marksEach: 10,
            },
          ],
          fixed: [],
          exposureCap: null,
        },
      },
      null,
      now,
    );
    const exam = await createExam(
      tx,
      {
        ...{ title: "考试", kind: "qualification", part: "general", field: null, unitId, blueprintVersionId },
        ...{ organiserLevel: "county", passMark: 60, attemptsAllowed: 1, lateEntryMinutes: 30, minutes: 60 },
        opensAt: new Date(now.getTime() + 86_400_000),
        closesAt: new Date(now.getTime() + 90_000_000),
      },
      null,
      now,
    );
    const plan = {
      unitId,
      year: Number(today.slice(0, 4)),
      audience: "leading-cadres" as const,
      title: "计划",
      document: null,
    };
    const requirement = await requireExam(
      tx,
      {
        ...{ kind: "annual" as const, part: null, field: null, regime: null, source: "office" as const },
        ...{ personIds: [person], dueOn: addDays(today, 30) },
      },
      null,
      now,
    );
    if (!requirement.ok) throw new Error("the scene of everything was refused");
    const required = await tx.examRequirement.findFirstOrThrow({ where: { personId: person } });
    const evidence = { bytes: Buffer.from("%PDF-1.7"), mediaType: "application/pdf", fileName: "a.pdf" };
    const asked = { requirementId: required.id, ground: "long-sick-leave" as const, note: "", evidence };
    const exemption = await askExemption(tx, asked, scene.submitter, now);
    if (!exemption?.ok) throw new Error("the scene of everything was refused");
    const batch = await createBatch(
      tx,
      {
        ...{ regime: "congress", title: "任免案", documentNumber: "1", unitId },
        ...{ dueOn: addDays(today, 30), termEndsOn: addDays(today, 300) },
      },
      scene.submitter,
      now,
    );
    if (!batch.ok) throw new Error("the scene of everything was refused");
    const { batchId } = batch;
    const post = { unitId, title: "局长", family: "congress-appointed" as const, field: null };
    const positionId = await createPosition(tx, post, null, now);
    const proposed = { batchId, personId: person, positionId, postTitle: post.title };
    const candidate = await addCandidate(tx, proposed, scene.submitter, now);
    if (!candidate?.ok) throw new Error("the scene of everything was refused");
    const record = await submitStudyRecord(
      tx,
      { ...morning, personIds: [learner], unitId },
      scene.submitter,
      now,
    );
    const session = await planSession(
      tx,
      { ...toCome(addDays(today, 1)), personIds: [learner], unitId },
      scene.submitter,
      now,
    );
    if (!session.ok) throw new Error("the scene of everything was refused");
    const studyRecord = record.ok ? record.recordIds[0] : undefined;
    for (const answer of [application, exam, record])
      if (!answer.ok) throw new Error(`refused: ${answer.refusals.map(({ code }) => code).join()}`);
    const course = await createCourse(tx, { ...aCourse, unitId }, scene.submitter, now);
    const courseLesson = await writeTextLesson(
      tx,
      { ...aLesson, courseId: course, lessonId: null },
      scene.submitter,
      now,
    );
    if (!courseLesson.ok) throw new Error("the scene of everything was refused");
    const audited = await auditedIn(tx, unitId, name, scene.submitter, account);
    const { planId } = await createPlan(tx, plan, null, now);
    const planned = { planId, month: 1, law: "行政处罚法", materials: [], personIds: [] };
    const planItem = await addPlanItem(tx, planned, null, now);
    if (!planItem.ok) throw new Error("the scene of everything was refused");
    const year = await yearOf(tx, scene, { unitId, personId: learner });
    if (!application.ok || !exam.ok || !studyRecord) throw new Error("the scene of everything was refused");
    const card = await fileMinistryCard(
      tx,
      {
        ...{ personId: person, unitId, ministry: "交通运输部", kind: "执法证", number: `JT-${name}` },
        ...{ fields: [], validFromOn: "2020-01-01", validToOn: "2099-12-31", scan: photo() },
      },
      scene.submitter,
      now,
    );
    const qualified = { personId: person, certificateNumber: `A2019${name}`, source: "证书原件" };
    const legal = await recordLegalQualification(
      tx,
      { ...qualified, obtainedOn: "2019-03-01" },
      scene.submitter,
      now,
    );
    if (!card.ok || !legal.ok) throw new Error("the scene of everything was refused");
    return {
      ...{ person, unit: unitId, account, proposal, code, studyRecord, ministryCard: card.cardId },
      legalQualification: legal.qualificationId,
      studySession: session.sessionId,
      application: application.applicationId,
      exam: exam.examId,
      requirement: required.id,
      exemption: exemption.exemptionId,
      ...{ batch: batchId, candidate: candidate.candidateId },
      ...{ plan: planId, planItem: planItem.itemId },
      ...{ course, courseLesson: courseLesson.lessonId },
      ...audited,
      ...{ ...year, learner },
      position: await createPosition(
        tx,
        { unitId, title: "内勤岗", family: "auxiliary" as const, field: null },
        null,
        now,
      ),
    };
  });
}

/** A sample of the one record of study there is, with a finding, what has to be done about it, and a notice of it. */
async function auditedIn(tx: Tx, unitId: string, name: string, first: string, second: string) {
  const at = new Date(now.getTime() + 3_600_000);
  const audit: Plan = {
    ...{ auditId: newId(), unitId, unitIds: [unitId], size: 1, noticeNumber: name, purpose: "-", seed: name },
    fromOn: "2020-01-01",
    lastOn: "2030-01-01",
    modes: STUDY_MODES,
    states: RECORD_STEPS,
    method: "simple",
  };
  const drawn = await drawAudit(tx, audit, first, at);
  const place = { auditId: audit.auditId, place: 1 };
  const looks = { accountId: second, personId: null };
  const given = { ...place, kind: "minutes-wrong" as const, facts: "-", seenId: null };
  const verdict = await giveVerdict(tx, given, looks, at);
  const demanded = await demandRectification(tx, { ...place, demand: "-", workingDays: 5 }, looks, at);
  const sampled = await findSampled(tx, place, chinaDateOf(at));
  const notice: NewNotice = {
    ...{ noticeId: newId(), number: name, unitId, demand: "-", workingDays: 5 },
    ground: "study-audit",
    auditId: audit.auditId,
    verdictIds: [sampled!.verdictId!],
  };
  const drafted = await draftNotice(tx, notice, first, at);
  const issued = await issueNotice(tx, notice.noticeId, second, at);
  for (const answer of [drawn, verdict, demanded, drafted, issued])
    if (!answer.ok) throw new Error(`refused: ${answer.refusals.map(({ code }) => code).join()}`);
  return { audit: audit.auditId, notice: notice.noticeId, rectification: sampled!.rectificationId! };
}

/** A year that was frozen and is being amended, and what else belongs to one. */
async function yearOf(tx: Tx, scene: Scene, of: { unitId: string; personId: string }) {
  const { unitId, personId } = of;
  const proposal = await proposeFreeze(tx, { unitId, year: 2024 }, scene.submitter, now);
  if (!proposal.ok) throw new Error("the scene of everything was refused");
  const { freezeId } = proposal;
  await decideFreeze(tx, { freezeId, decision: "approved" }, scene.legalAffairs, now);
  const amendment = await openAmendment(
    tx,
    { freezeId, reason: "更正", notice: "1号" },
    scene.submitter,
    now,
  );
  const year = Number(chinaDateOf(now).slice(0, 4));
  const asked = {
    ...{ ...of, year, ground: "maternity" as const, retiresOn: null, evidence: "1号", note: "" },
    range: { fromOn: `${year}-01-01` as DateOn, toOn: `${year}-06-01` as DateOn },
  };
  const relief = await askRelief(tx, asked, scene.submitter, now);
  const statement = await saveStatement(
    tx,
    { ...of, year, words: "学法用法情况。".repeat(8) },
    scene.submitter,
    now,
  );
  const version = await tx.lawVersion.findFirstOrThrow();
  const list = await proposeMustKnow(
    tx,
    {
      ...{ unitId, title: "清单", group: null, post: null, family: null, field: null, document: null },
      lawVersionIds: [version.id],
    },
    scene.submitter,
    now,
  );
  if (!amendment.ok || !relief.ok || !statement.ok || !list.ok)
    throw new Error("the scene of everything was refused");
  const author = await createAccount(
    tx,
    { loginName: `author-${personId}`, displayName: "author", personId, passwordHash: "-" },
    null,
    now,
  );
  const facts = await statementFacts(tx, { personId, year }, now);
  await submitStatement(tx, { statementId: statement.statementId, facts }, author, now);
  return {
    ...{ studyYear: freezeId, studyAmendment: amendment.amendmentId, studyRelief: relief.reliefId },
    ...{ lawStatement: statement.statementId, mustKnow: list.listId },
  };
}

/** Everyone who asks: each role for the bureau, a person without one, and an account that is nobody's. */
async function cookiesOf(scene: Scene, certified: string): Promise<Everything["cookies"]> {
  return inTransaction(async (tx) => {
    const sign = async (login: string, role: Role | null, personId: string | null) => {
      const account = { loginName: `asks-${login}`, displayName: login, personId, passwordHash: "-" };
      const id = await createAccount(tx, account, null, now);
      if (role) await grantRole(tx, { accountId: id, role, unitId: scene.urban }, null, now);
      return (await openSession(tx, { id }, "test", new Date())).split(";")[0]!;
    };
    const entries = [];
    for (const role of roles) entries.push([role, await sign(role, role, null)] as const);
    return {
      ...(Object.fromEntries(entries) as Record<Role, string>),
      plain: await sign("plain", null, certified),
      nobody: await sign("nobody", null, null),
    };
  });
}
