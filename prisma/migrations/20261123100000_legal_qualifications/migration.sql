-- 国家统一法律职业资格 (行政处罚法 58): who first takes up legal review must hold it. Recorded by one, confirmed by another; never rewritten.
CREATE TABLE "legal_qualification" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "certificate_number" TEXT NOT NULL,
    "obtained_on" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdraw_reason" TEXT,

    CONSTRAINT "legal_qualification_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "legal_qualification_decision_vocabulary" CHECK ("decision" IN ('confirmed', 'refused')),
    CONSTRAINT "legal_qualification_two_people" CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by_id" IS NULL)
      AND ("decision" IS DISTINCT FROM 'confirmed' OR "decided_by_id" <> "recorded_by_id")),
    CONSTRAINT "legal_qualification_withdrawn" CHECK (("withdrawn_at" IS NULL) = ("withdrawn_by_id" IS NULL)
      AND ("withdrawn_at" IS NULL) = ("withdraw_reason" IS NULL)
      AND ("withdrawn_at" IS NULL OR ("decision" = 'confirmed' AND btrim("withdraw_reason") <> '')))
);
CREATE INDEX "legal_qualification_person_id_idx" ON "legal_qualification"("person_id");
-- One certificate is one human's; a refused or withdrawn entry may be mended and entered again.
CREATE UNIQUE INDEX "legal_qualification_once" ON "legal_qualification" ("certificate_number")
  WHERE "decision" IS DISTINCT FROM 'refused' AND "withdrawn_at" IS NULL;
ALTER TABLE "legal_qualification" ADD CONSTRAINT "legal_qualification_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER owner_moves BEFORE UPDATE OF person_id ON "legal_qualification" FOR EACH ROW EXECUTE FUNCTION only_to_the_record_that_stays();
CREATE TRIGGER a_record_that_stays BEFORE INSERT ON "legal_qualification" FOR EACH ROW EXECUTE FUNCTION refuse_merged_record();
SELECT guard_table('legal_qualification', 'person_id', 'decision', 'decided_by_id', 'decided_at', 'withdrawn_by_id', 'withdrawn_at', 'withdraw_reason');
