-- Lists that stay quick with a million people, and the views of them that an account keeps.

-- ---------------------------------------------------------------- names
-- What a typed name is compared with: small Latin letters, no dots between the parts.
CREATE FUNCTION name_sought(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT lower(replace(name, '·', ''))
$$;

-- One character is the commonest question and finds the most people: kept by place in the name and in the order of the
-- list, so that a page is read from the front of an index and never sorted.
CREATE INDEX "person_name_first" ON "person_name" (substr(name_sought("name"::text), 1, 1), "name", "person_id") WHERE "superseded_at" IS NULL AND "to_on" IS NULL;
CREATE INDEX "person_name_second" ON "person_name" (substr(name_sought("name"::text), 2, 1), "name", "person_id") WHERE "superseded_at" IS NULL AND "to_on" IS NULL;
CREATE INDEX "person_name_third" ON "person_name" (substr(name_sought("name"::text), 3, 1), "name", "person_id") WHERE "superseded_at" IS NULL AND "to_on" IS NULL;
CREATE INDEX "person_name_long" ON "person_name" USING gin (name_grams(name_sought("name"::text))) WHERE "superseded_at" IS NULL AND "to_on" IS NULL AND char_length(name_sought("name"::text)) > 3;
-- Two characters and more: by the pairs in the name.
DROP INDEX "person_name_grams";
CREATE INDEX "person_name_grams" ON "person_name" USING gin (name_grams(name_sought("name"::text))) WHERE "superseded_at" IS NULL AND "to_on" IS NULL;
CREATE INDEX "person_name_former" ON "person_name" USING gin (name_grams(name_sought("name"::text))) WHERE "superseded_at" IS NULL AND "to_on" IS NOT NULL;

-- ---------------------------------------------------------------- who is on a list
CREATE INDEX "person_merged" ON "person" ("id") WHERE "merged_into_id" IS NOT NULL;
CREATE INDEX "employment_left" ON "employment" ("person_id") WHERE "superseded_at" IS NULL AND "relation" = 'home' AND "status" IN ('transferred-out', 'retired', 'resigned', 'dismissed', 'expelled', 'deceased');
CREATE INDEX "employment_of_unit" ON "employment" ("unit_id", "person_id") INCLUDE ("from_on", "to_on", "status") WHERE "superseded_at" IS NULL;
CREATE INDEX "employment_of_person" ON "employment" ("person_id") INCLUDE ("unit_id", "from_on", "to_on", "status", "relation", "identity") WHERE "superseded_at" IS NULL;
CREATE INDEX "employment_identity" ON "employment" ("identity", "person_id") WHERE "superseded_at" IS NULL;
CREATE INDEX "study_category_current" ON "study_category" ("category", "person_id") WHERE "superseded_at" IS NULL;
CREATE INDEX "certificate_valid_to_on_idx" ON "certificate" ("valid_to_on");

-- ---------------------------------------------------------------- views kept
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "saved_view_list_vocabulary" CHECK ("list" IN ('people', 'units', 'certificates', 'positions', 'applications')),
    CONSTRAINT "saved_view_name_length" CHECK (char_length("name") BETWEEN 1 AND 20),
    CONSTRAINT "saved_view_query_length" CHECK (char_length("query") <= 500)
);
CREATE INDEX "saved_view_account_id_idx" ON "saved_view"("account_id");
CREATE UNIQUE INDEX "saved_view_live" ON "saved_view" ("account_id", "list", "name") WHERE "withdrawn_at" IS NULL;
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT guard_table('saved_view', 'name', 'withdrawn_at');
