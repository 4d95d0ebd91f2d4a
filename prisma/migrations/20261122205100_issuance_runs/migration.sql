-- Many certificates under one decision: the run, and a line for each application, decided once together with its certificate.
CREATE TABLE "issuance_run" (
    "id" UUID NOT NULL,
    "decision_number" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "issuance_run_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "issuance_run_total" CHECK ("total" BETWEEN 1 AND 5000)
);
CREATE INDEX "issuance_run_requested_by_id_id_idx" ON "issuance_run"("requested_by_id", "id");
-- One at a time for each who issues.
CREATE UNIQUE INDEX "issuance_run_open" ON "issuance_run" ("requested_by_id") WHERE "finished_at" IS NULL;

CREATE TABLE "issuance_run_line" (
    "run_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "application_id" UUID NOT NULL,
    "certificate_id" UUID,
    "refusals" JSONB,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "issuance_run_line_pkey" PRIMARY KEY ("run_id","place"),
    CONSTRAINT "issuance_run_line_decided_whole" CHECK (("decided_at" IS NOT NULL) = (("certificate_id" IS NOT NULL) <> ("refusals" IS NOT NULL)))
);
CREATE UNIQUE INDEX "issuance_run_line_run_id_application_id_key" ON "issuance_run_line"("run_id", "application_id");
CREATE INDEX "issuance_run_line_certificate_id_idx" ON "issuance_run_line"("certificate_id");
CREATE INDEX "issuance_run_line_open" ON "issuance_run_line" ("run_id", "place") WHERE "decided_at" IS NULL;
ALTER TABLE "issuance_run_line" ADD CONSTRAINT "issuance_run_line_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "issuance_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "issuance_run_line" ADD CONSTRAINT "issuance_run_line_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "issuance_run_line" ADD CONSTRAINT "issuance_run_line_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE SET NULL ON UPDATE CASCADE;

SELECT guard_table('issuance_run', 'last_seen_at', 'finished_at');
SELECT guard_table('issuance_run_line', 'certificate_id', 'refusals', 'decided_at');
