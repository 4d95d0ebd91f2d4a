-- A version of a rule pack is drafted by one person and put in force by another; every step of a draft is kept.
CREATE TABLE "rule_pack_draft" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "pack_id" UUID,
    "base_version_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_pack_draft_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "rule_pack_draft_step" (
    "id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "act" TEXT NOT NULL,
    "values" JSONB,
    "effective_on" DATE,
    "reason" TEXT,
    "actor_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_pack_draft_step_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "rule_pack_assignment_proposal" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "pack_id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "reason" TEXT,
    "proposed_by_id" UUID,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "rule_pack_assignment_proposal_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "rule_pack_version" ADD COLUMN "draft_id" UUID, ADD COLUMN "proposed_by_id" UUID, ADD COLUMN "approved_by_id" UUID;

CREATE INDEX "rule_pack_draft_pack_id_idx" ON "rule_pack_draft"("pack_id");
CREATE UNIQUE INDEX "rule_pack_draft_step_draft_id_number_key" ON "rule_pack_draft_step"("draft_id", "number");
CREATE INDEX "rule_pack_assignment_proposal_unit_id_idx" ON "rule_pack_assignment_proposal"("unit_id");
CREATE UNIQUE INDEX "rule_pack_version_draft_id_key" ON "rule_pack_version"("draft_id");
CREATE UNIQUE INDEX "rule_pack_assignment_proposal_open" ON "rule_pack_assignment_proposal" ("unit_id") WHERE "decision" IS NULL;

ALTER TABLE "rule_pack_draft" ADD CONSTRAINT "rule_pack_draft_pack_id_fkey" FOREIGN KEY ("pack_id") REFERENCES "rule_pack"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "rule_pack_draft" ADD CONSTRAINT "rule_pack_draft_base_version_id_fkey" FOREIGN KEY ("base_version_id") REFERENCES "rule_pack_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rule_pack_draft_step" ADD CONSTRAINT "rule_pack_draft_step_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "rule_pack_draft"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rule_pack_version" ADD CONSTRAINT "rule_pack_version_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "rule_pack_draft"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "rule_pack_assignment_proposal" ADD CONSTRAINT "rule_pack_assignment_proposal_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rule_pack_assignment_proposal" ADD CONSTRAINT "rule_pack_assignment_proposal_pack_id_fkey" FOREIGN KEY ("pack_id") REFERENCES "rule_pack"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "rule_pack_draft_step" ADD CONSTRAINT "rule_pack_draft_step_number" CHECK ("number" >= 1);
ALTER TABLE "rule_pack_draft_step" ADD CONSTRAINT "rule_pack_draft_step_act_vocabulary" CHECK ("act" IN ('opened', 'changed', 'proposed', 'returned', 'withdrawn', 'approved'));
ALTER TABLE "rule_pack_draft_step" ADD CONSTRAINT "rule_pack_draft_step_values" CHECK (("act" IN ('opened', 'changed')) = ("values" IS NOT NULL));
ALTER TABLE "rule_pack_draft_step" ADD CONSTRAINT "rule_pack_draft_step_effective" CHECK ("act" <> 'proposed' OR "effective_on" IS NOT NULL);
ALTER TABLE "rule_pack_assignment_proposal" ADD CONSTRAINT "rule_pack_assignment_proposal_decision_vocabulary" CHECK ("decision" IN ('approved', 'refused', 'withdrawn'));
ALTER TABLE "rule_pack_assignment_proposal" ADD CONSTRAINT "rule_pack_assignment_proposal_two_people" CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS DISTINCT FROM 'approved' OR coalesce("decided_by_id" <> "proposed_by_id", false)));
ALTER TABLE "rule_pack_version" ADD CONSTRAINT "rule_pack_version_two_people" CHECK ("draft_id" IS NULL OR coalesce("proposed_by_id" <> "approved_by_id", false));

-- Whoever wrote any part of a draft does not put it in force, whatever the application forgets to ask.
CREATE FUNCTION refuse_own_rule_pack_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "rule_pack_draft_step" s WHERE s."draft_id" = NEW."draft_id"
      AND s."act" IN ('opened', 'changed', 'proposed') AND s."actor_id" = NEW."approved_by_id") THEN
    RAISE EXCEPTION 'rule_pack_version_two_people: the approver wrote a part of the draft' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER two_people BEFORE INSERT ON "rule_pack_version" FOR EACH ROW EXECUTE FUNCTION refuse_own_rule_pack_draft();

SELECT guard_table('rule_pack_draft');
SELECT guard_table('rule_pack_draft_step');
SELECT guard_table('rule_pack_assignment_proposal', 'decision', 'decided_by_id', 'decided_at');
