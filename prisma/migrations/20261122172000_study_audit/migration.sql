-- 学法记录审核: samples that anybody can draw again, what was found in them, what has to be put right, and the notices by
-- which a unit is called to account. Who looks into a record is neither the one who studied nor one who checked it; what
-- needs two people is decided by two: the tables see to it.

CREATE TABLE "study_audit" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "modes" TEXT[],
    "states" TEXT[],
    "method" TEXT NOT NULL,
    "weights" JSONB NOT NULL,
    "size" INTEGER NOT NULL,
    "notice_number" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "seed" TEXT NOT NULL,
    "cut_off_at" TIMESTAMPTZ(3) NOT NULL,
    "population" JSONB NOT NULL,
    "population_count" INTEGER NOT NULL,
    "population_hash" TEXT NOT NULL,
    "drawn_by_id" UUID NOT NULL,
    "drawn_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "study_audit_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_audit_method_vocabulary" CHECK ("method" IN ('simple', 'weighted')),
    CONSTRAINT "study_audit_size" CHECK ("size" BETWEEN 1 AND "population_count"),
    CONSTRAINT "study_audit_period" CHECK ("from_on" < "to_on")
);
CREATE INDEX "study_audit_unit_id_idx" ON "study_audit"("unit_id");
ALTER TABLE "study_audit" ADD CONSTRAINT "study_audit_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "study_audit_record" (
    "audit_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "record_id" UUID NOT NULL,
    "weight" INTEGER NOT NULL,
    "signals" TEXT[],

    CONSTRAINT "study_audit_record_pkey" PRIMARY KEY ("audit_id", "place"),
    CONSTRAINT "study_audit_record_place" CHECK ("place" > 0 AND "weight" > 0)
);
CREATE UNIQUE INDEX "study_audit_record_audit_id_record_id_key" ON "study_audit_record"("audit_id", "record_id");
CREATE INDEX "study_audit_record_record_id_idx" ON "study_audit_record"("record_id");
ALTER TABLE "study_audit_record" ADD CONSTRAINT "study_audit_record_audit_id_fkey" FOREIGN KEY ("audit_id") REFERENCES "study_audit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_audit_record" ADD CONSTRAINT "study_audit_record_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "study_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A verdict is not changed: another takes its place, and only one can.
CREATE TABLE "study_audit_verdict" (
    "id" UUID NOT NULL,
    "audit_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "replaces_id" UUID,
    "kind" TEXT,
    "facts" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "study_audit_verdict_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_audit_verdict_kind_vocabulary" CHECK ("kind" IN ('evidence-missing', 'minutes-wrong', 'category-wrong', 'signed-by-another', 'studied-by-another', 'forged')),
    CONSTRAINT "study_audit_verdict_facts" CHECK ("kind" IS NULL OR btrim("facts") <> '')
);
CREATE UNIQUE INDEX "study_audit_verdict_replaces_id_key" ON "study_audit_verdict"("replaces_id");
CREATE UNIQUE INDEX "study_audit_verdict_first" ON "study_audit_verdict" ("audit_id", "place") WHERE "replaces_id" IS NULL;
CREATE INDEX "study_audit_verdict_audit_id_place_idx" ON "study_audit_verdict"("audit_id", "place");
ALTER TABLE "study_audit_verdict" ADD CONSTRAINT "study_audit_verdict_audit_id_place_fkey" FOREIGN KEY ("audit_id", "place") REFERENCES "study_audit_record"("audit_id", "place") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_audit_verdict" ADD CONSTRAINT "study_audit_verdict_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "study_audit_verdict"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE FUNCTION study_audit_verdict_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  looked_into uuid;
BEGIN
  SELECT record_id INTO looked_into FROM study_audit_record WHERE audit_id = NEW.audit_id AND place = NEW.place;
  IF EXISTS (SELECT 1 FROM study_record_step WHERE record_id = looked_into AND by_id = NEW.by_id)
    OR EXISTS (SELECT 1 FROM study_record r LEFT JOIN account a ON a.person_id = r.person_id
      WHERE r.id = looked_into AND (r.recorded_by_id = NEW.by_id OR a.id = NEW.by_id)) THEN
    RAISE EXCEPTION 'study_audit_verdict_by_another: nobody looks into what they studied or checked' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM study_audit_verdict
    WHERE id = NEW.replaces_id AND audit_id = NEW.audit_id AND place = NEW.place) THEN
    RAISE EXCEPTION 'study_audit_verdict_by_another: it replaces a verdict on something else' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_another BEFORE INSERT ON "study_audit_verdict" FOR EACH ROW EXECUTE FUNCTION study_audit_verdict_by_another();

-- What a unit has to put right: demanded, reported, accepted by somebody else than who reported it, or sent back.
CREATE TABLE "study_rectification" (
    "id" UUID NOT NULL,
    "verdict_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "demand" TEXT NOT NULL,
    "due_on" DATE NOT NULL,

    CONSTRAINT "study_rectification_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_rectification_demand" CHECK (btrim("demand") <> '')
);
CREATE UNIQUE INDEX "study_rectification_verdict_id_key" ON "study_rectification"("verdict_id");
CREATE INDEX "study_rectification_unit_id_idx" ON "study_rectification"("unit_id");
ALTER TABLE "study_rectification" ADD CONSTRAINT "study_rectification_verdict_id_fkey" FOREIGN KEY ("verdict_id") REFERENCES "study_audit_verdict"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_rectification" ADD CONSTRAINT "study_rectification_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "study_rectification_step" (
    "id" BIGSERIAL NOT NULL,
    "rectification_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "statement" TEXT,
    "reference" TEXT,

    CONSTRAINT "study_rectification_step_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_rectification_step_step_vocabulary" CHECK ("step" IN ('demanded', 'reported', 'sent-back', 'accepted')),
    CONSTRAINT "study_rectification_step_statement" CHECK ("step" NOT IN ('reported', 'sent-back') OR btrim("statement") <> '')
);
CREATE INDEX "study_rectification_step_rectification_id_id_idx" ON "study_rectification_step"("rectification_id", "id");
ALTER TABLE "study_rectification_step" ADD CONSTRAINT "study_rectification_step_rectification_id_fkey" FOREIGN KEY ("rectification_id") REFERENCES "study_rectification"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION study_rectification_step_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  previous text;
  reporter uuid;
BEGIN
  SELECT step, by_id INTO previous, reporter FROM study_rectification_step WHERE rectification_id = NEW.rectification_id ORDER BY id DESC LIMIT 1;
  IF (coalesce(previous, ''), NEW.step) NOT IN (('', 'demanded'), ('demanded', 'reported'), ('sent-back', 'reported'),
    ('reported', 'accepted'), ('reported', 'sent-back')) THEN
    RAISE EXCEPTION 'study_rectification_step_order: % after %', NEW.step, previous USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.step IN ('accepted', 'sent-back') AND NEW.by_id = reporter THEN
    RAISE EXCEPTION 'study_rectification_step_by_two: one person is not two' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_two BEFORE INSERT ON "study_rectification_step" FOR EACH ROW EXECUTE FUNCTION study_rectification_step_by_two();

-- 弄虚作假: entered by one, confirmed by another.
CREATE TABLE "misconduct" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "study_record_id" UUID NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "misconduct_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "misconduct_kind_vocabulary" CHECK ("kind" IN ('signed-by-another', 'studied-by-another', 'forged')),
    CONSTRAINT "misconduct_decision_vocabulary" CHECK ("decision" IN ('confirmed', 'refused')),
    CONSTRAINT "misconduct_facts" CHECK (btrim("facts") <> '' AND btrim("source") <> ''),
    CONSTRAINT "misconduct_decided" CHECK (("decision" IS NULL) = ("decided_by_id" IS NULL) AND ("decision" IS NULL) = ("decided_at" IS NULL)),
    CONSTRAINT "misconduct_by_two" CHECK ("decided_by_id" <> "recorded_by_id")
);
CREATE INDEX "misconduct_person_id_idx" ON "misconduct"("person_id");
CREATE INDEX "misconduct_study_record_id_idx" ON "misconduct"("study_record_id");
CREATE UNIQUE INDEX "misconduct_once" ON "misconduct" ("study_record_id") WHERE "decision" IS DISTINCT FROM 'refused';
ALTER TABLE "misconduct" ADD CONSTRAINT "misconduct_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "misconduct" ADD CONSTRAINT "misconduct_study_record_id_fkey" FOREIGN KEY ("study_record_id") REFERENCES "study_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- 督办通知书: drafted by one, issued by another; the unit replies until the reply is accepted. That it is late is noted once.
CREATE TABLE "supervision_notice" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "ground" TEXT NOT NULL,
    "audit_id" UUID,
    "year" INTEGER,
    "demand" TEXT NOT NULL,
    "working_days" INTEGER NOT NULL,
    "due_on" DATE,
    "content" JSONB,
    "file_hash" TEXT,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "supervision_notice_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "supervision_notice_ground_vocabulary" CHECK ("ground" IN ('study-audit', 'no-plan')),
    CONSTRAINT "supervision_notice_about" CHECK (("ground" = 'study-audit') = ("audit_id" IS NOT NULL) AND ("ground" = 'no-plan') = ("year" IS NOT NULL)),
    CONSTRAINT "supervision_notice_working_days" CHECK ("working_days" BETWEEN 1 AND 90),
    CONSTRAINT "supervision_notice_issued" CHECK (("due_on" IS NULL) = ("file_hash" IS NULL) AND ("due_on" IS NULL) = ("content" IS NULL) AND ("due_on" IS NULL OR "withdrawn_at" IS NULL)),
    CONSTRAINT "supervision_notice_demand" CHECK (btrim("demand") <> '' AND btrim("number") <> '')
);
CREATE INDEX "supervision_notice_unit_id_idx" ON "supervision_notice"("unit_id");
CREATE INDEX "supervision_notice_audit_id_idx" ON "supervision_notice"("audit_id");
CREATE UNIQUE INDEX "supervision_notice_numbered" ON "supervision_notice" ("number") WHERE "withdrawn_at" IS NULL;
ALTER TABLE "supervision_notice" ADD CONSTRAINT "supervision_notice_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "supervision_notice" ADD CONSTRAINT "supervision_notice_audit_id_fkey" FOREIGN KEY ("audit_id") REFERENCES "study_audit"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "supervision_notice" ADD CONSTRAINT "supervision_notice_file_hash_fkey" FOREIGN KEY ("file_hash") REFERENCES "stored_file"("hash") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TABLE "supervision_notice_finding" (
    "notice_id" UUID NOT NULL,
    "verdict_id" UUID NOT NULL,

    CONSTRAINT "supervision_notice_finding_pkey" PRIMARY KEY ("notice_id", "verdict_id")
);
CREATE INDEX "supervision_notice_finding_verdict_id_idx" ON "supervision_notice_finding"("verdict_id");
ALTER TABLE "supervision_notice_finding" ADD CONSTRAINT "supervision_notice_finding_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "supervision_notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "supervision_notice_finding" ADD CONSTRAINT "supervision_notice_finding_verdict_id_fkey" FOREIGN KEY ("verdict_id") REFERENCES "study_audit_verdict"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "supervision_notice_step" (
    "id" BIGSERIAL NOT NULL,
    "notice_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "statement" TEXT,
    "reference" TEXT,

    CONSTRAINT "supervision_notice_step_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "supervision_notice_step_step_vocabulary" CHECK ("step" IN ('drafted', 'issued', 'withdrawn', 'replied', 'sent-back', 'closed', 'overdue')),
    CONSTRAINT "supervision_notice_step_statement" CHECK ("step" NOT IN ('withdrawn', 'replied', 'sent-back') OR btrim("statement") <> ''),
    CONSTRAINT "supervision_notice_step_by" CHECK (("step" = 'overdue') = ("by_id" IS NULL))
);
CREATE INDEX "supervision_notice_step_notice_id_id_idx" ON "supervision_notice_step"("notice_id", "id");
CREATE UNIQUE INDEX "supervision_notice_step_once_late" ON "supervision_notice_step" ("notice_id") WHERE "step" = 'overdue';
ALTER TABLE "supervision_notice_step" ADD CONSTRAINT "supervision_notice_step_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "supervision_notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION supervision_notice_step_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  previous text;
  previous_by uuid;
BEGIN
  IF NEW.step = 'overdue' THEN
    RETURN NEW;
  END IF;
  SELECT step, by_id INTO previous, previous_by FROM supervision_notice_step
    WHERE notice_id = NEW.notice_id AND step <> 'overdue' ORDER BY id DESC LIMIT 1;
  IF (coalesce(previous, ''), NEW.step) NOT IN (('', 'drafted'), ('drafted', 'issued'), ('drafted', 'withdrawn'),
    ('issued', 'replied'), ('sent-back', 'replied'), ('replied', 'sent-back'), ('replied', 'closed')) THEN
    RAISE EXCEPTION 'supervision_notice_step_order: % after %', NEW.step, previous USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.step IN ('issued', 'sent-back', 'closed') AND NEW.by_id = previous_by THEN
    RAISE EXCEPTION 'supervision_notice_step_by_two: one person is not two' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_two BEFORE INSERT ON "supervision_notice_step" FOR EACH ROW EXECUTE FUNCTION supervision_notice_step_by_two();

CREATE TABLE "supervision_notice_file" (
    "id" UUID NOT NULL,
    "step_id" BIGINT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,

    CONSTRAINT "supervision_notice_file_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "supervision_notice_file_step_id_file_hash_key" ON "supervision_notice_file"("step_id", "file_hash");
ALTER TABLE "supervision_notice_file" ADD CONSTRAINT "supervision_notice_file_step_id_fkey" FOREIGN KEY ("step_id") REFERENCES "supervision_notice_step"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "supervision_notice_file" ADD CONSTRAINT "supervision_notice_file_file_hash_fkey" FOREIGN KEY ("file_hash") REFERENCES "stored_file"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- 证据包: who took the evidence of a sample out, when and why.
CREATE TABLE "study_audit_export" (
    "id" UUID NOT NULL,
    "audit_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "study_audit_export_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_audit_export_reason" CHECK (btrim("reason") <> '')
);
CREATE INDEX "study_audit_export_audit_id_idx" ON "study_audit_export"("audit_id");
ALTER TABLE "study_audit_export" ADD CONSTRAINT "study_audit_export_audit_id_fkey" FOREIGN KEY ("audit_id") REFERENCES "study_audit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The same file handed in for several people is a sign that is asked for in every draw.
CREATE INDEX "study_record_file_file_hash_idx" ON "study_record_file"("file_hash");

SELECT guard_table('study_audit');
SELECT guard_table('study_audit_record');
SELECT guard_table('study_audit_verdict');
SELECT guard_table('study_rectification');
SELECT guard_table('study_rectification_step');
SELECT guard_table('misconduct', 'person_id', 'decision', 'decided_by_id', 'decided_at');
SELECT guard_table('supervision_notice', 'due_on', 'content', 'file_hash', 'withdrawn_at');
SELECT guard_table('supervision_notice_finding');
SELECT guard_table('supervision_notice_step');
SELECT guard_table('supervision_notice_file');
SELECT guard_table('study_audit_export');
CREATE TRIGGER owner_moves BEFORE UPDATE OF person_id ON "misconduct" FOR EACH ROW EXECUTE FUNCTION only_to_the_record_that_stays();
CREATE TRIGGER a_record_that_stays BEFORE INSERT ON "misconduct" FOR EACH ROW EXECUTE FUNCTION refuse_merged_record();
