-- What nearly every certificate is follows from its dates and one act; the few to which more happened have an index of their own.
CREATE INDEX "certificate_act_more" ON "certificate_act" ("certificate_id")
  WHERE "superseded_at" IS NULL AND "act" NOT IN ('issue', 'collect');
CREATE INDEX "certificate_act_collected" ON "certificate_act" ("certificate_id") INCLUDE ("effective_at")
  WHERE "superseded_at" IS NULL AND "act" = 'collect';
