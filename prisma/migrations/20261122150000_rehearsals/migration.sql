-- A rehearsal runs through the same ledger as an exam, and belongs to none: an attempt without a registration. Whatever is
-- counted is counted from an exam's registrations, so that a rehearsal can be in none of it; and since a registration is
-- never entered later (the attempt's guard), no rehearsal ever becomes an attempt at an exam.
ALTER TABLE "attempt" ALTER COLUMN "registration_id" DROP NOT NULL;
ALTER TABLE "paper" ALTER COLUMN "blueprint_version_id" DROP NOT NULL;
CREATE UNIQUE INDEX "attempt_rehearsal_open" ON "attempt" ("person_id") WHERE "registration_id" IS NULL AND "state" = 'open';

-- Its questions are no bank's: its paper has no blueprint, and nothing on it counts as seen.
CREATE FUNCTION paper_of_its_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT "registration_id" IS NULL FROM "attempt" WHERE "id" = NEW."attempt_id")
    <> (NEW."blueprint_version_id" IS NULL AND cardinality(NEW."question_ids") = 0) THEN
    RAISE EXCEPTION 'a rehearsal has a practice paper, and an exam has one from a blueprint' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER of_its_kind BEFORE INSERT ON "paper" FOR EACH ROW EXECUTE FUNCTION paper_of_its_kind();

-- What an attempt leads to: a mark and what is built on marks, study time, a part of a qualification, an objection.
CREATE FUNCTION refuse_rehearsal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "attempt" WHERE "id" = NEW."attempt_id" AND "registration_id" IS NULL) THEN
    RAISE EXCEPTION 'a rehearsal leads to nothing' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER no_rehearsal BEFORE INSERT ON "marking" FOR EACH ROW EXECUTE FUNCTION refuse_rehearsal();
CREATE TRIGGER no_rehearsal BEFORE INSERT ON "study_record" FOR EACH ROW
  WHEN (NEW."attempt_id" IS NOT NULL) EXECUTE FUNCTION refuse_rehearsal();
CREATE TRIGGER no_rehearsal BEFORE INSERT ON "qualification_part" FOR EACH ROW
  WHEN (NEW."attempt_id" IS NOT NULL) EXECUTE FUNCTION refuse_rehearsal();
CREATE TRIGGER no_rehearsal BEFORE INSERT ON "objection" FOR EACH ROW EXECUTE FUNCTION refuse_rehearsal();
