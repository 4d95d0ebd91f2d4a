-- Away for a time without leaving (长期病假, 产假, 脱产学习, 外派): words of the employment's own status.
ALTER TABLE "employment" DROP CONSTRAINT "employment_status_vocabulary";
ALTER TABLE "employment" ADD CONSTRAINT "employment_status_vocabulary" CHECK ("status" IN ('in-post', 'probation', 'sick-leave', 'maternity-leave', 'study-leave', 'posted-away', 'seconded-out', 'seconded-in', 'temporary-post', 'suspended', 'transferred-out', 'retired', 'resigned', 'dismissed', 'expelled', 'deceased'));

-- The people list asks by status.
CREATE INDEX "employment_status" ON "employment" ("status", "person_id") WHERE "superseded_at" IS NULL;
