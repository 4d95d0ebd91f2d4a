-- Which offices decide on relief, and how time in front of a course is measured, are the rule pack's. A request keeps the
-- offices that were asked for it, and a run the version of the pack under which it was opened.
ALTER TABLE "study_relief" ADD COLUMN "offices" TEXT[] NOT NULL DEFAULT ARRAY['personnel', 'legal-affairs'],
  ADD CONSTRAINT "study_relief_offices" CHECK (cardinality("offices") > 0 AND "offices" <@ ARRAY['unit-personnel', 'personnel', 'legal-affairs']);
ALTER TABLE "study_relief" ALTER COLUMN "offices" DROP DEFAULT;
ALTER TABLE "study_relief_decision" DROP CONSTRAINT "study_relief_decision_office_vocabulary",
  ADD CONSTRAINT "study_relief_decision_office_vocabulary" CHECK ("office" IN ('unit-personnel', 'personnel', 'legal-affairs'));

CREATE FUNCTION study_relief_office_asked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM study_relief WHERE id = NEW.relief_id AND NEW.office = ANY(offices)) THEN
    RAISE EXCEPTION 'study_relief_office_asked: this office is not asked' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER office_asked BEFORE INSERT ON "study_relief_decision" FOR EACH ROW EXECUTE FUNCTION study_relief_office_asked();

ALTER TABLE "learning_run" ADD COLUMN "pack_version_id" UUID;
ALTER TABLE "learning_run" ADD CONSTRAINT "learning_run_pack_version_id_fkey" FOREIGN KEY ("pack_version_id") REFERENCES "rule_pack_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;
