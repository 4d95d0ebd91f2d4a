-- 网络课程: courses in versions of which a published one never changes, the time the server saw somebody study them, what
-- was odd about it, and the quizzes. One person studies in one place at a time; the tables decide it.
CREATE TABLE "course" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,

    CONSTRAINT "course_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "course_version" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "organiser_level" TEXT NOT NULL,
    "laws" TEXT[],
    "audience" TEXT[],
    "questions" INTEGER NOT NULL,
    "pass_percent" INTEGER NOT NULL,
    "tries_a_day" INTEGER NOT NULL,
    "writer_ids" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_saved_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "published_by_id" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,
    "withdrawal_reason" TEXT,

    CONSTRAINT "course_version_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "course_version_state_vocabulary" CHECK ("state" IN ('draft', 'published', 'replaced', 'withdrawn')),
    CONSTRAINT "course_version_category_vocabulary" CHECK ("category" IN ('law', 'enforcement', 'knowledge-update', 'ethics', 'political')),
    CONSTRAINT "course_version_level_vocabulary" CHECK ("organiser_level" IN ('unit', 'county', 'city', 'province')),
    CONSTRAINT "course_version_figures" CHECK ("number" > 0 AND "questions" BETWEEN 1 AND 100 AND "pass_percent" BETWEEN 1 AND 100 AND "tries_a_day" BETWEEN 1 AND 20),
    CONSTRAINT "course_version_published" CHECK (("state" = 'draft') = ("published_at" IS NULL) AND ("published_at" IS NULL) = ("published_by_id" IS NULL)),
    CONSTRAINT "course_version_by_two" CHECK ("published_by_id" IS NULL OR NOT "published_by_id" = ANY("writer_ids")),
    CONSTRAINT "course_version_withdrawn" CHECK (("state" = 'withdrawn') = ("withdrawn_at" IS NOT NULL) AND ("withdrawn_at" IS NULL OR btrim("withdrawal_reason") <> ''))
);

CREATE TABLE "course_lesson" (
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "minimum_minutes" INTEGER NOT NULL,
    "question_law" TEXT,
    "pages" JSONB NOT NULL,
    "file_hash" TEXT,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "added_by_id" UUID,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "course_lesson_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "course_lesson_kind_vocabulary" CHECK ("kind" IN ('text', 'video')),
    CONSTRAINT "course_lesson_content" CHECK (("kind" = 'video') = ("file_hash" IS NOT NULL) AND ("kind" = 'text') = (jsonb_array_length("pages") > 0)),
    CONSTRAINT "course_lesson_minutes" CHECK ("minimum_minutes" BETWEEN 0 AND 600)
);

CREATE TABLE "course_enrolment" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "record_ids" UUID[],

    CONSTRAINT "course_enrolment_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "learning_run" (
    "id" UUID NOT NULL,
    "enrolment_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "lesson_id" UUID NOT NULL,
    "page" INTEGER NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "session_hash" BYTEA NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "counted_until" TIMESTAMPTZ(3) NOT NULL,
    "active_until" TIMESTAMPTZ(3) NOT NULL,
    "focused_until" TIMESTAMPTZ(3) NOT NULL,
    "last_seq" INTEGER NOT NULL DEFAULT 0,
    "position" INTEGER NOT NULL DEFAULT 0,
    "furthest" INTEGER NOT NULL DEFAULT 0,
    "credited_ms" INTEGER NOT NULL DEFAULT 0,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,

    CONSTRAINT "learning_run_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "learning_run_end_vocabulary" CHECK ("end_reason" IN ('taken-over', 'finished', 'merged')),
    CONSTRAINT "learning_run_ended" CHECK (("ended_at" IS NULL) = ("end_reason" IS NULL)),
    -- Nobody is credited with more than the time there was.
    CONSTRAINT "learning_run_credited" CHECK ("credited_ms" >= 0 AND "credited_ms" <= extract(epoch FROM "counted_until" - "opened_at") * 1000)
);

CREATE TABLE "learning_beat" (
    "id" BIGSERIAL NOT NULL,
    "run_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "visible" BOOLEAN NOT NULL,
    "focused" BOOLEAN NOT NULL,
    "active" BOOLEAN NOT NULL,
    "claimed_ms" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "rate" DOUBLE PRECISION NOT NULL,
    "credited_ms" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,

    CONSTRAINT "learning_beat_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "learning_beat_outcome_vocabulary" CHECK ("outcome" IN ('counted', 'gap', 'away', 'idle', 'paused', 'speed')),
    CONSTRAINT "learning_beat_credited" CHECK ("credited_ms" >= 0 AND ("outcome" = 'counted' OR "credited_ms" = 0))
);

CREATE TABLE "learning_anomaly" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "times" INTEGER NOT NULL,
    "facts" JSONB NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "learning_anomaly_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "learning_anomaly_kind_vocabulary" CHECK ("kind" IN ('posted-duration', 'parallel-tabs', 'two-devices', 'speed', 'no-focus', 'idle', 'replayed', 'too-fast'))
);

CREATE TABLE "course_quiz" (
    "id" UUID NOT NULL,
    "enrolment_id" UUID NOT NULL,
    "lesson_id" UUID,
    "seed" TEXT NOT NULL,
    "slots" JSONB NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "answers" JSONB,
    "right_count" INTEGER,
    "passed" BOOLEAN,

    CONSTRAINT "course_quiz_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "course_quiz_submitted" CHECK (("submitted_at" IS NULL) = ("answers" IS NULL) AND ("answers" IS NULL) = ("right_count" IS NULL) AND ("right_count" IS NULL) = ("passed" IS NULL))
);

CREATE INDEX "course_unit_id_idx" ON "course"("unit_id");
CREATE UNIQUE INDEX "course_version_course_id_number_key" ON "course_version"("course_id", "number");
CREATE INDEX "course_version_state_idx" ON "course_version"("state");
CREATE INDEX "course_lesson_version_id_place_idx" ON "course_lesson"("version_id", "place");
CREATE INDEX "course_enrolment_person_id_idx" ON "course_enrolment"("person_id");
CREATE INDEX "course_enrolment_version_id_id_idx" ON "course_enrolment"("version_id", "id");
CREATE INDEX "learning_run_enrolment_id_idx" ON "learning_run"("enrolment_id");
CREATE INDEX "learning_run_person_id_opened_at_idx" ON "learning_run"("person_id", "opened_at");
CREATE UNIQUE INDEX "learning_beat_run_id_seq_key" ON "learning_beat"("run_id", "seq");
CREATE UNIQUE INDEX "learning_anomaly_run_id_kind_key" ON "learning_anomaly"("run_id", "kind");
CREATE INDEX "learning_anomaly_kind_idx" ON "learning_anomaly"("kind");
CREATE INDEX "course_quiz_enrolment_id_idx" ON "course_quiz"("enrolment_id");

-- One draft and one published version a course; one place where somebody studies.
CREATE UNIQUE INDEX "course_version_one_draft" ON "course_version"("course_id") WHERE "state" = 'draft';
CREATE UNIQUE INDEX "course_version_one_published" ON "course_version"("course_id") WHERE "state" = 'published';
CREATE UNIQUE INDEX "learning_run_one_live" ON "learning_run"("person_id") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "course_quiz_one_open" ON "course_quiz"("enrolment_id", coalesce("lesson_id", "enrolment_id")) WHERE "submitted_at" IS NULL;

ALTER TABLE "course" ADD CONSTRAINT "course_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "course_version" ADD CONSTRAINT "course_version_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "course_lesson" ADD CONSTRAINT "course_lesson_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "course_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "course_lesson" ADD CONSTRAINT "course_lesson_file_hash_fkey" FOREIGN KEY ("file_hash") REFERENCES "stored_file"("hash") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "course_enrolment" ADD CONSTRAINT "course_enrolment_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "course_enrolment" ADD CONSTRAINT "course_enrolment_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "course_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "learning_run" ADD CONSTRAINT "learning_run_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "course_enrolment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "learning_run" ADD CONSTRAINT "learning_run_lesson_id_fkey" FOREIGN KEY ("lesson_id") REFERENCES "course_lesson"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "learning_beat" ADD CONSTRAINT "learning_beat_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "learning_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "learning_anomaly" ADD CONSTRAINT "learning_anomaly_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "learning_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "course_quiz" ADD CONSTRAINT "course_quiz_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "course_enrolment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "course_quiz" ADD CONSTRAINT "course_quiz_lesson_id_fkey" FOREIGN KEY ("lesson_id") REFERENCES "course_lesson"("id") ON DELETE SET NULL ON UPDATE CASCADE;

SELECT guard_table('course');
SELECT guard_table('course_version', 'state', 'title', 'summary', 'category', 'organiser_level', 'laws', 'audience', 'questions', 'pass_percent', 'tries_a_day', 'writer_ids', 'last_saved_at', 'published_at', 'published_by_id', 'withdrawn_at', 'withdrawn_by_id', 'withdrawal_reason');
SELECT guard_table('course_lesson', 'place', 'title', 'minimum_minutes', 'question_law', 'pages', 'removed_at');
SELECT guard_table('course_enrolment', 'person_id', 'ended_at', 'record_ids');
SELECT guard_table('learning_run', 'person_id', 'counted_until', 'active_until', 'focused_until', 'last_seq', 'position', 'furthest', 'credited_ms', 'ended_at', 'end_reason');
SELECT guard_table('learning_beat');
SELECT guard_table('learning_anomaly', 'times', 'facts', 'last_seen_at');
SELECT guard_table('course_quiz', 'submitted_at', 'answers', 'right_count', 'passed');

-- What was published stays as it was: only the end of a version is written on it.
CREATE FUNCTION course_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'draft' AND (OLD.title, OLD.summary, OLD.category, OLD.organiser_level, OLD.laws, OLD.audience, OLD.questions,
      OLD.pass_percent, OLD.tries_a_day, OLD.writer_ids, OLD.last_saved_at, OLD.published_at, OLD.published_by_id)
    IS DISTINCT FROM (NEW.title, NEW.summary, NEW.category, NEW.organiser_level, NEW.laws, NEW.audience, NEW.questions,
      NEW.pass_percent, NEW.tries_a_day, NEW.writer_ids, NEW.last_saved_at, NEW.published_at, NEW.published_by_id)
  THEN
    RAISE EXCEPTION 'course_version_frozen: what was published does not change' USING ERRCODE = 'check_violation';
  END IF;
  IF (OLD.state, NEW.state) NOT IN (('draft', 'draft'), ('draft', 'published'), ('published', 'published'), ('published', 'replaced'), ('published', 'withdrawn')) THEN
    RAISE EXCEPTION 'course_version_order: % after %', NEW.state, OLD.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE ON "course_version" FOR EACH ROW EXECUTE FUNCTION course_version_frozen();

CREATE FUNCTION course_lesson_of_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM course_version WHERE id = NEW.version_id AND state = 'draft') THEN
    RAISE EXCEPTION 'course_lesson_of_draft: what was published does not change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER of_draft BEFORE INSERT OR UPDATE ON "course_lesson" FOR EACH ROW EXECUTE FUNCTION course_lesson_of_draft();

CREATE TRIGGER owner_moves BEFORE UPDATE OF person_id ON "course_enrolment" FOR EACH ROW EXECUTE FUNCTION only_to_the_record_that_stays();
CREATE TRIGGER owner_moves BEFORE UPDATE OF person_id ON "learning_run" FOR EACH ROW EXECUTE FUNCTION only_to_the_record_that_stays();
CREATE TRIGGER a_record_that_stays BEFORE INSERT ON "course_enrolment" FOR EACH ROW EXECUTE FUNCTION refuse_merged_record();
CREATE TRIGGER a_record_that_stays BEFORE INSERT ON "learning_run" FOR EACH ROW EXECUTE FUNCTION refuse_merged_record();
