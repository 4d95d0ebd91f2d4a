-- 清理逾期: noted once for each deadline of a case, however many processes look.
CREATE TABLE "clearance_overdue" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "due_on" DATE NOT NULL,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "clearance_overdue_pkey" PRIMARY KEY ("id"),
    -- The deadline is over when its day is, in China.
    CONSTRAINT "clearance_overdue_over" CHECK (("noted_at" AT TIME ZONE 'Asia/Shanghai')::date > "due_on")
);

CREATE UNIQUE INDEX "clearance_overdue_case_id_due_on_key" ON "clearance_overdue"("case_id", "due_on");
ALTER TABLE "clearance_overdue" ADD CONSTRAINT "clearance_overdue_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "clearance_case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- Asked every day.
CREATE INDEX "clearance_case_open_due" ON "clearance_case" ("due_on") WHERE "state" <> 'closed';

SELECT guard_table('clearance_overdue');
