-- What a study plan required of people it takes back when another exam is set for its item: what was asked no longer is,
-- and there is nobody who could give a reason of their own. Whoever withdraws a requirement by hand still gives one.
ALTER TABLE "exam_requirement_step" DROP CONSTRAINT "exam_requirement_step_rests";
ALTER TABLE "exam_requirement_step" ADD CONSTRAINT "exam_requirement_step_rests" CHECK (
  ("act" IN ('exempted', 'exemption-revoked')) = ("exemption_id" IS NOT NULL)
  AND ("act" <> 'exemption-revoked' OR "reason" IS NOT NULL)
  AND ("act" IN ('withdrawn', 'exemption-revoked') OR "reason" IS NULL));
