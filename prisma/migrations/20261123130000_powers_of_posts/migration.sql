-- 职权: the powers of enforcement bodies, and which posts exercise them. Corrected by later versions, never rewritten.
CREATE TABLE "power" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID,

    CONSTRAINT "power_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "power_version" (
    "id" UUID NOT NULL,
    "power_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "field" TEXT,
    "basis" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "power_version_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "power_version_kind_vocabulary" CHECK ("kind" IN ('penalty', 'licence', 'coercion', 'inspection', 'levy', 'confirmation', 'reward', 'adjudication', 'other')),
    CONSTRAINT "power_version_said" CHECK (btrim("name") <> '' AND btrim("basis") <> ''),
    CONSTRAINT "power_version_days" CHECK ("to_on" IS NULL OR "to_on" > "from_on"),
    CONSTRAINT "power_version_one_at_a_time" EXCLUDE USING gist ("power_id" WITH =, daterange("from_on", "to_on") WITH &&) WHERE ("superseded_at" IS NULL)
);

CREATE TABLE "position_power" (
    "id" UUID NOT NULL,
    "fact_id" UUID NOT NULL,
    "position_id" UUID NOT NULL,
    "power_id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "position_power_pkey" PRIMARY KEY ("id"),
    -- Taken back on the day it was given, it stays as having been given: a post that lost all its powers exercises none.
    CONSTRAINT "position_power_days" CHECK ("to_on" IS NULL OR "to_on" >= "from_on"),
    CONSTRAINT "position_power_once" EXCLUDE USING gist ("position_id" WITH =, "power_id" WITH =, daterange("from_on", "to_on") WITH &&) WHERE ("superseded_at" IS NULL)
);

CREATE INDEX "power_unit_id_idx" ON "power"("unit_id");
CREATE INDEX "power_version_power_id_idx" ON "power_version"("power_id");
CREATE INDEX "position_power_position_id_idx" ON "position_power"("position_id");
CREATE INDEX "position_power_power_id_idx" ON "position_power"("power_id");
ALTER TABLE "power" ADD CONSTRAINT "power_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "power_version" ADD CONSTRAINT "power_version_power_id_fkey" FOREIGN KEY ("power_id") REFERENCES "power"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "position_power" ADD CONSTRAINT "position_power_position_id_fkey" FOREIGN KEY ("position_id") REFERENCES "position"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "position_power" ADD CONSTRAINT "position_power_power_id_fkey" FOREIGN KEY ("power_id") REFERENCES "power"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A post exercises powers of its own unit and of no other.
CREATE FUNCTION power_of_its_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT unit_id FROM position WHERE id = NEW.position_id) <> (SELECT unit_id FROM power WHERE id = NEW.power_id) THEN
    RAISE EXCEPTION 'a post exercises powers of its own unit' USING ERRCODE = 'check_violation', CONSTRAINT = 'position_power_of_its_unit';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER of_its_unit BEFORE INSERT ON "position_power" FOR EACH ROW EXECUTE FUNCTION power_of_its_unit();

SELECT guard_table('power');
SELECT guard_table('power_version', 'superseded_at');
SELECT guard_table('position_power', 'superseded_at');
