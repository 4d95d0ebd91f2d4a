-- 办理时限: a review that has had an application longer than the rules give it, noted once and by the database's word.
CREATE TABLE "application_overdue" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "review" INTEGER NOT NULL,
    "working_days" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_overdue_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "application_overdue_application_id_round_review_key" ON "application_overdue"("application_id", "round", "review");
ALTER TABLE "application_overdue" ADD CONSTRAINT "application_overdue_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a decision rests on, given with its proposal and for good.
CREATE TABLE "act_proposal_file" (
    "id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "file_hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,

    CONSTRAINT "act_proposal_file_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "act_proposal_file_proposal_id_file_hash_key" ON "act_proposal_file"("proposal_id", "file_hash");
CREATE INDEX "act_proposal_file_file_hash_idx" ON "act_proposal_file"("file_hash");
ALTER TABLE "act_proposal_file" ADD CONSTRAINT "act_proposal_file_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "act_proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "act_proposal_file" ADD CONSTRAINT "act_proposal_file_file_hash_fkey" FOREIGN KEY ("file_hash") REFERENCES "stored_file"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An act knows the proposal that two people decided, and so the holder's statement and the evidence.
ALTER TABLE "certificate_act" ADD COLUMN "proposal_id" UUID;
CREATE UNIQUE INDEX "certificate_act_proposal_id_key" ON "certificate_act"("proposal_id");
ALTER TABLE "certificate_act" ADD CONSTRAINT "certificate_act_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "act_proposal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- 送达: how and when a decision reached its holder. A second service is another row.
CREATE TABLE "act_service" (
    "id" UUID NOT NULL,
    "act_id" UUID NOT NULL,
    "way" TEXT NOT NULL,
    "served_on" DATE NOT NULL,
    "receiver" TEXT NOT NULL,
    "note" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "act_service_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "act_service_way_vocabulary" CHECK ("way" IN ('in-person', 'left-at-place', 'by-post', 'electronic', 'through-unit', 'public-notice')),
    CONSTRAINT "act_service_receiver" CHECK (btrim("receiver") <> '')
);
CREATE UNIQUE INDEX "act_service_once" ON "act_service"("act_id", "way", "served_on");
ALTER TABLE "act_service" ADD CONSTRAINT "act_service_act_id_fkey" FOREIGN KEY ("act_id") REFERENCES "certificate_act"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- 外地禁入: bans that other regions decided. Whoever it is need not be in this register; the number is kept as its keyed index,
-- so that a person who comes later is met by the ban, and as its last four characters, to be told apart by.
CREATE TABLE "outside_ban" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "index_hash" BYTEA NOT NULL,
    "index_key_id" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "authority" TEXT NOT NULL,
    "decision_number" TEXT NOT NULL,
    "ground" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "last_day_on" DATE,
    "source" TEXT NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "lifted_by_id" UUID,
    "lifted_at" TIMESTAMPTZ(3),
    "lift_reason" TEXT,

    CONSTRAINT "outside_ban_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "outside_ban_ground_vocabulary" CHECK ("ground" IN ('altered-or-lent', 'failed-twice', 'revoked', 'annulled')),
    CONSTRAINT "outside_ban_decision_vocabulary" CHECK ("decision" IN ('confirmed', 'refused')),
    CONSTRAINT "outside_ban_days" CHECK ("last_day_on" IS NULL OR "last_day_on" >= "from_on"),
    CONSTRAINT "outside_ban_two_people" CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by_id" IS NULL)
      AND ("decision" IS DISTINCT FROM 'confirmed' OR "decided_by_id" <> "recorded_by_id")),
    CONSTRAINT "outside_ban_lifted" CHECK (("lifted_at" IS NULL) = ("lifted_by_id" IS NULL) AND ("lifted_at" IS NULL) = ("lift_reason" IS NULL)
      AND ("lifted_at" IS NULL OR "decision" = 'confirmed'))
);
CREATE INDEX "outside_ban_index_hash_idx" ON "outside_ban"("index_hash");
-- The same decision of the same authority about the same number is recorded once.
CREATE UNIQUE INDEX "outside_ban_once" ON "outside_ban" ("index_hash", "authority", "decision_number") WHERE "decision" IS DISTINCT FROM 'refused';

SELECT guard_table('application_overdue');
SELECT guard_table('act_proposal_file');
SELECT guard_table('act_service');
SELECT guard_table('outside_ban', 'decision', 'decided_by_id', 'decided_at', 'lifted_by_id', 'lifted_at', 'lift_reason');

-- 待复核: a certificate was issued by what was known; what became known later, and was true on that day, would have forbidden it.
-- Nothing is rewritten: each such reason is a row that somebody closes.
CREATE TABLE "decision_review" (
    "id" UUID NOT NULL,
    "certificate_id" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "refusal" JSONB NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "note" TEXT,
    "closed_by_id" UUID,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "decision_review_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "decision_review_outcome_vocabulary" CHECK ("outcome" IN ('stands', 'act-proposed', 'fact-corrected')),
    CONSTRAINT "decision_review_closed" CHECK (("closed_at" IS NULL) = ("closed_by_id" IS NULL) AND ("closed_at" IS NULL) = ("outcome" IS NULL)
      AND ("closed_at" IS NULL OR btrim(coalesce("note", '')) <> ''))
);
-- The same reason against the same decision is found once, however often it is looked for.
CREATE UNIQUE INDEX "decision_review_certificate_id_digest_key" ON "decision_review"("certificate_id", "digest");
CREATE INDEX "decision_review_open" ON "decision_review" ("found_at", "id") WHERE "closed_at" IS NULL;
ALTER TABLE "decision_review" ADD CONSTRAINT "decision_review_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- How far what was recorded has been followed; one row.
CREATE TABLE "decision_review_progress" (
    "id" INTEGER NOT NULL,
    "followed_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_review_progress_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "decision_review_progress_one" CHECK ("id" = 1)
);

SELECT guard_table('decision_review', 'outcome', 'note', 'closed_by_id', 'closed_at');
SELECT guard_table('decision_review_progress', 'followed_until');
