-- What was in people's hands before this register was taken into use, entered from a table: marks, uniforms, and cards that an
-- earlier register issued. Counted on a day; where nobody knows when a thing was handed out, it was out when it was counted.
CREATE TABLE "item_opening" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "counted_on" DATE NOT NULL,
    "file_hash" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_by_id" UUID,
    "undone_at" TIMESTAMPTZ(3),
    "undo_reason" TEXT,

    CONSTRAINT "item_opening_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "item_opening_undone" CHECK (("undone_at" IS NULL) = ("undone_by_id" IS NULL)
      AND ("undone_at" IS NULL OR btrim(coalesce("undo_reason", '')) <> ''))
);
CREATE INDEX "item_opening_unit_id_id_idx" ON "item_opening"("unit_id", "id");
CREATE INDEX "item_opening_file_hash_idx" ON "item_opening"("file_hash");
ALTER TABLE "item_opening" ADD CONSTRAINT "item_opening_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "item_opening" ADD CONSTRAINT "item_opening_file_hash_fkey" FOREIGN KEY ("file_hash") REFERENCES "stored_file"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "issued_item" ADD COLUMN "date_known" BOOLEAN NOT NULL DEFAULT true, ADD COLUMN "valid_to_on" DATE, ADD COLUMN "opening_id" UUID;
ALTER TABLE "issued_item"
  DROP CONSTRAINT "issued_item_kind_vocabulary",
  ADD CONSTRAINT "issued_item_kind_vocabulary" CHECK ("kind" IN ('insignia', 'chest-badge', 'arm-badge', 'uniform', 'other', 'former-card')),
  -- A card of this register goes out by collecting its certificate; one of before is only ever found to be out.
  ADD CONSTRAINT "issued_item_former_card" CHECK ("kind" <> 'former-card' OR ("opening_id" IS NOT NULL AND "number" IS NOT NULL)),
  ADD CONSTRAINT "issued_item_valid_to" CHECK ("valid_to_on" IS NULL OR "kind" = 'former-card'),
  ADD CONSTRAINT "issued_item_date_known" CHECK ("date_known" OR "opening_id" IS NOT NULL),
  ADD CONSTRAINT "issued_item_opening_id_fkey" FOREIGN KEY ("opening_id") REFERENCES "item_opening"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "issued_item_opening_id_idx" ON "issued_item"("opening_id");
SELECT guard_table('item_opening', 'undone_by_id', 'undone_at', 'undo_reason');
