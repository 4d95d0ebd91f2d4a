-- Every saved answer is an update that the guard of its table looks at. It compared the two rows column by column, taking
-- one away after the other; they are taken away at once now.
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
  END LOOP;
  IF before - TG_ARGV IS DISTINCT FROM after - TG_ARGV THEN
    RAISE EXCEPTION 'only (%) of % may change', array_to_string(TG_ARGV, ', '), TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- Of an attempt what may change may always change, so the guard is called only where something else would: a save does
-- without it. A test holds the columns named here and those that may change to be all there are.
DROP TRIGGER history ON "attempt";
CREATE TRIGGER history BEFORE UPDATE ON "attempt" FOR EACH ROW
  WHEN ((OLD."id", OLD."registration_id", OLD."number", OLD."started_at", OLD."grace_seconds")
    IS DISTINCT FROM (NEW."id", NEW."registration_id", NEW."number", NEW."started_at", NEW."grace_seconds"))
  EXECUTE FUNCTION allow_only('deadline_at', 'state', 'epoch', 'last_seq', 'last_hash', 'answers', 'flags', 'last_saved_at', 'device_hash', 'submitted_at', 'submitted_by', 'receipt_number', 'person_id', 'paused_since');
