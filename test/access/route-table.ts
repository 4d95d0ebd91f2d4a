import type { Role } from "~/access/permissions";
import type { Thing } from "./scene-of-all";

/**
 * Who may open and who may use every address, written down apart from the code that decides it. One line a module:
 *
 *     "name of the file": [who reads, who writes, what the address names]
 *
 * `anyone` needs no account, `signedIn` an account, `person` an account with records of one's own, `staff` a role; else
 * the roles. `null`: the module has no loader, or no action. Whoever is not named gets 403, whoever is not signed in the
 * sign-in page, and who may, but asks for a thing of another bureau, 404. A module that names nothing has "none".
 */
export type Who = "anyone" | "signedIn" | "person" | "staff" | readonly Role[];
export type Line = readonly [read: Who | null, write: Who | null, thing: Thing, asked?: Asked];
/** `query`: without it the address means nothing. `emptyNames`: an empty form names a thing that is not there, so 404. */
export type Asked = { query?: string; emptyNames?: "nothing" };

const UNIT_HR: Role = "unit-personnel-officer";
const TRAINING: Role = "unit-training-officer";
const REVIEWER: Role = "unit-legal-reviewer";
const PERSONNEL: Role = "personnel-department";
const LEGAL: Role = "legal-affairs";
const AUDITOR: Role = "auditor";
const SYSTEM: Role = "system-administrator";
const SECURITY: Role = "security-administrator";

const business: Role[] = [TRAINING, REVIEWER, UNIT_HR, PERSONNEL, LEGAL, AUDITOR];
const files: Role[] = [UNIT_HR, PERSONNEL, LEGAL, AUDITOR];
const hr: Role[] = [UNIT_HR, PERSONNEL];
const reviewers: Role[] = [REVIEWER, UNIT_HR, LEGAL, PERSONNEL];
const applicants: Role[] = [UNIT_HR, TRAINING];
const banks: Role[] = ["question-author", "question-reviewer", LEGAL, AUDITOR];
const authors: Role[] = ["question-author", LEGAL];
const questionReviewers: Role[] = ["question-reviewer", LEGAL];
const questionHands: Role[] = ["question-author", "question-reviewer", LEGAL];
const exams: Role[] = [TRAINING, UNIT_HR, PERSONNEL, LEGAL, "invigilator", AUDITOR];
const invigilators: Role[] = [LEGAL, "invigilator"];
const violationSigners: Role[] = [TRAINING, UNIT_HR, PERSONNEL, LEGAL, "invigilator"];
const registrars: Role[] = [TRAINING, UNIT_HR, PERSONNEL, LEGAL];
const CONGRESS: Role = "congress-office";
const nominators: Role[] = [PERSONNEL, CONGRESS];
const requirers: Role[] = [PERSONNEL, LEGAL];
const requirementReaders: Role[] = [TRAINING, UNIT_HR, PERSONNEL, LEGAL, AUDITOR];
const proposers: Role[] = [PERSONNEL, LEGAL];
const planners: Role[] = [TRAINING, LEGAL];
const planConfirmers: Role[] = [REVIEWER, UNIT_HR, PERSONNEL];
const planDeciders: Role[] = [REVIEWER, UNIT_HR, PERSONNEL, LEGAL];
const yearReopeners: Role[] = [PERSONNEL, LEGAL];
const reliefReaders: Role[] = [TRAINING, UNIT_HR, PERSONNEL, LEGAL, AUDITOR];
const reliefAskers: Role[] = [TRAINING, UNIT_HR];
const reliefDeciders: Role[] = [PERSONNEL, LEGAL];
const packs: Role[] = [...business, SYSTEM, SECURITY];
const packApprovers: Role[] = [PERSONNEL, LEGAL];
const administrators: Role[] = [SYSTEM, SECURITY];
const roleApprovers: Role[] = [SECURITY, PERSONNEL];

const personAct: Line = [hr, hr, "person"];
const numberAct: Line = [[PERSONNEL], [PERSONNEL], "person"];
const accountAct: Line = [[SYSTEM], [SYSTEM], "account"];
const invigilation: Line = [invigilators, invigilators, "exam"];
const withdrawal: Line = [[PERSONNEL, LEGAL], [PERSONNEL, LEGAL], "absent"];
const lateAct: Line = [[PERSONNEL, LEGAL], [PERSONNEL, LEGAL], "absent"];
const review: Line = [reviewers, reviewers, "application"];
const unitAct: Line = [[PERSONNEL], [PERSONNEL], "unit"];

export const routeTable: Record<string, Line> = {
  // ------------------------------------------------------------------ the public door
  $: ["anyone", "anyone", "absent"],
  _index: [null, null, "none"],
  accessibility: [null, null, "none"],
  activate: ["anyone", "anyone", "none"],
  "api.v1.eligibility": ["anyone", "anyone", "none"],
  elder: ["anyone", "anyone", "none"],
  help: [null, null, "none"],
  language: ["anyone", "anyone", "none"],
  privacy: [null, null, "none"],
  "receipts.keys[.]json": ["anyone", null, "none"],
  roster: ["anyone", null, "none"],
  "sign-in": ["anyone", "anyone", "none"],
  "sign-out": ["anyone", "anyone", "none"],
  "v.$token._index": ["anyone", null, "absent"],
  "v.$token.photo": ["anyone", null, "absent"],
  verify: ["anyone", null, "none"],

  // ------------------------------------------------------------------ one's own account
  "account._index": ["signedIn", null, "none"],
  "account.session-endings": ["anyone", "signedIn", "none"],
  "account.sessions.$sessionId.ending": ["anyone", "signedIn", "absent"],
  password: ["signedIn", "signedIn", "none"],

  // ------------------------------------------------------------------ one's own matters
  my: ["person", null, "none"],
  "my._index": ["person", null, "none"],
  "my.attempts.$attemptId": ["person", null, "absent"],
  // A script saves answers: it is told 401 instead of being sent to the sign-in page.
  "my.attempts.$attemptId_.answers": ["anyone", "anyone", "absent"],
  "my.attempts.$attemptId_.events": ["anyone", null, "absent"],
  "my.attempts.$attemptId_.leavings": [null, "anyone", "absent"],
  "my.attempts.$attemptId_.objections": ["person", "person", "absent"],
  "my.attempts.$attemptId_.receipt": ["person", null, "absent"],
  "my.attempts.$attemptId_.receipt[.]json": ["person", null, "absent"],
  "my.attempts.$attemptId_.result": ["person", null, "absent"],
  "my.attempts.$attemptId_.submission": ["person", "person", "absent"],
  "my.attempts.$attemptId_.take-over": ["person", "person", "absent"],
  "my.certificate._index": ["person", null, "none"],
  "my.certificate.document": ["person", null, "none"],
  "my.exams._index": ["person", null, "none"],
  "my.exams.$examId._index": ["person", null, "absent"],
  "my.exams.$examId.attempt": ["person", "person", "absent"],
  "my.exams.$examId.ticket": ["person", null, "absent"],
  "my.exams.$examId.training-proof": ["person", null, "absent"],
  "my.exams.$examId.waiting": ["person", null, "absent"],
  "my.rehearsals": ["person", "person", "none"],
  "my.device-check": ["person", null, "none"],
  "my.device-check_.time": ["person", null, "none"],
  "my.registrations._index": ["person", null, "none"],
  "my.registrations.$examId": ["person", "person", "absent"],
  "my.file": ["person", null, "none"],
  "my.study._index": ["person", null, "none"],
  "my.study.new": ["person", "person", "none"],
  "my.study.submissions": ["person", "person", "none"],
  "my.study.drafts.$draftId": ["person", "person", "absent"],
  "my.study.drafts.$draftId_.discarding": ["person", "person", "absent"],
  "my.study.drafts.$draftId_.files.$fileId": ["person", null, "absent"],
  "my.study.$recordId": ["person", null, "absent"],
  "my.study.$recordId_.files.$fileId": ["person", null, "absent"],
  "my.study.$recordId_.mending": ["person", "person", "absent"],

  // ------------------------------------------------------------------ the staff door
  _staff: ["staff", null, "none"],
  "_staff.desk": ["staff", null, "none"],

  "_staff.accounts._index": [administrators, null, "none"],
  "_staff.accounts.new": [[SYSTEM], [SYSTEM], "none"],
  "_staff.accounts.$accountId._index": [administrators, null, "account"],
  "_staff.accounts.$accountId.activations": accountAct,
  "_staff.accounts.$accountId.disabling": accountAct,
  "_staff.accounts.$accountId.enabling": accountAct,
  "_staff.accounts.$accountId.session-endings": accountAct,
  "_staff.accounts.$accountId.role-proposals": [[SECURITY], [SECURITY], "account"],
  "_staff.accounts.$accountId.role-withdrawals": [
    [SECURITY],
    [SECURITY],
    "account",
    { emptyNames: "nothing" },
  ],
  "_staff.activations.$activationId.confirmation": [roleApprovers, roleApprovers, "code"],
  "_staff.role-proposals._index": [roleApprovers, null, "none"],
  "_staff.role-proposals.$proposalId.approval": [roleApprovers, roleApprovers, "proposal"],
  "_staff.role-proposals.$proposalId.refusal": [roleApprovers, roleApprovers, "proposal"],
  "_staff.audit": [[AUDITOR, "audit-administrator"], null, "none"],

  "_staff.people._index": [business, null, "none"],
  "_staff.people.new": [hr, hr, "none"],
  "_staff.people.$personId._index": [files, null, "person"],
  "_staff.people.$personId.looks": [files, files, "person"],
  "_staff.people.$personId.annual-grades": personAct,
  "_staff.people.$personId.employment-changes": personAct,
  "_staff.people.$personId.employment-endings": personAct,
  "_staff.people.$personId.employments": personAct,
  "_staff.people.$personId.identity-number-corrections": numberAct,
  "_staff.people.$personId.identity-number-views": numberAct,
  "_staff.people.$personId.legal-duties": personAct,
  "_staff.people.$personId.legal-duty-endings": personAct,
  "_staff.people.$personId.merges": [[PERSONNEL], [PERSONNEL], "person", { emptyNames: "nothing" }],
  "_staff.people.$personId.names": personAct,
  "_staff.people.$personId.sanctions": personAct,
  "_staff.people.$personId.corrections._index": [hr, null, "person"],
  "_staff.people.$personId.corrections.$subject.$versionId": [hr, hr, "absent"],
  "_staff.people.$personId.sanction-liftings": personAct,
  "_staff.people.$personId.secondments": personAct,
  "_staff.people.$personId.secondment-ends": personAct,
  "_staff.people.$personId.leaves": personAct,
  "_staff.people.$personId.leave-endings": personAct,
  "_staff.people.$personId.study-categories": personAct,
  "_staff.people.$personId.transfers": personAct,
  "_staff.people.imports._index": [hr, null, "none"],
  "_staff.people.imports.new": [hr, hr, "none"],
  "_staff.people.imports.template": [hr, null, "none"],
  "_staff.people.imports.$importId._index": [hr, null, "absent"],
  "_staff.people.imports.$importId.acceptance": [hr, hr, "absent"],
  "_staff.people.imports.$importId.corrections": [hr, null, "absent"],
  "_staff.people.imports.$importId.columns": [hr, hr, "absent"],
  "_staff.people.imports.$importId.undoing": [hr, hr, "absent"],
  "_staff.people.last-four": [business, business, "none"],
  "_staff.people.export": [business, [PERSONNEL], "none"],
  "_staff.people.exports.new": [business, null, "none"],
  "_staff.views._index": ["staff", "staff", "absent"],
  "_staff.views.$viewId.name": ["staff", "staff", "absent"],
  "_staff.views.$viewId.withdrawal": ["staff", "staff", "absent"],

  "_staff.units._index": [business, null, "none"],
  "_staff.units.export": [business, null, "none"],
  "_staff.units.new": [[PERSONNEL], [PERSONNEL], "none"],
  "_staff.units.$unitId._index": [business, null, "unit"],
  "_staff.units.$unitId.bodies": unitAct,
  "_staff.units.$unitId.body-endings": unitAct,
  "_staff.units.$unitId.changes": unitAct,
  "_staff.units.$unitId.closings": unitAct,

  "_staff.positions._index": [business, null, "none"],
  "_staff.positions.new": [hr, hr, "none"],
  "_staff.positions.$positionId._index": [business, null, "position"],
  "_staff.positions.$positionId.assignments": [hr, hr, "position"],
  "_staff.positions.$positionId.assignments.$factId.ending": ["anyone", hr, "absent"],
  "_staff.positions.export": [business, null, "none"],
  "_staff.clearance": [business, null, "none"],

  "_staff.plans._index": [business, null, "none"],
  "_staff.plans.$planId._index": [business, null, "plan"],
  "_staff.plans.$planId.approval": [[LEGAL], [LEGAL], "plan"],
  "_staff.plans.$planId.closing": [planners, planners, "plan"],
  "_staff.plans.$planId.confirmation": [planConfirmers, planConfirmers, "plan"],
  "_staff.plans.$planId.copy": [planners, planners, "plan"],
  "_staff.plans.$planId.items.$itemId._index": [planners, planners, "plan-item"],
  "_staff.plans.$planId.items.$itemId.closing": [planners, planners, "plan-item"],
  "_staff.plans.$planId.items.$itemId.fulfilment": [planners, planners, "plan-item"],
  "_staff.plans.$planId.items.$itemId.removal": [planners, planners, "plan-item"],
  "_staff.plans.$planId.items.new": [planners, planners, "plan"],
  "_staff.plans.$planId.return": [planDeciders, planDeciders, "plan"],
  "_staff.plans.$planId.submission": [planners, planners, "plan"],
  "_staff.plans.new": [planners, planners, "none"],
  "my.law-statement": ["person", "person", "none"],
  "my.law-statement_.paper": ["person", null, "absent"],
  "my.law-statement_.submission": ["person", "person", "absent"],
  "my.study-year": ["person", null, "none"],
  "my.study.reliefs": ["person", "person", "none"],
  "my.study.reliefs_.$reliefId.withdrawal": ["person", "person", "absent"],
  "_staff.law-statements._index": [files, null, "none"],
  "_staff.law-statements.$statementId._index": [files, null, "law-statement"],
  "_staff.law-statements.$statementId.paper": [files, null, "law-statement"],
  "_staff.law-statements.$statementId.return": [[LEGAL], [LEGAL], "law-statement"],
  "_staff.law-statements.$statementId.review": [[LEGAL], [LEGAL], "law-statement"],
  "_staff.must-know._index": [business, null, "none"],
  "_staff.must-know.new": [[LEGAL], [LEGAL], "none"],
  "_staff.must-know.$listId._index": [business, null, "must-know"],
  "_staff.must-know.$listId.approval": [[LEGAL], [LEGAL], "must-know"],
  "_staff.must-know.$listId.withdrawal": [[LEGAL], [LEGAL], "must-know"],
  "_staff.study-reliefs._index": [reliefReaders, null, "none"],
  "_staff.study-reliefs.new": [reliefAskers, reliefAskers, "none"],
  "_staff.study-reliefs.$reliefId.approval": [reliefDeciders, reliefDeciders, "study-relief"],
  "_staff.study-reliefs.$reliefId.refusal": [reliefDeciders, reliefDeciders, "study-relief"],
  "_staff.study-reliefs.$reliefId.revocation": [reliefDeciders, reliefDeciders, "study-relief"],
  "_staff.study-reliefs.$reliefId.withdrawal": [reliefAskers, reliefAskers, "study-relief"],
  "_staff.study-years._index": [business, null, "none"],
  "_staff.study-years.proposals": [[LEGAL], [LEGAL], "none", { emptyNames: "nothing" }],
  "_staff.study-years.$freezeId._index": [business, null, "study-year"],
  "_staff.study-years.$freezeId.approval": [[LEGAL], [LEGAL], "study-year"],
  "_staff.study-years.$freezeId.return": [[LEGAL], [LEGAL], "study-year"],
  "_staff.study-years.$freezeId.withdrawal": [[LEGAL], [LEGAL], "study-year"],
  "_staff.study-years.$freezeId.people._index": [business, null, "study-year"],
  "_staff.study-years.$freezeId.people.$personId": [business, null, "study-year-person"],
  "_staff.study-years.$freezeId.sessions": [business, null, "study-year"],
  "_staff.study-years.$freezeId.sessions_.$recordId": [business, null, "absent"],
  "_staff.study-years.$freezeId.export": [business, null, "study-year"],
  "_staff.study-years.$freezeId.paper": [business, null, "study-year"],
  "_staff.study-years.$freezeId.signed[.]json": [business, null, "study-year"],
  "_staff.study-years.$freezeId.amendments": [yearReopeners, yearReopeners, "study-year"],
  "_staff.study-years.$freezeId.amendments_.$amendmentId.closing": [
    yearReopeners,
    yearReopeners,
    "study-amendment",
  ],
  "_staff.study-records._index": [business, null, "none"],
  "_staff.study-standings._index": [business, null, "none"],
  "_staff.study-records.new": [[TRAINING], [TRAINING], "none", { emptyNames: "nothing" }],
  "_staff.study-records.acceptance": [[LEGAL], [LEGAL], "none"],
  "_staff.study-records.$recordId._index": [business, null, "study-record"],
  "_staff.study-records.$recordId.acceptance": [[LEGAL], [LEGAL], "study-record"],
  "_staff.study-records.$recordId.resubmission": [[TRAINING], [TRAINING], "study-record"],
  "_staff.study-records.$recordId.confirmation": [[TRAINING, REVIEWER], [TRAINING, REVIEWER], "study-record"],
  "_staff.study-records.$recordId.files.$fileId": [[TRAINING, REVIEWER, LEGAL, AUDITOR], null, "absent"],
  "_staff.study-records.$recordId.return": [
    [LEGAL, TRAINING, REVIEWER],
    [LEGAL, TRAINING, REVIEWER],
    "study-record",
  ],
  "_staff.study-records.$recordId.reversal": [[LEGAL, TRAINING], [LEGAL, TRAINING], "study-record"],

  "_staff.laws._index": [banks, null, "none"],
  "_staff.laws.new": [[LEGAL], [LEGAL], "none"],
  "_staff.laws.$lawId._index": [banks, null, "law"],
  "_staff.laws.$lawId.amendments": [[LEGAL], [LEGAL], "law"],
  "_staff.laws.$lawId.abolition": [[LEGAL], [LEGAL], "law"],
  "_staff.laws.amendments.$amendmentId._index": [banks, null, "amendment"],
  "_staff.laws.amendments.$amendmentId.withdrawal": [[LEGAL], [LEGAL], "amendment"],
  "_staff.rereadings": [banks, ["question-reviewer", LEGAL], "none"],
  "_staff.banks._index": [banks, null, "none"],
  "_staff.banks.$bankId": [banks, null, "bank"],
  "_staff.banks.$bankId_.statistics._index": [banks, null, "bank"],
  "_staff.banks.$bankId_.statistics.export": [banks, null, "bank"],
  "_staff.questions.$questionId.statistics": [banks, null, "absent"],
  "_staff.blueprints._index": [banks, null, "none"],
  "_staff.blueprints.new": [[LEGAL], [LEGAL], "none"],
  "_staff.blueprints.$blueprintId._index": [banks, null, "blueprint"],
  "_staff.blueprints.$blueprintId.sample": [banks, null, "blueprint"],
  "_staff.blueprints.$blueprintId.title": [[LEGAL], [LEGAL], "blueprint"],
  "_staff.blueprints.$blueprintId.versions": [[LEGAL], [LEGAL], "blueprint"],
  "_staff.blueprints.$blueprintId.withdrawal": [[LEGAL], [LEGAL], "blueprint"],
  "_staff.banks.new": [[LEGAL], [LEGAL], "none"],
  "_staff.questions._index": [banks, null, "none"],
  "_staff.questions.new": [authors, authors, "none"],
  "_staff.questions.submissions": [authors, authors, "none"],
  "_staff.questions.publications": [questionReviewers, questionReviewers, "none"],
  "_staff.questions.returns": [questionHands, questionHands, "none"],
  "_staff.questions.discardings": [authors, authors, "none"],
  "_staff.questions.retirements": [questionReviewers, questionReviewers, "none"],
  "_staff.questions.restorations": [questionReviewers, questionReviewers, "none"],
  "_staff.questions.$questionId._index": [banks, null, "question"],
  "_staff.questions.$questionId.revisions": [authors, authors, "question"],
  "_staff.questions.drafts.$draftId._index": [banks, authors, "question-draft"],
  "_staff.questions.drafts.$draftId.preview": [banks, null, "question-draft"],
  "_staff.questions.drafts.$draftId.review": [questionReviewers, questionReviewers, "question-draft"],
  "_staff.banks.$bankId_.exports._index": [questionHands, questionHands, "bank"],
  "_staff.banks.$bankId_.exports.file": [questionHands, questionHands, "bank"],
  "_staff.banks.$bankId_.imports": [authors, authors, "bank"],
  "_staff.questions.imports._index": [authors, null, "none"],
  "_staff.questions.imports.template": [authors, null, "none"],
  "_staff.questions.imports.$importId._index": [authors, null, "absent"],
  "_staff.questions.imports.$importId.acceptance": [authors, authors, "absent"],
  "_staff.questions.imports.$importId.submission": [authors, authors, "absent"],
  "_staff.questions.imports.$importId.undoing": [authors, authors, "absent"],
  "_staff.exams._index": [exams, null, "none"],
  "_staff.exams.new": [[LEGAL], [LEGAL], "none"],
  "_staff.exams.$examId._index": [exams, null, "exam"],
  "_staff.exams.$examId.publication": [[LEGAL], [LEGAL], "exam"],
  "_staff.exams.$examId.registrations": [registrars, registrars, "exam"],
  // Keys can be inferred from it: who may read exams and banks.
  "_staff.exams.$examId.statistics": [[LEGAL, AUDITOR], null, "exam"],
  // Not released yet, it says so; its parts lead to it.
  "_staff.exams.$examId.report._index": [exams, null, "exam"],
  "_staff.exams.$examId.report.export": [exams, null, "exam"],
  "_staff.exams.$examId.report.people": [exams, null, "exam"],
  "_staff.exams.$examId.redraws": [exams, null, "exam"],
  "exams.$examId.invigilation._index": [invigilators, null, "exam"],
  "exams.$examId.invigilation.events": [invigilators, null, "exam"],
  "_staff.exams.$examId.invigilation.collections": invigilation,
  "_staff.exams.$examId.invigilation.extra-time": invigilation,
  "_staff.exams.$examId.invigilation.pauses": invigilation,
  "_staff.exams.$examId.invigilation.reopenings": invigilation,
  "_staff.exams.$examId.invigilation.resumptions": invigilation,
  "_staff.exams.$examId.invigilation.take-over-codes": invigilation,
  "_staff.exams.$examId.rooms._index": [[LEGAL], [LEGAL], "exam"],
  "_staff.exams.$examId.rooms.door-list": [[LEGAL], null, "exam"],
  "_staff.exams.$examId.rooms.sign-in-sheets": [[LEGAL], null, "exam"],
  "_staff.exams.$examId.tickets": [registrars, null, "exam"],
  "_staff.exams.$examId.rooms.invigilator-withdrawals": [[LEGAL], [LEGAL], "exam", { emptyNames: "nothing" }],
  "_staff.exams.$examId.rooms.invigilators": [[LEGAL], [LEGAL], "exam", { emptyNames: "nothing" }],
  "_staff.exams.$examId.rooms.seating": [[LEGAL], [LEGAL], "exam"],
  "_staff.exams.$examId.rooms.seats": [[LEGAL], [LEGAL], "exam", { emptyNames: "nothing" }],
  "_staff.exams.$examId.rooms.withdrawals": [[LEGAL], [LEGAL], "exam", { emptyNames: "nothing" }],
  "_staff.exams.$examId.violations._index": [exams, null, "exam"],
  "_staff.exams.$examId.violations.new": [invigilators, invigilators, "exam", { emptyNames: "nothing" }],
  "_staff.exams.$examId.violations.$violationId._index": [exams, null, "absent"],
  "_staff.exams.$examId.violations.$violationId.evidence": [exams, null, "absent"],
  "_staff.exams.$examId.violations.$violationId.signatures": [violationSigners, violationSigners, "absent"],
  "_staff.exams.$examId.violations.$violationId.withdrawal": withdrawal,
  "_staff.exams.$examId.violations.$violationId.withdrawal-approval": withdrawal,
  "_staff.exams.$examId.violations.$violationId.withdrawal-refusal": withdrawal,
  "_staff.exams.$examId.late-answers._index": [[PERSONNEL, LEGAL], null, "exam"],
  "_staff.exams.$examId.late-answers.$attemptId._index": lateAct,
  "_staff.exams.$examId.late-answers.$attemptId.approval": lateAct,
  "_staff.exams.$examId.late-answers.$attemptId.refusal": lateAct,
  "_staff.exams.$examId.corrections._index": [[PERSONNEL, LEGAL], null, "exam"],
  "_staff.exams.$examId.corrections.questions._index": [[PERSONNEL, LEGAL], null, "exam"],
  "_staff.exams.$examId.corrections.questions.$questionVersionId": lateAct,
  "_staff.exams.$examId.corrections.$correctionId._index": [[PERSONNEL, LEGAL], null, "absent"],
  "_staff.exams.$examId.corrections.$correctionId.approval": lateAct,
  "_staff.exams.$examId.corrections.$correctionId.refusal": lateAct,
  "_staff.objections._index": [[PERSONNEL, LEGAL, AUDITOR], null, "none"],
  "_staff.objections.$objectionId": [[PERSONNEL, LEGAL, AUDITOR], [PERSONNEL, LEGAL], "absent"],
  "_staff.exams.$examId.release": [[LEGAL], [LEGAL], "exam"],

  "_staff.requirements._index": [requirementReaders, null, "none"],
  "_staff.requirements.export": [requirementReaders, null, "none"],
  "_staff.requirements.new": [requirers, requirers, "none"],
  "_staff.requirements.$requirementId._index": [requirementReaders, null, "requirement"],
  "_staff.requirements.$requirementId.exemptions": [registrars, registrars, "requirement"],
  "_staff.requirements.$requirementId.withdrawal": [requirers, requirers, "requirement"],
  "_staff.exemptions._index": [requirementReaders, null, "none"],
  "_staff.exemptions.$exemptionId.approval": [requirers, requirers, "exemption"],
  "_staff.exemptions.$exemptionId.evidence": [requirementReaders, null, "exemption"],
  "_staff.exemptions.$exemptionId.refusal": [requirers, requirers, "exemption"],
  "_staff.exemptions.$exemptionId.revocation": [requirers, requirers, "exemption"],
  "_staff.exemptions.$exemptionId.revocation-approval": [requirers, requirers, "exemption"],
  "_staff.exemptions.$exemptionId.revocation-refusal": [requirers, requirers, "exemption"],
  "_staff.exemptions.$exemptionId.withdrawal": [registrars, registrars, "exemption"],

  "_staff.appointment-batches._index": [nominators, null, "none"],
  "_staff.appointment-batches.new": [[PERSONNEL], [PERSONNEL], "none"],
  "_staff.appointment-batches.$batchId._index": [nominators, null, "batch"],
  "_staff.appointment-batches.$batchId.candidates": [[PERSONNEL], [PERSONNEL], "batch"],
  // The batch of the table is of the people's congress: its own office holds the exam.
  "_staff.appointment-batches.$batchId.entries": [[CONGRESS], [CONGRESS], "batch"],
  "_staff.appointment-candidates.$candidateId.letters": [
    nominators,
    nominators,
    "candidate",
    { emptyNames: "nothing" },
  ],
  "_staff.appointment-candidates.$candidateId.withdrawal": [[PERSONNEL], [PERSONNEL], "candidate"],
  "_staff.appointment-letters.$letterId": [nominators, null, "absent"],

  "_staff.applications._index": [[...applicants, REVIEWER, PERSONNEL, LEGAL, AUDITOR], null, "none"],
  "_staff.applications.new": [applicants, applicants, "none", { emptyNames: "nothing" }],
  "_staff.applications.$applicationId._index": [business, null, "application"],
  "_staff.applications.$applicationId.approval": review,
  "_staff.applications.$applicationId.refusal": review,
  "_staff.applications.$applicationId.return": review,
  "_staff.applications.$applicationId.submission": [applicants, applicants, "application"],
  "_staff.applications.$applicationId.withdrawal": [applicants, applicants, "application"],
  "_staff.issuances._index": [[PERSONNEL], [PERSONNEL], "none"],
  "_staff.certificates._index": [business, null, "none"],
  "_staff.certificates.export": [business, null, "none"],
  "_staff.certificates.$certificateId._index": [business, null, "certificate"],
  "_staff.certificates.$certificateId.document": [business, null, "certificate"],
  "_staff.certificates.$certificateId.collection": [hr, hr, "certificate"],
  "_staff.certificates.$certificateId.proposal": [
    proposers,
    proposers,
    "certificate",
    { query: "?act=suspend" },
  ],
  "_staff.certificates.$certificateId.approval": [
    [PERSONNEL],
    [PERSONNEL],
    "certificate",
    { emptyNames: "nothing" },
  ],
  "_staff.certificates.$certificateId.rejection": [
    [PERSONNEL, LEGAL],
    [PERSONNEL, LEGAL],
    "certificate",
    { emptyNames: "nothing" },
  ],
  "_staff.certificates.$certificateId.finding": [hr, hr, "certificate"],
  "_staff.certificates.$certificateId.loss": [hr, hr, "certificate"],
  "_staff.certificates.$certificateId.voiding": [[PERSONNEL], [PERSONNEL], "certificate"],

  "_staff.rule-packs._index": [packs, null, "none"],
  "_staff.rule-packs.new": [[LEGAL], [LEGAL], "none"],
  "_staff.rule-packs.differences": [packs, null, "none"],
  "_staff.rule-packs.$code._index": [packs, null, "pack"],
  // This pack binds the whole tree, and a role in one bureau does not reach it.
  "_staff.rule-packs.$code.drafts": [[], [], "pack"],
  "_staff.rule-packs.drafts.$draftId._index": [packs, null, "absent"],
  "_staff.rule-packs.drafts.$draftId.approval": [packApprovers, packApprovers, "absent"],
  "_staff.rule-packs.drafts.$draftId.proposal": [[LEGAL], [LEGAL], "absent"],
  "_staff.rule-packs.drafts.$draftId.return": [packApprovers, packApprovers, "absent"],
  "_staff.rule-packs.drafts.$draftId.rules.$group": [[LEGAL], [LEGAL], "absent"],
  "_staff.rule-packs.drafts.$draftId.what-if": [packs, null, "absent"],
  "_staff.rule-packs.drafts.$draftId.withdrawal": [[LEGAL], [LEGAL], "absent"],
  "_staff.rule-packs.assignments.new": [[LEGAL], [LEGAL], "none"],
  "_staff.rule-packs.assignments.$proposalId._index": [packs, null, "absent"],
  "_staff.rule-packs.assignments.$proposalId.approval": [packApprovers, packApprovers, "absent"],
  "_staff.rule-packs.assignments.$proposalId.refusal": [packApprovers, packApprovers, "absent"],
  "_staff.rule-packs.assignments.$proposalId.withdrawal": [[LEGAL], [LEGAL], "absent"],
};
