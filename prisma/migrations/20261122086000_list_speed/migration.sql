-- Lists of a unit read the names of its people by person, and ask of each whether they left: from small indexes alone.
CREATE INDEX "person_name_now" ON "person_name" ("person_id") INCLUDE ("name") WHERE "superseded_at" IS NULL AND "to_on" IS NULL;
DROP INDEX "employment_left";
CREATE INDEX "employment_left" ON "employment" ("person_id") INCLUDE ("from_on", "to_on")
  WHERE "superseded_at" IS NULL AND "relation" = 'home' AND "status" IN ('transferred-out', 'retired', 'resigned', 'dismissed', 'expelled', 'deceased');
DROP INDEX "employment_identity";
CREATE INDEX "employment_identity" ON "employment" ("identity", "person_id") INCLUDE ("from_on", "to_on") WHERE "superseded_at" IS NULL;
-- What a certificate is follows from its acts, which a list asks of thousands of certificates to count them.
CREATE INDEX "certificate_act_now" ON "certificate_act" ("certificate_id") INCLUDE ("act", "effective_at", "id") WHERE "superseded_at" IS NULL;
