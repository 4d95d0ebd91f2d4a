-- Two records of one human become one (docs/decisions/0014), and facts that were recorded wrongly are put right.

CREATE TABLE "person_merge" (
  "id" UUID NOT NULL,
  "merged_id" UUID NOT NULL,
  "kept_id" UUID NOT NULL,
  "number_of" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "moved" JSONB NOT NULL,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL,
  "recorded_by_id" UUID,
  CONSTRAINT "person_merge_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "person_merge_merged_id_key" ON "person_merge"("merged_id");
CREATE INDEX "person_merge_kept_id_idx" ON "person_merge"("kept_id");
ALTER TABLE "person_merge" ADD CONSTRAINT "person_merge_merged_id_fkey" FOREIGN KEY ("merged_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "person_merge" ADD CONSTRAINT "person_merge_kept_id_fkey" FOREIGN KEY ("kept_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "person_merge" ADD CONSTRAINT "person_merge_two_records" CHECK ("merged_id" <> "kept_id");
ALTER TABLE "person_merge" ADD CONSTRAINT "person_merge_number_of_vocabulary" CHECK ("number_of" IN ('kept', 'merged'));
SELECT guard_table('person_merge');

-- Why a fact was not as it had been recorded. The fact itself keeps both versions.
CREATE TABLE "fact_correction" (
  "id" UUID NOT NULL,
  "person_id" UUID NOT NULL,
  "subject" TEXT NOT NULL,
  "fact_id" UUID NOT NULL,
  "version_id" UUID NOT NULL,
  "withdrawn" BOOLEAN NOT NULL,
  "reason" TEXT NOT NULL,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL,
  "recorded_by_id" UUID,
  CONSTRAINT "fact_correction_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "fact_correction_person_id_idx" ON "fact_correction"("person_id");
ALTER TABLE "fact_correction" ADD CONSTRAINT "fact_correction_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "fact_correction" ADD CONSTRAINT "fact_correction_subject_vocabulary" CHECK ("subject" IN ('name', 'employment', 'legal-duty', 'sanction', 'annual-grade', 'study-category'));
SELECT guard_table('fact_correction');

-- 解除: the decision by which a sanction ended before its period.
ALTER TABLE "sanction" ADD COLUMN "lifted_by" TEXT;

-- 不确定等次 and 未参加: a year can end without a grade.
ALTER TABLE "annual_grade" DROP CONSTRAINT "annual_grade_grade_vocabulary";
ALTER TABLE "annual_grade" ADD CONSTRAINT "annual_grade_grade_vocabulary" CHECK ("grade" IN ('outstanding', 'competent', 'basically-competent', 'incompetent', 'not-determined', 'not-taken'));

-- Whose a thing is may change in one way only: from a merged record to the one that stays.
SELECT guard_table('certificate', 'person_id');
SELECT guard_table('application', 'closed_at', 'locked_at', 'person_id');
SELECT guard_table('registration', 'withdrawn_at', 'person_id');
SELECT guard_table('attempt', 'deadline_at', 'state', 'epoch', 'last_seq', 'last_hash', 'answers', 'flags', 'last_saved_at', 'device_hash', 'submitted_at', 'submitted_by', 'receipt_number', 'person_id');
SELECT guard_table('study_record', 'locked_at', 'person_id');

CREATE FUNCTION only_to_the_record_that_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM person WHERE id = OLD.person_id AND merged_into_id = NEW.person_id) THEN
    RAISE EXCEPTION '%.person_id changes only when its record is merged', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- A merged record takes nothing new. The key-share lock waits for a merge under way; who wrote for the record meanwhile
-- begins anew (serialization failures are tried again) and then decides on what stands.
CREATE FUNCTION refuse_merged_record() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  survivor uuid;
BEGIN
  SELECT merged_into_id INTO survivor FROM person WHERE id = NEW.person_id FOR KEY SHARE;
  IF survivor IS NOT NULL THEN
    RAISE EXCEPTION 'the record was merged into another' USING ERRCODE = 'serialization_failure', CONSTRAINT = 'record_merged';
  END IF;
  RETURN NEW;
END $$;

DO $$
DECLARE
  item text;
BEGIN
  FOREACH item IN ARRAY ARRAY['certificate', 'application', 'registration', 'attempt', 'study_record'] LOOP
    EXECUTE format('CREATE TRIGGER owner_moves BEFORE UPDATE OF person_id ON %I FOR EACH ROW EXECUTE FUNCTION only_to_the_record_that_stays()', item);
  END LOOP;
  FOREACH item IN ARRAY ARRAY['person_name', 'identity_number', 'employment', 'legal_duty', 'sanction', 'annual_grade', 'study_category',
    'qualification_part', 'exam_ban', 'assignment', 'certificate', 'application', 'registration', 'attempt', 'study_record', 'plan_item_person'] LOOP
    EXECUTE format('CREATE TRIGGER a_record_that_stays BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION refuse_merged_record()', item);
  END LOOP;
END $$;

-- An alias points to a record that stays: set once, and moved along only when that one is merged in its turn.
CREATE FUNCTION alias_of_a_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.merged_into_id IS NOT DISTINCT FROM OLD.merged_into_id THEN
    RETURN NEW;
  END IF;
  IF NEW.merged_into_id IS NULL
    OR EXISTS (SELECT 1 FROM person WHERE id = NEW.merged_into_id AND merged_into_id IS NOT NULL)
    OR (OLD.merged_into_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM person WHERE id = OLD.merged_into_id AND merged_into_id = NEW.merged_into_id)) THEN
    RAISE EXCEPTION 'an alias points to a record that stays' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER alias BEFORE UPDATE OF merged_into_id ON person FOR EACH ROW EXECUTE FUNCTION alias_of_a_record();
CREATE INDEX "person_aliases" ON "person" ("merged_into_id") WHERE "merged_into_id" IS NOT NULL;

-- A duty comes along with its record although posts of the one that stays lie on days gone by: the merge has asked
-- about the days to come.
CREATE OR REPLACE FUNCTION legal_duty_backstop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM person WHERE id = NEW.person_id FOR NO KEY UPDATE;
  IF EXISTS (
    SELECT 1 FROM legal_duty d JOIN person p ON p.id = d.person_id
    WHERE d.fact_id = NEW.fact_id AND p.merged_into_id = NEW.person_id
  ) THEN
    RETURN NEW;
  END IF;
  IF EXISTS (
    SELECT 1 FROM assignment a JOIN position p ON p.id = a.position_id
    WHERE a.person_id = NEW.person_id AND a.superseded_at IS NULL AND NOT a.inherited
      AND p.family IN ('enforcement', 'coercive-enforcement')
      AND daterange(a.from_on, a.to_on) && daterange(NEW.from_on, NEW.to_on)
  ) THEN
    RAISE EXCEPTION 'K08: the person holds an enforcement post on these dates' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_duty_backstop';
  END IF;
  RETURN NEW;
END $$;
