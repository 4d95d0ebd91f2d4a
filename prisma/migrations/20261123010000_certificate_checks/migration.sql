-- How often each certificate is looked up in public, by day and by way. A number only: nobody who looks is kept.
CREATE TABLE "certificate_check" (
    "certificate_id" UUID NOT NULL,
    "checked_on" DATE NOT NULL,
    "way" TEXT NOT NULL,
    "checks" INTEGER NOT NULL,

    CONSTRAINT "certificate_check_pkey" PRIMARY KEY ("certificate_id","checked_on","way"),
    CONSTRAINT "certificate_check_way_vocabulary" CHECK ("way" IN ('page', 'entry', 'credential')),
    CONSTRAINT "certificate_check_checks" CHECK ("checks" > 0)
);

ALTER TABLE "certificate_check" ADD CONSTRAINT "certificate_check_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT guard_table('certificate_check', 'checks');
-- What was counted stays counted.
CREATE TRIGGER counts_up BEFORE UPDATE ON "certificate_check" FOR EACH ROW
  WHEN (NEW."checks" <= OLD."checks") EXECUTE FUNCTION refuse_change();
