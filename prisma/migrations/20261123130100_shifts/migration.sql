-- 执法班次: shifts of a unit and who is on them.
CREATE TABLE "shift" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "act" TEXT NOT NULL,
    "field" TEXT,
    "place" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,
    "withdraw_reason" TEXT,

    CONSTRAINT "shift_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "shift_act_vocabulary" CHECK ("act" IN ('penalty', 'coercion')),
    CONSTRAINT "shift_times" CHECK ("ends_at" > "starts_at"),
    CONSTRAINT "shift_withdrawn_whole" CHECK (num_nonnulls("withdrawn_at", "withdrawn_by_id", "withdraw_reason") IN (0, 3))
);

CREATE TABLE "shift_duty" (
    "id" UUID NOT NULL,
    "shift_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "pack_version_id" UUID NOT NULL,
    "put_at" TIMESTAMPTZ(3) NOT NULL,
    "put_by_id" UUID NOT NULL,
    "taken_off_at" TIMESTAMPTZ(3),
    "taken_off_by_id" UUID,
    "taken_off_reason" TEXT,

    CONSTRAINT "shift_duty_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "shift_duty_taken_off_whole" CHECK (num_nonnulls("taken_off_at", "taken_off_by_id", "taken_off_reason") IN (0, 3)),
    -- Nobody is in two places at once.
    CONSTRAINT "shift_duty_one_at_a_time" EXCLUDE USING gist ("person_id" WITH =, tstzrange("starts_at", "ends_at") WITH &&) WHERE ("taken_off_at" IS NULL)
);

CREATE INDEX "shift_unit_id_starts_at_idx" ON "shift"("unit_id", "starts_at");
CREATE INDEX "shift_duty_shift_id_idx" ON "shift_duty"("shift_id");
CREATE INDEX "shift_duty_person_id_idx" ON "shift_duty"("person_id");
ALTER TABLE "shift" ADD CONSTRAINT "shift_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "shift_duty" ADD CONSTRAINT "shift_duty_shift_id_fkey" FOREIGN KEY ("shift_id") REFERENCES "shift"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "shift_duty" ADD CONSTRAINT "shift_duty_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The application decides under the person's lock and gives every reason; this takes the same lock and stops the core cases
-- should a caller ever forget to ask.
CREATE FUNCTION shift_duty_backstop() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  planned record;
  first_day date := (NEW.starts_at AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
  PERFORM 1 FROM person WHERE id = NEW.person_id FOR NO KEY UPDATE;
  SELECT unit_id, starts_at, ends_at, withdrawn_at INTO planned FROM shift WHERE id = NEW.shift_id FOR SHARE;
  IF planned.withdrawn_at IS NOT NULL OR planned.starts_at <> NEW.starts_at OR planned.ends_at <> NEW.ends_at THEN
    RAISE EXCEPTION 'a duty has the times of its shift, which stands' USING ERRCODE = 'check_violation', CONSTRAINT = 'shift_duty_of_its_shift';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM assignment a JOIN position p ON p.id = a.position_id
    WHERE a.person_id = NEW.person_id AND a.superseded_at IS NULL AND NOT a.inherited
      AND p.unit_id = planned.unit_id AND p.family IN ('enforcement', 'coercive-enforcement')
      AND a.from_on <= first_day AND (a.to_on IS NULL OR a.to_on > first_day)
  ) THEN
    RAISE EXCEPTION 'no enforcement post of this unit carries the person on the first day' USING ERRCODE = 'check_violation', CONSTRAINT = 'shift_duty_backstop_post';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM certificate c
    WHERE c.person_id = NEW.person_id AND c.certificate_type = 'administrative-enforcement'
      AND c.valid_from_on <= first_day AND c.valid_to_on >= first_day
      AND EXISTS (SELECT 1 FROM certificate_act x WHERE x.certificate_id = c.id AND x.superseded_at IS NULL AND x.act = 'collect')
      AND NOT EXISTS (SELECT 1 FROM certificate_act x WHERE x.certificate_id = c.id AND x.superseded_at IS NULL
        AND x.act IN ('cancel', 'revoke', 'annul', 'replace', 'void') AND x.effective_at <= NEW.starts_at)
  ) AND NOT EXISTS (
    SELECT 1 FROM ministry_card m
    WHERE m.person_id = NEW.person_id AND m.decision = 'accepted'
      AND (m.decided_at AT TIME ZONE 'Asia/Shanghai')::date <= first_day AND m.valid_to_on >= first_day
      AND (m.ended_on IS NULL OR m.ended_on > first_day)
  ) THEN
    RAISE EXCEPTION 'K01: no collected certificate covers the first day' USING ERRCODE = 'check_violation', CONSTRAINT = 'shift_duty_backstop_certificate';
  END IF;
  IF EXISTS (
    SELECT 1 FROM employment e
    WHERE e.person_id = NEW.person_id AND e.unit_id = planned.unit_id AND e.superseded_at IS NULL
      AND e.from_on <= first_day AND (e.to_on IS NULL OR e.to_on > first_day)
      AND e.identity IN ('contract', 'temporary', 'auxiliary')
  ) THEN
    RAISE EXCEPTION 'K05: the person is there by contract, for a time, or as an assistant' USING ERRCODE = 'check_violation', CONSTRAINT = 'shift_duty_backstop_identity';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER backstop BEFORE INSERT ON "shift_duty" FOR EACH ROW EXECUTE FUNCTION shift_duty_backstop();

CREATE TRIGGER a_record_that_stays BEFORE INSERT ON "shift_duty" FOR EACH ROW EXECUTE FUNCTION refuse_merged_record();
SELECT guard_table('shift', 'withdrawn_at', 'withdrawn_by_id', 'withdraw_reason');
SELECT guard_table('shift_duty', 'taken_off_at', 'taken_off_by_id', 'taken_off_reason');
