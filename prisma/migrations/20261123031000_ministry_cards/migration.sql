-- 部委证件备案: a ministry's own card, filed by the unit and accepted by legal affairs before it counts. Two people; never rewritten.
CREATE TABLE "ministry_card" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "ministry" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "fields" TEXT[] NOT NULL,
    "valid_to_on" DATE NOT NULL,
    "file_hash" TEXT,
    "media_type" TEXT,
    "filed_by_id" UUID NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "opinion" TEXT,
    "ended_by_id" UUID,
    "ended_at" TIMESTAMPTZ(3),
    "ended_on" DATE,
    "end_reason" TEXT,

    CONSTRAINT "ministry_card_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ministry_card_decision_vocabulary" CHECK ("decision" IN ('accepted', 'refused')),
    CONSTRAINT "ministry_card_two_people" CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by_id" IS NULL)
      AND ("decision" IS DISTINCT FROM 'accepted' OR "decided_by_id" <> "filed_by_id")),
    CONSTRAINT "ministry_card_refused_why" CHECK ("decision" IS DISTINCT FROM 'refused' OR btrim(coalesce("opinion", '')) <> ''),
    CONSTRAINT "ministry_card_ended" CHECK (("ended_at" IS NULL) = ("ended_by_id" IS NULL) AND ("ended_at" IS NULL) = ("ended_on" IS NULL)
      AND ("ended_at" IS NULL) = ("end_reason" IS NULL) AND ("ended_at" IS NULL OR "decision" = 'accepted')),
    CONSTRAINT "ministry_card_scan" CHECK (("file_hash" IS NULL) = ("media_type" IS NULL))
);
CREATE INDEX "ministry_card_person_id_idx" ON "ministry_card"("person_id");
CREATE INDEX "ministry_card_unit_id_id_idx" ON "ministry_card"("unit_id", "id");
CREATE INDEX "ministry_card_file_hash_idx" ON "ministry_card"("file_hash");
-- The same card of the same ministry is filed once; a refused filing may be mended and filed again.
CREATE UNIQUE INDEX "ministry_card_once" ON "ministry_card" ("ministry", "number", "valid_to_on") WHERE "decision" IS DISTINCT FROM 'refused';
ALTER TABLE "ministry_card" ADD CONSTRAINT "ministry_card_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ministry_card" ADD CONSTRAINT "ministry_card_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ministry_card" ADD CONSTRAINT "ministry_card_file_hash_fkey" FOREIGN KEY ("file_hash") REFERENCES "stored_file"("hash") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TRIGGER owner_moves BEFORE UPDATE OF person_id ON "ministry_card" FOR EACH ROW EXECUTE FUNCTION only_to_the_record_that_stays();
CREATE TRIGGER a_record_that_stays BEFORE INSERT ON "ministry_card" FOR EACH ROW EXECUTE FUNCTION refuse_merged_record();
SELECT guard_table('ministry_card', 'person_id', 'decision', 'decided_by_id', 'decided_at', 'opinion', 'ended_by_id', 'ended_at', 'ended_on', 'end_reason');
