-- What must never be false, held by the database and not by the application.
-- The tables stand in the migration before; this one adds extensions, vocabularies, histories, locks and grants.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- ---------------------------------------------------------------- vocabularies
-- Each list equals a TypeScript union; a test compares them.

ALTER TABLE "employment" ADD CONSTRAINT "employment_identity_vocabulary" CHECK ("identity" IN ('civil-servant', 'civil-servant-equivalent', 'public-institution', 'authorised-organisation', 'entrusted-organisation', 'contract', 'temporary', 'dispatched', 'seconded', 'support-worker', 'public-welfare', 'auxiliary', 'grid-worker', 'outsourced'));
ALTER TABLE "employment" ADD CONSTRAINT "employment_status_vocabulary" CHECK ("status" IN ('in-post', 'probation', 'seconded-out', 'seconded-in', 'temporary-post', 'suspended', 'transferred-out', 'retired', 'resigned', 'dismissed', 'expelled', 'deceased'));
ALTER TABLE "employment" ADD CONSTRAINT "employment_relation_vocabulary" CHECK ("relation" IN ('home', 'host'));
ALTER TABLE "legal_duty" ADD CONSTRAINT "legal_duty_kind_vocabulary" CHECK ("kind" IN ('legal-affairs', 'legal-review'));
ALTER TABLE "sanction" ADD CONSTRAINT "sanction_kind_vocabulary" CHECK ("kind" IN ('warning', 'demerit', 'major-demerit', 'demotion', 'removal', 'expulsion'));
ALTER TABLE "annual_grade" ADD CONSTRAINT "annual_grade_grade_vocabulary" CHECK ("grade" IN ('outstanding', 'competent', 'basically-competent', 'incompetent'));
ALTER TABLE "study_category" ADD CONSTRAINT "study_category_category_vocabulary" CHECK ("category" IN ('leading-cadre', 'enforcement', 'legal', 'auxiliary', 'other'));
ALTER TABLE "unit_version" ADD CONSTRAINT "unit_version_kind_vocabulary" CHECK ("kind" IN ('jurisdiction', 'legal-affairs-office', 'personnel-department', 'enforcement-bureau', 'town', 'street', 'other'));
ALTER TABLE "enforcement_body" ADD CONSTRAINT "enforcement_body_basis_vocabulary" CHECK ("basis" IN ('statutory', 'authorised', 'entrusted'));
ALTER TABLE "question_bank" ADD CONSTRAINT "question_bank_kind_vocabulary" CHECK ("kind" IN ('general', 'leading-cadre', 'special'));
ALTER TABLE "question_version" ADD CONSTRAINT "question_version_type_vocabulary" CHECK ("type" IN ('single-choice', 'multiple-choice', 'true-false', 'case-group'));
ALTER TABLE "study_record" ADD CONSTRAINT "study_record_mode_vocabulary" CHECK ("mode" IN ('study-group', 'pre-meeting', 'concentrated', 'meeting', 'outside-visit', 'court-observation', 'case-teaching', 'competition', 'self-study', 'online', 'teaching', 'exam'));
ALTER TABLE "study_record" ADD CONSTRAINT "study_record_category_vocabulary" CHECK ("category" IN ('law', 'enforcement', 'knowledge-update', 'ethics', 'political'));
ALTER TABLE "study_record" ADD CONSTRAINT "study_record_organiser_level_vocabulary" CHECK ("organiser_level" IN ('unit', 'county', 'city', 'province'));
ALTER TABLE "study_record_step" ADD CONSTRAINT "study_record_step_step_vocabulary" CHECK ("step" IN ('submitted', 'confirmed', 'accepted', 'returned'));
ALTER TABLE "exam" ADD CONSTRAINT "exam_kind_vocabulary" CHECK ("kind" IN ('monthly-law', 'annual', 'auxiliary-training', 'qualification', 'renewal', 'new-entrant', 'pre-appointment', 'spot-check'));
ALTER TABLE "exam" ADD CONSTRAINT "exam_part_vocabulary" CHECK ("part" IN ('general', 'special'));
ALTER TABLE "exam" ADD CONSTRAINT "exam_organiser_level_vocabulary" CHECK ("organiser_level" IN ('unit', 'county', 'city', 'province'));
ALTER TABLE "exam_act" ADD CONSTRAINT "exam_act_act_vocabulary" CHECK ("act" IN ('published', 'released', 'cancelled'));
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_state_vocabulary" CHECK ("state" IN ('open', 'submitted'));
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_submitted_by_vocabulary" CHECK ("submitted_by" IN ('candidate', 'deadline', 'invigilator'));
ALTER TABLE "answer_step" ADD CONSTRAINT "answer_step_kind_vocabulary" CHECK ("kind" IN ('started', 'answer', 'flag', 'take-over', 'late', 'submission'));
ALTER TABLE "qualification_part" ADD CONSTRAINT "qualification_part_part_vocabulary" CHECK ("part" IN ('general', 'special'));
ALTER TABLE "qualification_part" ADD CONSTRAINT "qualification_part_origin_vocabulary" CHECK ("origin" IN ('exam', 'exemption', 'imported'));
ALTER TABLE "study_plan" ADD CONSTRAINT "study_plan_audience_vocabulary" CHECK ("audience" IN ('leading-cadres', 'enforcement-staff'));
ALTER TABLE "application" ADD CONSTRAINT "application_kind_vocabulary" CHECK ("kind" IN ('first', 'renewal', 'replacement', 'change', 'transfer'));
ALTER TABLE "application" ADD CONSTRAINT "application_certificate_type_vocabulary" CHECK ("certificate_type" IN ('administrative-enforcement', 'enforcement-supervision', 'training'));
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_certificate_type_vocabulary" CHECK ("certificate_type" IN ('administrative-enforcement', 'enforcement-supervision', 'training'));
ALTER TABLE "application_step" ADD CONSTRAINT "application_step_step_vocabulary" CHECK ("step" IN ('submitted', 'approved', 'returned', 'refused', 'withdrawn', 'issued'));
ALTER TABLE "certificate_act" ADD CONSTRAINT "certificate_act_act_vocabulary" CHECK ("act" IN ('issue', 'collect', 'suspend', 'restore', 'lose', 'find', 'cancel', 'revoke', 'annul', 'replace', 'void'));
ALTER TABLE "act_proposal" ADD CONSTRAINT "act_proposal_act_vocabulary" CHECK ("act" IN ('suspend', 'restore', 'cancel', 'revoke', 'annul'));
ALTER TABLE "act_proposal" ADD CONSTRAINT "act_proposal_decision_vocabulary" CHECK ("decision" IN ('approved', 'refused', 'withdrawn'));
ALTER TABLE "position" ADD CONSTRAINT "position_family_vocabulary" CHECK ("family" IN ('enforcement', 'coercive-enforcement', 'legal-affairs', 'legal-review', 'reconsideration', 'auxiliary', 'other'));
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_role_vocabulary" CHECK ("role" IN ('unit-training-officer', 'unit-legal-reviewer', 'unit-personnel-officer', 'personnel-department', 'legal-affairs', 'question-author', 'question-reviewer', 'invigilator', 'auditor', 'system-administrator', 'security-administrator', 'audit-administrator'));
ALTER TABLE "roster_import_acceptance" ADD CONSTRAINT "roster_import_acceptance_mode_vocabulary" CHECK ("mode" IN ('all', 'good-rows'));
ALTER TABLE "roster_import_row" ADD CONSTRAINT "roster_import_row_outcome_vocabulary" CHECK ("outcome" IN ('created', 'known', 'refused'));

-- ---------------------------------------------------------------- plain sense
ALTER TABLE "exam" ADD CONSTRAINT "exam_times" CHECK ("closes_at" > "opens_at" AND "minutes" > 0 AND "late_entry_minutes" >= 0);
ALTER TABLE "exam" ADD CONSTRAINT "exam_marks" CHECK ("full_mark" > 0 AND "pass_mark" BETWEEN 0 AND "full_mark" AND "attempts_allowed" >= 1);
ALTER TABLE "exam" ADD CONSTRAINT "exam_part_of_qualification" CHECK (("kind" = 'qualification') = ("part" IS NOT NULL) AND ("part" IS DISTINCT FROM 'special' OR "field" IS NOT NULL));
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_submission" CHECK (("state" = 'submitted') = ("submitted_at" IS NOT NULL) AND ("state" = 'submitted') = ("receipt_number" IS NOT NULL) AND "deadline_at" > "started_at");
ALTER TABLE "marking" ADD CONSTRAINT "marking_range" CHECK ("mark" BETWEEN 0 AND "full_mark");
ALTER TABLE "study_record" ADD CONSTRAINT "study_record_minutes" CHECK ("end_at" > "start_at" AND "minutes" > 0 AND "minutes" <= ceil(extract(epoch FROM "end_at" - "start_at") / 60));
ALTER TABLE "plan_item" ADD CONSTRAINT "plan_item_month" CHECK ("month" BETWEEN 1 AND 12);
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_validity" CHECK ("valid_to_on" >= "valid_from_on");
ALTER TABLE "act_proposal" ADD CONSTRAINT "act_proposal_two_people" CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS DISTINCT FROM 'approved' OR "decided_by_id" <> "proposed_by_id"));
ALTER TABLE "certificate_act" ADD CONSTRAINT "certificate_act_two_people" CHECK ("act" NOT IN ('suspend', 'restore', 'cancel', 'revoke', 'annul') OR ("decision_number" IS NOT NULL AND "proposed_by_id" IS DISTINCT FROM "approved_by_id"));
ALTER TABLE "question_version" ADD CONSTRAINT "question_version_difficulty" CHECK ("difficulty" BETWEEN 1 AND 5);
ALTER TABLE "rule_pack_version" ADD CONSTRAINT "rule_pack_version_number" CHECK ("number" >= 1);
ALTER TABLE "person" ADD CONSTRAINT "person_not_its_own_alias" CHECK ("merged_into_id" <> "id");

-- ---------------------------------------------------------------- histories
-- One version of a fact is in force for a day; the exclusion constraint is also how "current" is indexed.

ALTER TABLE "unit_version" ADD CONSTRAINT "unit_version_range" CHECK ("to_on" IS NULL OR "to_on" > "from_on");
ALTER TABLE "unit_version" ADD CONSTRAINT "unit_version_no_overlap" EXCLUDE USING gist ("unit_id" WITH =, daterange("from_on", "to_on") WITH &&) WHERE ("superseded_at" IS NULL);
ALTER TABLE "enforcement_body" ADD CONSTRAINT "enforcement_body_range" CHECK ("to_on" IS NULL OR "to_on" > "from_on");
ALTER TABLE "enforcement_body" ADD CONSTRAINT "enforcement_body_no_overlap" EXCLUDE USING gist ("unit_id" WITH =, daterange("from_on", "to_on") WITH &&) WHERE ("superseded_at" IS NULL);
ALTER TABLE "unit_rule_pack" ADD CONSTRAINT "unit_rule_pack_range" CHECK ("to_on" IS NULL OR "to_on" > "from_on");
ALTER TABLE "unit_rule_pack" ADD CONSTRAINT "unit_rule_pack_no_overlap" EXCLUDE USING gist ("unit_id" WITH =, daterange("from_on", "to_on") WITH &&) WHERE ("superseded_at" IS NULL);
ALTER TABLE "person_name" ADD CONSTRAINT "person_name_range" CHECK ("to_on" IS NULL OR "to_on" > "from_on");
ALTER TABLE "person_name" ADD CONSTRAINT "person_name_no_overlap" EXCLUDE USING gist ("person_id" WITH =, daterange("from_on", "to_on") WITH &&) WHERE ("superseded_at" IS NULL);
ALTER TABLE "employment" ADD CONSTRAINT "employment_range" CHECK ("to_on" IS NULL OR "to_on" > "from_on");
ALTER TABLE "employment" ADD CONSTRAINT "employment_no_overlap" EXCLUDE USING gist ("person_id" WITH =, "relation" WITH =, daterange("from_on", "to_on") WITH &&) WHERE ("superseded_at" IS NULL);
ALTER TABLE "legal_duty" ADD CONSTRAINT "legal_duty_range" CHECK ("to_on" IS NULL OR "to_on" > "from_on");
ALTER TABLE "legal_duty" ADD CONSTRAINT "legal_duty_no_overlap" EXCLUDE USING gist ("person_id" WITH =, "unit_id" WITH =, "kind" WITH =, daterange("from_on", "to_on") WITH &&) WHERE ("superseded_at" IS NULL);
ALTER TABLE "sanction" ADD CONSTRAINT "sanction_range" CHECK ("to_on" IS NULL OR "to_on" > "from_on");
ALTER TABLE "sanction" ADD CONSTRAINT "sanction_no_overlap" EXCLUDE USING gist ("fact_id" WITH =, daterange("from_on", "to_on") WITH &&) WHERE ("superseded_at" IS NULL);
ALTER TABLE "study_category" ADD CONSTRAINT "study_category_range" CHECK ("to_on" IS NULL OR "to_on" > "from_on");
ALTER TABLE "study_category" ADD CONSTRAINT "study_category_no_overlap" EXCLUDE USING gist ("person_id" WITH =, daterange("from_on", "to_on") WITH &&) WHERE ("superseded_at" IS NULL);
ALTER TABLE "qualification_part" ADD CONSTRAINT "qualification_part_range" CHECK ("to_on" IS NULL OR "to_on" > "from_on");
ALTER TABLE "qualification_part" ADD CONSTRAINT "qualification_part_no_overlap" EXCLUDE USING gist ("fact_id" WITH =, daterange("from_on", "to_on") WITH &&) WHERE ("superseded_at" IS NULL);
ALTER TABLE "exam_ban" ADD CONSTRAINT "exam_ban_range" CHECK ("to_on" IS NULL OR "to_on" > "from_on");
ALTER TABLE "exam_ban" ADD CONSTRAINT "exam_ban_no_overlap" EXCLUDE USING gist ("fact_id" WITH =, daterange("from_on", "to_on") WITH &&) WHERE ("superseded_at" IS NULL);
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_range" CHECK ("to_on" IS NULL OR "to_on" > "from_on");
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_no_overlap" EXCLUDE USING gist ("person_id" WITH =, "position_id" WITH =, daterange("from_on", "to_on") WITH &&) WHERE ("superseded_at" IS NULL);
CREATE UNIQUE INDEX "annual_grade_current" ON "annual_grade" ("person_id", "year") WHERE "superseded_at" IS NULL;
CREATE UNIQUE INDEX "identity_number_current" ON "identity_number" ("index_hash") WHERE "superseded_at" IS NULL;
CREATE UNIQUE INDEX "identity_number_one_each" ON "identity_number" ("person_id") WHERE "superseded_at" IS NULL;
CREATE INDEX "identity_number_last_four" ON "identity_number" ("last_four_hash") WHERE "superseded_at" IS NULL;

-- ---------------------------------------------------------------- one of a kind, under concurrency
CREATE UNIQUE INDEX "registration_live" ON "registration" ("exam_id", "person_id") WHERE "withdrawn_at" IS NULL;
CREATE UNIQUE INDEX "attempt_open" ON "attempt" ("registration_id") WHERE "state" = 'open';
CREATE UNIQUE INDEX "application_live" ON "application" ("person_id", "certificate_type") WHERE "closed_at" IS NULL;
CREATE UNIQUE INDEX "act_proposal_open" ON "act_proposal" ("certificate_id") WHERE "decided_at" IS NULL;
CREATE UNIQUE INDEX "role_grant_live" ON "role_grant" ("account_id", "role", "unit_id") WHERE "withdrawn_at" IS NULL;
CREATE INDEX "session_live" ON "session" ("account_id") WHERE "ended_at" IS NULL;

-- ---------------------------------------------------------------- search and order
-- Names sort by pinyin and are found by any character or pair of characters in them.
ALTER TABLE "person_name" ALTER COLUMN "name" TYPE text COLLATE "zh-x-icu";
ALTER TABLE "unit_version" ALTER COLUMN "name" TYPE text COLLATE "zh-x-icu";
CREATE FUNCTION name_grams(name text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(array_agg(DISTINCT gram), '{}')
  FROM (
    SELECT substr(name, i, n) AS gram
    FROM generate_series(1, char_length(name)) AS i, generate_series(1, 2) AS n
    WHERE i + n - 1 <= char_length(name)
  ) AS pieces
$$;
CREATE INDEX "person_name_grams" ON "person_name" USING gin (name_grams("name"::text)) WHERE "superseded_at" IS NULL;
CREATE INDEX "person_name_order" ON "person_name" ("name", "person_id") WHERE "superseded_at" IS NULL AND "to_on" IS NULL;
CREATE INDEX "unit_version_path" ON "unit_version" ("path" text_pattern_ops) WHERE "superseded_at" IS NULL;

-- An attempt is updated at every answer: leave room on its page so that the update stays there.
ALTER TABLE "attempt" SET (fillfactor = 60);

-- ---------------------------------------------------------------- nothing is overwritten
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: its rows are only added', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- Arguments: the columns that may change. One whose name ends in _at and is not a moving time may be set once.
CREATE FUNCTION allow_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before jsonb := to_jsonb(OLD);
  after jsonb := to_jsonb(NEW);
  col text;
BEGIN
  FOREACH col IN ARRAY TG_ARGV LOOP
    IF col LIKE '%\_at' AND col NOT IN ('locked_at', 'last_seen_at', 'last_saved_at', 'deadline_at', 'expires_at')
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

CREATE FUNCTION app_columns() RETURNS TABLE (table_name text, columns text[]) LANGUAGE sql IMMUTABLE AS $$
  VALUES
    ('unit_version', ARRAY['superseded_at']),
    ('enforcement_body', ARRAY['superseded_at']),
    ('unit_rule_pack', ARRAY['superseded_at']),
    ('person_name', ARRAY['superseded_at']),
    ('employment', ARRAY['superseded_at']),
    ('legal_duty', ARRAY['superseded_at']),
    ('sanction', ARRAY['superseded_at']),
    ('study_category', ARRAY['superseded_at']),
    ('qualification_part', ARRAY['superseded_at']),
    ('exam_ban', ARRAY['superseded_at']),
    ('assignment', ARRAY['superseded_at']),
    ('annual_grade', ARRAY['superseded_at']),
    ('identity_number', ARRAY['superseded_at']),
    ('certificate_act', ARRAY['superseded_at']),
    ('account', ARRAY['display_name', 'person_id', 'disabled_at']),
    ('session', ARRAY['last_seen_at', 'expires_at', 'ended_at', 'end_reason']),
    ('role_grant', ARRAY['withdrawn_at', 'withdrawn_by_id']),
    ('api_client', ARRAY['revoked_at']),
    ('unit', ARRAY['locked_at']),
    ('person', ARRAY['locked_at', 'merged_into_id', 'photo_hash']),
    ('roster_import', ARRAY['locked_at']),
    ('exam', ARRAY['locked_at']),
    ('study_record', ARRAY['locked_at']),
    ('registration', ARRAY['withdrawn_at']),
    ('attempt', ARRAY['deadline_at', 'state', 'epoch', 'last_seq', 'last_hash', 'answers', 'flags', 'last_saved_at', 'device_hash', 'submitted_at', 'submitted_by', 'receipt_number']),
    ('study_plan', ARRAY['approved_at', 'approved_by_id']),
    ('plan_item', ARRAY['law', 'materials', 'held_on', 'minutes', 'place', 'exam_id', 'owner_person_id']),
    ('application', ARRAY['closed_at', 'locked_at']),
    ('certificate_number_series', ARRAY['next']),
    ('act_proposal', ARRAY['decision', 'decided_by_id', 'decided_at']),
    ('position', ARRAY['abolished_on'])
$$;

-- Every table either names the columns that may change or is added to only.
DO $$
DECLARE
  item record;
  changing text[];
BEGIN
  FOR item IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
    SELECT columns INTO changing FROM app_columns() WHERE table_name = item.tablename;
    IF changing IS NULL THEN
      EXECUTE format('CREATE TRIGGER history BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', item.tablename);
    ELSE
      EXECUTE format('CREATE TRIGGER history BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION allow_only(%s)', item.tablename,
        (SELECT string_agg(quote_literal(c), ', ') FROM unnest(changing) AS c));
      EXECUTE format('CREATE TRIGGER no_delete BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', item.tablename);
    END IF;
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', item.tablename);
  END LOOP;
END $$;

-- ---------------------------------------------------------------- the gate, backed by triggers
-- The application decides under the person's lock and gives every reason. These triggers take the same lock and
-- stop the core cases should a caller ever forget to ask.
CREATE FUNCTION assignment_backstop() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  post record;
BEGIN
  SELECT unit_id, family INTO post FROM position WHERE id = NEW.position_id;
  IF NEW.inherited OR NEW.superseded_at IS NOT NULL OR post.family NOT IN ('enforcement', 'coercive-enforcement') THEN
    RETURN NEW;
  END IF;
  PERFORM 1 FROM person WHERE id = NEW.person_id FOR NO KEY UPDATE;
  -- A closing version of an assignment already made only shortens it.
  IF EXISTS (SELECT 1 FROM assignment a WHERE a.fact_id = NEW.fact_id) THEN
    RETURN NEW;
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM certificate c
    WHERE c.person_id = NEW.person_id AND c.unit_id = post.unit_id
      AND c.certificate_type = 'administrative-enforcement'
      AND c.valid_from_on <= NEW.from_on AND c.valid_to_on >= NEW.from_on
      AND EXISTS (SELECT 1 FROM certificate_act x WHERE x.certificate_id = c.id AND x.superseded_at IS NULL AND x.act = 'collect')
      AND NOT EXISTS (SELECT 1 FROM certificate_act x WHERE x.certificate_id = c.id AND x.superseded_at IS NULL
        AND x.act IN ('cancel', 'revoke', 'annul', 'replace', 'void'))
  ) THEN
    RAISE EXCEPTION 'K01: no collected certificate of this unit covers the first day' USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_backstop_certificate';
  END IF;
  IF EXISTS (
    SELECT 1 FROM legal_duty d WHERE d.person_id = NEW.person_id AND d.superseded_at IS NULL
      AND daterange(d.from_on, d.to_on) && daterange(NEW.from_on, NEW.to_on)
  ) THEN
    RAISE EXCEPTION 'K07: the person holds a legal-affairs duty on these dates' USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_backstop_legal_duty';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER backstop BEFORE INSERT ON assignment FOR EACH ROW EXECUTE FUNCTION assignment_backstop();

CREATE FUNCTION legal_duty_backstop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM person WHERE id = NEW.person_id FOR NO KEY UPDATE;
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
CREATE TRIGGER backstop BEFORE INSERT ON legal_duty FOR EACH ROW EXECUTE FUNCTION legal_duty_backstop();

-- An act that ends or interrupts a certificate waits for whoever decides about its holder, and they for it.
CREATE FUNCTION certificate_act_lock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM person WHERE id = (SELECT person_id FROM certificate WHERE id = NEW.certificate_id) FOR NO KEY UPDATE;
  RETURN NEW;
END $$;
CREATE TRIGGER gate_lock BEFORE INSERT ON certificate_act FOR EACH ROW EXECUTE FUNCTION certificate_act_lock();

-- ---------------------------------------------------------------- rights of the application's role
-- The owner calls this after each migration. The application may read and add everywhere, change only the columns
-- named above, and delete nothing.
CREATE FUNCTION grant_app_rights(app_role text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  item record;
BEGIN
  IF app_role = current_user THEN
    RETURN;
  END IF;
  EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', app_role);
  EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA public FROM %I', app_role);
  EXECUTE format('GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO %I', app_role);
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    EXECUTE format('REVOKE INSERT ON TABLE _prisma_migrations FROM %I', app_role);
  END IF;
  EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO %I', app_role);
  FOR item IN SELECT * FROM app_columns() LOOP
    EXECUTE format('GRANT UPDATE (%s) ON TABLE %I TO %I',
      (SELECT string_agg(quote_ident(c), ', ') FROM unnest(item.columns) AS c), item.table_name, app_role);
  END LOOP;
END $$;
