-- 违纪、作弊: recorded, signed by four different accounts, and only then of effect; taken back by two people.
CREATE TABLE "violation" (
    "id" UUID NOT NULL,
    "exam_id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "evidence_hash" TEXT,
    "recorded_by_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "decision_number" TEXT,
    "effective_at" TIMESTAMPTZ(3),
    "ban_fact_id" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "violation_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "violation_signature" (
    "violation_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "violation_signature_pkey" PRIMARY KEY ("violation_id","role")
);

CREATE TABLE "violation_withdrawal" (
    "id" UUID NOT NULL,
    "violation_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "violation_withdrawal_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "violation_exam_id_idx" ON "violation"("exam_id");
CREATE INDEX "violation_registration_id_idx" ON "violation"("registration_id");
CREATE UNIQUE INDEX "violation_signature_violation_id_account_id_key" ON "violation_signature"("violation_id", "account_id");
CREATE INDEX "violation_withdrawal_violation_id_idx" ON "violation_withdrawal"("violation_id");
CREATE UNIQUE INDEX "violation_withdrawal_open" ON "violation_withdrawal" ("violation_id") WHERE "decision" IS NULL;

ALTER TABLE "violation" ADD CONSTRAINT "violation_exam_id_fkey" FOREIGN KEY ("exam_id") REFERENCES "exam"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "violation" ADD CONSTRAINT "violation_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "violation_signature" ADD CONSTRAINT "violation_signature_violation_id_fkey" FOREIGN KEY ("violation_id") REFERENCES "violation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "violation_signature" ADD CONSTRAINT "violation_signature_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "violation_withdrawal" ADD CONSTRAINT "violation_withdrawal_violation_id_fkey" FOREIGN KEY ("violation_id") REFERENCES "violation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "violation" ADD CONSTRAINT "violation_kind_vocabulary" CHECK ("kind" IN ('misconduct', 'cheating'));
ALTER TABLE "violation" ADD CONSTRAINT "violation_code_vocabulary" CHECK ("code" IN ('forbidden-item', 'talking', 'leaving-seat', 'disorder', 'disobedience', 'impersonation', 'copying', 'passing-answers', 'device', 'leaking'));
ALTER TABLE "violation" ADD CONSTRAINT "violation_description" CHECK (btrim("description") <> '');
ALTER TABLE "violation" ADD CONSTRAINT "violation_decision" CHECK (("effective_at" IS NULL) = ("decision_number" IS NULL) AND ("ban_fact_id" IS NULL OR ("kind" = 'cheating' AND "effective_at" IS NOT NULL)));
ALTER TABLE "violation_signature" ADD CONSTRAINT "violation_signature_role_vocabulary" CHECK ("role" IN ('invigilator', 'entry-clerk', 'checker', 'chief'));
ALTER TABLE "violation_withdrawal" ADD CONSTRAINT "violation_withdrawal_decision_vocabulary" CHECK ("decision" IN ('approved', 'refused'));
ALTER TABLE "violation_withdrawal" ADD CONSTRAINT "violation_withdrawal_reason" CHECK (btrim("reason") <> '');
ALTER TABLE "violation_withdrawal" ADD CONSTRAINT "violation_withdrawal_two_people" CHECK (("decision" IS NULL) = ("decided_by_id" IS NULL) AND ("decision" IS NULL) = ("decided_at" IS NULL) AND "decided_by_id" <> "proposed_by_id");

-- Without the four signatures nothing takes effect, whatever the application forgets to ask.
CREATE FUNCTION violation_needs_four() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.effective_at IS NULL AND NEW.effective_at IS NOT NULL
     AND (SELECT count(*) FROM violation_signature WHERE violation_id = NEW.id) < 4 THEN
    RAISE EXCEPTION 'violation_four_signatures: not everybody has signed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER four_signatures BEFORE UPDATE OF "effective_at" ON "violation" FOR EACH ROW EXECUTE FUNCTION violation_needs_four();

SELECT guard_table('violation', 'decision_number', 'effective_at', 'ban_fact_id', 'withdrawn_at');
SELECT guard_table('violation_signature');
SELECT guard_table('violation_withdrawal', 'decision', 'decided_by_id', 'decided_at');
