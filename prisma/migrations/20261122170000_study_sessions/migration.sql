-- 学法活动: a session is planned, held or cancelled, and every step stays. Who was there is told by what was seen, event by
-- event; the figures are computed from it. Who was not there owes a make-up until it is done or waived.
CREATE TABLE "study_series" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "day" INTEGER NOT NULL,
    "shift" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID NOT NULL,

    CONSTRAINT "study_series_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_series_day" CHECK ("day" BETWEEN 1 AND 28),
    CONSTRAINT "study_series_shift_vocabulary" CHECK ("shift" IN ('keep', 'next-working-day', 'previous-working-day'))
);

CREATE TABLE "study_session" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "laws" TEXT[],
    "organiser_level" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    -- An instant of the house, `…_at`, is set once; a session is moved until it is held.
    "starts" TIMESTAMPTZ(3) NOT NULL,
    "ends" TIMESTAMPTZ(3) NOT NULL,
    "minutes" INTEGER NOT NULL,
    "leader" TEXT,
    "recorder_person_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "makes_up_id" UUID,
    "series_id" UUID,
    "slot_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,

    CONSTRAINT "study_session_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_session_title" CHECK (btrim("title") <> ''),
    CONSTRAINT "study_session_mode_vocabulary" CHECK ("mode" IN ('study-group', 'pre-meeting', 'concentrated', 'meeting', 'outside-visit', 'court-observation', 'case-teaching', 'competition')),
    CONSTRAINT "study_session_category_vocabulary" CHECK ("category" IN ('law', 'enforcement', 'knowledge-update', 'ethics', 'political')),
    CONSTRAINT "study_session_organiser_level_vocabulary" CHECK ("organiser_level" IN ('unit', 'county', 'city', 'province')),
    CONSTRAINT "study_session_state_vocabulary" CHECK ("state" IN ('planned', 'held', 'cancelled')),
    CONSTRAINT "study_session_span" CHECK ("ends" > "starts" AND "ends" <= "starts" + interval '24 hours'),
    CONSTRAINT "study_session_minutes" CHECK ("minutes" > 0 AND "minutes" <= ceil(extract(epoch FROM "ends" - "starts") / 60)),
    CONSTRAINT "study_session_slot" CHECK (("series_id" IS NULL) = ("slot_on" IS NULL)),
    CONSTRAINT "study_session_makes_up_another" CHECK ("makes_up_id" <> "id")
);
CREATE UNIQUE INDEX "study_session_series_id_slot_on_key" ON "study_session"("series_id", "slot_on");
-- Planned once: the same form sent twice is one session.
CREATE UNIQUE INDEX "study_session_once" ON "study_session" ("unit_id", "title", "starts") WHERE "state" <> 'cancelled';
CREATE INDEX "study_session_unit_id_starts_idx" ON "study_session"("unit_id", "starts");
CREATE INDEX "study_session_makes_up_id_idx" ON "study_session"("makes_up_id");

CREATE TABLE "study_session_step" (
    "id" BIGSERIAL NOT NULL,
    "session_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,

    CONSTRAINT "study_session_step_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_session_step_step_vocabulary" CHECK ("step" IN ('planned', 'changed', 'held', 'cancelled')),
    CONSTRAINT "study_session_step_reason" CHECK ("step" <> 'cancelled' OR btrim("reason") <> '')
);
CREATE INDEX "study_session_step_session_id_id_idx" ON "study_session_step"("session_id", "id");
-- It ends once.
CREATE UNIQUE INDEX "study_session_step_end" ON "study_session_step" ("session_id") WHERE "step" IN ('held', 'cancelled');

CREATE TABLE "study_session_person" (
    "session_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "walk_in" BOOLEAN NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "removed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "study_session_person_pkey" PRIMARY KEY ("session_id", "person_id")
);
CREATE INDEX "study_session_person_person_id_idx" ON "study_session_person"("person_id");

CREATE TABLE "study_attendance" (
    "id" BIGSERIAL NOT NULL,
    "session_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "how" TEXT NOT NULL,
    "by_id" UUID,
    "device_hash" BYTEA,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "study_attendance_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_attendance_event_vocabulary" CHECK ("event" IN ('in', 'out', 'absent')),
    CONSTRAINT "study_attendance_how_vocabulary" CHECK ("how" IN ('roster', 'qr')),
    CONSTRAINT "study_attendance_device" CHECK ("how" = 'qr' OR "device_hash" IS NULL),
    CONSTRAINT "study_attendance_absence" CHECK ("event" <> 'absent' OR "how" = 'roster')
);
CREATE INDEX "study_attendance_session_id_person_id_id_idx" ON "study_attendance"("session_id", "person_id", "id");
CREATE INDEX "study_attendance_person_id_idx" ON "study_attendance"("person_id");

CREATE TABLE "study_session_file" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "added_by_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "study_session_file_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_session_file_kind_vocabulary" CHECK ("kind" IN ('notice', 'material', 'minutes', 'photo', 'approval', 'report', 'result', 'sign-in')),
    CONSTRAINT "study_session_file_media_type_vocabulary" CHECK ("media_type" IN ('image/jpeg', 'image/png', 'application/pdf')),
    CONSTRAINT "study_session_file_bytes" CHECK ("bytes" > 0)
);
-- The same file once a session.
CREATE UNIQUE INDEX "study_session_file_session_id_file_hash_key" ON "study_session_file"("session_id", "file_hash");

CREATE TABLE "study_session_minutes" (
    "id" BIGSERIAL NOT NULL,
    "session_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "written_by_id" UUID NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "study_session_minutes_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_session_minutes_text" CHECK (btrim("text") <> '')
);
CREATE INDEX "study_session_minutes_session_id_id_idx" ON "study_session_minutes"("session_id", "id");

CREATE TABLE "study_make_up" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "due_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "record_id" UUID,
    "reason" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_id" UUID,

    CONSTRAINT "study_make_up_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_make_up_outcome_vocabulary" CHECK ("outcome" IN ('done', 'waived')),
    CONSTRAINT "study_make_up_settled" CHECK (("outcome" IS NULL) = ("settled_at" IS NULL)),
    CONSTRAINT "study_make_up_done" CHECK (("outcome" IS NOT DISTINCT FROM 'done') = ("record_id" IS NOT NULL)),
    CONSTRAINT "study_make_up_waived" CHECK ("outcome" IS DISTINCT FROM 'waived' OR btrim("reason") <> '')
);
-- One study makes up for one absence.
CREATE UNIQUE INDEX "study_make_up_record_id_key" ON "study_make_up"("record_id");
CREATE UNIQUE INDEX "study_make_up_session_id_person_id_key" ON "study_make_up"("session_id", "person_id");
CREATE INDEX "study_make_up_person_id_idx" ON "study_make_up"("person_id");
CREATE INDEX "study_make_up_unit_id_due_on_idx" ON "study_make_up"("unit_id", "due_on");

ALTER TABLE "study_record" ADD COLUMN "session_id" UUID;
CREATE INDEX "study_record_session_id_idx" ON "study_record"("session_id");
ALTER TABLE "plan_item" ADD COLUMN "session_id" UUID;
CREATE INDEX "plan_item_session_id_idx" ON "plan_item"("session_id");

ALTER TABLE "study_series" ADD CONSTRAINT "study_series_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_session" ADD CONSTRAINT "study_session_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_session" ADD CONSTRAINT "study_session_recorder_person_id_fkey" FOREIGN KEY ("recorder_person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "study_session" ADD CONSTRAINT "study_session_makes_up_id_fkey" FOREIGN KEY ("makes_up_id") REFERENCES "study_session"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "study_session" ADD CONSTRAINT "study_session_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "study_series"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "study_session_step" ADD CONSTRAINT "study_session_step_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "study_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_session_person" ADD CONSTRAINT "study_session_person_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "study_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_session_person" ADD CONSTRAINT "study_session_person_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_attendance" ADD CONSTRAINT "study_attendance_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "study_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_attendance" ADD CONSTRAINT "study_attendance_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_session_file" ADD CONSTRAINT "study_session_file_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "study_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_session_file" ADD CONSTRAINT "study_session_file_file_hash_fkey" FOREIGN KEY ("file_hash") REFERENCES "stored_file"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_session_minutes" ADD CONSTRAINT "study_session_minutes_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "study_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_make_up" ADD CONSTRAINT "study_make_up_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "study_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_make_up" ADD CONSTRAINT "study_make_up_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_make_up" ADD CONSTRAINT "study_make_up_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_make_up" ADD CONSTRAINT "study_make_up_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "study_record"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "study_record" ADD CONSTRAINT "study_record_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "study_session"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "plan_item" ADD CONSTRAINT "plan_item_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "study_session"("id") ON DELETE SET NULL ON UPDATE CASCADE;

SELECT guard_table('study_series');
SELECT guard_table('study_session', 'title', 'mode', 'category', 'laws', 'organiser_level', 'place', 'starts', 'ends', 'minutes', 'leader', 'recorder_person_id', 'state', 'makes_up_id');
SELECT guard_table('study_session_step');
SELECT guard_table('study_session_person', 'removed');
SELECT guard_table('study_attendance', 'person_id');
SELECT guard_table('study_session_file');
SELECT guard_table('study_session_minutes');
SELECT guard_table('study_make_up', 'outcome', 'record_id', 'reason', 'settled_at', 'settled_by_id', 'person_id');
SELECT guard_table('plan_item', 'law', 'materials', 'held_on', 'minutes', 'place', 'exam_id', 'owner_person_id', 'removed_at', 'closed_at', 'closed_by_id', 'session_id');

-- Once attendance is closed, or the session cancelled, it stays as it was.
CREATE FUNCTION study_session_is_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'study_session' THEN
    IF OLD.state <> 'planned' AND to_jsonb(NEW) - 'recorder_person_id' <> to_jsonb(OLD) - 'recorder_person_id' THEN
      RAISE EXCEPTION 'study_session_is_over: %', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
  ELSIF EXISTS (SELECT 1 FROM study_session WHERE id = NEW.session_id AND state <> 'planned') THEN
    RAISE EXCEPTION 'study_session_is_over: %', NEW.session_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER is_over BEFORE UPDATE ON "study_session" FOR EACH ROW EXECUTE FUNCTION study_session_is_over();
CREATE TRIGGER is_over BEFORE INSERT ON "study_attendance" FOR EACH ROW EXECUTE FUNCTION study_session_is_over();

-- A make-up is settled once.
CREATE FUNCTION study_make_up_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.outcome IS NOT NULL THEN
    RAISE EXCEPTION 'study_make_up_once: %', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER once BEFORE UPDATE OF outcome, record_id, reason, settled_at, settled_by_id ON "study_make_up" FOR EACH ROW EXECUTE FUNCTION study_make_up_once();

DO $$
DECLARE
  item text;
BEGIN
  FOREACH item IN ARRAY ARRAY['study_attendance', 'study_make_up'] LOOP
    EXECUTE format('CREATE TRIGGER owner_moves BEFORE UPDATE OF person_id ON %I FOR EACH ROW EXECUTE FUNCTION only_to_the_record_that_stays()', item);
  END LOOP;
  FOREACH item IN ARRAY ARRAY['study_attendance', 'study_make_up', 'study_session_person'] LOOP
    EXECUTE format('CREATE TRIGGER a_record_that_stays BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION refuse_merged_record()', item);
  END LOOP;
END $$;
