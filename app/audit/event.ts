/**
 * What the audit log can say: one entry per type of event, with the literals it carries.
 * In: ids, codes and literals. Never personal values: a name, an identity number or a free text about a person would
 * outlive its erasure here. Out: rows that `app/text` turns into sentences.
 */

type Literal = string | number | boolean | null;
type Codes = string[];
type CorrectionFigures = {
  examId: string;
  correctionId: string;
  changed: number;
  passing: number;
  failing: number;
};

/** Type of event → the data it carries beside who, when, whom and where. */
export type EventData = {
  "account.created": { accountId: string };
  "account.activation-issued": { accountId: string };
  "account.activation-confirmed": { accountId: string };
  "account.activated": { accountId: string };
  "account.disabled": { accountId: string };
  "account.enabled": { accountId: string };
  "account.sessions-ended": { accountId: string; sessions: number };
  "account.signed-in": { sessionId: string };
  "account.signed-out": { sessionId: string };
  "account.password-changed": { accountId: string };
  "role.proposed": { proposalId: string; role: string; accountId: string };
  "role.refused": { proposalId: string | null; role: string; accountId: string; codes: Codes };
  "role.proposal-withdrawn": { proposalId: string; role: string; accountId: string };
  "role.granted": { role: string; accountId: string };
  "role.withdrawn": { role: string; accountId: string };
  "api-client.created": { clientId: string };
  "rule-pack.loaded": { code: string; number: number };
  "rule-pack.assigned": { packId: string };
  "rule-pack.draft-opened": { code: string };
  "rule-pack.draft-changed": { code: string; rules: Codes };
  "rule-pack.draft-proposed": { code: string; effectiveOn: string };
  "rule-pack.draft-returned": { code: string };
  "rule-pack.draft-withdrawn": { code: string };
  "rule-pack.approved": { code: string; number: number; effectiveOn: string };
  "rule-pack.assignment-proposed": { packId: string; fromOn: string };
  "rule-pack.assignment-refused": { packId: string };
  "rule-pack.assignment-withdrawn": { packId: string };
  "unit.created": { kind: string };
  "unit.changed": { fields: Codes };
  "unit.ended": { toOn: string };
  "enforcement-body.recorded": { basis: string; published: boolean };
  "person.registered": { origin: string };
  "person.renamed": { fromOn: string };
  "person.identity-number-corrected": { evidence: string };
  "person.identity-number-shown": { reason: string };
  "person.merged": { mergedId: string; facts: number; things: number };
  "person.fact-corrected": { subject: string; withdrawn: boolean };
  "sanction.lifted": { kind: string; toOn: string };
  "person.looked-up-by-last-four": { found: number };
  "person.file-viewed": { trueAt: string; knownAt: string | null; reason: string | null };
  "employment.recorded": { identity: string; status: string; fromOn: string; toOn: string | null };
  "employment.ended": { toOn: string; status: string };
  "secondment.end-changed": { fromOn: string; toOn: string; before: string | null };
  "legal-duty.recorded": { kind: string; fullTime: boolean; fromOn: string; toOn: string | null };
  "legal-duty.ended": { toOn: string };
  "sanction.recorded": { kind: string; fromOn: string; toOn: string | null };
  "annual-grade.recorded": { year: number; grade: string };
  "study-category.recorded": { category: string; fromOn: string };
  "roster.uploaded": { importId: string };
  "roster.accepted": { importId: string; mode: string; accepted: number; refused: number };
  "roster.undone": { importId: string; people: number };
  "roster.corrections-downloaded": { importId: string; rows: number };
  /** One for each person a roster made: what was registered, employment and all. */
  "person.enrolled": {
    importId: string;
    identity: string;
    status: string;
    fromOn: string;
    category: string | null;
    duty: string | null;
  };
  "person.import-undone": { importId: string };
  "list.exported": {
    list: string;
    format: string;
    rows: number;
    filters: Codes;
    numbers: string;
    reason: string | null;
  };
  "bank.loaded": { code: string; number: number; questions: number };
  "bank.created": { code: string };
  "bank.changed": { number: number; entered: number; left: number };
  "question.draft-opened": { draftId: string; code: string };
  "question.draft-changed": { draftId: string; code: string };
  "question.submitted": { draftId: string; code: string };
  "question.returned": { draftId: string; code: string };
  "question.draft-discarded": { draftId: string; code: string };
  "question.published": { draftId: string; code: string; number: number };
  "question.retired": { code: string };
  "question.restored": { code: string };
  "questions.exported": { format: string; questions: number; leftOut: number };
  "question-import.uploaded": { importId: string; format: string; questions: number; problems: number };
  "question-import.accepted": { importId: string; accepted: number; revised: number; left: number };
  "question-import.submitted": { importId: string; submitted: number; left: number };
  "question-import.undone": { importId: string; discarded: number; retired: number };
  "blueprint.created": { code: string; number: number };
  "blueprint.retitled": { code: string };
  "blueprint.withdrawn": { code: string };
  "law.registered": { name: string; version: string };
  /** `articles`: how many it touches; 0 for the whole law. `questions`: how many were flagged. */
  "law.amended": {
    amendmentId: string;
    name: string;
    effectiveOn: string;
    articles: number;
    questions: number;
  };
  "law.abolished": { amendmentId: string; name: string; effectiveOn: string; questions: number };
  "law.amendment-withdrawn": { amendmentId: string; name: string; kind: string; effectiveOn: string };
  "question.reread": { amendmentId: string; code: string; number: number };
  "study-record.submitted": { recordId: string; minutes: number; mode: string };
  "study-record.confirmed": { recordId: string };
  "study-record.accepted": { recordId: string };
  "study-record.returned": { recordId: string };
  "study-record.reversal-entered": { recordId: string; reversesId: string };
  "exam.created": { examId: string; kind: string };
  "exam.published": { examId: string };
  "exam.released": { examId: string; attempts: number; disclosure: string };
  "exam.correction-proposed": { examId: string; correctionId: string; treatment: string };
  "exam.correction-approved": CorrectionFigures;
  "exam.correction-refused": CorrectionFigures;
  "exam-room.created": { examId: string; roomId: string; capacity: number };
  "exam-room.withdrawn": { examId: string; roomId: string };
  "exam-room.invigilator-assigned": { examId: string; roomId: string; accountId: string };
  "exam-room.invigilator-withdrawn": { examId: string; roomId: string; accountId: string };
  "exam-room.candidates-seated": { examId: string; rooms: number; seated: number };
  "exam-room.candidate-seated": { examId: string; roomId: string; number: number };
  "registration.made": { examId: string };
  "registration.refused": { examId: string; codes: Codes };
  "registration.withdrawn": { examId: string };
  "registration.time-given": { examId: string; actId: string; minutes: number };
  "registration.held": { examId: string; actId: string };
  "registration.admitted": { examId: string; actId: string };
  "attempt.started": { attemptId: string; number: number };
  "attempt.taken-over": { attemptId: string; epoch: number };
  "attempt.submitted": { attemptId: string; by: string; receiptNumber: string };
  "attempt.extended": { attemptId: string; actId: string; minutes: number };
  "attempt.paused": { attemptId: string; actId: string };
  "attempt.resumed": { attemptId: string; actId: string };
  "attempt.reopened": { attemptId: string; actId: string; minutes: number };
  "attempt.take-over-code-made": { attemptId: string };
  "attempt.late-answers-proposed": { attemptId: string; answers: number };
  "attempt.late-answers-accepted": { attemptId: string; answers: number };
  "attempt.late-answers-refused": { attemptId: string; answers: number };
  "attempt.marked": { attemptId: string; mark: number; passed: boolean };
  "attempt.marked-again": {
    attemptId: string;
    correctionId: string;
    before: number;
    mark: number;
    passed: boolean;
  };
  "attempt.objected": { attemptId: string; objectionId: string; slot: number | null };
  "attempt.objection-answered": { attemptId: string; objectionId: string; outcome: string };
  "qualification.granted": { part: string; field: string | null; origin: string };
  "qualification.withdrawn": { part: string; field: string | null };
  "requirement.made": { kind: string; dueOn: string; source: string; met: boolean };
  "requirement.met": { kind: string; dueOn: string };
  "requirement.withdrawn": { kind: string };
  "exemption.asked": { ground: string };
  "exemption.granted": { ground: string };
  "exemption.refused": { ground: string };
  "exemption.withdrawn": { ground: string };
  "appointment.proposed": { batchId: string; regime: string };
  "appointment.candidate-withdrawn": { batchId: string };
  "appointment.batch-created": { batchId: string; regime: string };
  "appointment.batch-entered": { batchId: string; examId: string; entered: number; refused: number };
  "appointment.letter-written": { letterId: string; recipient: string; outcome: string };
  "appointment.letter-read": { letterId: string; recipient: string };
  "exam-ban.recorded": { toOn: string | null };
  "exam-ban.lifted": { decisionNumber: string };
  "violation.recorded": { examId: string; violationId: string; kind: string; code: string };
  "violation.signed": { examId: string; violationId: string; role: string };
  "violation.took-effect": { examId: string; violationId: string; decisionNumber: string };
  "violation.withdrawal-proposed": { examId: string; violationId: string };
  "violation.withdrawal-refused": { examId: string; violationId: string };
  "violation.withdrawn": { examId: string; violationId: string };
  "plan.created": { planId: string; year: number };
  "plan.item-added": { planId: string; itemId: string; month: number };
  "plan.approved": { planId: string };
  "application.submitted": { applicationId: string; kind: string };
  "application.refused-at-draft": { codes: Codes };
  "application.approved": { applicationId: string; review: number };
  "application.returned": { applicationId: string; review: number };
  "application.refused": { applicationId: string; review: number };
  "application.withdrawn": { applicationId: string };
  "certificate.number-allocated": { certificateId: string; applicationId: string | null };
  "certificate.issued": { certificateId: string };
  "certificate.document-rendered": { certificateId: string; layout: string; hash: string };
  "certificate.document-downloaded": { certificateId: string };
  "certificate.collected": { certificateId: string };
  "certificate.act-proposed": { certificateId: string; act: string };
  "certificate.act-refused": { certificateId: string; act: string };
  "certificate.suspended": { certificateId: string; decisionNumber: string };
  "certificate.restored": { certificateId: string; decisionNumber: string };
  "certificate.lost": { certificateId: string };
  "certificate.found": { certificateId: string };
  "certificate.cancelled": { certificateId: string; decisionNumber: string };
  "certificate.revoked": { certificateId: string; decisionNumber: string; banUntilOn: string | null };
  "certificate.annulled": { certificateId: string; decisionNumber: string };
  "certificate.replaced": { certificateId: string };
  "certificate.voided": { certificateId: string };
  "position.created": { positionId: string; family: string };
  "assignment.made": {
    assignmentId: string;
    positionId: string;
    inherited: boolean;
    fromOn: string;
    toOn: string | null;
  };
  "assignment.refused": { positionId: string; codes: Codes };
  "assignment.ended": { assignmentId: string; positionId: string; toOn: string };
};

export type EventType = keyof EventData;

export type AuditEntry = {
  [T in EventType]: {
    type: T;
    at: Date;
    /** The account that acted; null for the system itself. */
    actorId: string | null;
    personId?: string;
    unitId?: string;
    /** The thing acted on, when it is neither a person nor a unit. */
    subjectId?: string;
    requestId?: string;
    data: EventData[T] & Record<string, Literal | Codes>;
  };
}[EventType];
