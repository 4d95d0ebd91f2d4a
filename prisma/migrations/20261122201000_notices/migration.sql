-- 消息: what the platform tells somebody when it happens. The same happening tells a person once; a notice is read once and
-- never taken back. Who has no account, or has died, never reads theirs.
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "happening" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "notice_person_id_code_happening_key" ON "notice"("person_id", "code", "happening");
CREATE INDEX "notice_person_id_id_idx" ON "notice"("person_id", "id");
-- The bell of every page counts these, and nothing else of the table.
CREATE INDEX "notice_unread" ON "notice"("person_id") WHERE "read_at" IS NULL;

ALTER TABLE "notice" ADD CONSTRAINT "notice_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "notice" ADD CONSTRAINT "notice_code" CHECK ("code" ~ '^[a-z-]+\.[a-z-]+$');
ALTER TABLE "notice" ADD CONSTRAINT "notice_happening" CHECK ("happening" <> '');
ALTER TABLE "notice" ADD CONSTRAINT "notice_facts" CHECK (jsonb_typeof("facts") = 'object');
SELECT guard_table('notice', 'read_at');
