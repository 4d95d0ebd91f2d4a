-- A document keeps what it was printed and signed with. Those kept before were not signed; theirs stays null.
ALTER TABLE "certificate_document" ADD COLUMN "template_id" TEXT;
ALTER TABLE "certificate_document" ADD COLUMN "template_version" INTEGER;
ALTER TABLE "certificate_document" ADD COLUMN "signing_key_id" TEXT;
ALTER TABLE "certificate_document" ADD CONSTRAINT "certificate_document_template_whole" CHECK (("template_id" IS NULL) = ("template_version" IS NULL));
ALTER TABLE "certificate_document" ADD CONSTRAINT "certificate_document_signed_whole" CHECK ("signing_key_id" IS NULL OR "template_id" IS NOT NULL);

-- A certificate's place in the status list: it stands in the code on the paper and never changes.
ALTER TABLE "certificate" ADD COLUMN "status_index" SERIAL NOT NULL;
CREATE UNIQUE INDEX "certificate_status_index_key" ON "certificate"("status_index");

-- Whatever a newer edition looks like, a layout of a certificate is kept once.
ALTER TABLE "certificate_document" ADD CONSTRAINT "certificate_document_layout_vocabulary" CHECK ("layout" IN ('a4', 'card'));
