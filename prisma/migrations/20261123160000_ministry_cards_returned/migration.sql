-- 部委证件: the ministry's own first day, and filings that legal affairs returns with what is wrong. A returned filing is mended by a
-- new one that names it; a refused one is final. Filings of before say no first day and count from their acceptance, as they did.
ALTER TABLE "ministry_card" ADD COLUMN "valid_from_on" DATE, ADD COLUMN "mends_id" UUID;
ALTER TABLE "ministry_card"
  DROP CONSTRAINT "ministry_card_decision_vocabulary",
  ADD CONSTRAINT "ministry_card_decision_vocabulary" CHECK ("decision" IN ('accepted', 'returned', 'refused')),
  DROP CONSTRAINT "ministry_card_refused_why",
  ADD CONSTRAINT "ministry_card_said_why" CHECK ("decision" IS NULL OR "decision" = 'accepted' OR btrim(coalesce("opinion", '')) <> ''),
  ADD CONSTRAINT "ministry_card_days" CHECK ("valid_from_on" <= "valid_to_on"),
  ADD CONSTRAINT "ministry_card_mends_another" CHECK ("mends_id" <> "id"),
  ADD CONSTRAINT "ministry_card_mends_id_fkey" FOREIGN KEY ("mends_id") REFERENCES "ministry_card"("id") ON DELETE SET NULL ON UPDATE CASCADE;
-- A returned filing is mended once.
CREATE UNIQUE INDEX "ministry_card_mends_id_key" ON "ministry_card"("mends_id");
-- The same card of the same ministry waits or stands once.
DROP INDEX "ministry_card_once";
CREATE UNIQUE INDEX "ministry_card_once" ON "ministry_card" ("ministry", "number", "valid_to_on") WHERE "decision" IS NULL OR "decision" = 'accepted';

-- K01 under the gate: a card carries nobody onto a post before its ministry's first day.
CREATE OR REPLACE FUNCTION assignment_backstop() RETURNS trigger LANGUAGE plpgsql AS $$
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
  ) AND NOT EXISTS (
    SELECT 1 FROM ministry_card m
    WHERE m.person_id = NEW.person_id AND m.decision = 'accepted'
      AND (m.decided_at AT TIME ZONE 'Asia/Shanghai')::date <= NEW.from_on
      AND (m.valid_from_on IS NULL OR m.valid_from_on <= NEW.from_on) AND m.valid_to_on >= NEW.from_on
      AND (m.ended_on IS NULL OR m.ended_on > NEW.from_on)
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
