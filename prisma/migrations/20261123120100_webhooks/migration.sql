-- Messages to other systems: who is told, by which secret they know it is us, what was made for them and what came of it.
CREATE TABLE "webhook" (
    "id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "stopped_by_id" UUID,
    "stop_reason" TEXT,
    "told_txid" BIGINT NOT NULL,
    "told_id" BIGINT NOT NULL,
    "next_turn" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "webhook_stop_reason_vocabulary" CHECK ("stop_reason" IN ('by-hand', 'failing', 'gone')),
    CONSTRAINT "webhook_stopped" CHECK (("stopped_at" IS NULL) = ("stop_reason" IS NULL))
);
CREATE INDEX "webhook_client_id_idx" ON "webhook"("client_id");
CREATE INDEX "webhook_turn" ON "webhook" ("next_turn") WHERE "stopped_at" IS NULL;
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "api_client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT guard_table('webhook', 'stopped_at', 'stopped_by_id', 'stop_reason', 'told_txid', 'told_id', 'next_turn');

-- A secret follows from its id and a key of the ring: the secret itself stands nowhere.
CREATE TABLE "webhook_secret" (
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "key_id" TEXT NOT NULL,
    "made_by_id" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_secret_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "webhook_secret_webhook_id_idx" ON "webhook_secret"("webhook_id");
CREATE UNIQUE INDEX "webhook_secret_current" ON "webhook_secret" ("webhook_id") WHERE "ended_at" IS NULL;
ALTER TABLE "webhook_secret" ADD CONSTRAINT "webhook_secret_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhook"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT guard_table('webhook_secret', 'ended_at');

-- In the order of their places; of one change one message. A message that has come to no end yet waits for its turn.
CREATE TABLE "webhook_message" (
    "id" UUID NOT NULL,
    "place" BIGSERIAL NOT NULL,
    "webhook_id" UUID NOT NULL,
    "event_id" BIGINT,
    "body" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_message_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "webhook_message_outcome_vocabulary" CHECK ("outcome" IN ('delivered', 'given-up')),
    CONSTRAINT "webhook_message_ended" CHECK (("outcome" IS NULL) = ("ended_at" IS NULL))
);
CREATE UNIQUE INDEX "webhook_message_place_key" ON "webhook_message"("place");
CREATE UNIQUE INDEX "webhook_message_webhook_id_event_id_key" ON "webhook_message"("webhook_id", "event_id");
CREATE INDEX "webhook_message_webhook_id_place_idx" ON "webhook_message"("webhook_id", "place");
CREATE INDEX "webhook_message_waiting" ON "webhook_message" ("webhook_id", "place") WHERE "outcome" IS NULL;
ALTER TABLE "webhook_message" ADD CONSTRAINT "webhook_message_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhook"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT guard_table('webhook_message', 'tries', 'next_try', 'outcome', 'ended_at');

CREATE TABLE "webhook_try" (
    "id" BIGSERIAL NOT NULL,
    "message_id" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "took_ms" INTEGER NOT NULL,
    "status" INTEGER,
    "failure" TEXT,

    CONSTRAINT "webhook_try_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "webhook_try_failure_vocabulary" CHECK ("failure" IN ('inside-address', 'unknown-host', 'no-connection', 'no-answer')),
    CONSTRAINT "webhook_try_answered" CHECK (("status" IS NULL) <> ("failure" IS NULL))
);
CREATE INDEX "webhook_try_message_id_idx" ON "webhook_try"("message_id");
ALTER TABLE "webhook_try" ADD CONSTRAINT "webhook_try_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "webhook_message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
SELECT guard_table('webhook_try');
