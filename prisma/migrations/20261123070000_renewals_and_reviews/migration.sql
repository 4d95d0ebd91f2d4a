-- 换发专项、年审: campaigns that tell units what is due, runs that apply for many, and the reviews of each certificate and year.
CREATE TABLE "certificate_campaign" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "review_year" INTEGER,
    "opened_by_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_by_id" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawal_reason" TEXT,

    CONSTRAINT "certificate_campaign_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "certificate_campaign_kind_vocabulary" CHECK ("kind" IN ('renewal', 'review')),
    CONSTRAINT "certificate_campaign_days" CHECK ("from_on" <= "to_on"),
    CONSTRAINT "certificate_campaign_review" CHECK (("kind" = 'review') = ("review_year" IS NOT NULL) AND ("kind" = 'renewal' OR "due_on" = "to_on")),
    CONSTRAINT "certificate_campaign_withdrawn" CHECK (("withdrawn_at" IS NULL) = ("withdrawn_by_id" IS NULL)
      AND ("withdrawn_at" IS NULL) = ("withdrawal_reason" IS NULL))
);
CREATE INDEX "certificate_campaign_unit_id_idx" ON "certificate_campaign"("unit_id");
CREATE INDEX "certificate_campaign_kind_due_on_idx" ON "certificate_campaign"("kind", "due_on");
-- A year is reviewed once in a unit, whoever opens it.
CREATE UNIQUE INDEX "certificate_campaign_review_once" ON "certificate_campaign" ("unit_id", "review_year") WHERE "withdrawn_at" IS NULL AND "kind" = 'review';
ALTER TABLE "certificate_campaign" ADD CONSTRAINT "certificate_campaign_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "renewal_run" (
    "id" UUID NOT NULL,
    "total" INTEGER NOT NULL,
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "renewal_run_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "renewal_run_total" CHECK ("total" BETWEEN 1 AND 5000)
);
CREATE INDEX "renewal_run_requested_by_id_id_idx" ON "renewal_run"("requested_by_id", "id");
CREATE UNIQUE INDEX "renewal_run_unfinished" ON "renewal_run" ("requested_by_id") WHERE "finished_at" IS NULL;

CREATE TABLE "renewal_run_line" (
    "run_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "certificate_id" UUID NOT NULL,
    "application_id" UUID,
    "refusals" JSONB,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "renewal_run_line_pkey" PRIMARY KEY ("run_id","place"),
    CONSTRAINT "renewal_run_line_decided_whole" CHECK (("decided_at" IS NOT NULL) = (num_nonnulls("application_id", "refusals") = 1))
);
CREATE UNIQUE INDEX "renewal_run_line_run_id_certificate_id_key" ON "renewal_run_line"("run_id", "certificate_id");
CREATE UNIQUE INDEX "renewal_run_line_application_id_key" ON "renewal_run_line"("application_id");
-- However many ask at once, a certificate waits in one run.
CREATE UNIQUE INDEX "renewal_run_line_waiting" ON "renewal_run_line" ("certificate_id") WHERE "decided_at" IS NULL;
CREATE INDEX "renewal_run_line_undecided" ON "renewal_run_line" ("run_id", "place") WHERE "decided_at" IS NULL;
CREATE INDEX "renewal_run_line_certificate_id_idx" ON "renewal_run_line"("certificate_id");
ALTER TABLE "renewal_run_line" ADD CONSTRAINT "renewal_run_line_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "renewal_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "renewal_run_line" ADD CONSTRAINT "renewal_run_line_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "renewal_run_line" ADD CONSTRAINT "renewal_run_line_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TABLE "certificate_review" (
    "id" UUID NOT NULL,
    "certificate_id" UUID NOT NULL,
    "review_year" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "ground" TEXT,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "opinion" TEXT,

    CONSTRAINT "certificate_review_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "certificate_review_outcome_vocabulary" CHECK ("outcome" IN ('pass', 'fail', 'exempt', 'deferred')),
    CONSTRAINT "certificate_review_ground_vocabulary" CHECK ("ground" IN ('study-not-met', 'exam-not-passed', 'case-files-failed', 'misconduct', 'not-enforcing', 'new-holder', 'on-leave', 'retiring')),
    CONSTRAINT "certificate_review_ground_given" CHECK (("outcome" IN ('fail', 'exempt')) = ("ground" IS NOT NULL)),
    CONSTRAINT "certificate_review_decision_vocabulary" CHECK ("decision" IN ('approved', 'refused', 'withdrawn')),
    CONSTRAINT "certificate_review_decided_whole" CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by_id" IS NULL)),
    CONSTRAINT "certificate_review_two_people" CHECK ("decision" IS NULL OR ("decision" = 'withdrawn') = ("decided_by_id" = "proposed_by_id")),
    CONSTRAINT "certificate_review_refused_why" CHECK ("decision" IS DISTINCT FROM 'refused' OR btrim(coalesce("opinion", '')) <> '')
);
CREATE INDEX "certificate_review_certificate_id_review_year_idx" ON "certificate_review"("certificate_id", "review_year");
-- One proposal waits at a time, and a year that was passed is not reviewed again.
CREATE UNIQUE INDEX "certificate_review_open" ON "certificate_review" ("certificate_id", "review_year") WHERE "decided_at" IS NULL;
CREATE UNIQUE INDEX "certificate_review_settled" ON "certificate_review" ("certificate_id", "review_year") WHERE "decision" = 'approved' AND "outcome" IN ('pass', 'exempt');
ALTER TABLE "certificate_review" ADD CONSTRAINT "certificate_review_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT guard_table('certificate_campaign', 'withdrawn_by_id', 'withdrawn_at', 'withdrawal_reason');
SELECT guard_table('renewal_run', 'last_seen_at', 'finished_at');
SELECT guard_table('renewal_run_line', 'application_id', 'refusals', 'decided_at');
SELECT guard_table('certificate_review', 'decision', 'decided_by_id', 'decided_at', 'opinion');
