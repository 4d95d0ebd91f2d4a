-- The law register; questions drafted, reviewed and published here; files of questions; what a bank holds, by intervals.
CREATE TABLE "law" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "law_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "law_version" (
    "id" UUID NOT NULL,
    "law_id" UUID NOT NULL,
    "version" DATE NOT NULL,
    "effective_on" DATE NOT NULL,
    "articles" INTEGER NOT NULL,
    "source" TEXT,
    "recorded_by_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "law_version_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "law_amendment" (
    "id" UUID NOT NULL,
    "law_id" UUID NOT NULL,
    "law_version_id" UUID,
    "kind" TEXT NOT NULL,
    "effective_on" DATE NOT NULL,
    "whole" BOOLEAN NOT NULL,
    "articles" INTEGER[],
    "note" TEXT,
    "recorded_by_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,
    "withdrawal_reason" TEXT,

    CONSTRAINT "law_amendment_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "question_rereading" (
    "amendment_id" UUID NOT NULL,
    "question_version_id" UUID NOT NULL,
    "note" TEXT NOT NULL,
    "read_by_id" UUID,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "question_rereading_pkey" PRIMARY KEY ("amendment_id","question_version_id")
);

CREATE TABLE "question_citation" (
    "question_version_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "law_version_id" UUID NOT NULL,
    "article" INTEGER NOT NULL,
    "paragraph" INTEGER,
    "item" INTEGER,

    CONSTRAINT "question_citation_pkey" PRIMARY KEY ("question_version_id","place")
);

CREATE TABLE "bank_entry" (
    "question_version_id" UUID NOT NULL,
    "since_number" INTEGER NOT NULL,
    "until_number" INTEGER,
    "bank_id" UUID NOT NULL,

    CONSTRAINT "bank_entry_pkey" PRIMARY KEY ("question_version_id","since_number")
);

CREATE TABLE "question_import" (
    "id" UUID NOT NULL,
    "bank_id" UUID NOT NULL,
    "file_hash" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "questions" INTEGER NOT NULL,
    "problems" JSONB NOT NULL,
    "uploaded_by_id" UUID,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "question_import_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "question_import_acceptance" (
    "import_id" UUID NOT NULL,
    "accepted" INTEGER NOT NULL,
    "left" INTEGER NOT NULL,
    "accepted_by_id" UUID,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "question_import_acceptance_pkey" PRIMARY KEY ("import_id")
);

CREATE TABLE "question_import_undoing" (
    "import_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "discarded" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "undone_by_id" UUID,
    "undone_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "question_import_undoing_pkey" PRIMARY KEY ("import_id")
);

CREATE TABLE "question_draft" (
    "id" UUID NOT NULL,
    "question_id" UUID NOT NULL,
    "base_version_id" UUID,
    "import_id" UUID,
    "opened_by_id" UUID,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "last_number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "question_draft_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "question_draft_step" (
    "draft_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "act" TEXT NOT NULL,
    "content" JSONB,
    "checklist" JSONB,
    "reason" TEXT,
    "actor_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "question_draft_step_pkey" PRIMARY KEY ("draft_id","number")
);

CREATE TABLE "question_retirement" (
    "id" UUID NOT NULL,
    "question_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "retired_by_id" UUID,
    "retired_at" TIMESTAMPTZ(3) NOT NULL,
    "restored_by_id" UUID,
    "restored_at" TIMESTAMPTZ(3),

    CONSTRAINT "question_retirement_pkey" PRIMARY KEY ("id")
);

-- What is shipped came with the program, whenever it was loaded.
ALTER TABLE "question_bank" ADD COLUMN "origin" TEXT NOT NULL DEFAULT 'shipped', ADD COLUMN "created_by_id" UUID, ADD COLUMN "created_at" TIMESTAMPTZ(3);
ALTER TABLE "question_version" ADD COLUMN "origin" TEXT NOT NULL DEFAULT 'file', ADD COLUMN "draft_id" UUID;
ALTER TABLE "blueprint" ADD COLUMN "withdrawn_at" TIMESTAMPTZ(3), ADD COLUMN "withdrawn_by_id" UUID;
ALTER TABLE "blueprint_version" ADD COLUMN "created_by_id" UUID;
ALTER TABLE "paper" ADD COLUMN "barred" UUID[] DEFAULT '{}';

CREATE UNIQUE INDEX "law_name_key" ON "law"("name");
CREATE UNIQUE INDEX "law_version_law_id_version_key" ON "law_version"("law_id", "version");
CREATE INDEX "law_amendment_law_version_id_idx" ON "law_amendment"("law_version_id");
CREATE INDEX "law_amendment_law_id_idx" ON "law_amendment"("law_id");
CREATE INDEX "question_rereading_question_version_id_idx" ON "question_rereading"("question_version_id");
CREATE INDEX "question_citation_law_version_id_article_idx" ON "question_citation"("law_version_id", "article");
CREATE INDEX "bank_entry_bank_id_since_number_idx" ON "bank_entry"("bank_id", "since_number");
CREATE INDEX "question_version_draft_id_idx" ON "question_version"("draft_id");
CREATE INDEX "question_draft_question_id_idx" ON "question_draft"("question_id");
CREATE INDEX "question_draft_import_id_idx" ON "question_draft"("import_id");
CREATE INDEX "question_draft_base_version_id_idx" ON "question_draft"("base_version_id");
CREATE INDEX "question_retirement_question_id_idx" ON "question_retirement"("question_id");
CREATE INDEX "question_import_bank_id_idx" ON "question_import"("bank_id");

CREATE UNIQUE INDEX "law_amendment_live" ON "law_amendment" ("law_version_id") WHERE "withdrawn_at" IS NULL;
-- What stands in a bank today; a question is drafted once at a time, and retired once at a time.
CREATE UNIQUE INDEX "bank_entry_now" ON "bank_entry" ("bank_id", "question_version_id") WHERE "until_number" IS NULL;
CREATE UNIQUE INDEX "question_draft_live" ON "question_draft" ("question_id") WHERE "state" IN ('open', 'submitted');
CREATE UNIQUE INDEX "question_retirement_live" ON "question_retirement" ("question_id") WHERE "restored_at" IS NULL;

ALTER TABLE "law_version" ADD CONSTRAINT "law_version_law_id_fkey" FOREIGN KEY ("law_id") REFERENCES "law"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "law_amendment" ADD CONSTRAINT "law_amendment_law_id_fkey" FOREIGN KEY ("law_id") REFERENCES "law"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "law_amendment" ADD CONSTRAINT "law_amendment_law_version_id_fkey" FOREIGN KEY ("law_version_id") REFERENCES "law_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "question_rereading" ADD CONSTRAINT "question_rereading_amendment_id_fkey" FOREIGN KEY ("amendment_id") REFERENCES "law_amendment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "question_rereading" ADD CONSTRAINT "question_rereading_question_version_id_fkey" FOREIGN KEY ("question_version_id") REFERENCES "question_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "question_citation" ADD CONSTRAINT "question_citation_question_version_id_fkey" FOREIGN KEY ("question_version_id") REFERENCES "question_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "question_citation" ADD CONSTRAINT "question_citation_law_version_id_fkey" FOREIGN KEY ("law_version_id") REFERENCES "law_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bank_entry" ADD CONSTRAINT "bank_entry_question_version_id_fkey" FOREIGN KEY ("question_version_id") REFERENCES "question_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bank_entry" ADD CONSTRAINT "bank_entry_bank_id_fkey" FOREIGN KEY ("bank_id") REFERENCES "question_bank"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "question_import" ADD CONSTRAINT "question_import_bank_id_fkey" FOREIGN KEY ("bank_id") REFERENCES "question_bank"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "question_import_acceptance" ADD CONSTRAINT "question_import_acceptance_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "question_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "question_import_undoing" ADD CONSTRAINT "question_import_undoing_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "question_import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "question_draft" ADD CONSTRAINT "question_draft_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "question_draft" ADD CONSTRAINT "question_draft_base_version_id_fkey" FOREIGN KEY ("base_version_id") REFERENCES "question_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "question_draft" ADD CONSTRAINT "question_draft_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "question_import"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "question_draft_step" ADD CONSTRAINT "question_draft_step_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "question_draft"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "question_retirement" ADD CONSTRAINT "question_retirement_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "question_version" ADD CONSTRAINT "question_version_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "question_draft"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "law_version" ADD CONSTRAINT "law_version_articles" CHECK ("articles" >= 1);
ALTER TABLE "law_amendment" ADD CONSTRAINT "law_amendment_kind_vocabulary" CHECK ("kind" IN ('amended', 'abolished'));
-- An amendment leads to a version of its own unless it was withdrawn or ends the law; it names articles or touches all.
ALTER TABLE "law_amendment" ADD CONSTRAINT "law_amendment_version" CHECK (("kind" = 'amended') = ("law_version_id" IS NOT NULL));
ALTER TABLE "law_amendment" ADD CONSTRAINT "law_amendment_articles" CHECK (("whole" AND cardinality("articles") = 0) OR (NOT "whole" AND "kind" = 'amended' AND cardinality("articles") > 0));
ALTER TABLE "law_amendment" ADD CONSTRAINT "law_amendment_withdrawal" CHECK (("withdrawn_at" IS NULL) = ("withdrawal_reason" IS NULL));
ALTER TABLE "bank_entry" ADD CONSTRAINT "bank_entry_range" CHECK ("until_number" IS NULL OR "until_number" > "since_number");
ALTER TABLE "question_bank" ADD CONSTRAINT "question_bank_origin_vocabulary" CHECK ("origin" IN ('shipped', 'own'));
ALTER TABLE "question_version" ADD CONSTRAINT "question_version_origin_vocabulary" CHECK ("origin" IN ('file', 'draft'));
ALTER TABLE "question_version" ADD CONSTRAINT "question_version_draft" CHECK (("origin" = 'draft') = ("draft_id" IS NOT NULL));
ALTER TABLE "question_draft" ADD CONSTRAINT "question_draft_state_vocabulary" CHECK ("state" IN ('open', 'submitted', 'published', 'discarded'));
ALTER TABLE "question_draft_step" ADD CONSTRAINT "question_draft_step_act_vocabulary" CHECK ("act" IN ('opened', 'changed', 'submitted', 'returned', 'published', 'discarded'));
ALTER TABLE "question_draft_step" ADD CONSTRAINT "question_draft_step_number" CHECK ("number" >= 1);
ALTER TABLE "question_draft_step" ADD CONSTRAINT "question_draft_step_content" CHECK (("act" IN ('opened', 'changed')) = ("content" IS NOT NULL));
ALTER TABLE "question_draft_step" ADD CONSTRAINT "question_draft_step_checklist" CHECK ("act" <> 'published' OR "checklist" IS NOT NULL);
ALTER TABLE "question_import" ADD CONSTRAINT "question_import_format_vocabulary" CHECK ("format" IN ('xlsx', 'gift', 'aiken', 'moodle-xml', 'qti22', 'qti30'));
ALTER TABLE "saved_view" DROP CONSTRAINT "saved_view_list_vocabulary";
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_list_vocabulary" CHECK ("list" IN ('people', 'units', 'certificates', 'positions', 'applications', 'questions'));

-- Versions of a bank used to name every question they hold; now a question names the versions it stands in.
INSERT INTO "bank_entry" ("question_version_id", "since_number", "until_number", "bank_id")
SELECT "question_version_id", min("number"), nullif(max("number") + 1, "newest" + 1), "bank_id"
FROM (
  SELECT e."question_version_id", v."bank_id", v."number",
    (SELECT max(w."number") FROM "bank_version" w WHERE w."bank_id" = v."bank_id") AS "newest",
    v."number" - row_number() OVER (PARTITION BY e."question_version_id" ORDER BY v."number") AS "island"
  FROM "bank_version_entry" e JOIN "bank_version" v ON v."id" = e."bank_version_id"
) AS "held"
GROUP BY "question_version_id", "bank_id", "newest", "island";
DROP TABLE "bank_version_entry";
DELETE FROM "walls"."changing_columns" WHERE "table_name" = 'bank_version_entry';

-- Whoever wrote any part of a question does not publish it, whatever the application forgets to ask.
CREATE FUNCTION refuse_own_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."act" = 'published' AND (NEW."actor_id" IS NULL OR EXISTS (
      SELECT 1 FROM "question_draft_step" s WHERE s."draft_id" = NEW."draft_id"
        AND s."act" IN ('opened', 'changed', 'submitted') AND s."actor_id" = NEW."actor_id")) THEN
    RAISE EXCEPTION 'question_draft_two_people: the reviewer wrote a part of the question' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER two_people BEFORE INSERT ON "question_draft_step" FOR EACH ROW EXECUTE FUNCTION refuse_own_question();

SELECT guard_table('law', 'title');
SELECT guard_table('law_version', 'effective_on', 'articles', 'source');
SELECT guard_table('law_amendment', 'withdrawn_at', 'withdrawn_by_id', 'withdrawal_reason');
SELECT guard_table('question_rereading');
SELECT guard_table('question_citation');
SELECT guard_table('bank_entry', 'until_number');
SELECT guard_table('question_draft', 'state', 'last_number', 'content', 'changed_at');
SELECT guard_table('question_draft_step');
SELECT guard_table('question_retirement', 'restored_by_id', 'restored_at');
SELECT guard_table('question_import');
SELECT guard_table('question_import_acceptance');
SELECT guard_table('question_import_undoing');
SELECT guard_table('blueprint', 'title', 'withdrawn_at', 'withdrawn_by_id');
