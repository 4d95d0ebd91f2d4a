-- A wrong key of an exam is corrected, or its question voided, by two people: what it would change is computed and kept
-- before the second decides, and what is decided is exactly what was computed.
CREATE TABLE "key_correction" (
    "id" UUID NOT NULL,
    "exam_id" UUID NOT NULL,
    "question_version_id" UUID NOT NULL,
    "treatment" TEXT NOT NULL,
    "key" TEXT[],
    "ground" TEXT NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "digest" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "key_correction_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "correction_run" (
    "correction_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "papers" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL,
    "passing" INTEGER NOT NULL,
    "failing" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "correction_run_pkey" PRIMARY KEY ("correction_id","number")
);

CREATE TABLE "correction_line" (
    "correction_id" UUID NOT NULL,
    "run" INTEGER NOT NULL,
    "attempt_id" UUID NOT NULL,
    "marking_id" UUID NOT NULL,
    "mark_before" INTEGER NOT NULL,
    "mark_after" INTEGER NOT NULL,
    "full_mark_before" INTEGER NOT NULL,
    "full_mark_after" INTEGER NOT NULL,
    "passed_before" BOOLEAN NOT NULL,
    "passed_after" BOOLEAN NOT NULL,

    CONSTRAINT "correction_line_pkey" PRIMARY KEY ("correction_id","run","attempt_id")
);

CREATE INDEX "key_correction_exam_id_question_version_id_idx" ON "key_correction"("exam_id", "question_version_id");
CREATE INDEX "key_correction_question_version_id_idx" ON "key_correction"("question_version_id");
CREATE INDEX "correction_line_attempt_id_idx" ON "correction_line"("attempt_id");
CREATE INDEX "correction_line_marking_id_idx" ON "correction_line"("marking_id");
-- One at a time for a question of an exam: two that wait could not both be what was shown.
CREATE UNIQUE INDEX "key_correction_open" ON "key_correction" ("exam_id", "question_version_id") WHERE "decision" IS NULL;

ALTER TABLE "key_correction" ADD CONSTRAINT "key_correction_exam_id_fkey" FOREIGN KEY ("exam_id") REFERENCES "exam"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "key_correction" ADD CONSTRAINT "key_correction_question_version_id_fkey" FOREIGN KEY ("question_version_id") REFERENCES "question_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "correction_run" ADD CONSTRAINT "correction_run_correction_id_fkey" FOREIGN KEY ("correction_id") REFERENCES "key_correction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "correction_line" ADD CONSTRAINT "correction_line_correction_id_run_fkey" FOREIGN KEY ("correction_id", "run") REFERENCES "correction_run"("correction_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "correction_line" ADD CONSTRAINT "correction_line_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "correction_line" ADD CONSTRAINT "correction_line_marking_id_fkey" FOREIGN KEY ("marking_id") REFERENCES "marking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "key_correction" ADD CONSTRAINT "key_correction_treatment_vocabulary" CHECK ("treatment" IN ('new-key', 'full-marks', 'taken-out'));
ALTER TABLE "key_correction" ADD CONSTRAINT "key_correction_decision_vocabulary" CHECK ("decision" IN ('approved', 'refused'));
ALTER TABLE "key_correction" ADD CONSTRAINT "key_correction_key" CHECK (("treatment" = 'new-key') = (cardinality("key") > 0));
ALTER TABLE "key_correction" ADD CONSTRAINT "key_correction_ground" CHECK (btrim("ground") <> '');
ALTER TABLE "key_correction" ADD CONSTRAINT "key_correction_two_people" CHECK (("decision" IS NULL) = ("decided_by_id" IS NULL) AND ("decision" IS NULL) = ("decided_at" IS NULL) AND "decided_by_id" <> "proposed_by_id");
ALTER TABLE "key_correction" ADD CONSTRAINT "key_correction_as_shown" CHECK (("decision" IS NOT DISTINCT FROM 'approved') = ("digest" IS NOT NULL));
ALTER TABLE "correction_run" ADD CONSTRAINT "correction_run_figures" CHECK ("passing" + "failing" <= "papers" AND "changed" <= "papers" AND "number" > 0);
ALTER TABLE "correction_line" ADD CONSTRAINT "correction_line_marks" CHECK ("mark_before" BETWEEN 0 AND "full_mark_before" AND "mark_after" BETWEEN 0 AND "full_mark_after");

-- What is approved is the latest run, whatever the application compares.
CREATE FUNCTION correction_as_shown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.decision IS NULL AND NEW.decision = 'approved' AND NEW.digest IS DISTINCT FROM
     (SELECT r.digest FROM correction_run r WHERE r.correction_id = NEW.id ORDER BY r.number DESC LIMIT 1) THEN
    RAISE EXCEPTION 'key_correction_as_shown: not what was computed last' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER as_shown BEFORE UPDATE OF "decision" ON "key_correction" FOR EACH ROW EXECUTE FUNCTION correction_as_shown();

SELECT guard_table('key_correction', 'decision', 'digest', 'decided_by_id', 'decided_at');
SELECT guard_table('correction_run');
SELECT guard_table('correction_line');
