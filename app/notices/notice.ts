/**
 * 消息: what the platform tells somebody when it happens, beside what their pages show anyway.
 * In: from the room that acts, a code with ids, codes and literals; never a personal value, nor what somebody wrote about a
 * person. Out: rows that `app/text` turns into sentences, and the page on which the person sees the rest.
 */
import type { Refusal } from "~/verdict";

/** `kind` and the others are words of the exams room, as a requirement has them. */
type RequiredExam = { kind: string; part: string | null; field: string | null; regime: string | null };
type OfAttempt = { examId: string; attemptId: string; title: string };
type OfExam = { examId: string; title: string };
/** Of an entry of the ledger: the day of the study, and its minutes. */
type OfRecord = { recordId: string; on: string; minutes: number };
type OfPlan = { planId: string; year: number; audience: string };
/** `own`: told to who applies; otherwise to who handed it in for them. */
type OfApplication = { applicationId: string; own: boolean };
/** `fromOn`: the day the decision takes effect, which may be to come. */
type OfCertificate = { certificateId: string; decisionNumber: string; fromOn: string };

/** Code of a notice → the facts it carries. `title` is an exam's. */
export type NoticeFacts = {
  "exam.result-released": OfAttempt;
  /** `outcome`: what became of passing, where that moved. */
  "exam.result-corrected": OfAttempt & { outcome: "passes" | "fails" | "same" };
  "exam.objection-answered": OfAttempt & { slot: number | null; outcome: string };
  "exam.late-answers-accepted": OfExam;
  "exam.late-answers-refused": OfExam;
  /** `banLastOn`: null without a ban, or where it has no end. */
  "exam.violation-took-effect": OfExam & { kind: string; isBanned: boolean; banLastOn: string | null };
  "exam.violation-withdrawn": OfExam;
  "exam.registration-refused": OfExam & { refusals: Refusal[] };
  "exam.required": RequiredExam & { dueOn: string };
  "exam.owed-again": RequiredExam & { dueOn: string };
  "exam.requirement-withdrawn": RequiredExam;
  "exam.exemption-granted": RequiredExam;
  "exam.exemption-refused": RequiredExam;
  "exam.exemption-revoked": RequiredExam;
  "study.record-accepted": OfRecord;
  "study.record-returned": OfRecord;
  "study.record-reversed": OfRecord;
  "study.plan-approved": OfPlan;
  "study.plan-returned": OfPlan;
  "study.rectification-demanded": { rectificationId: string; dueOn: string };
  "study.rectification-sent-back": { rectificationId: string; dueOn: string };
  "study.supervision-notice-issued": { noticeId: string; number: string; dueOn: string };
  "study.supervision-notice-sent-back": { noticeId: string; number: string };
  "certificate.application-returned": OfApplication;
  "certificate.application-refused": OfApplication;
  "certificate.application-moved": OfApplication;
  "certificate.exchange-begun": { certificateId: string; orderNumber: string; fromOn: string };
  "certificate.issued": { certificateId: string };
  "certificate.suspended": OfCertificate;
  "certificate.restored": OfCertificate;
  "certificate.cancelled": OfCertificate;
  "certificate.revoked": OfCertificate;
  "certificate.annulled": OfCertificate;
  /** `lastOn`: the last day that counts. */
  "certificate.ends": { certificateId: string; lastOn: string };
  /** To a unit's officers; `month` is "YYYY-MM", `days` how near its first certificate had come. */
  "certificate.unit-ends": { month: string; days: number; count: number };
  /** To the officers of the units it concerns. */
  "certificate.campaign-opened": { campaignId: string; kind: string; dueOn: string; count: number };
  "certificate.review-decided": { certificateId: string; year: number; outcome: string };
  /** To whom it is about: since `since`, a calendar date, there is no right to enforce on the post. */
  "clearance.off-post": { caseId: string; since: string; dueOn: string };
  /** To a unit's officers and to legal affairs, once a day: `on` is the day. */
  "clearance.unit-cases": { unitId: string; on: string };
  "clearance.cases": { on: string };
  "clearance.returned": { caseId: string };
  /** To a unit's officers and to who opened the campaign: `dueOn` was the last day. */
  "clearance.overdue": { caseId: string; dueOn: string };
  /** To who filed it and to the unit's officers. */
  "certificate.ministry-card-returned": { cardId: string };
  /** To the personnel officers of the unit that should take somebody in; then to who released them, and to the person. */
  "transfer.to-answer": { transferId: string; fromOn: string };
  "transfer.answered": { transferId: string; outcome: string };
  "transfer.withdrawn": { transferId: string };
  "transfer.yours": { transferId: string; fromOn: string };
  /** To a unit's officers and to legal affairs: too few do its legal work full time. */
  "legal-duty.below-minimum": { unitId: string; remaining: number; required: number };
  /** To who planned a shift and the unit's officers: `on` is its day, `people` how many on it may not enforce. */
  "shift.broken": { unitId: string; on: string; people: number };
  /** To legal affairs and the unit's officers: what somebody should have handed back. */
  "item.recovery-escalated": { holderId: string; count: number; dueOn: string };
  /** To whom set up messages to another system, or the security administrators of its unit. */
  "api.webhook-stopped": { webhookId: string };
};
export type NoticeCode = keyof NoticeFacts;

/** A code with its own facts. */
export type Told = { [C in NoticeCode]: { code: C; facts: NoticeFacts[C] } }[NoticeCode];

/** One to be told: to whom, what, and what made it, by id. */
export type NewNotice = Told & { personId: string; happening: string };

const result = ({ attemptId }: OfAttempt) => `/my/attempts/${attemptId}/result`;
const exam = ({ examId }: OfExam) => `/my/exams/${examId}`;
const registrations = () => "/my/registrations";
const record = ({ recordId }: OfRecord) => `/my/study/${recordId}`;
const plan = ({ planId }: OfPlan) => `/plans/${planId}`;
const rectification = ({ rectificationId }: { rectificationId: string }) =>
  `/rectifications/${rectificationId}`;
const supervision = ({ noticeId }: { noticeId: string }) => `/supervision-notices/${noticeId}`;
const application = ({ applicationId, own }: OfApplication) =>
  own ? "/my/certificate" : `/applications/${applicationId}`;
const certificate = () => "/my/certificate";
const transfer = ({ transferId }: { transferId: string }) => `/transfers/${transferId}`;

const pages: { [C in NoticeCode]: (facts: NoticeFacts[C]) => string } = {
  "exam.result-released": result,
  "exam.result-corrected": result,
  "exam.objection-answered": ({ attemptId }) => `/my/attempts/${attemptId}/objections`,
  "exam.late-answers-accepted": exam,
  "exam.late-answers-refused": exam,
  "exam.violation-took-effect": exam,
  "exam.violation-withdrawn": exam,
  "exam.registration-refused": registrations,
  "exam.required": registrations,
  "exam.owed-again": registrations,
  "exam.requirement-withdrawn": registrations,
  "exam.exemption-granted": registrations,
  "exam.exemption-refused": registrations,
  "exam.exemption-revoked": registrations,
  "study.record-accepted": record,
  "study.record-returned": record,
  "study.record-reversed": record,
  "study.plan-approved": plan,
  "study.plan-returned": plan,
  "study.rectification-demanded": rectification,
  "study.rectification-sent-back": rectification,
  "study.supervision-notice-issued": supervision,
  "study.supervision-notice-sent-back": supervision,
  "certificate.application-returned": application,
  "certificate.application-refused": application,
  "certificate.application-moved": application,
  "certificate.exchange-begun": certificate,
  "certificate.issued": certificate,
  "certificate.suspended": certificate,
  "certificate.restored": certificate,
  "certificate.cancelled": certificate,
  "certificate.revoked": certificate,
  "certificate.annulled": certificate,
  "certificate.ends": certificate,
  "certificate.campaign-opened": ({ campaignId }) => `/campaigns/${campaignId}`,
  "certificate.review-decided": certificate,
  "certificate.unit-ends": ({ days }) => `/certificates?within=${days}`,
  "clearance.off-post": certificate,
  "clearance.unit-cases": ({ unitId }) => `/clearance?unit=${unitId}&state=open`,
  "clearance.cases": () => "/clearance?state=open",
  "clearance.returned": ({ caseId }) => `/clearance/${caseId}`,
  "clearance.overdue": ({ caseId }) => `/clearance/${caseId}`,
  "certificate.ministry-card-returned": ({ cardId }) => `/ministry-cards/${cardId}/mending`,
  "transfer.to-answer": transfer,
  "transfer.answered": transfer,
  "transfer.withdrawn": transfer,
  "transfer.yours": () => "/my/file",
  "legal-duty.below-minimum": ({ unitId }) => `/people?unit=${unitId}`,
  "shift.broken": ({ unitId, on }) => `/units/${unitId}/shifts?week=${on}`,
  "item.recovery-escalated": ({ holderId }) => `/items/people/${holderId}`,
  "api.webhook-stopped": ({ webhookId }) => `/webhooks/${webhookId}`,
};

/** More unread ones are counted as this many: nobody counts on. */
export const MOST_UNREAD = 99;

export const NOTICE_CODES = Object.keys(pages) as NoticeCode[];

/** The page of the platform on which the person sees the rest. */
export const pageOf = ({ code, facts }: Told): string => pages[code](facts as never);
