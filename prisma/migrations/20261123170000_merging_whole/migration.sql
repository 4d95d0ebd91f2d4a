-- Portraits, shift duties and certificates of training follow a merge of two records.
CREATE TRIGGER owner_moves BEFORE UPDATE OF person_id ON "person_photo" FOR EACH ROW EXECUTE FUNCTION only_to_the_record_that_stays();
CREATE TRIGGER owner_moves BEFORE UPDATE OF person_id ON "shift_duty" FOR EACH ROW EXECUTE FUNCTION only_to_the_record_that_stays();
CREATE TRIGGER owner_moves BEFORE UPDATE OF person_id ON "training_certificate" FOR EACH ROW EXECUTE FUNCTION only_to_the_record_that_stays();
SELECT guard_table('person_photo', 'person_id');
SELECT guard_table('shift_duty', 'person_id', 'taken_off_at', 'taken_off_by_id', 'taken_off_reason');
SELECT guard_table('training_certificate', 'person_id', 'ended_at', 'ended_as');
