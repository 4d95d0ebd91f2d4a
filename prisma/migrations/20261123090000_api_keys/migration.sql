-- Keys of other systems: each ends by itself, and a new one may begin while the old one still works for a while.
ALTER TABLE "api_client" ADD COLUMN "scopes" TEXT[] NOT NULL DEFAULT '{eligibility}',
  ADD COLUMN "per_minute" INTEGER NOT NULL DEFAULT 600,
  ADD COLUMN "revoked_by_id" UUID,
  ADD CONSTRAINT "api_client_scopes_vocabulary" CHECK (cardinality("scopes") > 0 AND "scopes" <@ ARRAY['eligibility', 'team', 'changes']),
  ADD CONSTRAINT "api_client_per_minute" CHECK ("per_minute" BETWEEN 1 AND 100000);
SELECT guard_table('api_client', 'revoked_at', 'revoked_by_id');

CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "made_by_id" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "api_key_expires" CHECK ("expires_at" > "made_at")
);
CREATE UNIQUE INDEX "api_key_key_hash_key" ON "api_key"("key_hash");
CREATE INDEX "api_key_client_id_idx" ON "api_key"("client_id");
-- Of each system one key goes on; every other has an end.
CREATE UNIQUE INDEX "api_key_current" ON "api_key" ("client_id") WHERE "ended_at" IS NULL;
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "api_client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Keys from before had no end: they get a year from now.
INSERT INTO "api_key" ("id", "client_id", "key_hash", "made_by_id", "made_at", "expires_at")
  SELECT gen_random_uuid(), "id", "key_hash", "created_by_id", "created_at", greatest("created_at", now()) + interval '365 days' FROM "api_client";
ALTER TABLE "api_client" DROP COLUMN "key_hash";
SELECT guard_table('api_key', 'ended_at');

-- How often each system asked, by minute: the limit is counted here, for all processes together.
CREATE TABLE "api_use" (
    "client_id" UUID NOT NULL,
    "minute_at" TIMESTAMPTZ(3) NOT NULL,
    "asked" INTEGER NOT NULL,

    CONSTRAINT "api_use_pkey" PRIMARY KEY ("client_id","minute_at"),
    CONSTRAINT "api_use_asked" CHECK ("asked" > 0)
);
ALTER TABLE "api_use" ADD CONSTRAINT "api_use_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "api_client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT guard_table('api_use', 'asked');
CREATE TRIGGER counts_up BEFORE UPDATE ON "api_use" FOR EACH ROW
  WHEN (NEW."asked" <= OLD."asked") EXECUTE FUNCTION refuse_change();

-- The case an officer was asked about, and which answers were given for one team.
ALTER TABLE "eligibility_check" ADD COLUMN "case_number" TEXT, ADD COLUMN "team_id" UUID;
CREATE INDEX "eligibility_check_client_id_checked_at_idx" ON "eligibility_check"("client_id", "checked_at");
CREATE INDEX "eligibility_check_team_id_idx" ON "eligibility_check"("team_id");
