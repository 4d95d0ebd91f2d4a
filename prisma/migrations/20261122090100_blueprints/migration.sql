-- On how many papers a question stood, day by day: counted once for a day that is over, so that drawing a paper never
-- counts the papers of a year.
CREATE TABLE "question_exposure" (
    "begun_on" DATE NOT NULL,
    "question_version_id" UUID NOT NULL,
    "papers" INTEGER NOT NULL,

    CONSTRAINT "question_exposure_pkey" PRIMARY KEY ("begun_on","question_version_id")
);
ALTER TABLE "question_exposure" ADD CONSTRAINT "question_exposure_question_version_id_fkey" FOREIGN KEY ("question_version_id") REFERENCES "question_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "question_exposure" ADD CONSTRAINT "question_exposure_papers" CHECK ("papers" >= 1);
SELECT guard_table('question_exposure');

-- The questions of a paper, a case as one, beside the words it is printed with: counting does not unpack those.
ALTER TABLE "paper" DISABLE TRIGGER "history";
ALTER TABLE "paper" ADD COLUMN "question_ids" UUID[] DEFAULT '{}';
UPDATE "paper" SET "question_ids" = ARRAY(
  SELECT DISTINCT coalesce(v."group_id", v."id")
  FROM jsonb_array_elements("slots" -> 'slots') AS slot
  JOIN "question_version" v ON v."id" = (slot ->> 'questionVersionId')::uuid);
ALTER TABLE "paper" ENABLE TRIGGER "history";

CREATE INDEX "attempt_started_at_idx" ON "attempt"("started_at");
