-- Whoever holds a code becomes the account. Where the account holds roles, a second person says that its owner asked.
ALTER TABLE "activation" ADD COLUMN "confirmed_by_id" UUID, ADD COLUMN "confirmed_at" TIMESTAMPTZ(3);
ALTER TABLE "activation" ADD CONSTRAINT "activation_confirmed_whole" CHECK (("confirmed_by_id" IS NULL) = ("confirmed_at" IS NULL));
-- 双人复核: two people, and neither of them is the one who gains.
ALTER TABLE "activation" ADD CONSTRAINT "activation_two_people" CHECK ("confirmed_by_id" <> "made_by_id" AND "confirmed_by_id" <> "account_id");
SELECT guard_table('activation', 'ended_at', 'end_reason', 'confirmed_by_id', 'confirmed_at');
