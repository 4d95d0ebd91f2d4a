-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "login_name" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "person_id" UUID,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credential" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "account_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "user_agent" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_grant" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "granted_by_id" UUID,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,

    CONSTRAINT "role_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_attempt" (
    "id" BIGSERIAL NOT NULL,
    "login_key" BYTEA NOT NULL,
    "succeeded" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_client" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "unit_id" UUID NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_client_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "actor_id" UUID,
    "person_id" UUID,
    "unit_id" UUID,
    "subject_id" TEXT,
    "data" JSONB NOT NULL,
    "request_id" TEXT,
    "txid" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_seal" (
    "id" BIGSERIAL NOT NULL,
    "from_txid" BIGINT NOT NULL,
    "to_txid" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stored_file" (
    "hash" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "rule_pack" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "title" JSONB NOT NULL,

    CONSTRAINT "rule_pack_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule_pack_version" (
    "id" UUID NOT NULL,
    "pack_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "effective_on" DATE NOT NULL,
    "values" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_pack_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit_rule_pack" (
    "id" UUID NOT NULL,
    "fact_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "pack_id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "unit_rule_pack_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_at" TIMESTAMPTZ(3),

    CONSTRAINT "unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit_version" (
    "id" UUID NOT NULL,
    "fact_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "parent_id" UUID,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "civil_servants_only" BOOLEAN NOT NULL DEFAULT false,
    "establishment" INTEGER,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "unit_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enforcement_body" (
    "id" UUID NOT NULL,
    "fact_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "basis" TEXT NOT NULL,
    "fields" TEXT[],
    "document" TEXT NOT NULL,
    "published_on" DATE,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "enforcement_body_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "merged_into_id" UUID,
    "photo_hash" TEXT,
    "locked_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_name" (
    "id" UUID NOT NULL,
    "fact_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_name_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity_number" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "cipher" BYTEA NOT NULL,
    "cipher_key_id" TEXT NOT NULL,
    "index_hash" BYTEA NOT NULL,
    "last_four_hash" BYTEA NOT NULL,
    "index_key_id" TEXT NOT NULL,
    "evidence" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "identity_number_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "employment" (
    "id" UUID NOT NULL,
    "fact_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "relation" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "title" TEXT,
    "document" TEXT,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "employment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "legal_duty" (
    "id" UUID NOT NULL,
    "fact_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "full_time" BOOLEAN NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "legal_duty_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sanction" (
    "id" UUID NOT NULL,
    "fact_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "authority" TEXT NOT NULL,
    "decision_number" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "sanction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annual_grade" (
    "id" UUID NOT NULL,
    "fact_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "grade" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "annual_grade_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "study_category" (
    "id" UUID NOT NULL,
    "fact_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "category" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "study_category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roster_import" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "file_hash" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "uploaded_by_id" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roster_import_acceptance" (
    "import_id" UUID NOT NULL,
    "mode" TEXT NOT NULL,
    "accepted_by_id" UUID NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,

    CONSTRAINT "roster_import_acceptance_pkey" PRIMARY KEY ("import_id")
);

-- CreateTable
CREATE TABLE "roster_import_row" (
    "id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "person_id" UUID,
    "refusals" JSONB NOT NULL,

    CONSTRAINT "roster_import_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question_bank" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "title" JSONB NOT NULL,
    "kind" TEXT NOT NULL,
    "field" TEXT,

    CONSTRAINT "question_bank_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_version" (
    "id" UUID NOT NULL,
    "bank_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question" (
    "id" UUID NOT NULL,
    "bank_id" UUID NOT NULL,
    "code" TEXT NOT NULL,

    CONSTRAINT "question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question_version" (
    "id" UUID NOT NULL,
    "question_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "stem" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "law" TEXT NOT NULL,
    "article" INTEGER NOT NULL,
    "citations" JSONB NOT NULL,
    "topic" TEXT NOT NULL,
    "difficulty" INTEGER NOT NULL,
    "enemies" TEXT[],
    "group_id" UUID,
    "position" INTEGER NOT NULL DEFAULT 0,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "question_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question_key" (
    "question_version_id" UUID NOT NULL,
    "key" TEXT[],
    "explanation" TEXT NOT NULL,

    CONSTRAINT "question_key_pkey" PRIMARY KEY ("question_version_id")
);

-- CreateTable
CREATE TABLE "bank_version_entry" (
    "bank_version_id" UUID NOT NULL,
    "question_version_id" UUID NOT NULL,

    CONSTRAINT "bank_version_entry_pkey" PRIMARY KEY ("bank_version_id","question_version_id")
);

-- CreateTable
CREATE TABLE "blueprint" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "title" JSONB NOT NULL,

    CONSTRAINT "blueprint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "blueprint_version" (
    "id" UUID NOT NULL,
    "blueprint_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "blueprint_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "study_record" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "laws" TEXT[],
    "organiser_level" TEXT NOT NULL,
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "end_at" TIMESTAMPTZ(3) NOT NULL,
    "minutes" INTEGER NOT NULL,
    "evidence" JSONB NOT NULL,
    "attempt_id" UUID,
    "reverses_id" UUID,
    "recorded_by_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_at" TIMESTAMPTZ(3),

    CONSTRAINT "study_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "study_record_step" (
    "id" BIGSERIAL NOT NULL,
    "record_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,

    CONSTRAINT "study_record_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exam" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "part" TEXT,
    "field" TEXT,
    "unit_id" UUID NOT NULL,
    "organiser_level" TEXT NOT NULL,
    "blueprint_version_id" UUID NOT NULL,
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "late_entry_minutes" INTEGER NOT NULL,
    "minutes" INTEGER NOT NULL,
    "full_mark" INTEGER NOT NULL,
    "pass_mark" INTEGER NOT NULL,
    "attempts_allowed" INTEGER NOT NULL,
    "pack_version_id" UUID NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_at" TIMESTAMPTZ(3),

    CONSTRAINT "exam_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exam_act" (
    "id" UUID NOT NULL,
    "exam_id" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exam_act_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registration" (
    "id" UUID NOT NULL,
    "exam_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "pack_version_id" UUID NOT NULL,
    "registered_by_id" UUID,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "registration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "grace_seconds" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "last_seq" INTEGER NOT NULL,
    "last_hash" BYTEA NOT NULL,
    "answers" JSONB NOT NULL,
    "flags" JSONB NOT NULL,
    "last_saved_at" TIMESTAMPTZ(3),
    "device_hash" BYTEA NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "submitted_by" TEXT,
    "receipt_number" TEXT,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "paper" (
    "attempt_id" UUID NOT NULL,
    "blueprint_version_id" UUID NOT NULL,
    "bank_version_ids" UUID[],
    "seed" TEXT NOT NULL,
    "exposure" JSONB NOT NULL,
    "slots" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,

    CONSTRAINT "paper_pkey" PRIMARY KEY ("attempt_id")
);

-- CreateTable
CREATE TABLE "answer_step" (
    "id" BIGSERIAL NOT NULL,
    "attempt_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "slot" INTEGER,
    "answer" JSONB,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "answer_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "marking" (
    "id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "mark" INTEGER NOT NULL,
    "full_mark" INTEGER NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "slots" JSONB NOT NULL,
    "policy" TEXT NOT NULL,
    "pack_version_id" UUID NOT NULL,
    "marked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "marking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "qualification_part" (
    "id" UUID NOT NULL,
    "fact_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "part" TEXT NOT NULL,
    "field" TEXT,
    "origin" TEXT NOT NULL,
    "attempt_id" UUID,
    "evidence" TEXT,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "qualification_part_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exam_ban" (
    "id" UUID NOT NULL,
    "fact_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "decision_number" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "exam_ban_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "study_plan" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "audience" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "document" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "approved_by_id" UUID,

    CONSTRAINT "study_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_item" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "month" INTEGER NOT NULL,
    "law" TEXT NOT NULL,
    "materials" TEXT[],
    "held_on" DATE,
    "minutes" INTEGER,
    "place" TEXT,
    "exam_id" UUID,
    "owner_person_id" UUID,

    CONSTRAINT "plan_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_item_person" (
    "item_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "plan_item_person_pkey" PRIMARY KEY ("item_id","person_id")
);

-- CreateTable
CREATE TABLE "application" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "certificate_type" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "reviews" JSONB NOT NULL,
    "pack_version_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "locked_at" TIMESTAMPTZ(3),

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_step" (
    "id" BIGSERIAL NOT NULL,
    "application_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "review" INTEGER,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "opinion" TEXT,
    "refusals" JSONB,

    CONSTRAINT "application_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate_number_series" (
    "prefix" TEXT NOT NULL,
    "next" BIGINT NOT NULL,

    CONSTRAINT "certificate_number_series_pkey" PRIMARY KEY ("prefix")
);

-- CreateTable
CREATE TABLE "certificate" (
    "id" UUID NOT NULL,
    "application_id" UUID,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "certificate_type" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "valid_from_on" DATE NOT NULL,
    "valid_to_on" DATE NOT NULL,
    "public_token" TEXT NOT NULL,
    "register_entry" JSONB NOT NULL,
    "template_id" TEXT NOT NULL,
    "template_version" INTEGER NOT NULL,
    "pack_version_id" UUID NOT NULL,
    "issued_by_id" UUID,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate_document" (
    "id" UUID NOT NULL,
    "certificate_id" UUID NOT NULL,
    "layout" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "certificate_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate_act" (
    "id" UUID NOT NULL,
    "certificate_id" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "ground" TEXT,
    "legal_basis" TEXT,
    "decision_number" TEXT,
    "ban_until_on" DATE,
    "note" TEXT,
    "proposed_by_id" UUID,
    "approved_by_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "certificate_act_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "act_proposal" (
    "id" UUID NOT NULL,
    "certificate_id" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "act_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "position" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "field" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,
    "abolished_on" DATE,

    CONSTRAINT "position_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignment" (
    "id" UUID NOT NULL,
    "fact_id" UUID NOT NULL,
    "position_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "inherited" BOOLEAN NOT NULL,
    "decision" JSONB NOT NULL,
    "pack_version_id" UUID,
    "end_reason" TEXT,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "eligibility_check" (
    "id" BIGSERIAL NOT NULL,
    "client_id" UUID,
    "person_id" UUID,
    "certificate_number" TEXT,
    "unit_id" UUID,
    "asked_about" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "eligible" BOOLEAN NOT NULL,
    "codes" TEXT[],

    CONSTRAINT "eligibility_check_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_login_name_key" ON "account"("login_name");

-- CreateIndex
CREATE UNIQUE INDEX "account_person_id_key" ON "account"("person_id");

-- CreateIndex
CREATE INDEX "credential_account_id_set_at_idx" ON "credential"("account_id", "set_at");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE INDEX "role_grant_account_id_idx" ON "role_grant"("account_id");

-- CreateIndex
CREATE INDEX "sign_in_attempt_login_key_at_idx" ON "sign_in_attempt"("login_key", "at");

-- CreateIndex
CREATE UNIQUE INDEX "api_client_key_hash_key" ON "api_client"("key_hash");

-- CreateIndex
CREATE INDEX "audit_event_person_id_id_idx" ON "audit_event"("person_id", "id");

-- CreateIndex
CREATE INDEX "audit_event_subject_id_id_idx" ON "audit_event"("subject_id", "id");

-- CreateIndex
CREATE INDEX "audit_event_txid_id_idx" ON "audit_event"("txid", "id");

-- CreateIndex
CREATE UNIQUE INDEX "rule_pack_code_key" ON "rule_pack"("code");

-- CreateIndex
CREATE UNIQUE INDEX "rule_pack_version_pack_id_number_key" ON "rule_pack_version"("pack_id", "number");

-- CreateIndex
CREATE INDEX "unit_rule_pack_unit_id_idx" ON "unit_rule_pack"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "unit_code_key" ON "unit"("code");

-- CreateIndex
CREATE INDEX "unit_version_unit_id_idx" ON "unit_version"("unit_id");

-- CreateIndex
CREATE INDEX "unit_version_parent_id_idx" ON "unit_version"("parent_id");

-- CreateIndex
CREATE INDEX "enforcement_body_unit_id_idx" ON "enforcement_body"("unit_id");

-- CreateIndex
CREATE INDEX "person_name_person_id_idx" ON "person_name"("person_id");

-- CreateIndex
CREATE INDEX "identity_number_person_id_idx" ON "identity_number"("person_id");

-- CreateIndex
CREATE INDEX "employment_person_id_idx" ON "employment"("person_id");

-- CreateIndex
CREATE INDEX "employment_unit_id_idx" ON "employment"("unit_id");

-- CreateIndex
CREATE INDEX "legal_duty_person_id_idx" ON "legal_duty"("person_id");

-- CreateIndex
CREATE INDEX "legal_duty_unit_id_idx" ON "legal_duty"("unit_id");

-- CreateIndex
CREATE INDEX "sanction_person_id_idx" ON "sanction"("person_id");

-- CreateIndex
CREATE INDEX "annual_grade_person_id_idx" ON "annual_grade"("person_id");

-- CreateIndex
CREATE INDEX "study_category_person_id_idx" ON "study_category"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "roster_import_row_import_id_row_key" ON "roster_import_row"("import_id", "row");

-- CreateIndex
CREATE UNIQUE INDEX "question_bank_code_key" ON "question_bank"("code");

-- CreateIndex
CREATE UNIQUE INDEX "bank_version_bank_id_number_key" ON "bank_version"("bank_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "bank_version_bank_id_content_hash_key" ON "bank_version"("bank_id", "content_hash");

-- CreateIndex
CREATE UNIQUE INDEX "question_bank_id_code_key" ON "question"("bank_id", "code");

-- CreateIndex
CREATE INDEX "question_version_law_article_idx" ON "question_version"("law", "article");

-- CreateIndex
CREATE INDEX "question_version_group_id_idx" ON "question_version"("group_id");

-- CreateIndex
CREATE UNIQUE INDEX "question_version_question_id_number_key" ON "question_version"("question_id", "number");

-- CreateIndex
CREATE INDEX "bank_version_entry_question_version_id_idx" ON "bank_version_entry"("question_version_id");

-- CreateIndex
CREATE UNIQUE INDEX "blueprint_code_key" ON "blueprint"("code");

-- CreateIndex
CREATE UNIQUE INDEX "blueprint_version_blueprint_id_number_key" ON "blueprint_version"("blueprint_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "study_record_attempt_id_key" ON "study_record"("attempt_id");

-- CreateIndex
CREATE UNIQUE INDEX "study_record_reverses_id_key" ON "study_record"("reverses_id");

-- CreateIndex
CREATE INDEX "study_record_person_id_start_at_idx" ON "study_record"("person_id", "start_at");

-- CreateIndex
CREATE INDEX "study_record_unit_id_start_at_idx" ON "study_record"("unit_id", "start_at");

-- CreateIndex
CREATE INDEX "study_record_step_record_id_id_idx" ON "study_record_step"("record_id", "id");

-- CreateIndex
CREATE INDEX "exam_unit_id_idx" ON "exam"("unit_id");

-- CreateIndex
CREATE INDEX "exam_opens_at_idx" ON "exam"("opens_at");

-- CreateIndex
CREATE UNIQUE INDEX "exam_act_exam_id_act_key" ON "exam_act"("exam_id", "act");

-- CreateIndex
CREATE INDEX "registration_exam_id_idx" ON "registration"("exam_id");

-- CreateIndex
CREATE INDEX "registration_person_id_idx" ON "registration"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "attempt_receipt_number_key" ON "attempt"("receipt_number");

-- CreateIndex
CREATE INDEX "attempt_person_id_idx" ON "attempt"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "attempt_registration_id_number_key" ON "attempt"("registration_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "answer_step_attempt_id_epoch_seq_kind_key" ON "answer_step"("attempt_id", "epoch", "seq", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "marking_attempt_id_key" ON "marking"("attempt_id");

-- CreateIndex
CREATE INDEX "qualification_part_person_id_idx" ON "qualification_part"("person_id");

-- CreateIndex
CREATE INDEX "exam_ban_person_id_idx" ON "exam_ban"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "study_plan_unit_id_year_audience_key" ON "study_plan"("unit_id", "year", "audience");

-- CreateIndex
CREATE INDEX "plan_item_plan_id_month_idx" ON "plan_item"("plan_id", "month");

-- CreateIndex
CREATE INDEX "plan_item_person_person_id_idx" ON "plan_item_person"("person_id");

-- CreateIndex
CREATE INDEX "application_person_id_idx" ON "application"("person_id");

-- CreateIndex
CREATE INDEX "application_unit_id_idx" ON "application"("unit_id");

-- CreateIndex
CREATE INDEX "application_step_application_id_id_idx" ON "application_step"("application_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_application_id_key" ON "certificate"("application_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_number_key" ON "certificate"("number");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_public_token_key" ON "certificate"("public_token");

-- CreateIndex
CREATE INDEX "certificate_person_id_idx" ON "certificate"("person_id");

-- CreateIndex
CREATE INDEX "certificate_unit_id_idx" ON "certificate"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_document_certificate_id_layout_key" ON "certificate_document"("certificate_id", "layout");

-- CreateIndex
CREATE INDEX "certificate_act_certificate_id_effective_at_idx" ON "certificate_act"("certificate_id", "effective_at");

-- CreateIndex
CREATE INDEX "act_proposal_certificate_id_idx" ON "act_proposal"("certificate_id");

-- CreateIndex
CREATE INDEX "position_unit_id_idx" ON "position"("unit_id");

-- CreateIndex
CREATE INDEX "assignment_person_id_idx" ON "assignment"("person_id");

-- CreateIndex
CREATE INDEX "assignment_position_id_idx" ON "assignment"("position_id");

-- CreateIndex
CREATE INDEX "eligibility_check_person_id_checked_at_idx" ON "eligibility_check"("person_id", "checked_at");

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_client" ADD CONSTRAINT "api_client_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_pack_version" ADD CONSTRAINT "rule_pack_version_pack_id_fkey" FOREIGN KEY ("pack_id") REFERENCES "rule_pack"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_rule_pack" ADD CONSTRAINT "unit_rule_pack_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_rule_pack" ADD CONSTRAINT "unit_rule_pack_pack_id_fkey" FOREIGN KEY ("pack_id") REFERENCES "rule_pack"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_version" ADD CONSTRAINT "unit_version_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_version" ADD CONSTRAINT "unit_version_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enforcement_body" ADD CONSTRAINT "enforcement_body_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_name" ADD CONSTRAINT "person_name_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_number" ADD CONSTRAINT "identity_number_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employment" ADD CONSTRAINT "employment_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employment" ADD CONSTRAINT "employment_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "legal_duty" ADD CONSTRAINT "legal_duty_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "legal_duty" ADD CONSTRAINT "legal_duty_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sanction" ADD CONSTRAINT "sanction_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annual_grade" ADD CONSTRAINT "annual_grade_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "study_category" ADD CONSTRAINT "study_category_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roster_import" ADD CONSTRAINT "roster_import_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roster_import_acceptance" ADD CONSTRAINT "roster_import_acceptance_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "roster_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roster_import_row" ADD CONSTRAINT "roster_import_row_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "roster_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roster_import_row" ADD CONSTRAINT "roster_import_row_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_version" ADD CONSTRAINT "bank_version_bank_id_fkey" FOREIGN KEY ("bank_id") REFERENCES "question_bank"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_bank_id_fkey" FOREIGN KEY ("bank_id") REFERENCES "question_bank"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question_version" ADD CONSTRAINT "question_version_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question_version" ADD CONSTRAINT "question_version_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "question_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question_key" ADD CONSTRAINT "question_key_question_version_id_fkey" FOREIGN KEY ("question_version_id") REFERENCES "question_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_version_entry" ADD CONSTRAINT "bank_version_entry_bank_version_id_fkey" FOREIGN KEY ("bank_version_id") REFERENCES "bank_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_version_entry" ADD CONSTRAINT "bank_version_entry_question_version_id_fkey" FOREIGN KEY ("question_version_id") REFERENCES "question_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blueprint_version" ADD CONSTRAINT "blueprint_version_blueprint_id_fkey" FOREIGN KEY ("blueprint_id") REFERENCES "blueprint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "study_record" ADD CONSTRAINT "study_record_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "study_record" ADD CONSTRAINT "study_record_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "study_record" ADD CONSTRAINT "study_record_reverses_id_fkey" FOREIGN KEY ("reverses_id") REFERENCES "study_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "study_record_step" ADD CONSTRAINT "study_record_step_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "study_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exam" ADD CONSTRAINT "exam_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exam" ADD CONSTRAINT "exam_blueprint_version_id_fkey" FOREIGN KEY ("blueprint_version_id") REFERENCES "blueprint_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exam_act" ADD CONSTRAINT "exam_act_exam_id_fkey" FOREIGN KEY ("exam_id") REFERENCES "exam"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_exam_id_fkey" FOREIGN KEY ("exam_id") REFERENCES "exam"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paper" ADD CONSTRAINT "paper_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paper" ADD CONSTRAINT "paper_blueprint_version_id_fkey" FOREIGN KEY ("blueprint_version_id") REFERENCES "blueprint_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_step" ADD CONSTRAINT "answer_step_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "marking" ADD CONSTRAINT "marking_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qualification_part" ADD CONSTRAINT "qualification_part_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exam_ban" ADD CONSTRAINT "exam_ban_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "study_plan" ADD CONSTRAINT "study_plan_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_item" ADD CONSTRAINT "plan_item_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "study_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_item" ADD CONSTRAINT "plan_item_exam_id_fkey" FOREIGN KEY ("exam_id") REFERENCES "exam"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_item" ADD CONSTRAINT "plan_item_owner_person_id_fkey" FOREIGN KEY ("owner_person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_item_person" ADD CONSTRAINT "plan_item_person_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "plan_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_item_person" ADD CONSTRAINT "plan_item_person_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_step" ADD CONSTRAINT "application_step_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate_document" ADD CONSTRAINT "certificate_document_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate_act" ADD CONSTRAINT "certificate_act_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "act_proposal" ADD CONSTRAINT "act_proposal_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "position" ADD CONSTRAINT "position_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_position_id_fkey" FOREIGN KEY ("position_id") REFERENCES "position"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
