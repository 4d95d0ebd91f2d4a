-- 异议: a candidate objects to a question of the own paper or to the result, once each; somebody of the office answers.
-- What candidates see of a released exam is chosen when it is released; before this was asked, they saw everything.
CREATE TABLE "objection" (
    "id" UUID NOT NULL,
    "exam_id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "slot" INTEGER,
    "reason" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" DATE NOT NULL,
    "outcome" TEXT,
    "reply" TEXT,
    "replied_by_id" UUID,
    "replied_at" TIMESTAMPTZ(3),

    CONSTRAINT "objection_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "objection_exam_id_id_idx" ON "objection"("exam_id", "id");
CREATE UNIQUE INDEX "objection_once" ON "objection" ("attempt_id", coalesce("slot", 0));

ALTER TABLE "objection" ADD CONSTRAINT "objection_exam_id_fkey" FOREIGN KEY ("exam_id") REFERENCES "exam"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "objection" ADD CONSTRAINT "objection_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "objection" ADD CONSTRAINT "objection_outcome_vocabulary" CHECK ("outcome" IN ('upheld', 'dismissed'));
ALTER TABLE "objection" ADD CONSTRAINT "objection_slot" CHECK ("slot" > 0);
ALTER TABLE "objection" ADD CONSTRAINT "objection_reason" CHECK (btrim("reason") <> '');
ALTER TABLE "objection" ADD CONSTRAINT "objection_answered" CHECK (("outcome" IS NULL) = ("reply" IS NULL) AND ("outcome" IS NULL) = ("replied_by_id" IS NULL) AND ("outcome" IS NULL) = ("replied_at" IS NULL) AND ("reply" IS NULL OR btrim("reply") <> ''));
SELECT guard_table('objection', 'outcome', 'reply', 'replied_by_id', 'replied_at');

ALTER TABLE "exam_act" ADD COLUMN "disclosure" TEXT;
ALTER TABLE "exam_act" ADD CONSTRAINT "exam_act_disclosure_vocabulary" CHECK ("disclosure" IN ('score-only', 'answers-after-objections', 'answers-at-once'));
ALTER TABLE "exam_act" ADD CONSTRAINT "exam_act_disclosure" CHECK ("disclosure" IS NULL OR "act" = 'released');
