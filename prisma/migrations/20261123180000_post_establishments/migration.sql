-- 岗位职数: how many a unit may have on posts of each kind. Corrected by later versions, never rewritten.
CREATE TABLE "post_establishment" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "family" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "post_establishment_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "post_establishment_family_vocabulary" CHECK ("family" IN ('enforcement', 'coercive-enforcement', 'legal-affairs', 'legal-review', 'reconsideration', 'auxiliary', 'congress-appointed', 'party-appointed', 'other')),
    CONSTRAINT "post_establishment_number" CHECK ("number" >= 0),
    CONSTRAINT "post_establishment_days" CHECK ("to_on" IS NULL OR "to_on" > "from_on"),
    CONSTRAINT "post_establishment_one_at_a_time" EXCLUDE USING gist ("unit_id" WITH =, "family" WITH =, daterange("from_on", "to_on") WITH &&) WHERE ("superseded_at" IS NULL)
);
CREATE INDEX "post_establishment_unit_id_idx" ON "post_establishment"("unit_id");
ALTER TABLE "post_establishment" ADD CONSTRAINT "post_establishment_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT guard_table('post_establishment', 'superseded_at');

-- Why a power was registered anew: the version before stays as it was entered.
ALTER TABLE "power_version" ADD COLUMN "correction_reason" TEXT;
ALTER TABLE "power_version" ADD CONSTRAINT "power_version_correction_reason" CHECK (btrim("correction_reason") <> '');
