-- 机构合并、更名、撤销 (T25): proposed by one and approved by another, then worked off line by line from one switch-over date.
CREATE TABLE "unit_change" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "target_id" UUID,
    "new_unit" JSONB,
    "switch_on" DATE NOT NULL,
    "order_number" TEXT NOT NULL,
    "announced_on" DATE,
    "file_hash" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "foreseen" JSONB NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "unit_change_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "unit_change_kind_vocabulary" CHECK ("kind" IN ('merge', 'rename', 'dissolve')),
    CONSTRAINT "unit_change_decision_vocabulary" CHECK ("decision" IN ('approved', 'refused', 'withdrawn')),
    CONSTRAINT "unit_change_order" CHECK (btrim("order_number") <> ''),
    CONSTRAINT "unit_change_two_people" CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by_id" IS NULL)
      AND ("decision" IS DISTINCT FROM 'approved' OR "decided_by_id" <> "proposed_by_id")),
    CONSTRAINT "unit_change_finished" CHECK ("finished_at" IS NULL OR "decision" = 'approved'),
    CONSTRAINT "unit_change_into" CHECK (CASE "kind" WHEN 'merge' THEN "target_id" IS NOT NULL OR "new_unit" IS NOT NULL
      WHEN 'rename' THEN "target_id" IS NOT NULL AND "new_unit" IS NOT NULL ELSE "target_id" IS NULL AND "new_unit" IS NULL END)
);
CREATE INDEX "unit_change_target_id_idx" ON "unit_change"("target_id");
CREATE INDEX "unit_change_file_hash_idx" ON "unit_change"("file_hash");
CREATE INDEX "unit_change_under_way" ON "unit_change" ("switch_on", "id") WHERE "decision" = 'approved' AND "finished_at" IS NULL;

CREATE TABLE "unit_change_unit" (
    "change_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "posts" TEXT NOT NULL,
    "roles" TEXT NOT NULL,
    "refusals" JSONB,
    "closed_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),

    CONSTRAINT "unit_change_unit_pkey" PRIMARY KEY ("change_id","unit_id"),
    CONSTRAINT "unit_change_unit_posts_vocabulary" CHECK ("posts" IN ('move', 'end')),
    CONSTRAINT "unit_change_unit_roles_vocabulary" CHECK ("roles" IN ('move', 'end'))
);
CREATE INDEX "unit_change_unit_unit_id_idx" ON "unit_change_unit"("unit_id");
-- A unit is in one change at a time.
CREATE UNIQUE INDEX "unit_change_unit_open" ON "unit_change_unit" ("unit_id") WHERE "released_at" IS NULL;

-- Each thing is one line of a change, once; it is decided in the transaction that does it.
CREATE TABLE "unit_change_line" (
    "change_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "outcome" TEXT,
    "made_id" UUID,
    "refusals" JSONB,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "unit_change_line_pkey" PRIMARY KEY ("change_id","place"),
    CONSTRAINT "unit_change_line_kind_vocabulary" CHECK ("kind" IN ('subordinate', 'person', 'role', 'application', 'certificate', 'post')),
    CONSTRAINT "unit_change_line_outcome_vocabulary" CHECK ("outcome" IN ('moved', 'ended', 'exchanged', 'cancelled', 'kept')),
    CONSTRAINT "unit_change_line_fates" CHECK ("outcome" IS NULL OR ("kind" = 'certificate') = ("outcome" IN ('exchanged', 'cancelled', 'kept'))),
    CONSTRAINT "unit_change_line_decided_whole" CHECK (("decided_at" IS NULL) = ("outcome" IS NULL))
);
CREATE UNIQUE INDEX "unit_change_line_change_id_kind_subject_id_key" ON "unit_change_line"("change_id", "kind", "subject_id");
CREATE INDEX "unit_change_line_unit_id_idx" ON "unit_change_line"("unit_id");
CREATE INDEX "unit_change_line_open" ON "unit_change_line" ("change_id", "place") WHERE "decided_at" IS NULL;

-- 承继: which unit a dissolved one went into.
CREATE TABLE "unit_succession" (
    "unit_id" UUID NOT NULL,
    "successor_id" UUID NOT NULL,
    "change_id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unit_succession_pkey" PRIMARY KEY ("unit_id"),
    CONSTRAINT "unit_succession_other" CHECK ("unit_id" <> "successor_id")
);
CREATE INDEX "unit_succession_successor_id_idx" ON "unit_succession"("successor_id");
CREATE INDEX "unit_succession_change_id_idx" ON "unit_succession"("change_id");

-- An application goes to the unit that its own went into. Where it was, and as what, stays.
CREATE TABLE "application_move" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "change_id" UUID NOT NULL,
    "from_unit_id" UUID NOT NULL,
    "to_unit_id" UUID NOT NULL,
    "kind_before" TEXT NOT NULL,
    "kind_after" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_move_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "application_move_kinds" CHECK ("kind_before" IN ('first', 'renewal', 'replacement', 'change', 'transfer') AND "kind_after" IN ('first', 'transfer'))
);
CREATE UNIQUE INDEX "application_move_application_id_change_id_key" ON "application_move"("application_id", "change_id");
CREATE INDEX "application_move_change_id_idx" ON "application_move"("change_id");

ALTER TABLE "unit_change" ADD CONSTRAINT "unit_change_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "unit_change" ADD CONSTRAINT "unit_change_file_hash_fkey" FOREIGN KEY ("file_hash") REFERENCES "stored_file"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "unit_change_unit" ADD CONSTRAINT "unit_change_unit_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "unit_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "unit_change_unit" ADD CONSTRAINT "unit_change_unit_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "unit_change_line" ADD CONSTRAINT "unit_change_line_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "unit_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "unit_change_line" ADD CONSTRAINT "unit_change_line_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "unit_succession" ADD CONSTRAINT "unit_succession_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "unit_succession" ADD CONSTRAINT "unit_succession_successor_id_fkey" FOREIGN KEY ("successor_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "unit_succession" ADD CONSTRAINT "unit_succession_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "unit_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "application_move" ADD CONSTRAINT "application_move_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "application_move" ADD CONSTRAINT "application_move_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "unit_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "application_move" ADD CONSTRAINT "application_move_from_unit_id_fkey" FOREIGN KEY ("from_unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "application_move" ADD CONSTRAINT "application_move_to_unit_id_fkey" FOREIGN KEY ("to_unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT guard_table('unit_change', 'target_id', 'decision', 'decided_by_id', 'decided_at', 'last_seen_at', 'finished_at');
SELECT guard_table('unit_change_unit', 'refusals', 'closed_at', 'released_at');
SELECT guard_table('unit_change_line', 'outcome', 'made_id', 'refusals', 'decided_at');
SELECT guard_table('unit_succession');
SELECT guard_table('application_move');
SELECT guard_table('application', 'closed_at', 'locked_at', 'person_id', 'unit_id', 'kind');

-- An application's unit and kind change in one way only: as a move says that was written before.
CREATE FUNCTION only_as_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.unit_id, OLD.kind) IS DISTINCT FROM (NEW.unit_id, NEW.kind) AND NOT EXISTS (
    SELECT 1 FROM application_move m WHERE m.application_id = OLD.id AND m.from_unit_id = OLD.unit_id
      AND m.to_unit_id = NEW.unit_id AND m.kind_before = OLD.kind AND m.kind_after = NEW.kind
  ) THEN
    RAISE EXCEPTION 'an application changes its unit and kind only as a move says' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER unit_moves BEFORE UPDATE OF unit_id, kind ON application FOR EACH ROW EXECUTE FUNCTION only_as_moved();
