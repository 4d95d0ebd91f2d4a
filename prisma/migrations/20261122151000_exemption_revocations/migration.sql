-- A granted exemption is taken back by two people with a reason: the exam is owed again, and another may be asked for.
ALTER TABLE "exam_exemption" ADD COLUMN "revoked_at" TIMESTAMPTZ(3);
ALTER TABLE "exam_exemption" ADD CONSTRAINT "exam_exemption_revoked" CHECK ("revoked_at" IS NULL OR "decision" = 'granted');
DROP INDEX "exam_exemption_granted";
CREATE UNIQUE INDEX "exam_exemption_granted" ON "exam_exemption" ("requirement_id") WHERE "decision" = 'granted' AND "revoked_at" IS NULL;

CREATE TABLE "exam_exemption_revocation" (
    "id" UUID NOT NULL,
    "exemption_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "exam_exemption_revocation_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "exam_exemption_revocation_exemption_id_idx" ON "exam_exemption_revocation"("exemption_id");
CREATE UNIQUE INDEX "exam_exemption_revocation_open" ON "exam_exemption_revocation" ("exemption_id") WHERE "decision" IS NULL;

ALTER TABLE "exam_exemption_revocation" ADD CONSTRAINT "exam_exemption_revocation_exemption_id_fkey" FOREIGN KEY ("exemption_id") REFERENCES "exam_exemption"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "exam_exemption_revocation" ADD CONSTRAINT "exam_exemption_revocation_decision_vocabulary" CHECK ("decision" IN ('approved', 'refused'));
ALTER TABLE "exam_exemption_revocation" ADD CONSTRAINT "exam_exemption_revocation_reason" CHECK (btrim("reason") <> '');
-- 双人复核: whoever proposes it does not decide it.
ALTER TABLE "exam_exemption_revocation" ADD CONSTRAINT "exam_exemption_revocation_two_people" CHECK (("decision" IS NULL) = ("decided_by_id" IS NULL) AND ("decision" IS NULL) = ("decided_at" IS NULL) AND "decided_by_id" <> "proposed_by_id");

-- Without the second person nothing is taken back, whatever the application forgets to ask.
CREATE FUNCTION exemption_revoked_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL AND NOT EXISTS
     (SELECT 1 FROM exam_exemption_revocation WHERE exemption_id = NEW.id AND decision = 'approved') THEN
    RAISE EXCEPTION 'exam_exemption_revoked_by_two: no second person has approved' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER revoked_by_two BEFORE UPDATE OF "revoked_at" ON "exam_exemption" FOR EACH ROW EXECUTE FUNCTION exemption_revoked_by_two();

ALTER TABLE "exam_requirement_step" DROP CONSTRAINT "exam_requirement_step_act_vocabulary";
ALTER TABLE "exam_requirement_step" ADD CONSTRAINT "exam_requirement_step_act_vocabulary" CHECK ("act" IN ('required', 'met', 'unmet', 'exempted', 'exemption-revoked', 'withdrawn'));
ALTER TABLE "exam_requirement_step" DROP CONSTRAINT "exam_requirement_step_rests";
ALTER TABLE "exam_requirement_step" ADD CONSTRAINT "exam_requirement_step_rests" CHECK (("act" IN ('exempted', 'exemption-revoked')) = ("exemption_id" IS NOT NULL) AND ("act" IN ('withdrawn', 'exemption-revoked')) = ("reason" IS NOT NULL));

SELECT guard_table('exam_exemption', 'decision', 'decided_by_id', 'decided_at', 'decision_reason', 'revoked_at');
SELECT guard_table('exam_exemption_revocation', 'decision', 'decided_by_id', 'decided_at');
