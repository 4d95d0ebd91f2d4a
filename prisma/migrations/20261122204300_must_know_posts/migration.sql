-- A must-know list may be narrowed to a family of posts and to a field of enforcement, which titles do not tell.
ALTER TABLE "must_know_list" ADD COLUMN "post_family" TEXT, ADD COLUMN "field" TEXT,
  ADD CONSTRAINT "must_know_list_post_family_vocabulary" CHECK ("post_family" IN ('enforcement', 'coercive-enforcement', 'legal-affairs', 'legal-review', 'reconsideration', 'auxiliary', 'congress-appointed', 'party-appointed', 'other'));
