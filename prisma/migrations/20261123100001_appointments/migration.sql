-- 领导职务任用: proposed by one of the organisation department, approved or refused by another; an approval is an assignment.
CREATE TABLE "appointment_proposal" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "position_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "document_number" TEXT NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "fact_id" UUID,

    CONSTRAINT "appointment_proposal_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "appointment_proposal_decision_vocabulary" CHECK ("decision" IN ('approved', 'refused')),
    CONSTRAINT "appointment_proposal_two_people" CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by_id" IS NULL)
      AND ("decision" IS DISTINCT FROM 'approved' OR "decided_by_id" <> "proposed_by_id")),
    CONSTRAINT "appointment_proposal_recorded" CHECK (("fact_id" IS NOT NULL) = ("decision" IS NOT DISTINCT FROM 'approved')),
    CONSTRAINT "appointment_proposal_refused_why" CHECK ("decision" IS DISTINCT FROM 'refused' OR btrim(coalesce("reason", '')) <> '')
);
CREATE INDEX "appointment_proposal_person_id_idx" ON "appointment_proposal"("person_id");
CREATE INDEX "appointment_proposal_position_id_idx" ON "appointment_proposal"("position_id");
CREATE INDEX "appointment_proposal_unit_id_id_idx" ON "appointment_proposal"("unit_id", "id");
-- One that waits, of a person for a post.
CREATE UNIQUE INDEX "appointment_proposal_open" ON "appointment_proposal" ("person_id", "position_id") WHERE "decision" IS NULL;
ALTER TABLE "appointment_proposal" ADD CONSTRAINT "appointment_proposal_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "appointment_proposal" ADD CONSTRAINT "appointment_proposal_position_id_fkey" FOREIGN KEY ("position_id") REFERENCES "position"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "appointment_proposal" ADD CONSTRAINT "appointment_proposal_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER owner_moves BEFORE UPDATE OF person_id ON "appointment_proposal" FOR EACH ROW EXECUTE FUNCTION only_to_the_record_that_stays();
CREATE TRIGGER a_record_that_stays BEFORE INSERT ON "appointment_proposal" FOR EACH ROW EXECUTE FUNCTION refuse_merged_record();
SELECT guard_table('appointment_proposal', 'person_id', 'decision', 'decided_by_id', 'decided_at', 'reason', 'fact_id');
