-- Past study from a table: the file is kept as uploaded, looked at, entered once, whole or its good rows, accepted as a whole
-- by legal affairs and undone as a whole. Every entry it made, and every entry that takes one of those back, names it.
CREATE TABLE "study_import" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "file_hash" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "uploaded_by_id" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_at" TIMESTAMPTZ(3),

    CONSTRAINT "study_import_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "study_import_unit_id_id_idx" ON "study_import"("unit_id", "id");
ALTER TABLE "study_import" ADD CONSTRAINT "study_import_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "study_import" ADD CONSTRAINT "study_import_file_hash_fkey" FOREIGN KEY ("file_hash") REFERENCES "stored_file"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "study_import_check" (
    "id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "result_hash" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "checked_by_id" UUID NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "study_import_check_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "study_import_check_import_id_id_idx" ON "study_import_check"("import_id", "id");
ALTER TABLE "study_import_check" ADD CONSTRAINT "study_import_check_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "study_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "study_import_run" (
    "id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "mode" TEXT,
    "reason" TEXT,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL,
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "refusals" JSONB,

    CONSTRAINT "study_import_run_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "study_import_run_kind_vocabulary" CHECK ("kind" IN ('entry', 'acceptance', 'undoing')),
    CONSTRAINT "study_import_run_mode_vocabulary" CHECK ("mode" IN ('all', 'good-rows')),
    CONSTRAINT "study_import_run_mode_of_kind" CHECK (("kind" = 'entry') = ("mode" IS NOT NULL)),
    CONSTRAINT "study_import_run_reason_of_kind" CHECK (("kind" = 'undoing') = ("reason" IS NOT NULL))
);
CREATE INDEX "study_import_run_import_id_id_idx" ON "study_import_run"("import_id", "id");
-- One piece of work on an import at a time, whoever asks.
CREATE UNIQUE INDEX "study_import_run_open" ON "study_import_run" ("import_id") WHERE "finished_at" IS NULL;
ALTER TABLE "study_import_run" ADD CONSTRAINT "study_import_run_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "study_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "study_import_entry" (
    "import_id" UUID NOT NULL,
    "mode" TEXT NOT NULL,
    "entered" INTEGER NOT NULL,
    "known" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "entered_by_id" UUID NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "study_import_entry_pkey" PRIMARY KEY ("import_id"),
    CONSTRAINT "study_import_entry_mode_vocabulary" CHECK ("mode" IN ('all', 'good-rows')),
    CONSTRAINT "study_import_entry_whole" CHECK ("mode" <> 'all' OR "refused" = 0)
);
ALTER TABLE "study_import_entry" ADD CONSTRAINT "study_import_entry_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "study_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "study_import_undoing" (
    "import_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "returned" INTEGER NOT NULL,
    "reversing" INTEGER NOT NULL,
    "undone_by_id" UUID NOT NULL,
    "undone_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "study_import_undoing_pkey" PRIMARY KEY ("import_id")
);
-- Only what was entered is undone.
ALTER TABLE "study_import_undoing" ADD CONSTRAINT "study_import_undoing_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "study_import_entry"("import_id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "study_record" ADD COLUMN "import_id" UUID;
CREATE INDEX "study_record_of_import" ON "study_record" ("import_id", "id") WHERE "import_id" IS NOT NULL;
ALTER TABLE "study_record" ADD CONSTRAINT "study_record_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "study_import"("id") ON DELETE SET NULL ON UPDATE CASCADE;

SELECT guard_table('study_import', 'locked_at');
SELECT guard_table('study_import_check');
SELECT guard_table('study_import_run', 'done', 'last_seen_at', 'finished_at', 'refusals');
SELECT guard_table('study_import_entry');
SELECT guard_table('study_import_undoing');
