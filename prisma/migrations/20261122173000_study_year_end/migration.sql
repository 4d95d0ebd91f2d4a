-- 年度封账: one proposes, another approves; the figures are stored and signed, and from then on no step is taken on an entry
-- of the year but under an amendment 更正, which another closes than opened it. The tables decide it.
CREATE TABLE "study_freeze" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decision_reason" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "signed" JSONB,

    CONSTRAINT "study_freeze_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_freeze_decision_vocabulary" CHECK ("decision" IN ('approved', 'returned', 'withdrawn')),
    CONSTRAINT "study_freeze_decided" CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by_id" IS NULL)),
    CONSTRAINT "study_freeze_signed" CHECK (("decision" IS NOT DISTINCT FROM 'approved') = ("signed" IS NOT NULL)),
    CONSTRAINT "study_freeze_by_two" CHECK ("decision" IS NULL OR ("decision" = 'withdrawn') = ("decided_by_id" = "proposed_by_id")),
    CONSTRAINT "study_freeze_reason" CHECK ("decision" IS DISTINCT FROM 'returned' OR btrim(coalesce("decision_reason", '')) <> '')
);
CREATE INDEX "study_freeze_year_idx" ON "study_freeze"("year");
-- A district's year is proposed or frozen once.
CREATE UNIQUE INDEX "study_freeze_once" ON "study_freeze" ("unit_id", "year") WHERE "decision" IS NULL OR "decision" = 'approved';
ALTER TABLE "study_freeze" ADD CONSTRAINT "study_freeze_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "study_amendment" (
    "id" UUID NOT NULL,
    "freeze_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "notice" TEXT NOT NULL,
    "opened_by_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by_id" UUID,
    "closed_at" TIMESTAMPTZ(3),
    "signed" JSONB,

    CONSTRAINT "study_amendment_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_amendment_closed" CHECK (("closed_at" IS NULL) = ("closed_by_id" IS NULL) AND ("closed_at" IS NULL) = ("signed" IS NULL)),
    CONSTRAINT "study_amendment_by_two" CHECK ("closed_by_id" <> "opened_by_id"),
    CONSTRAINT "study_amendment_said" CHECK (btrim("reason") <> '' AND btrim("notice") <> '')
);
CREATE UNIQUE INDEX "study_amendment_freeze_id_number_key" ON "study_amendment"("freeze_id", "number");
-- One at a time.
CREATE UNIQUE INDEX "study_amendment_open" ON "study_amendment" ("freeze_id") WHERE "closed_at" IS NULL;
ALTER TABLE "study_amendment" ADD CONSTRAINT "study_amendment_freeze_id_fkey" FOREIGN KEY ("freeze_id") REFERENCES "study_freeze"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Figures as they were signed: of the freeze itself, then of each amendment those that it changed.
CREATE TABLE "study_frozen_person" (
    "id" UUID NOT NULL,
    "freeze_id" UUID NOT NULL,
    "amendment_id" UUID,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "study_group" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "figures" JSONB NOT NULL,

    CONSTRAINT "study_frozen_person_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_frozen_person_result_vocabulary" CHECK ("result" IN ('met', 'unmet', 'none'))
);
CREATE UNIQUE INDEX "study_frozen_person_once" ON "study_frozen_person" ("freeze_id", "person_id") WHERE "amendment_id" IS NULL;
CREATE UNIQUE INDEX "study_frozen_person_amendment_id_person_id_key" ON "study_frozen_person"("amendment_id", "person_id");
CREATE INDEX "study_frozen_person_person_id_idx" ON "study_frozen_person"("person_id");
ALTER TABLE "study_frozen_person" ADD CONSTRAINT "study_frozen_person_freeze_id_fkey" FOREIGN KEY ("freeze_id") REFERENCES "study_freeze"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_frozen_person" ADD CONSTRAINT "study_frozen_person_amendment_id_fkey" FOREIGN KEY ("amendment_id") REFERENCES "study_amendment"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "study_frozen_person" ADD CONSTRAINT "study_frozen_person_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "study_frozen_unit" (
    "id" UUID NOT NULL,
    "freeze_id" UUID NOT NULL,
    "amendment_id" UUID,
    "unit_id" UUID NOT NULL,
    "figures" JSONB NOT NULL,

    CONSTRAINT "study_frozen_unit_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "study_frozen_unit_once" ON "study_frozen_unit" ("freeze_id", "unit_id") WHERE "amendment_id" IS NULL;
CREATE UNIQUE INDEX "study_frozen_unit_amendment_id_unit_id_key" ON "study_frozen_unit"("amendment_id", "unit_id");
ALTER TABLE "study_frozen_unit" ADD CONSTRAINT "study_frozen_unit_freeze_id_fkey" FOREIGN KEY ("freeze_id") REFERENCES "study_freeze"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_frozen_unit" ADD CONSTRAINT "study_frozen_unit_amendment_id_fkey" FOREIGN KEY ("amendment_id") REFERENCES "study_amendment"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "study_frozen_unit" ADD CONSTRAINT "study_frozen_unit_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "study_record_step" ADD COLUMN "amendment_id" UUID;
CREATE INDEX "study_record_step_amendment_id_idx" ON "study_record_step"("amendment_id");
ALTER TABLE "study_record_step" ADD CONSTRAINT "study_record_step_amendment_id_fkey" FOREIGN KEY ("amendment_id") REFERENCES "study_amendment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Whoever changes the ledger of a year shares its lock until the change is committed; whoever freezes or closes the year takes
-- it alone. So an entry is either in the figures or refused, never neither. The step says under which amendment it was taken.
CREATE FUNCTION study_year_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  entry record;
  years integer[];
  studied integer;
  frozen record;
BEGIN
  SELECT person_id, unit_id, start_at, end_at, attempt_id INTO entry FROM study_record WHERE id = NEW.record_id;
  years := ARRAY[extract(year FROM entry.start_at AT TIME ZONE 'Asia/Shanghai')::integer,
    extract(year FROM (entry.end_at - interval '1 millisecond') AT TIME ZONE 'Asia/Shanghai')::integer];
  FOREACH studied IN ARRAY years LOOP
    PERFORM pg_advisory_xact_lock_shared(7410035, studied);
  END LOOP;
  NEW.amendment_id := NULL;
  FOR frozen IN
    SELECT f.year, a.id AS amendment_id FROM study_freeze f
    LEFT JOIN study_amendment a ON a.freeze_id = f.id AND a.closed_at IS NULL
    WHERE f.decision = 'approved' AND f.year = ANY(years)
      AND (EXISTS (SELECT 1 FROM study_frozen_unit u WHERE u.freeze_id = f.id AND u.unit_id = entry.unit_id)
        OR EXISTS (SELECT 1 FROM study_frozen_person p WHERE p.freeze_id = f.id AND p.person_id IN (
          SELECT id FROM person WHERE id = entry.person_id OR merged_into_id = entry.person_id)))
    ORDER BY f.year
  LOOP
    -- What the server itself saw of an exam is handed in and waits: an exam does not fail because a year is over.
    IF frozen.amendment_id IS NULL AND NOT (NEW.step = 'submitted' AND entry.attempt_id IS NOT NULL) THEN
      RAISE EXCEPTION 'study_year_frozen: % is frozen', frozen.year USING ERRCODE = 'check_violation';
    END IF;
    NEW.amendment_id := coalesce(NEW.amendment_id, frozen.amendment_id);
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER frozen_year BEFORE INSERT ON "study_record_step" FOR EACH ROW EXECUTE FUNCTION study_year_frozen();

-- What was decided is decided: argument, the time that says so.
CREATE FUNCTION settled_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(OLD) ->> TG_ARGV[0] IS NOT NULL THEN
    RAISE EXCEPTION '% was settled', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

SELECT guard_table('study_freeze', 'decision', 'decision_reason', 'decided_by_id', 'decided_at', 'signed');
CREATE TRIGGER settled BEFORE UPDATE ON "study_freeze" FOR EACH ROW EXECUTE FUNCTION settled_once('decided_at');
SELECT guard_table('study_amendment', 'closed_by_id', 'closed_at', 'signed');
CREATE TRIGGER settled BEFORE UPDATE ON "study_amendment" FOR EACH ROW EXECUTE FUNCTION settled_once('closed_at');
SELECT guard_table('study_frozen_person');
SELECT guard_table('study_frozen_unit');

-- 定额减免 (H18): asked for with what it rests on, decided by the personnel side and by legal affairs, each with a row of its own.
CREATE TABLE "study_relief" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "ground" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "retires_on" DATE,
    "evidence" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by_id" UUID,
    "revoke_reason" TEXT,

    CONSTRAINT "study_relief_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_relief_ground_vocabulary" CHECK ("ground" IN ('maternity', 'long-sick-leave', 'long-secondment', 'retiring')),
    CONSTRAINT "study_relief_range" CHECK ("from_on" < "to_on"),
    CONSTRAINT "study_relief_retires" CHECK (("ground" = 'retiring') = ("retires_on" IS NOT NULL)),
    CONSTRAINT "study_relief_evidence" CHECK (btrim("evidence") <> ''),
    CONSTRAINT "study_relief_revoked" CHECK (("revoked_at" IS NULL) = ("revoked_by_id" IS NULL) AND ("revoked_at" IS NULL OR btrim(coalesce("revoke_reason", '')) <> '')),
    CONSTRAINT "study_relief_ended_once" CHECK ("withdrawn_at" IS NULL OR "revoked_at" IS NULL)
);
CREATE INDEX "study_relief_person_id_year_idx" ON "study_relief"("person_id", "year");
CREATE INDEX "study_relief_unit_id_asked_at_idx" ON "study_relief"("unit_id", "asked_at");
ALTER TABLE "study_relief" ADD CONSTRAINT "study_relief_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_relief" ADD CONSTRAINT "study_relief_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "study_relief_decision" (
    "id" UUID NOT NULL,
    "relief_id" UUID NOT NULL,
    "office" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "study_relief_decision_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_relief_decision_office_vocabulary" CHECK ("office" IN ('personnel', 'legal-affairs')),
    CONSTRAINT "study_relief_decision_decision_vocabulary" CHECK ("decision" IN ('approved', 'refused')),
    CONSTRAINT "study_relief_decision_reason" CHECK ("decision" <> 'refused' OR btrim(coalesce("reason", '')) <> '')
);
CREATE UNIQUE INDEX "study_relief_decision_relief_id_office_key" ON "study_relief_decision"("relief_id", "office");
CREATE UNIQUE INDEX "study_relief_decision_relief_id_by_id_key" ON "study_relief_decision"("relief_id", "by_id");
ALTER TABLE "study_relief_decision" ADD CONSTRAINT "study_relief_decision_relief_id_fkey" FOREIGN KEY ("relief_id") REFERENCES "study_relief"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION study_relief_by_others() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked record;
BEGIN
  SELECT person_id, asked_by_id, withdrawn_at INTO asked FROM study_relief WHERE id = NEW.relief_id;
  IF asked.asked_by_id = NEW.by_id OR asked.withdrawn_at IS NOT NULL
    OR EXISTS (SELECT 1 FROM account WHERE id = NEW.by_id AND person_id = asked.person_id) THEN
    RAISE EXCEPTION 'study_relief_by_others: decided by somebody else than who asked' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_others BEFORE INSERT ON "study_relief_decision" FOR EACH ROW EXECUTE FUNCTION study_relief_by_others();
SELECT guard_table('study_relief', 'person_id', 'withdrawn_at', 'revoked_at', 'revoked_by_id', 'revoke_reason');
SELECT guard_table('study_relief_decision');
CREATE TRIGGER owner_moves BEFORE UPDATE OF person_id ON "study_relief" FOR EACH ROW EXECUTE FUNCTION only_to_the_record_that_stays();
CREATE TRIGGER a_record_that_stays BEFORE INSERT ON "study_relief" FOR EACH ROW EXECUTE FUNCTION refuse_merged_record();

-- 述法: the words are the author's until they are handed in; each step keeps what was handed in and the facts beside it.
CREATE TABLE "law_statement" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "words" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "law_statement_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "law_statement_person_id_year_key" ON "law_statement"("person_id", "year");
CREATE INDEX "law_statement_unit_id_year_idx" ON "law_statement"("unit_id", "year");
ALTER TABLE "law_statement" ADD CONSTRAINT "law_statement_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "law_statement" ADD CONSTRAINT "law_statement_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "law_statement_step" (
    "id" BIGSERIAL NOT NULL,
    "statement_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "words" TEXT,
    "facts" JSONB,
    "score" INTEGER,
    "comment" TEXT,

    CONSTRAINT "law_statement_step_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "law_statement_step_step_vocabulary" CHECK ("step" IN ('submitted', 'returned', 'reviewed')),
    CONSTRAINT "law_statement_step_submitted" CHECK (("step" = 'submitted') = ("words" IS NOT NULL) AND ("step" = 'submitted') = ("facts" IS NOT NULL)),
    CONSTRAINT "law_statement_step_score" CHECK (("step" = 'reviewed') = ("score" IS NOT NULL) AND "score" BETWEEN 0 AND 100),
    CONSTRAINT "law_statement_step_comment" CHECK ("step" = 'submitted' OR btrim(coalesce("comment", '')) <> '')
);
CREATE INDEX "law_statement_step_statement_id_id_idx" ON "law_statement_step"("statement_id", "id");
ALTER TABLE "law_statement_step" ADD CONSTRAINT "law_statement_step_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "law_statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION law_statement_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  previous text;
  author uuid;
  actor uuid;
BEGIN
  SELECT person_id INTO author FROM law_statement WHERE id = NEW.statement_id;
  SELECT person_id INTO actor FROM account WHERE id = NEW.by_id;
  SELECT step INTO previous FROM law_statement_step WHERE statement_id = NEW.statement_id ORDER BY id DESC LIMIT 1;
  IF (coalesce(previous, ''), NEW.step) NOT IN (('', 'submitted'), ('returned', 'submitted'), ('submitted', 'returned'), ('submitted', 'reviewed'))
    OR (actor IS NOT DISTINCT FROM author) <> (NEW.step = 'submitted') THEN
    RAISE EXCEPTION 'law_statement_in_order: % after %', NEW.step, previous USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER in_order BEFORE INSERT ON "law_statement_step" FOR EACH ROW EXECUTE FUNCTION law_statement_in_order();
SELECT guard_table('law_statement', 'person_id', 'words', 'last_saved_at');
SELECT guard_table('law_statement_step');
CREATE TRIGGER owner_moves BEFORE UPDATE OF person_id ON "law_statement" FOR EACH ROW EXECUTE FUNCTION only_to_the_record_that_stays();
CREATE TRIGGER a_record_that_stays BEFORE INSERT ON "law_statement" FOR EACH ROW EXECUTE FUNCTION refuse_merged_record();

-- 应知应会法律清单: laws in a version, for a unit and all below it, narrowed to a study category or a post. In force once
-- another has approved it; it is not changed but withdrawn, and another list made.
CREATE TABLE "must_know_list" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "study_group" TEXT,
    "post" TEXT,
    "document" TEXT,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by_id" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "must_know_list_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "must_know_list_study_group_vocabulary" CHECK ("study_group" IN ('leading-cadre', 'enforcement', 'legal', 'auxiliary', 'other')),
    CONSTRAINT "must_know_list_approved" CHECK (("approved_at" IS NULL) = ("approved_by_id" IS NULL)),
    CONSTRAINT "must_know_list_by_two" CHECK ("approved_by_id" <> "proposed_by_id"),
    CONSTRAINT "must_know_list_withdrawn" CHECK (("withdrawn_at" IS NULL) = ("withdrawn_by_id" IS NULL)),
    CONSTRAINT "must_know_list_title" CHECK (btrim("title") <> '')
);
CREATE INDEX "must_know_list_unit_id_idx" ON "must_know_list"("unit_id");
ALTER TABLE "must_know_list" ADD CONSTRAINT "must_know_list_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "must_know_law" (
    "list_id" UUID NOT NULL,
    "law_version_id" UUID NOT NULL,

    CONSTRAINT "must_know_law_pkey" PRIMARY KEY ("list_id","law_version_id")
);
ALTER TABLE "must_know_law" ADD CONSTRAINT "must_know_law_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "must_know_list"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "must_know_law" ADD CONSTRAINT "must_know_law_law_version_id_fkey" FOREIGN KEY ("law_version_id") REFERENCES "law_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT guard_table('must_know_list', 'approved_by_id', 'approved_at', 'withdrawn_by_id', 'withdrawn_at');
SELECT guard_table('must_know_law');
