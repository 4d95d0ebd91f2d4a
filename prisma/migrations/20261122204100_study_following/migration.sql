-- Which rules the stored standings of a year were computed under: a rebuild is begun for each set of rules once, however
-- long it takes and however often the server stops meanwhile.
ALTER TABLE "study_standing_year" ADD COLUMN "packs" TEXT;

SELECT guard_table('study_standing_year', 'followed_until', 'followed_on', 'rebuild_from', 'packs');
