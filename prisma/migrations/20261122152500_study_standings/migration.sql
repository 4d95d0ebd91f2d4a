-- Where everybody stands in a year of study: a projection of the ledger, kept with every change of it, rebuildable at any
-- time. How far the projection has followed what other rooms changed stands beside it, year by year.
CREATE TABLE "study_standing" (
    "person_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "quota_id" TEXT NOT NULL,
    "applies" BOOLEAN NOT NULL,
    "unit_id" UUID NOT NULL,
    "measure" TEXT NOT NULL,
    "required" DOUBLE PRECISION NOT NULL,
    "credited" DOUBLE PRECISION NOT NULL,
    "required_minutes" DOUBLE PRECISION NOT NULL,
    "credited_minutes" DOUBLE PRECISION NOT NULL,
    "pending_minutes" DOUBLE PRECISION NOT NULL,
    "is_met" BOOLEAN NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "cures" JSONB NOT NULL,
    "pack_version_id" UUID NOT NULL,

    CONSTRAINT "study_standing_pkey" PRIMARY KEY ("person_id","year","quota_id"),
    CONSTRAINT "study_standing_measure_vocabulary" CHECK ("measure" IN ('days', 'periods', 'hours')),
    CONSTRAINT "study_standing_minutes" CHECK ("required_minutes" >= 0 AND "credited_minutes" >= 0 AND "pending_minutes" >= 0)
);

CREATE INDEX "study_standing_unit_id_year_idx" ON "study_standing"("unit_id", "year");
-- Who has not met a quota, to be turned over page by page.
CREATE INDEX "study_standing_unmet" ON "study_standing" ("year", "quota_id", "person_id") WHERE "applies" AND NOT "is_met";
ALTER TABLE "study_standing" ADD CONSTRAINT "study_standing_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_standing" ADD CONSTRAINT "study_standing_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_standing" ADD CONSTRAINT "study_standing_pack_version_id_fkey" FOREIGN KEY ("pack_version_id") REFERENCES "rule_pack_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "study_standing_year" (
    "year" INTEGER NOT NULL,
    "followed_until" TIMESTAMPTZ(3) NOT NULL,
    "followed_on" DATE NOT NULL,
    "rebuild_from" UUID,

    CONSTRAINT "study_standing_year_pkey" PRIMARY KEY ("year")
);

SELECT guard_table('study_standing', 'applies', 'unit_id', 'measure', 'required', 'credited', 'required_minutes', 'credited_minutes', 'pending_minutes', 'is_met', 'from_on', 'to_on', 'cures', 'pack_version_id');
SELECT guard_table('study_standing_year', 'followed_until', 'followed_on', 'rebuild_from');
