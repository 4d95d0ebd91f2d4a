-- The public roster of one body, and who bears a name, without reading the others.
DROP INDEX "certificate_unit_id_idx";
CREATE INDEX "certificate_unit_id_number_idx" ON "certificate"("unit_id", "number");
CREATE INDEX "certificate_holder_name_idx" ON "certificate" ((register_entry->>'holderName'));
