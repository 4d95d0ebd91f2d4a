-- Pages of closed applications are read in the order in which they closed.
CREATE INDEX "application_closed_at_id_idx" ON "application"("closed_at", "id");
