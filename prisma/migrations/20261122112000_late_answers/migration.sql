-- Answers that came too late count when two people accept them with a reason.
CREATE TABLE "late_acceptance" (
    "id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "step_ids" BIGINT[],
    "reason" TEXT NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "late_acceptance_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "late_acceptance_attempt_id_idx" ON "late_acceptance"("attempt_id");
CREATE UNIQUE INDEX "late_acceptance_open" ON "late_acceptance" ("attempt_id") WHERE "decision" IS NULL;
ALTER TABLE "late_acceptance" ADD CONSTRAINT "late_acceptance_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "late_acceptance" ADD CONSTRAINT "late_acceptance_decision_vocabulary" CHECK ("decision" IN ('approved', 'refused'));
ALTER TABLE "late_acceptance" ADD CONSTRAINT "late_acceptance_reason" CHECK (btrim("reason") <> '');
ALTER TABLE "late_acceptance" ADD CONSTRAINT "late_acceptance_steps" CHECK (cardinality("step_ids") > 0);
ALTER TABLE "late_acceptance" ADD CONSTRAINT "late_acceptance_two_people" CHECK (("decision" IS NULL) = ("decided_by_id" IS NULL) AND ("decision" IS NULL) = ("decided_at" IS NULL) AND "decided_by_id" <> "proposed_by_id");
ALTER TABLE "answer_step" DROP CONSTRAINT "answer_step_kind_vocabulary";
ALTER TABLE "answer_step" ADD CONSTRAINT "answer_step_kind_vocabulary" CHECK ("kind" IN ('started', 'answer', 'flag', 'take-over', 'late', 'submission', 'extra-time', 'paused', 'resumed', 'reopened', 'late-accepted'));
SELECT guard_table('late_acceptance', 'decision', 'decided_by_id', 'decided_at');
