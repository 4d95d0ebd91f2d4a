-- What a quota asks of a category of study, and what of it is there: lists say during the year which is short.
ALTER TABLE "study_standing" ADD COLUMN "categories" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "study_standing" ALTER COLUMN "categories" DROP DEFAULT;

SELECT guard_table('study_standing', 'applies', 'unit_id', 'measure', 'required', 'credited', 'required_minutes', 'credited_minutes', 'pending_minutes', 'is_met', 'from_on', 'to_on', 'cures', 'categories', 'pack_version_id');
