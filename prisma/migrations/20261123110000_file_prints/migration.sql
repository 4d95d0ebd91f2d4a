-- Printed personnel files: what a code on paper is answered by. The paper itself is not kept.
CREATE TABLE "file_print" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "true_on" DATE NOT NULL,
    "known_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "pages" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "printed_by_id" UUID NOT NULL,
    "printed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "file_print_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "file_print_pages" CHECK ("pages" > 0),
    CONSTRAINT "file_print_sha256" CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
    CONSTRAINT "file_print_reason_vocabulary" CHECK ("reason" IN ('casework', 'audit', 'correction', 'upkeep'))
);
CREATE UNIQUE INDEX "file_print_code_key" ON "file_print"("code");
CREATE INDEX "file_print_person_id_idx" ON "file_print"("person_id");
ALTER TABLE "file_print" ADD CONSTRAINT "file_print_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "file_print" ADD CONSTRAINT "file_print_printed_by_id_fkey" FOREIGN KEY ("printed_by_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT guard_table('file_print');
