-- Item statistics: projections of marked attempts, computed by a job after an exam's results are released, rebuildable.
CREATE TABLE "exam_statistic" (
    "exam_id" UUID NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "rules" INTEGER NOT NULL,
    "figures" JSONB NOT NULL,

    CONSTRAINT "exam_statistic_pkey" PRIMARY KEY ("exam_id")
);

CREATE TABLE "item_tally" (
    "exam_id" UUID NOT NULL,
    "question_version_id" UUID NOT NULL,
    "tally" JSONB NOT NULL,

    CONSTRAINT "item_tally_pkey" PRIMARY KEY ("exam_id","question_version_id")
);

CREATE TABLE "item_statistic" (
    "question_version_id" UUID NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL,
    "facility" DOUBLE PRECISION,
    "discrimination" DOUBLE PRECISION,
    "guess" DOUBLE PRECISION,
    "median_seconds" DOUBLE PRECISION,
    "flags" TEXT[] NOT NULL,
    "severity" INTEGER NOT NULL,

    CONSTRAINT "item_statistic_pkey" PRIMARY KEY ("question_version_id"),
    CONSTRAINT "item_statistic_attempts" CHECK ("attempts" >= 0),
    CONSTRAINT "item_statistic_facility" CHECK ("facility" BETWEEN 0 AND 1),
    CONSTRAINT "item_statistic_discrimination" CHECK ("discrimination" BETWEEN -1 AND 1)
);

CREATE INDEX "item_tally_question_version_id_idx" ON "item_tally"("question_version_id");

ALTER TABLE "exam_statistic" ADD CONSTRAINT "exam_statistic_exam_id_fkey" FOREIGN KEY ("exam_id") REFERENCES "exam"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "item_tally" ADD CONSTRAINT "item_tally_exam_id_fkey" FOREIGN KEY ("exam_id") REFERENCES "exam"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "item_tally" ADD CONSTRAINT "item_tally_question_version_id_fkey" FOREIGN KEY ("question_version_id") REFERENCES "question_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "item_statistic" ADD CONSTRAINT "item_statistic_question_version_id_fkey" FOREIGN KEY ("question_version_id") REFERENCES "question_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT guard_table('exam_statistic', 'as_of', 'rules', 'figures');
SELECT guard_table('item_tally', 'tally');
SELECT guard_table('item_statistic', 'as_of', 'attempts', 'facility', 'discrimination', 'guess', 'median_seconds', 'flags', 'severity');
