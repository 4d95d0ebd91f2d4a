-- 标志、服装和实体证件: what was handed to whom, and what came back of it. A card goes out by collecting its certificate, so of
-- cards only the coming back stands here, and only where no act of the certificate says it.
CREATE TABLE "issued_item" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT,
    "quantity" INTEGER NOT NULL,
    "handed_on" DATE NOT NULL,
    "note" TEXT,
    "handed_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "issued_item_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "issued_item_kind_vocabulary" CHECK ("kind" IN ('insignia', 'chest-badge', 'arm-badge', 'uniform', 'other')),
    CONSTRAINT "issued_item_quantity" CHECK ("quantity" BETWEEN 1 AND 99 AND ("number" IS NULL OR "quantity" = 1)),
    CONSTRAINT "issued_item_number" CHECK ("number" IS NULL OR btrim("number") <> '')
);

CREATE TABLE "item_return" (
    "id" UUID NOT NULL,
    "item_id" UUID,
    "certificate_id" UUID,
    "outcome" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "back_on" DATE NOT NULL,
    "note" TEXT,
    "file_hash" TEXT,
    "media_type" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "item_return_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "item_return_of_one" CHECK (num_nonnulls("item_id", "certificate_id") = 1),
    CONSTRAINT "item_return_outcome_vocabulary" CHECK ("outcome" IN ('returned', 'destroyed', 'lost', 'written-off', 'mistaken')),
    CONSTRAINT "item_return_quantity" CHECK ("quantity" > 0 AND ("item_id" IS NOT NULL OR "quantity" = 1)),
    CONSTRAINT "item_return_said" CHECK ("outcome" IN ('returned', 'destroyed') OR btrim(coalesce("note", '')) <> ''),
    CONSTRAINT "item_return_card" CHECK ("certificate_id" IS NULL OR "outcome" <> 'mistaken'),
    CONSTRAINT "item_return_evidence" CHECK (("file_hash" IS NULL) = ("media_type" IS NULL))
);

CREATE TABLE "item_escalation" (
    "id" UUID NOT NULL,
    "item_id" UUID,
    "certificate_id" UUID,
    "unit_id" UUID NOT NULL,
    "stopped_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "item_escalation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "item_escalation_of_one" CHECK (num_nonnulls("item_id", "certificate_id") = 1),
    CONSTRAINT "item_escalation_order" CHECK ("stopped_on" <= "due_on")
);

CREATE INDEX "issued_item_person_id_idx" ON "issued_item"("person_id");
CREATE INDEX "issued_item_unit_id_id_idx" ON "issued_item"("unit_id", "id");
-- One badge is with one person: of two who hand it out at once the database keeps one.
CREATE UNIQUE INDEX "issued_item_out_once" ON "issued_item" ("kind", "number") WHERE "closed_at" IS NULL AND "number" IS NOT NULL;
CREATE INDEX "item_return_item_id_idx" ON "item_return"("item_id");
CREATE INDEX "item_return_file_hash_idx" ON "item_return"("file_hash");
CREATE UNIQUE INDEX "item_return_certificate_id_key" ON "item_return" ("certificate_id");
CREATE INDEX "item_escalation_unit_id_idx" ON "item_escalation"("unit_id");
-- Escalated once, however many processes look.
CREATE UNIQUE INDEX "item_escalation_item_id_stopped_on_key" ON "item_escalation" ("item_id", "stopped_on");
CREATE UNIQUE INDEX "item_escalation_certificate_id_stopped_on_key" ON "item_escalation" ("certificate_id", "stopped_on");

ALTER TABLE "issued_item" ADD CONSTRAINT "issued_item_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "issued_item" ADD CONSTRAINT "issued_item_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "item_return" ADD CONSTRAINT "item_return_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "issued_item"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "item_return" ADD CONSTRAINT "item_return_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "item_return" ADD CONSTRAINT "item_return_file_hash_fkey" FOREIGN KEY ("file_hash") REFERENCES "stored_file"("hash") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "item_escalation" ADD CONSTRAINT "item_escalation_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "issued_item"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "item_escalation" ADD CONSTRAINT "item_escalation_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "item_escalation" ADD CONSTRAINT "item_escalation_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- More never comes back than went out, and what is all back is closed with the last of it: nobody else has to remember.
CREATE FUNCTION item_comes_back() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  out_of record;
  back integer;
BEGIN
  IF NEW.item_id IS NULL THEN
    RETURN NEW;
  END IF;
  SELECT quantity, handed_on, closed_at INTO out_of FROM issued_item WHERE id = NEW.item_id FOR NO KEY UPDATE;
  SELECT coalesce(sum(quantity), 0) + NEW.quantity INTO back FROM item_return WHERE item_id = NEW.item_id;
  IF out_of.closed_at IS NOT NULL OR back > out_of.quantity OR NEW.back_on < out_of.handed_on THEN
    RAISE EXCEPTION 'more came back than is out' USING ERRCODE = 'check_violation', CONSTRAINT = 'item_return_of_what_is_out';
  END IF;
  IF back = out_of.quantity THEN
    UPDATE issued_item SET closed_at = NEW.recorded_at WHERE id = NEW.item_id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER comes_back BEFORE INSERT ON "item_return" FOR EACH ROW EXECUTE FUNCTION item_comes_back();

CREATE TRIGGER owner_moves BEFORE UPDATE OF person_id ON "issued_item" FOR EACH ROW EXECUTE FUNCTION only_to_the_record_that_stays();
CREATE TRIGGER a_record_that_stays BEFORE INSERT ON "issued_item" FOR EACH ROW EXECUTE FUNCTION refuse_merged_record();
SELECT guard_table('issued_item', 'person_id', 'closed_at');
SELECT guard_table('item_return');
SELECT guard_table('item_escalation');
