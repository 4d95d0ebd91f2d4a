-- What nearly every certificate is follows from its dates and one act; the few to which more happened have an index of their own.
CREATE INDEX "certificate_act_more" ON "certificate_act" ("certificate_id")
  WHERE "superseded_at" IS NULL AND "act" NOT IN ('issue', 'collect');
CREATE INDEX "certificate_act_collected" ON "certificate_act" ("certificate_id") INCLUDE ("effective_at")
  WHERE "superseded_at" IS NULL AND "act" = 'collect';
-- How often each character stands at a place of a name: the planner does not learn it from the partial indexes on these
-- expressions, takes every character for one in two hundred, and reads a whole district's 伟 for the people of one unit.
CREATE STATISTICS "person_name_first_known" ON (substr(name_sought("name"), 1, 1)) FROM "person_name";
CREATE STATISTICS "person_name_second_known" ON (substr(name_sought("name"), 2, 1)) FROM "person_name";
CREATE STATISTICS "person_name_third_known" ON (substr(name_sought("name"), 3, 1)) FROM "person_name";
