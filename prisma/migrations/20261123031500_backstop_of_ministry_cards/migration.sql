-- The gate lets a holder of an accepted ministry card onto a post, but the backstop of K01 under it asked for a certificate
-- alone: the assignment failed with a database error. It knows such cards now, by the dates the gate goes by.
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
      AND (m.decided_at AT TIME ZONE 'Asia/Shanghai')::date <= NEW.from_on AND m.valid_to_on >= NEW.from_on
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
