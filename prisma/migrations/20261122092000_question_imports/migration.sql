-- What was read of a file is kept beside it, encrypted like it; a page of problems and what an acceptance did with known codes.
ALTER TABLE "question_import" ADD COLUMN "reading_hash" TEXT NOT NULL, ADD COLUMN "refused" INTEGER NOT NULL, ADD COLUMN "notes" INTEGER NOT NULL;
ALTER TABLE "question_import_acceptance" ADD COLUMN "known" TEXT NOT NULL, ADD COLUMN "revised" INTEGER NOT NULL;
ALTER TABLE "question_import_acceptance" ADD CONSTRAINT "question_import_acceptance_known_vocabulary" CHECK ("known" IN ('skip', 'revise'));
CREATE INDEX "question_import_uploaded_at_id_idx" ON "question_import"("uploaded_at", "id");
