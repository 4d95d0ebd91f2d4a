-- Who gets in: activation instead of a first password, tries counted by name, address and device, accounts stopped and
-- let in again, roles granted by two people, and why a personnel file was opened.

CREATE TABLE "activation" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "made_by_id" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,

    CONSTRAINT "activation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "activation_end_reason_vocabulary" CHECK ("end_reason" IN ('used', 'replaced', 'account-disabled')),
    CONSTRAINT "activation_ended_for_a_reason" CHECK (("ended_at" IS NULL) = ("end_reason" IS NULL))
);
CREATE INDEX "activation_account_id_made_at_idx" ON "activation"("account_id", "made_at");
-- The newest code is the only one.
CREATE UNIQUE INDEX "activation_live" ON "activation" ("account_id") WHERE "ended_at" IS NULL;
ALTER TABLE "activation" ADD CONSTRAINT "activation_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT guard_table('activation', 'ended_at', 'end_reason');

-- An account is stopped for a while: rows of their own, because an instant on the account is set once.
CREATE TABLE "account_disabling" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "disabled_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_by_id" UUID,
    "enabled_at" TIMESTAMPTZ(3),
    "enabled_by_id" UUID,

    CONSTRAINT "account_disabling_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "account_disabling_account_id_idx" ON "account_disabling"("account_id");
CREATE UNIQUE INDEX "account_disabling_live" ON "account_disabling" ("account_id") WHERE "enabled_at" IS NULL;
ALTER TABLE "account_disabling" ADD CONSTRAINT "account_disabling_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
INSERT INTO "account_disabling" ("id", "account_id", "disabled_at") SELECT gen_random_uuid(), "id", "disabled_at" FROM "account" WHERE "disabled_at" IS NOT NULL;
SELECT guard_table('account_disabling', 'enabled_at', 'enabled_by_id');
ALTER TABLE "account" DROP COLUMN "disabled_at";
SELECT guard_table('account', 'display_name', 'person_id');

-- The try is written before the password is looked at, and told its outcome after.
ALTER TABLE "sign_in_attempt" DISABLE TRIGGER "history";
ALTER TABLE "sign_in_attempt" ADD COLUMN "address_key" BYTEA, ADD COLUMN "device_key" BYTEA, ADD COLUMN "outcome" TEXT NOT NULL DEFAULT 'pending';
UPDATE "sign_in_attempt" SET "outcome" = CASE WHEN "succeeded" THEN 'succeeded' ELSE 'failed' END;
ALTER TABLE "sign_in_attempt" DROP COLUMN "succeeded", ALTER COLUMN "outcome" DROP DEFAULT;
ALTER TABLE "sign_in_attempt" ADD CONSTRAINT "sign_in_attempt_outcome_vocabulary" CHECK ("outcome" IN ('pending', 'failed', 'succeeded', 'throttled'));
CREATE INDEX "sign_in_attempt_address_key_at_idx" ON "sign_in_attempt"("address_key", "at");
SELECT guard_table('sign_in_attempt', 'outcome');

-- Where a session came from, in a word: the address itself is kept nowhere.
ALTER TABLE "session" ADD COLUMN "address_class" TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE "session" ADD CONSTRAINT "session_address_class_vocabulary" CHECK ("address_class" IN ('this-machine', 'internal', 'outside', 'unknown'));

CREATE TABLE "role_proposal" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "role_proposal_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "role_proposal_role_vocabulary" CHECK ("role" IN ('unit-training-officer', 'unit-legal-reviewer', 'unit-personnel-officer', 'personnel-department', 'legal-affairs', 'question-author', 'question-reviewer', 'invigilator', 'auditor', 'system-administrator', 'security-administrator', 'audit-administrator')),
    CONSTRAINT "role_proposal_decision_vocabulary" CHECK ("decision" IN ('approved', 'refused', 'withdrawn')),
    CONSTRAINT "role_proposal_decided_whole" CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by_id" IS NULL)),
    -- 双人复核: two people, and neither of them is the one who gains.
    CONSTRAINT "role_proposal_not_for_oneself" CHECK ("proposed_by_id" <> "account_id" AND ("decision" IS DISTINCT FROM 'approved' OR "decided_by_id" <> "account_id")),
    CONSTRAINT "role_proposal_two_people" CHECK ("decision" IS DISTINCT FROM 'approved' OR "decided_by_id" <> "proposed_by_id")
);
CREATE INDEX "role_proposal_account_id_idx" ON "role_proposal"("account_id");
CREATE UNIQUE INDEX "role_proposal_open" ON "role_proposal" ("account_id", "role", "unit_id") WHERE "decided_at" IS NULL;
ALTER TABLE "role_proposal" ADD CONSTRAINT "role_proposal_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "role_proposal" ADD CONSTRAINT "role_proposal_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "role_proposal" ADD CONSTRAINT "role_proposal_proposed_by_id_fkey" FOREIGN KEY ("proposed_by_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT guard_table('role_proposal', 'decision', 'decided_by_id', 'decided_at');

-- Why someone opened a personnel file, once a session and day. The note is free text and so has no place in the audit log.
CREATE TABLE "file_look" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "looked_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "file_look_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "file_look_reason_vocabulary" CHECK ("reason" IN ('casework', 'audit', 'correction', 'upkeep'))
);
CREATE UNIQUE INDEX "file_look_session_id_person_id_looked_on_key" ON "file_look"("session_id", "person_id", "looked_on");
ALTER TABLE "file_look" ADD CONSTRAINT "file_look_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "file_look" ADD CONSTRAINT "file_look_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT guard_table('file_look');
