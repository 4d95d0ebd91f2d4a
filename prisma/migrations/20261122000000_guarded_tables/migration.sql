-- Which columns the application may change stands in rows of its own schema, which the application cannot write: a later
-- migration says what its tables allow without repeating what all the others do.
CREATE SCHEMA "walls";
CREATE TABLE "walls"."changing_columns" (
  "table_name" text PRIMARY KEY,
  "columns" text[] NOT NULL CHECK (cardinality("columns") > 0)
);
INSERT INTO "walls"."changing_columns" SELECT * FROM app_columns();

CREATE OR REPLACE FUNCTION app_columns() RETURNS TABLE (table_name text, columns text[]) LANGUAGE sql STABLE AS $$
  SELECT "table_name", "columns" FROM "walls"."changing_columns"
$$;

-- To be called once for every new table, and again when its changing columns become others: with none, rows are only
-- ever added.
CREATE FUNCTION guard_table(guarded text, VARIADIC changing text[] DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "walls"."changing_columns" AS c WHERE c."table_name" = guarded;
  EXECUTE format('DROP TRIGGER IF EXISTS history ON %I', guarded);
  EXECUTE format('DROP TRIGGER IF EXISTS no_delete ON %I', guarded);
  EXECUTE format('DROP TRIGGER IF EXISTS no_truncate ON %I', guarded);
  IF cardinality(changing) = 0 THEN
    EXECUTE format('CREATE TRIGGER history BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', guarded);
  ELSE
    INSERT INTO "walls"."changing_columns" VALUES (guarded, changing);
    EXECUTE format('CREATE TRIGGER history BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION allow_only(%s)', guarded,
      (SELECT string_agg(quote_literal(c), ', ') FROM unnest(changing) AS c));
    EXECUTE format('CREATE TRIGGER no_delete BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', guarded);
  END IF;
  EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', guarded);
END $$;
