-- Who must sit what by when, whatever asked for it; and exemptions from it, asked and granted by two people.
-- 人大任命 and 组织任用 are two regimes of one kind of exam and are never merged.
ALTER TABLE "exam" ADD COLUMN "regime" TEXT;
ALTER TABLE "exam" ADD CONSTRAINT "exam_regime_vocabulary" CHECK ("regime" IN ('congress', 'party'));
ALTER TABLE "exam" ADD CONSTRAINT "exam_regime_kind" CHECK ("regime" IS NULL OR "kind" = 'pre-appointment');

CREATE TABLE "exam_requirement" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "part" TEXT,
    "field" TEXT,
    "regime" TEXT,
    "exam_id" UUID,
    "counts_from_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" UUID,
    "required_by_id" UUID,
    "required_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "last_number" INTEGER NOT NULL,

    CONSTRAINT "exam_requirement_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "exam_requirement_step" (
    "requirement_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "act" TEXT NOT NULL,
    "attempt_id" UUID,
    "exemption_id" UUID,
    "reason" TEXT,
    "actor_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exam_requirement_step_pkey" PRIMARY KEY ("requirement_id","number")
);

CREATE TABLE "exam_exemption" (
    "id" UUID NOT NULL,
    "requirement_id" UUID NOT NULL,
    "ground" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "evidence_hash" TEXT NOT NULL,
    "evidence_name" TEXT NOT NULL,
    "pack_version_id" UUID NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_reason" TEXT,

    CONSTRAINT "exam_exemption_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "exam_requirement_person_id_idx" ON "exam_requirement"("person_id");
CREATE INDEX "exam_requirement_unit_id_idx" ON "exam_requirement"("unit_id");
CREATE INDEX "exam_requirement_exam_id_idx" ON "exam_requirement"("exam_id");
CREATE INDEX "exam_requirement_due_on_id_idx" ON "exam_requirement"("due_on", "id");
CREATE INDEX "exam_exemption_requirement_id_idx" ON "exam_exemption"("requirement_id");
CREATE INDEX "exam_exemption_asked_at_idx" ON "exam_exemption"("asked_at");

-- Asked for twice by the same source it is one requirement; once withdrawn it may be asked for again.
CREATE UNIQUE INDEX "exam_requirement_live" ON "exam_requirement" ("person_id", "kind", (coalesce("part", '')), (coalesce("field", '')),
  (coalesce("regime", '')), "due_on", "source", (coalesce("source_id", '00000000-0000-0000-0000-000000000000')),
  (coalesce("exam_id", '00000000-0000-0000-0000-000000000000'))) WHERE "state" <> 'withdrawn';
CREATE UNIQUE INDEX "exam_exemption_open" ON "exam_exemption" ("requirement_id") WHERE "decided_at" IS NULL;
CREATE UNIQUE INDEX "exam_exemption_granted" ON "exam_exemption" ("requirement_id") WHERE "decision" = 'granted';

ALTER TABLE "exam_requirement" ADD CONSTRAINT "exam_requirement_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "exam_requirement" ADD CONSTRAINT "exam_requirement_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "exam_requirement" ADD CONSTRAINT "exam_requirement_exam_id_fkey" FOREIGN KEY ("exam_id") REFERENCES "exam"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "exam_requirement_step" ADD CONSTRAINT "exam_requirement_step_requirement_id_fkey" FOREIGN KEY ("requirement_id") REFERENCES "exam_requirement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "exam_exemption" ADD CONSTRAINT "exam_exemption_requirement_id_fkey" FOREIGN KEY ("requirement_id") REFERENCES "exam_requirement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "exam_exemption" ADD CONSTRAINT "exam_exemption_evidence_hash_fkey" FOREIGN KEY ("evidence_hash") REFERENCES "stored_file"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "exam_requirement" ADD CONSTRAINT "exam_requirement_kind_vocabulary" CHECK ("kind" IN ('monthly-law', 'annual', 'auxiliary-training', 'qualification', 'renewal', 'new-entrant', 'pre-appointment', 'spot-check'));
ALTER TABLE "exam_requirement" ADD CONSTRAINT "exam_requirement_part_vocabulary" CHECK ("part" IN ('special', 'general'));
ALTER TABLE "exam_requirement" ADD CONSTRAINT "exam_requirement_regime_vocabulary" CHECK ("regime" IN ('congress', 'party'));
ALTER TABLE "exam_requirement" ADD CONSTRAINT "exam_requirement_whole" CHECK (("kind" = 'qualification') = ("part" IS NOT NULL) AND ("kind" = 'pre-appointment') = ("regime" IS NOT NULL) AND (coalesce("part", '') = 'special') = ("field" IS NOT NULL));
ALTER TABLE "exam_requirement" ADD CONSTRAINT "exam_requirement_days" CHECK ("counts_from_on" <= "due_on");
ALTER TABLE "exam_requirement" ADD CONSTRAINT "exam_requirement_source_vocabulary" CHECK ("source" IN ('office', 'plan', 'post', 'proposal'));
ALTER TABLE "exam_requirement" ADD CONSTRAINT "exam_requirement_source_named" CHECK (("source" = 'office') = ("source_id" IS NULL));
ALTER TABLE "exam_requirement" ADD CONSTRAINT "exam_requirement_state_vocabulary" CHECK ("state" IN ('owed', 'met', 'exempt', 'withdrawn'));
ALTER TABLE "exam_requirement_step" ADD CONSTRAINT "exam_requirement_step_act_vocabulary" CHECK ("act" IN ('required', 'met', 'unmet', 'exempted', 'withdrawn'));
ALTER TABLE "exam_requirement_step" ADD CONSTRAINT "exam_requirement_step_number" CHECK ("number" >= 1);
ALTER TABLE "exam_requirement_step" ADD CONSTRAINT "exam_requirement_step_rests" CHECK (("act" = 'exempted') = ("exemption_id" IS NOT NULL) AND ("act" = 'withdrawn') = ("reason" IS NOT NULL));
ALTER TABLE "exam_exemption" ADD CONSTRAINT "exam_exemption_ground_vocabulary" CHECK ("ground" IN ('valid-certificate', 'ministry-card', 'legal-profession', 'passed-in-term', 'same-level-transfer', 'retiring', 'long-sick-leave', 'study-abroad', 'seconded-away'));
ALTER TABLE "exam_exemption" ADD CONSTRAINT "exam_exemption_decision_vocabulary" CHECK ("decision" IN ('granted', 'refused', 'withdrawn'));
ALTER TABLE "exam_exemption" ADD CONSTRAINT "exam_exemption_decided_whole" CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by_id" IS NULL));
-- 双人复核: whoever asked neither grants nor refuses, and takes back only their own.
ALTER TABLE "exam_exemption" ADD CONSTRAINT "exam_exemption_two_people" CHECK ("decision" IS NULL OR ("decision" = 'withdrawn') = ("decided_by_id" = "asked_by_id"));

SELECT guard_table('exam_requirement', 'person_id', 'state', 'last_number');
SELECT guard_table('exam_requirement_step');
SELECT guard_table('exam_exemption', 'decision', 'decided_by_id', 'decided_at', 'decision_reason');
