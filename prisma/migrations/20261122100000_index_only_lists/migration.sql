-- Counting the people of units and their study categories reads small indexes and no table.
DROP INDEX "study_category_current";
CREATE INDEX "study_category_current" ON "study_category" ("category", "person_id") INCLUDE ("from_on", "to_on") WHERE "superseded_at" IS NULL;
CREATE INDEX "study_category_now" ON "study_category" ("person_id") INCLUDE ("category", "from_on", "to_on") WHERE "superseded_at" IS NULL;
DROP INDEX "employment_of_unit";
CREATE INDEX "employment_of_unit" ON "employment" ("unit_id", "person_id") INCLUDE ("from_on", "to_on", "status", "relation", "identity") WHERE "superseded_at" IS NULL;
