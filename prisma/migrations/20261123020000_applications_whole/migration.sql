-- What becomes of the old card when the new one is collected (T9, T17).
ALTER TABLE "certificate_act" ADD COLUMN "old_card" TEXT;
ALTER TABLE "certificate_act" ADD CONSTRAINT "certificate_act_old_card_vocabulary" CHECK ("old_card" IN ('destroyed', 'archived', 'declared-lost'));
ALTER TABLE "certificate_act" ADD CONSTRAINT "certificate_act_old_card_of_replaced" CHECK ("old_card" IS NULL OR "act" = 'replace');

-- What an application rests on: added while it is open, never taken away.
CREATE TABLE "application_file" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "added_by_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_file_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "application_file_kind_vocabulary" CHECK ("kind" IN ('establishment-proof', 'entrustment', 'transfer-order', 'loss-notice', 'review-form', 'other'))
);
CREATE UNIQUE INDEX "application_file_application_id_kind_file_hash_key" ON "application_file"("application_id", "kind", "file_hash");
CREATE INDEX "application_file_file_hash_idx" ON "application_file"("file_hash");
ALTER TABLE "application_file" ADD CONSTRAINT "application_file_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "application_file" ADD CONSTRAINT "application_file_file_hash_fkey" FOREIGN KEY ("file_hash") REFERENCES "stored_file"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- 一次告知: the defects of one return, each mended by itself and once.
CREATE TABLE "application_defect" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "says" TEXT,
    "raised_by_id" UUID NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "mended_by_id" UUID,
    "mended_at" TIMESTAMPTZ(3),

    CONSTRAINT "application_defect_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "application_defect_code_vocabulary" CHECK ("code" IN ('photo-unfit', 'establishment-proof-missing', 'entrustment-missing', 'transfer-order-missing', 'loss-notice-missing', 'form-incomplete', 'document-unreadable', 'data-differ', 'other')),
    CONSTRAINT "application_defect_other_says" CHECK ("code" <> 'other' OR btrim("says") <> ''),
    CONSTRAINT "application_defect_mended_whole" CHECK (("mended_by_id" IS NULL) = ("mended_at" IS NULL))
);
CREATE UNIQUE INDEX "application_defect_application_id_round_place_key" ON "application_defect"("application_id", "round", "place");
ALTER TABLE "application_defect" ADD CONSTRAINT "application_defect_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Every portrait a person has had here; person.photo_hash is the last of them.
CREATE TABLE "person_photo" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "file_hash" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_photo_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "person_photo_of_five_to_seven" CHECK (abs("width" * 7 - "height" * 5) <= 7)
);
CREATE INDEX "person_photo_person_id_recorded_at_idx" ON "person_photo"("person_id", "recorded_at");
CREATE INDEX "person_photo_file_hash_idx" ON "person_photo"("file_hash");
ALTER TABLE "person_photo" ADD CONSTRAINT "person_photo_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "person_photo" ADD CONSTRAINT "person_photo_file_hash_fkey" FOREIGN KEY ("file_hash") REFERENCES "stored_file"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT guard_table('application_file');
SELECT guard_table('application_defect', 'mended_by_id', 'mended_at');
SELECT guard_table('person_photo');
