-- The list of posts turns its pages at a seat, which is the fact that somebody sits on a post.
CREATE INDEX "assignment_fact_id_idx" ON "assignment"("fact_id");
