-- K08: posts of legal affairs and of enforcement exclude each other on the same days, in whatever unit, whoever writes it.
-- What was found at onboarding and recorded as it stood is let through: it never counts.
CREATE FUNCTION assignment_exclusion_backstop() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  taken text;
  excluded text[];
BEGIN
  SELECT family INTO taken FROM position WHERE id = NEW.position_id;
  excluded := CASE
    WHEN taken IN ('enforcement', 'coercive-enforcement') THEN ARRAY['legal-affairs', 'legal-review']
    WHEN taken IN ('legal-affairs', 'legal-review') THEN ARRAY['enforcement', 'coercive-enforcement']
  END;
  IF NEW.inherited OR NEW.superseded_at IS NOT NULL OR excluded IS NULL THEN
    RETURN NEW;
  END IF;
  PERFORM 1 FROM person WHERE id = NEW.person_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM assignment a WHERE a.fact_id = NEW.fact_id) THEN
    RETURN NEW;
  END IF;
  IF EXISTS (
    SELECT 1 FROM assignment a JOIN position p ON p.id = a.position_id
    WHERE a.person_id = NEW.person_id AND a.superseded_at IS NULL AND NOT a.inherited AND p.family = ANY (excluded)
      AND daterange(a.from_on, a.to_on) && daterange(NEW.from_on, NEW.to_on)
  ) THEN
    RAISE EXCEPTION 'K08: a post of legal affairs and one of enforcement on the same days' USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_backstop_exclusion';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER backstop_of_exclusion BEFORE INSERT ON assignment FOR EACH ROW EXECUTE FUNCTION assignment_exclusion_backstop();
