-- A report asks of ten thousand papers which of them have answers that came too late: few have, and half a million steps
-- would be read to find them.
CREATE INDEX "answer_step_late" ON "answer_step" ("attempt_id") WHERE "kind" = 'late';
