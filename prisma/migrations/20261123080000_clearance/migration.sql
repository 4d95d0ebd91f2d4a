-- 清理: campaigns, one case for each assignment to clear, the steps it takes and their evidence.
CREATE TABLE "clearance_campaign" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "instruction_number" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "opened_by_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "scanned_to" UUID,
    "looked" INTEGER NOT NULL DEFAULT 0,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "scanned_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" UUID,

    CONSTRAINT "clearance_campaign_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "clearance_case" (
    "id" UUID NOT NULL,
    "fact_id" UUID NOT NULL,
    "position_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "campaign_id" UUID,
    "inherited" BOOLEAN NOT NULL,
    "reasons" JSONB NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" DATE NOT NULL,
    "pack_version_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,

    CONSTRAINT "clearance_case_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "clearance_step" (
    "id" BIGSERIAL NOT NULL,
    "case_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "measure" TEXT,
    "order_number" TEXT,
    "order_on" DATE,
    "moved_on" DATE,
    "statement" TEXT,

    CONSTRAINT "clearance_step_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "clearance_file" (
    "id" UUID NOT NULL,
    "step_id" BIGINT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,

    CONSTRAINT "clearance_file_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "clearance_campaign_unit_id_idx" ON "clearance_campaign"("unit_id");
CREATE INDEX "clearance_case_campaign_id_unit_id_idx" ON "clearance_case"("campaign_id", "unit_id");
CREATE INDEX "clearance_case_unit_id_idx" ON "clearance_case"("unit_id");
CREATE INDEX "clearance_case_person_id_idx" ON "clearance_case"("person_id");
CREATE INDEX "clearance_case_fact_id_idx" ON "clearance_case"("fact_id");
CREATE INDEX "clearance_step_case_id_id_idx" ON "clearance_step"("case_id", "id");
CREATE UNIQUE INDEX "clearance_file_step_id_file_hash_key" ON "clearance_file"("step_id", "file_hash");
CREATE INDEX "clearance_file_file_hash_idx" ON "clearance_file"("file_hash");
ALTER TABLE "clearance_campaign" ADD CONSTRAINT "clearance_campaign_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "clearance_case" ADD CONSTRAINT "clearance_case_position_id_fkey" FOREIGN KEY ("position_id") REFERENCES "position"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "clearance_case" ADD CONSTRAINT "clearance_case_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "clearance_case" ADD CONSTRAINT "clearance_case_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "clearance_case" ADD CONSTRAINT "clearance_case_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "clearance_campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "clearance_step" ADD CONSTRAINT "clearance_step_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "clearance_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "clearance_file" ADD CONSTRAINT "clearance_file_step_id_fkey" FOREIGN KEY ("step_id") REFERENCES "clearance_step"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "clearance_file" ADD CONSTRAINT "clearance_file_file_hash_fkey" FOREIGN KEY ("file_hash") REFERENCES "stored_file"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "clearance_campaign" ADD CONSTRAINT "clearance_campaign_closed_whole" CHECK (("closed_at" IS NULL) = ("closed_by_id" IS NULL));
CREATE UNIQUE INDEX "clearance_campaign_open" ON "clearance_campaign" ("unit_id") WHERE "closed_at" IS NULL;
ALTER TABLE "clearance_case" ADD CONSTRAINT "clearance_case_state_vocabulary" CHECK ("state" IN ('opened', 'proposed', 'returned', 'closed', 'reopened'));
-- However many processes look, an assignment has one open case.
CREATE UNIQUE INDEX "clearance_case_open" ON "clearance_case" ("fact_id") WHERE "state" <> 'closed';
ALTER TABLE "clearance_step" ADD CONSTRAINT "clearance_step_step_vocabulary" CHECK ("step" IN ('opened', 'proposed', 'returned', 'closed', 'reopened'));
ALTER TABLE "clearance_step" ADD CONSTRAINT "clearance_step_measure_vocabulary" CHECK ("measure" IN ('moved-off', 'contract-ended', 'sent-to-training', 'certificate-obtained', 'identity-corrected'));
-- A closure that is proposed names its order and the day of it.
ALTER TABLE "clearance_step" ADD CONSTRAINT "clearance_step_proposal_whole" CHECK (num_nonnulls("measure", "order_number", "order_on") = CASE WHEN "step" = 'proposed' THEN 3 ELSE 0 END);
ALTER TABLE "clearance_step" ADD CONSTRAINT "clearance_step_by_somebody" CHECK ("by_id" IS NOT NULL OR "step" IN ('opened', 'reopened'));

SELECT guard_table('clearance_campaign', 'scanned_to', 'looked', 'last_seen_at', 'scanned_at', 'closed_at', 'closed_by_id');
SELECT guard_table('clearance_case', 'campaign_id', 'due_on', 'state');
SELECT guard_table('clearance_step');
SELECT guard_table('clearance_file');

-- Nobody confirms what they proposed themselves.
CREATE FUNCTION clearance_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.by_id IS NOT DISTINCT FROM (
    SELECT s.by_id FROM clearance_step s WHERE s.case_id = NEW.case_id AND s.step = 'proposed' ORDER BY s.id DESC LIMIT 1
  ) THEN
    RAISE EXCEPTION 'a clearance is confirmed by another person than who proposed it' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_two BEFORE INSERT ON clearance_step FOR EACH ROW WHEN (NEW.step = 'closed') EXECUTE FUNCTION clearance_by_two();
