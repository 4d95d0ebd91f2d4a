-- When a draft was last saved moves with every step; a column called "..._at" is otherwise set once.
ALTER TABLE "question_draft" RENAME COLUMN "changed_at" TO "last_saved_at";
SELECT guard_table('question_draft', 'state', 'last_number', 'content', 'last_saved_at');

-- A whole question as lists show it: a projection of its versions, drafts, entries and retirements, written with each.
CREATE TABLE "question_listing" (
    "question_id" UUID NOT NULL,
    "bank_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "version_id" UUID,
    "draft_id" UUID,
    "type" TEXT NOT NULL,
    "difficulty" INTEGER,
    "topic" TEXT NOT NULL,
    "stem" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "law" TEXT,
    "cited" TEXT[] NOT NULL,
    "standing" BOOLEAN NOT NULL,
    "retired" BOOLEAN NOT NULL,
    "draft_state" TEXT,

    CONSTRAINT "question_listing_pkey" PRIMARY KEY ("question_id"),
    CONSTRAINT "question_listing_draft_state_vocabulary" CHECK ("draft_state" IN ('open', 'returned', 'submitted'))
);
CREATE INDEX "question_listing_bank_id_code_idx" ON "question_listing"("bank_id", "code");
CREATE INDEX "question_listing_version_id_idx" ON "question_listing"("version_id");
CREATE INDEX "question_listing_cited_idx" ON "question_listing" USING GIN ("cited");
-- Few are under way or were given up, however many there are.
CREATE INDEX "question_listing_drafted" ON "question_listing" ("bank_id", "code") WHERE "draft_state" IS NOT NULL;
CREATE INDEX "question_listing_gone" ON "question_listing" ("bank_id", "code") WHERE NOT "standing";
ALTER TABLE "question_listing" ADD CONSTRAINT "question_listing_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "question_listing" ADD CONSTRAINT "question_listing_bank_id_fkey" FOREIGN KEY ("bank_id") REFERENCES "question_bank"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT guard_table('question_listing', 'version_id', 'draft_id', 'type', 'difficulty', 'topic', 'stem', 'words', 'law', 'cited', 'standing', 'retired', 'draft_state');

-- Writes the listing of these questions (null: of all) as it follows from everything else. A part is listed with its case.
CREATE FUNCTION list_questions(asked uuid[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "question_listing" ("question_id", "bank_id", "code", "version_id", "draft_id", "type", "difficulty", "topic",
    "stem", "words", "law", "cited", "standing", "retired", "draft_state")
  SELECT q."id", q."bank_id", q."code", v."id", d."id",
    coalesce(v."type", c."content" ->> 'type'),
    CASE WHEN v."id" IS NULL THEN (c."content" ->> 'difficulty')::int ELSE v."difficulty" END,
    coalesce(v."topic", c."content" ->> 'topic', ''),
    coalesce(v."stem", c."content" ->> 'stem', ''),
    concat_ws(E'\n', q."code", coalesce(v."topic", c."content" ->> 'topic'), coalesce(v."stem", c."content" ->> 'stem'), CASE
      WHEN v."id" IS NULL THEN (SELECT string_agg(p ->> 'stem', E'\n') FROM jsonb_array_elements(c."content" -> 'questions') AS p)
      ELSE (SELECT string_agg(p."stem", E'\n' ORDER BY p."position") FROM "question_version" p WHERE p."group_id" = v."id") END),
    coalesce(v."law", c."content" #>> '{citations,0,law}', c."content" #>> '{questions,0,citations,0,law}'),
    CASE WHEN v."id" IS NULL THEN ARRAY(
      SELECT DISTINCT n FROM (
          SELECT jsonb_path_query(c."content", '$.citations[*]') AS s
          UNION ALL SELECT jsonb_path_query(c."content", '$.questions[*].citations[*]')) AS cited,
        LATERAL (VALUES (s ->> 'law'), ((s ->> 'law') || ' ' || (s ->> 'article'))) AS named (n) ORDER BY n)
    ELSE ARRAY(
      SELECT DISTINCT n FROM "question_version" m JOIN "question_citation" s ON s."question_version_id" = m."id"
        JOIN "law_version" w ON w."id" = s."law_version_id" JOIN "law" l ON l."id" = w."law_id",
        LATERAL (VALUES (l."name"), (l."name" || ' ' || s."article")) AS named (n)
      WHERE m."id" = v."id" OR m."group_id" = v."id" ORDER BY n) END,
    EXISTS (SELECT FROM "bank_entry" e WHERE e."question_version_id" = v."id" AND e."until_number" IS NULL),
    EXISTS (SELECT FROM "question_retirement" r WHERE r."question_id" = q."id" AND r."restored_at" IS NULL),
    CASE WHEN d."state" = 'open' AND 'returned' = (
        SELECT s."act" FROM "question_draft_step" s
        WHERE s."draft_id" = d."id" AND s."act" IN ('submitted', 'returned') ORDER BY s."number" DESC LIMIT 1)
      THEN 'returned' ELSE d."state" END
  FROM "question" q
  LEFT JOIN LATERAL (
    SELECT * FROM "question_version" n WHERE n."question_id" = q."id" ORDER BY n."number" DESC LIMIT 1
  ) v ON true
  LEFT JOIN "question_draft" d ON d."question_id" = q."id" AND d."state" IN ('open', 'submitted')
  LEFT JOIN LATERAL (
    SELECT o."content" FROM "question_draft" o
    WHERE v."id" IS NULL AND o."question_id" = q."id" ORDER BY o."opened_at" DESC, o."id" DESC LIMIT 1
  ) c ON true
  WHERE q."id" = ANY(coalesce(asked, ARRAY(SELECT "id" FROM "question")))
    AND v."group_id" IS NULL AND (v."id" IS NOT NULL OR c."content" IS NOT NULL)
  ON CONFLICT ("question_id") DO UPDATE SET ("version_id", "draft_id", "type", "difficulty", "topic", "stem", "words", "law",
    "cited", "standing", "retired", "draft_state") = (EXCLUDED."version_id", EXCLUDED."draft_id", EXCLUDED."type",
    EXCLUDED."difficulty", EXCLUDED."topic", EXCLUDED."stem", EXCLUDED."words", EXCLUDED."law", EXCLUDED."cited", EXCLUDED."standing",
    EXCLUDED."retired", EXCLUDED."draft_state")
$$;
SELECT list_questions(NULL);
