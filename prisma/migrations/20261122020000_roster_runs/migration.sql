-- A roster is checked with columns somebody chose, taken in or undone by work that outlives a request, and every row of
-- it names what it made, so that the whole can be undone.

CREATE TABLE "roster_import_check" (
    "id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "signature" TEXT NOT NULL,
    "header_row" INTEGER NOT NULL,
    "columns" TEXT[],
    "chosen" BOOLEAN NOT NULL,
    "result_hash" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "checked_by_id" UUID NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "roster_import_check_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "roster_import_check_import_id_checked_at_idx" ON "roster_import_check"("import_id", "checked_at");
CREATE INDEX "roster_import_check_signature_idx" ON "roster_import_check"("signature");
ALTER TABLE "roster_import_check" ADD CONSTRAINT "roster_import_check_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "roster_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "roster_import_run" (
    "id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "mode" TEXT,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL,
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "refusals" JSONB,

    CONSTRAINT "roster_import_run_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "roster_import_run_import_id_requested_at_idx" ON "roster_import_run"("import_id", "requested_at");
-- One piece of work on an import at a time, whoever asks.
CREATE UNIQUE INDEX "roster_import_run_open" ON "roster_import_run" ("import_id") WHERE "finished_at" IS NULL;
ALTER TABLE "roster_import_run" ADD CONSTRAINT "roster_import_run_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "roster_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "roster_import_run" ADD CONSTRAINT "roster_import_run_kind_vocabulary" CHECK ("kind" IN ('acceptance', 'undoing'));
ALTER TABLE "roster_import_run" ADD CONSTRAINT "roster_import_run_mode_vocabulary" CHECK ("mode" IN ('all', 'good-rows'));
ALTER TABLE "roster_import_run" ADD CONSTRAINT "roster_import_run_mode_of_kind" CHECK (("kind" = 'acceptance') = ("mode" IS NOT NULL));

CREATE TABLE "roster_import_undoing" (
    "import_id" UUID NOT NULL,
    "undone_by_id" UUID NOT NULL,
    "undone_at" TIMESTAMPTZ(3) NOT NULL,
    "people" INTEGER NOT NULL,

    CONSTRAINT "roster_import_undoing_pkey" PRIMARY KEY ("import_id")
);
ALTER TABLE "roster_import_undoing" ADD CONSTRAINT "roster_import_undoing_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "roster_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a row made and what gave way to it: table → ids. Rows accepted before this column existed have none.
ALTER TABLE "roster_import_row" ADD COLUMN "made" JSONB;
CREATE INDEX "roster_import_row_person_id_idx" ON "roster_import_row"("person_id");
CREATE INDEX "roster_import_unit_id_uploaded_at_idx" ON "roster_import"("unit_id", "uploaded_at");

SELECT guard_table('roster_import_check');
SELECT guard_table('roster_import_run', 'done', 'last_seen_at', 'finished_at', 'refusals');
SELECT guard_table('roster_import_undoing');
