-- K05: nobody who is in the unit by contract, for a time or as an assistant gets onto an enforcement post, whoever writes it.
CREATE FUNCTION assignment_identity_backstop() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF EXISTS (
    SELECT 1 FROM employment e
    WHERE e.person_id = NEW.person_id AND e.unit_id = post.unit_id AND e.superseded_at IS NULL
      AND e.from_on <= NEW.from_on AND (e.to_on IS NULL OR e.to_on > NEW.from_on)
      AND e.identity IN ('contract', 'temporary', 'auxiliary')
  ) THEN
    RAISE EXCEPTION 'K05: the person is there by contract, for a time, or as an assistant' USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_backstop_identity';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER backstop_of_identities BEFORE INSERT ON assignment FOR EACH ROW EXECUTE FUNCTION assignment_identity_backstop();
