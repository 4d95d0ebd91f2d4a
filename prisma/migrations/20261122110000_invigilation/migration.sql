-- Rooms and seats of an exam; what invigilators do while it runs; who was seen when, who left the page; a marking that
-- is done again supersedes the one before.
CREATE TABLE "exam_room" (
    "id" UUID NOT NULL,
    "exam_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "capacity" INTEGER NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "exam_room_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "room_invigilator" (
    "id" UUID NOT NULL,
    "room_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "assigned_by_id" UUID,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "room_invigilator_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "exam_seat" (
    "id" UUID NOT NULL,
    "room_id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "seated_by_id" UUID,
    "seated_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "exam_seat_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "invigilation_act" (
    "id" UUID NOT NULL,
    "exam_id" UUID NOT NULL,
    "room_id" UUID,
    "kind" TEXT NOT NULL,
    "minutes" INTEGER,
    "reason" TEXT NOT NULL,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invigilation_act_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "invigilation_effect" (
    "act_id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "attempt_id" UUID,

    CONSTRAINT "invigilation_effect_pkey" PRIMARY KEY ("act_id","registration_id")
);

CREATE TABLE "attempt_presence" (
    "attempt_id" UUID NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attempt_presence_pkey" PRIMARY KEY ("attempt_id")
);

CREATE TABLE "page_leaving" (
    "id" BIGSERIAL NOT NULL,
    "attempt_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "page_leaving_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "take_over_code" (
    "id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "made_by_id" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "wrong" INTEGER NOT NULL DEFAULT 0,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "take_over_code_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "attempt" ADD COLUMN "paused_since" TIMESTAMPTZ(3);
ALTER TABLE "marking" ADD COLUMN "superseded_at" TIMESTAMPTZ(3);
DROP INDEX "marking_attempt_id_key";
CREATE INDEX "marking_attempt_id_idx" ON "marking"("attempt_id");
CREATE UNIQUE INDEX "marking_current" ON "marking" ("attempt_id") WHERE "superseded_at" IS NULL;

CREATE INDEX "exam_room_exam_id_idx" ON "exam_room"("exam_id");
CREATE INDEX "room_invigilator_account_id_idx" ON "room_invigilator"("account_id");
CREATE INDEX "exam_seat_room_id_idx" ON "exam_seat"("room_id");
CREATE INDEX "exam_seat_registration_id_idx" ON "exam_seat"("registration_id");
CREATE INDEX "invigilation_act_exam_id_idx" ON "invigilation_act"("exam_id");
CREATE INDEX "invigilation_effect_registration_id_idx" ON "invigilation_effect"("registration_id");
CREATE INDEX "page_leaving_attempt_id_idx" ON "page_leaving"("attempt_id");
CREATE INDEX "take_over_code_attempt_id_idx" ON "take_over_code"("attempt_id");
CREATE UNIQUE INDEX "exam_room_live_name" ON "exam_room" ("exam_id", "name") WHERE "withdrawn_at" IS NULL;
CREATE UNIQUE INDEX "room_invigilator_live" ON "room_invigilator" ("room_id", "account_id") WHERE "withdrawn_at" IS NULL;
CREATE UNIQUE INDEX "exam_seat_taken" ON "exam_seat" ("room_id", "number") WHERE "superseded_at" IS NULL;
CREATE UNIQUE INDEX "exam_seat_one_each" ON "exam_seat" ("registration_id") WHERE "superseded_at" IS NULL;

ALTER TABLE "exam_room" ADD CONSTRAINT "exam_room_exam_id_fkey" FOREIGN KEY ("exam_id") REFERENCES "exam"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "room_invigilator" ADD CONSTRAINT "room_invigilator_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "exam_room"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "room_invigilator" ADD CONSTRAINT "room_invigilator_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "exam_seat" ADD CONSTRAINT "exam_seat_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "exam_room"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "exam_seat" ADD CONSTRAINT "exam_seat_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "invigilation_act" ADD CONSTRAINT "invigilation_act_exam_id_fkey" FOREIGN KEY ("exam_id") REFERENCES "exam"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "invigilation_act" ADD CONSTRAINT "invigilation_act_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "exam_room"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "invigilation_effect" ADD CONSTRAINT "invigilation_effect_act_id_fkey" FOREIGN KEY ("act_id") REFERENCES "invigilation_act"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "invigilation_effect" ADD CONSTRAINT "invigilation_effect_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "invigilation_effect" ADD CONSTRAINT "invigilation_effect_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "attempt_presence" ADD CONSTRAINT "attempt_presence_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "page_leaving" ADD CONSTRAINT "page_leaving_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "take_over_code" ADD CONSTRAINT "take_over_code_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "exam_room" ADD CONSTRAINT "exam_room_capacity" CHECK ("capacity" BETWEEN 1 AND 1000);
ALTER TABLE "exam_seat" ADD CONSTRAINT "exam_seat_number" CHECK ("number" >= 1);
ALTER TABLE "invigilation_act" ADD CONSTRAINT "invigilation_act_kind_vocabulary" CHECK ("kind" IN ('accommodation', 'extra-time', 'pause', 'resumption', 'collection', 'reopening'));
ALTER TABLE "invigilation_act" ADD CONSTRAINT "invigilation_act_minutes" CHECK (("kind" IN ('accommodation', 'extra-time', 'reopening')) = ("minutes" IS NOT NULL) AND coalesce("minutes", 1) BETWEEN 1 AND 240);
ALTER TABLE "invigilation_act" ADD CONSTRAINT "invigilation_act_reason" CHECK (btrim("reason") <> '');
ALTER TABLE "page_leaving" ADD CONSTRAINT "page_leaving_kind_vocabulary" CHECK ("kind" IN ('left', 'returned'));
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_pause" CHECK ("paused_since" IS NULL OR "state" = 'open');
ALTER TABLE "answer_step" DROP CONSTRAINT "answer_step_kind_vocabulary";
ALTER TABLE "answer_step" ADD CONSTRAINT "answer_step_kind_vocabulary" CHECK ("kind" IN ('started', 'answer', 'flag', 'take-over', 'late', 'submission', 'extra-time', 'paused', 'resumed', 'reopened'));

-- As before, but the hand-in of an attempt may be taken back: only with a new epoch, which the next trigger asks for.
CREATE OR REPLACE FUNCTION allow_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before jsonb := to_jsonb(OLD);
  after jsonb := to_jsonb(NEW);
  col text;
BEGIN
  FOREACH col IN ARRAY TG_ARGV LOOP
    IF col LIKE '%\_at' AND col NOT IN ('locked_at', 'last_seen_at', 'last_saved_at', 'deadline_at', 'expires_at')
       AND NOT (TG_TABLE_NAME = 'attempt' AND col = 'submitted_at')
       AND before ->> col IS NOT NULL AND before -> col IS DISTINCT FROM after -> col THEN
      RAISE EXCEPTION '%.% is set once', TG_TABLE_NAME, col USING ERRCODE = 'restrict_violation';
    END IF;
    before := before - col;
    after := after - col;
  END LOOP;
  IF before IS DISTINCT FROM after THEN
    RAISE EXCEPTION 'only (%) of % may change', array_to_string(TG_ARGV, ', '), TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- Nobody's time is ever shortened, and what was handed in changes only when it is reopened.
CREATE FUNCTION attempt_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.deadline_at < OLD.deadline_at THEN
    RAISE EXCEPTION 'a deadline only moves forward' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state = 'submitted' AND NEW.epoch <= OLD.epoch
     AND (NEW.state <> 'submitted' OR NEW.submitted_at <> OLD.submitted_at OR NEW.receipt_number <> OLD.receipt_number) THEN
    RAISE EXCEPTION 'a hand-in is taken back only by reopening' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER moves_forward BEFORE UPDATE OF "deadline_at", "state", "submitted_at", "receipt_number" ON "attempt"
  FOR EACH ROW EXECUTE FUNCTION attempt_moves_forward();

SELECT guard_table('attempt', 'deadline_at', 'state', 'epoch', 'last_seq', 'last_hash', 'answers', 'flags', 'last_saved_at', 'device_hash', 'submitted_at', 'submitted_by', 'receipt_number', 'person_id', 'paused_since');
SELECT guard_table('marking', 'superseded_at');
SELECT guard_table('exam_room', 'withdrawn_at');
SELECT guard_table('room_invigilator', 'withdrawn_at');
SELECT guard_table('exam_seat', 'superseded_at');
SELECT guard_table('invigilation_act');
SELECT guard_table('invigilation_effect');
SELECT guard_table('attempt_presence', 'last_seen_at');
SELECT guard_table('page_leaving');
SELECT guard_table('take_over_code', 'wrong', 'used_at');
