-- 学法台账: two people check an entry, neither of them the one who studied; the tables decide it. A returned entry is mended
-- by another that takes its place. Evidence files belong to an entry for good; before it is handed in there is a draft.
ALTER TABLE "study_record" ADD COLUMN "mends_id" UUID;
ALTER TABLE "study_record" ADD COLUMN "reversal_ground" TEXT;
CREATE UNIQUE INDEX "study_record_mends_id_key" ON "study_record"("mends_id");
ALTER TABLE "study_record" ADD CONSTRAINT "study_record_mends_id_fkey" FOREIGN KEY ("mends_id") REFERENCES "study_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "study_record" ADD CONSTRAINT "study_record_reversal_ground_vocabulary" CHECK ("reversal_ground" IN ('mistake', 'false-record'));
ALTER TABLE "study_record" ADD CONSTRAINT "study_record_reversal_ground" CHECK ("reversal_ground" IS NULL OR "reverses_id" IS NOT NULL);
ALTER TABLE "study_record" ADD CONSTRAINT "study_record_mends_another" CHECK ("mends_id" IS NULL OR "reverses_id" IS NULL AND "mends_id" <> "id");

CREATE FUNCTION study_record_step_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  learner uuid;
  entered_by uuid;
  previous text;
  checker uuid;
  confirmer uuid;
BEGIN
  SELECT person_id, recorded_by_id INTO learner, entered_by FROM study_record WHERE id = NEW.record_id;
  SELECT step INTO previous FROM study_record_step WHERE record_id = NEW.record_id ORDER BY id DESC LIMIT 1;
  -- What the system saw itself needs no people: an entry without one is accepted as it is handed in.
  IF NEW.step IN ('confirmed', 'accepted') AND NEW.by_id IS NULL THEN
    IF entered_by IS NOT NULL OR previous IS DISTINCT FROM 'submitted' THEN
      RAISE EXCEPTION 'study_record_step_by_two: nobody checked it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (coalesce(previous, ''), NEW.step) NOT IN (('', 'submitted'), ('returned', 'submitted'), ('submitted', 'confirmed'),
    ('submitted', 'returned'), ('confirmed', 'accepted'), ('confirmed', 'returned')) THEN
    RAISE EXCEPTION 'study_record_step_order: % after %', NEW.step, previous USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.step IN ('confirmed', 'accepted') THEN
    SELECT person_id INTO checker FROM account WHERE id = NEW.by_id;
    IF checker = learner THEN
      RAISE EXCEPTION 'study_record_step_own: nobody checks their own study' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  IF NEW.step = 'accepted' THEN
    SELECT by_id INTO confirmer FROM study_record_step WHERE record_id = NEW.record_id AND step = 'confirmed' ORDER BY id DESC LIMIT 1;
    IF confirmer = NEW.by_id OR entered_by = NEW.by_id THEN
      RAISE EXCEPTION 'study_record_step_by_two: one person is not two' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_two BEFORE INSERT ON "study_record_step" FOR EACH ROW EXECUTE FUNCTION study_record_step_by_two();

-- What is mended was returned, by the same person for the same unit or another; what is reversed was accepted.
CREATE FUNCTION study_record_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  earlier uuid := coalesce(NEW.mends_id, NEW.reverses_id);
  state text;
BEGIN
  IF earlier IS NULL THEN
    RETURN NEW;
  END IF;
  SELECT step INTO state FROM study_record_step WHERE record_id = earlier ORDER BY id DESC LIMIT 1;
  IF NOT EXISTS (SELECT 1 FROM study_record WHERE id = earlier AND person_id = NEW.person_id)
    OR state IS DISTINCT FROM (CASE WHEN NEW.mends_id IS NULL THEN 'accepted' ELSE 'returned' END) THEN
    RAISE EXCEPTION 'study_record_follows: % cannot follow an entry that is %', NEW.id, state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER follows BEFORE INSERT ON "study_record" FOR EACH ROW EXECUTE FUNCTION study_record_follows();

CREATE TABLE "study_record_file" (
    "id" UUID NOT NULL,
    "record_id" UUID NOT NULL,
    "file_hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "added_by_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "study_record_file_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_record_file_media_type_vocabulary" CHECK ("media_type" IN ('image/jpeg', 'image/png', 'application/pdf')),
    CONSTRAINT "study_record_file_bytes" CHECK ("bytes" > 0)
);

-- The same file once an entry.
CREATE UNIQUE INDEX "study_record_file_record_id_file_hash_key" ON "study_record_file"("record_id", "file_hash");
ALTER TABLE "study_record_file" ADD CONSTRAINT "study_record_file_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "study_record"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_record_file" ADD CONSTRAINT "study_record_file_file_hash_fkey" FOREIGN KEY ("file_hash") REFERENCES "stored_file"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "study_draft" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "mends_id" UUID,
    "typed" JSONB NOT NULL,
    "files" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_saved_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "record_id" UUID,

    CONSTRAINT "study_draft_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_draft_closed" CHECK ("record_id" IS NULL OR "closed_at" IS NOT NULL)
);

CREATE INDEX "study_draft_account_id_closed_at_idx" ON "study_draft"("account_id", "closed_at");
CREATE INDEX "study_draft_person_id_idx" ON "study_draft"("person_id");
CREATE UNIQUE INDEX "study_draft_record_id_key" ON "study_draft"("record_id");
-- One mending at a time.
CREATE UNIQUE INDEX "study_draft_mending" ON "study_draft" ("mends_id") WHERE "closed_at" IS NULL;
ALTER TABLE "study_draft" ADD CONSTRAINT "study_draft_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_draft" ADD CONSTRAINT "study_draft_mends_id_fkey" FOREIGN KEY ("mends_id") REFERENCES "study_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "study_draft" ADD CONSTRAINT "study_draft_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "study_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;

SELECT guard_table('study_record_file');
SELECT guard_table('study_draft', 'typed', 'files', 'last_saved_at', 'closed_at', 'record_id', 'person_id');
CREATE TRIGGER owner_moves BEFORE UPDATE OF person_id ON "study_draft" FOR EACH ROW EXECUTE FUNCTION only_to_the_record_that_stays();
CREATE TRIGGER a_record_that_stays BEFORE INSERT ON "study_draft" FOR EACH ROW EXECUTE FUNCTION refuse_merged_record();
