-- Certificates of training and study: a register of their own, beside the enforcement certificates.
CREATE TABLE "training_certificate" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "public_token" TEXT NOT NULL,
    "register_entry" JSONB NOT NULL,
    "template_id" TEXT NOT NULL,
    "template_version" INTEGER NOT NULL,
    "pack_version_id" UUID NOT NULL,
    "valid_to_on" DATE,
    "corrects_id" UUID,
    "draft_id" UUID NOT NULL,
    "issued_by_id" UUID NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_as" TEXT,

    CONSTRAINT "training_certificate_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "training_draft" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "corrects_id" UUID,
    "reason" TEXT,
    "drafted_by_id" UUID NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "training_draft_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "training_act" (
    "id" UUID NOT NULL,
    "certificate_id" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "ground" TEXT,
    "decision_number" TEXT,
    "reason" TEXT,
    "proposed_by_id" UUID NOT NULL,
    "approved_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "training_act_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "training_document" (
    "certificate_id" UUID NOT NULL,
    "file_hash" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "template_id" TEXT NOT NULL,
    "template_version" INTEGER NOT NULL,
    "signing_key_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "training_document_pkey" PRIMARY KEY ("certificate_id")
);

CREATE TABLE "training_annulment" (
    "id" UUID NOT NULL,
    "certificate_id" UUID NOT NULL,
    "ground" TEXT NOT NULL,
    "decision_number" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "training_annulment_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "training_review" (
    "id" UUID NOT NULL,
    "certificate_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,
    "closed_by_id" UUID,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "training_review_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "training_run" (
    "id" UUID NOT NULL,
    "total" INTEGER NOT NULL,
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "training_run_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "training_run_line" (
    "run_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "draft_id" UUID,
    "certificate_id" UUID,
    "refusals" JSONB,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "training_run_line_pkey" PRIMARY KEY ("run_id","place")
);

CREATE TABLE "training_series" (
    "pattern" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "next" INTEGER NOT NULL,

    CONSTRAINT "training_series_pkey" PRIMARY KEY ("pattern","year")
);
CREATE UNIQUE INDEX "training_certificate_number_key" ON "training_certificate"("number");
CREATE UNIQUE INDEX "training_certificate_public_token_key" ON "training_certificate"("public_token");
CREATE UNIQUE INDEX "training_certificate_corrects_id_key" ON "training_certificate"("corrects_id");
CREATE UNIQUE INDEX "training_certificate_draft_id_key" ON "training_certificate"("draft_id");
CREATE INDEX "training_certificate_person_id_idx" ON "training_certificate"("person_id");
CREATE INDEX "training_certificate_unit_id_idx" ON "training_certificate"("unit_id");
CREATE INDEX "training_certificate_kind_basis_idx" ON "training_certificate"("kind", "basis");
CREATE INDEX "training_draft_person_id_idx" ON "training_draft"("person_id");
CREATE INDEX "training_draft_unit_id_idx" ON "training_draft"("unit_id");
CREATE INDEX "training_draft_corrects_id_idx" ON "training_draft"("corrects_id");
CREATE UNIQUE INDEX "training_act_certificate_id_act_key" ON "training_act"("certificate_id", "act");
CREATE INDEX "training_annulment_certificate_id_idx" ON "training_annulment"("certificate_id");
CREATE INDEX "training_review_certificate_id_idx" ON "training_review"("certificate_id");
CREATE INDEX "training_run_requested_by_id_id_idx" ON "training_run"("requested_by_id", "id");
CREATE INDEX "training_run_line_draft_id_idx" ON "training_run_line"("draft_id");
CREATE INDEX "training_run_line_certificate_id_idx" ON "training_run_line"("certificate_id");
CREATE UNIQUE INDEX "training_run_line_run_id_kind_basis_person_id_key" ON "training_run_line"("run_id", "kind", "basis", "person_id");
ALTER TABLE "training_certificate" ADD CONSTRAINT "training_certificate_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "training_certificate" ADD CONSTRAINT "training_certificate_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "training_certificate" ADD CONSTRAINT "training_certificate_corrects_id_fkey" FOREIGN KEY ("corrects_id") REFERENCES "training_certificate"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "training_certificate" ADD CONSTRAINT "training_certificate_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "training_draft"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "training_draft" ADD CONSTRAINT "training_draft_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "training_draft" ADD CONSTRAINT "training_draft_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "training_draft" ADD CONSTRAINT "training_draft_corrects_id_fkey" FOREIGN KEY ("corrects_id") REFERENCES "training_certificate"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "training_act" ADD CONSTRAINT "training_act_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "training_certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "training_document" ADD CONSTRAINT "training_document_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "training_certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "training_annulment" ADD CONSTRAINT "training_annulment_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "training_certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "training_review" ADD CONSTRAINT "training_review_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "training_certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "training_run_line" ADD CONSTRAINT "training_run_line_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "training_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "training_run_line" ADD CONSTRAINT "training_run_line_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "training_run_line" ADD CONSTRAINT "training_run_line_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "training_draft"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "training_run_line" ADD CONSTRAINT "training_run_line_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "training_certificate"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "training_certificate" ADD CONSTRAINT "training_certificate_kind_vocabulary" CHECK ("kind" IN ('auxiliary-training', 'annual-study', 'initial-training', 'course'));
ALTER TABLE "training_certificate" ADD CONSTRAINT "training_certificate_ended_as_vocabulary" CHECK ("ended_as" IN ('corrected', 'annulled'));
ALTER TABLE "training_certificate" ADD CONSTRAINT "training_certificate_ended_whole" CHECK (("ended_at" IS NULL) = ("ended_as" IS NULL));
ALTER TABLE "training_certificate" ADD CONSTRAINT "training_certificate_basis" CHECK (CASE WHEN "kind" = 'annual-study' THEN "basis" ~ '^20[0-9]{2}$' ELSE "basis" ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' END);
-- However many sign at once, one stands.
CREATE UNIQUE INDEX "training_certificate_live" ON "training_certificate" ("person_id", "kind", "basis") WHERE "ended_at" IS NULL;

ALTER TABLE "training_draft" ADD CONSTRAINT "training_draft_kind_vocabulary" CHECK ("kind" IN ('auxiliary-training', 'annual-study', 'initial-training', 'course'));
ALTER TABLE "training_draft" ADD CONSTRAINT "training_draft_outcome_vocabulary" CHECK ("outcome" IN ('issued', 'refused', 'withdrawn'));
ALTER TABLE "training_draft" ADD CONSTRAINT "training_draft_decided_whole" CHECK (("outcome" IS NULL) = ("decided_at" IS NULL) AND ("outcome" IS NULL) = ("decided_by_id" IS NULL));
ALTER TABLE "training_draft" ADD CONSTRAINT "training_draft_correction_whole" CHECK (("corrects_id" IS NULL) = ("reason" IS NULL));
CREATE UNIQUE INDEX "training_draft_open" ON "training_draft" ("person_id", "kind", "basis") WHERE "decided_at" IS NULL;

ALTER TABLE "training_act" ADD CONSTRAINT "training_act_act_vocabulary" CHECK ("act" IN ('issue', 'correct', 'annul'));
ALTER TABLE "training_act" ADD CONSTRAINT "training_act_ground_vocabulary" CHECK ("ground" IN ('basis-lost', 'false-record', 'issued-in-error'));
ALTER TABLE "training_act" ADD CONSTRAINT "training_act_annulled_by_two" CHECK ("act" <> 'annul' OR ("proposed_by_id" <> "approved_by_id" AND "ground" IS NOT NULL AND "decision_number" IS NOT NULL));
ALTER TABLE "training_annulment" ADD CONSTRAINT "training_annulment_ground_vocabulary" CHECK ("ground" IN ('basis-lost', 'false-record', 'issued-in-error'));
ALTER TABLE "training_annulment" ADD CONSTRAINT "training_annulment_decision_vocabulary" CHECK ("decision" IN ('approved', 'refused', 'withdrawn'));
ALTER TABLE "training_annulment" ADD CONSTRAINT "training_annulment_decided_whole" CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by_id" IS NULL));
ALTER TABLE "training_annulment" ADD CONSTRAINT "training_annulment_two_people" CHECK ("decision" <> 'approved' OR "decided_by_id" <> "proposed_by_id");
CREATE UNIQUE INDEX "training_annulment_open" ON "training_annulment" ("certificate_id") WHERE "decided_at" IS NULL;

ALTER TABLE "training_review" ADD CONSTRAINT "training_review_code_vocabulary" CHECK ("code" IN ('training.exam-not-passed', 'training.year-not-met', 'training.course-not-finished'));
ALTER TABLE "training_review" ADD CONSTRAINT "training_review_closed_whole" CHECK (("closed_at" IS NULL) = ("closed_by_id" IS NULL) AND ("closed_at" IS NULL) = ("note" IS NULL));
CREATE UNIQUE INDEX "training_review_open" ON "training_review" ("certificate_id") WHERE "closed_at" IS NULL;

ALTER TABLE "training_run" ADD CONSTRAINT "training_run_total" CHECK ("total" BETWEEN 1 AND 5000);
CREATE UNIQUE INDEX "training_run_unfinished" ON "training_run" ("requested_by_id") WHERE "finished_at" IS NULL;
ALTER TABLE "training_run_line" ADD CONSTRAINT "training_run_line_kind_vocabulary" CHECK ("kind" IN ('auxiliary-training', 'annual-study', 'initial-training', 'course'));
ALTER TABLE "training_run_line" ADD CONSTRAINT "training_run_line_decided_whole" CHECK (("decided_at" IS NOT NULL) = (num_nonnulls("certificate_id", "draft_id", "refusals") = 1));
CREATE INDEX "training_run_line_undecided" ON "training_run_line" ("run_id", "place") WHERE "decided_at" IS NULL;
ALTER TABLE "training_series" ADD CONSTRAINT "training_series_next" CHECK ("next" >= 1);

SELECT guard_table('training_certificate', 'ended_at', 'ended_as');
SELECT guard_table('training_draft', 'outcome', 'decided_by_id', 'decided_at');
SELECT guard_table('training_act');
SELECT guard_table('training_document');
SELECT guard_table('training_annulment', 'decision', 'decided_by_id', 'decided_at');
SELECT guard_table('training_review', 'note', 'closed_by_id', 'closed_at');
SELECT guard_table('training_run', 'last_seen_at', 'finished_at');
SELECT guard_table('training_run_line', 'draft_id', 'certificate_id', 'refusals', 'decided_at');
SELECT guard_table('training_series', 'next');
