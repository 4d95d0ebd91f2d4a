-- What a bank holds of each type and law is counted from this alone.
CREATE INDEX "question_listing_held" ON "question_listing" ("bank_id", "type", "law") WHERE "standing";
