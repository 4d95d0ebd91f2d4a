-- A study plan is drawn up by its unit, confirmed there, approved by legal affairs, carried out and closed. Every step
-- stays; an item that was changed while the plan was a draft stays beside the one that took its place.
ALTER TABLE "study_plan" ADD COLUMN "state" TEXT NOT NULL DEFAULT 'draft';
ALTER TABLE "study_plan" ADD COLUMN "copied_from_id" UUID;
ALTER TABLE "plan_item" ADD COLUMN "category" TEXT;
ALTER TABLE "plan_item" ADD COLUMN "removed_at" TIMESTAMPTZ(3);
ALTER TABLE "plan_item" ADD COLUMN "closed_at" TIMESTAMPTZ(3);
ALTER TABLE "plan_item" ADD COLUMN "closed_by_id" UUID;

CREATE TABLE "plan_step" (
    "id" BIGSERIAL NOT NULL,
    "plan_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,

    CONSTRAINT "plan_step_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "plan_step_plan_id_id_idx" ON "plan_step"("plan_id", "id");
ALTER TABLE "plan_step" ADD CONSTRAINT "plan_step_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "study_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_plan" ADD CONSTRAINT "study_plan_copied_from_id_fkey" FOREIGN KEY ("copied_from_id") REFERENCES "study_plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;

SELECT guard_table('study_plan', 'state', 'approved_at', 'approved_by_id');
SELECT guard_table('plan_item', 'law', 'materials', 'held_on', 'minutes', 'place', 'exam_id', 'owner_person_id', 'removed_at', 'closed_at', 'closed_by_id');
SELECT guard_table('plan_step');

-- Plans approved before there were steps.
UPDATE "study_plan" SET "state" = 'in-force' WHERE "approved_at" IS NOT NULL;
INSERT INTO "plan_step" ("plan_id", "step", "by_id", "at")
  SELECT "id", 'approved', "approved_by_id", "approved_at" FROM "study_plan" WHERE "approved_at" IS NOT NULL;

ALTER TABLE "study_plan" ADD CONSTRAINT "study_plan_state_vocabulary" CHECK ("state" IN ('draft', 'submitted', 'confirmed', 'in-force', 'closed'));
ALTER TABLE "study_plan" ADD CONSTRAINT "study_plan_approved" CHECK (("state" IN ('in-force', 'closed')) = ("approved_at" IS NOT NULL));
ALTER TABLE "plan_step" ADD CONSTRAINT "plan_step_step_vocabulary" CHECK ("step" IN ('submitted', 'confirmed', 'approved', 'returned', 'closed'));
ALTER TABLE "plan_step" ADD CONSTRAINT "plan_step_reason" CHECK ("step" <> 'returned' OR btrim("reason") <> '');
ALTER TABLE "plan_item" ADD CONSTRAINT "plan_item_category_vocabulary" CHECK ("category" IN ('specialised-law', 'new-knowledge', 'professional-ethics'));
ALTER TABLE "plan_item" ADD CONSTRAINT "plan_item_closed" CHECK (("closed_at" IS NULL) = ("closed_by_id" IS NULL) AND NOT ("closed_at" IS NOT NULL AND "removed_at" IS NOT NULL));
