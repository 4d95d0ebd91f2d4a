-- A version that came with the program stands whatever becomes of the amendments that lead to it. Until now all have.
ALTER TABLE "law_version" ADD COLUMN "shipped" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "law_version" ALTER COLUMN "shipped" SET DEFAULT false;
SELECT guard_table('law_version', 'effective_on', 'articles', 'source', 'shipped');

-- A law is abolished once; two officers who record it at the same moment record it once.
CREATE UNIQUE INDEX "law_abolition_live" ON "law_amendment" ("law_id") WHERE "kind" = 'abolished' AND "withdrawn_at" IS NULL;
