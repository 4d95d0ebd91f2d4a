-- 调动: released by the old unit, accepted or declined by the new one, or withdrawn; what is accepted is an employment there.
CREATE TABLE "transfer" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "from_unit_id" UUID NOT NULL,
    "to_unit_id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "identity" TEXT,
    "title" TEXT,
    "document_number" TEXT NOT NULL,
    "released_by_id" UUID NOT NULL,
    "released_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "fact_id" UUID,

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "transfer_between_units" CHECK ("from_unit_id" <> "to_unit_id"),
    CONSTRAINT "transfer_decision_vocabulary" CHECK ("decision" IN ('accepted', 'declined', 'withdrawn')),
    CONSTRAINT "transfer_identity_vocabulary" CHECK ("identity" IN ('civil-servant', 'civil-servant-equivalent', 'public-institution', 'authorised-organisation', 'entrusted-organisation', 'contract', 'temporary', 'dispatched', 'seconded', 'support-worker', 'public-welfare', 'auxiliary', 'grid-worker', 'outsourced')),
    CONSTRAINT "transfer_two_people" CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by_id" IS NULL)
      AND ("decision" IS DISTINCT FROM 'accepted' OR "decided_by_id" <> "released_by_id")),
    CONSTRAINT "transfer_recorded" CHECK (("fact_id" IS NOT NULL) = ("decision" IS NOT DISTINCT FROM 'accepted')),
    CONSTRAINT "transfer_why" CHECK (coalesce("decision", 'accepted') = 'accepted' OR btrim(coalesce("reason", '')) <> '')
);
CREATE INDEX "transfer_person_id_idx" ON "transfer"("person_id");
CREATE INDEX "transfer_from_unit_id_id_idx" ON "transfer"("from_unit_id", "id");
CREATE INDEX "transfer_to_unit_id_id_idx" ON "transfer"("to_unit_id", "id");
-- One that waits for an answer, of a person.
CREATE UNIQUE INDEX "transfer_open" ON "transfer" ("person_id") WHERE "decision" IS NULL;
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_from_unit_id_fkey" FOREIGN KEY ("from_unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_to_unit_id_fkey" FOREIGN KEY ("to_unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER owner_moves BEFORE UPDATE OF person_id ON "transfer" FOR EACH ROW EXECUTE FUNCTION only_to_the_record_that_stays();
CREATE TRIGGER a_record_that_stays BEFORE INSERT ON "transfer" FOR EACH ROW EXECUTE FUNCTION refuse_merged_record();
SELECT guard_table('transfer', 'person_id', 'decision', 'decided_by_id', 'decided_at', 'reason', 'fact_id');
