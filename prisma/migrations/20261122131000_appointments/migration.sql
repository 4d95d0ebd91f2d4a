-- 任前考试: batches of candidates, each for a post, as the organisation department proposes them; the exams they are
-- entered for; letters as they were written, each for one recipient.
ALTER TABLE "role_grant" DROP CONSTRAINT "role_grant_role_vocabulary";
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_role_vocabulary" CHECK ("role" IN ('unit-training-officer', 'unit-legal-reviewer', 'unit-personnel-officer', 'personnel-department', 'congress-office', 'legal-affairs', 'question-author', 'question-reviewer', 'invigilator', 'auditor', 'system-administrator', 'security-administrator', 'audit-administrator'));
ALTER TABLE "role_proposal" DROP CONSTRAINT "role_proposal_role_vocabulary";
ALTER TABLE "role_proposal" ADD CONSTRAINT "role_proposal_role_vocabulary" CHECK ("role" IN ('unit-training-officer', 'unit-legal-reviewer', 'unit-personnel-officer', 'personnel-department', 'congress-office', 'legal-affairs', 'question-author', 'question-reviewer', 'invigilator', 'auditor', 'system-administrator', 'security-administrator', 'audit-administrator'));
ALTER TABLE "position" DROP CONSTRAINT "position_family_vocabulary";
ALTER TABLE "position" ADD CONSTRAINT "position_family_vocabulary" CHECK ("family" IN ('enforcement', 'coercive-enforcement', 'legal-affairs', 'legal-review', 'reconsideration', 'auxiliary', 'congress-appointed', 'party-appointed', 'other'));

CREATE TABLE "appointment_batch" (
    "id" UUID NOT NULL,
    "regime" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "document_number" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "due_on" DATE NOT NULL,
    "term_ends_on" DATE,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_at" TIMESTAMPTZ(3),

    CONSTRAINT "appointment_batch_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "appointment_candidate" (
    "id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "position_id" UUID NOT NULL,
    "post_title" TEXT NOT NULL,
    "requirement_id" UUID NOT NULL,
    "added_by_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,
    "withdrawal_reason" TEXT,

    CONSTRAINT "appointment_candidate_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "appointment_entry" (
    "batch_id" UUID NOT NULL,
    "exam_id" UUID NOT NULL,
    "entered_by_id" UUID NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "appointment_entry_pkey" PRIMARY KEY ("batch_id","exam_id")
);

CREATE TABLE "appointment_letter" (
    "id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "recipient" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "file_hash" TEXT NOT NULL,
    "written_by_id" UUID NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "appointment_letter_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "appointment_batch_unit_id_idx" ON "appointment_batch"("unit_id");
CREATE INDEX "appointment_candidate_batch_id_idx" ON "appointment_candidate"("batch_id");
CREATE INDEX "appointment_candidate_person_id_idx" ON "appointment_candidate"("person_id");
CREATE INDEX "appointment_candidate_position_id_idx" ON "appointment_candidate"("position_id");
CREATE INDEX "appointment_entry_exam_id_idx" ON "appointment_entry"("exam_id");
CREATE UNIQUE INDEX "appointment_letter_candidate_id_recipient_outcome_key" ON "appointment_letter"("candidate_id", "recipient", "outcome");
-- Proposed once at a time for a post.
CREATE UNIQUE INDEX "appointment_candidate_live" ON "appointment_candidate" ("batch_id", "person_id", "position_id") WHERE "withdrawn_at" IS NULL;

ALTER TABLE "appointment_batch" ADD CONSTRAINT "appointment_batch_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "appointment_candidate" ADD CONSTRAINT "appointment_candidate_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "appointment_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "appointment_candidate" ADD CONSTRAINT "appointment_candidate_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "appointment_candidate" ADD CONSTRAINT "appointment_candidate_position_id_fkey" FOREIGN KEY ("position_id") REFERENCES "position"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "appointment_candidate" ADD CONSTRAINT "appointment_candidate_requirement_id_fkey" FOREIGN KEY ("requirement_id") REFERENCES "exam_requirement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "appointment_entry" ADD CONSTRAINT "appointment_entry_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "appointment_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "appointment_entry" ADD CONSTRAINT "appointment_entry_exam_id_fkey" FOREIGN KEY ("exam_id") REFERENCES "exam"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "appointment_letter" ADD CONSTRAINT "appointment_letter_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "appointment_candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "appointment_letter" ADD CONSTRAINT "appointment_letter_file_hash_fkey" FOREIGN KEY ("file_hash") REFERENCES "stored_file"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "appointment_batch" ADD CONSTRAINT "appointment_batch_regime_vocabulary" CHECK ("regime" IN ('congress', 'party'));
ALTER TABLE "appointment_letter" ADD CONSTRAINT "appointment_letter_recipient_vocabulary" CHECK ("recipient" IN ('proposer', 'organisation-department', 'chairpersons-meeting', 'personal-file'));
ALTER TABLE "appointment_letter" ADD CONSTRAINT "appointment_letter_outcome_vocabulary" CHECK ("outcome" IN ('passed', 'standing', 'exempt', 'failed', 'absent'));
ALTER TABLE "appointment_candidate" ADD CONSTRAINT "appointment_candidate_withdrawal" CHECK (("withdrawn_at" IS NULL) = ("withdrawal_reason" IS NULL) AND ("withdrawn_at" IS NULL) = ("withdrawn_by_id" IS NULL));

SELECT guard_table('appointment_batch', 'locked_at');
SELECT guard_table('appointment_candidate', 'person_id', 'withdrawn_at', 'withdrawn_by_id', 'withdrawal_reason');
SELECT guard_table('appointment_entry');
SELECT guard_table('appointment_letter');
