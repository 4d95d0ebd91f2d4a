/**
 * 年度封账 as the ledger's verbs ask about it: whether a year was signed off for a unit or for somebody. Once it was, an entry
 * changes only under an open amendment (H20); the table's own trigger says the same.
 */
import { chinaDateOf, yearOf } from "~/calendar";
import { shareStudyYears, type Tx } from "~/db.server";
import { refusal, type Source, type Verdict, verdictOf } from "~/verdict";

const FROZEN: Source = { title: "本平台默认设置", rule: "H20" };

type Studied = { personIds: readonly string[]; unitId: string };

/** The China years that a span of study lies in: one, or two at the turn of the year. */
export function yearsOfSpan({ startAt, endAt }: { startAt: Date; endAt: Date }): number[] {
  const ends = [startAt, new Date(endAt.getTime() - 1)].map((at) => yearOf(chinaDateOf(at)));
  return [...new Set(ends)];
}

/**
 * Whether entries of these people for this unit may change in these years. Holds off a freeze until the transaction ends.
 * Refusal: study-record.year-frozen { year } for each that may not.
 */
export async function mayChangeYears(
  tx: Tx,
  { personIds, unitId }: Studied,
  years: readonly number[],
): Promise<Verdict> {
  await shareStudyYears(tx, years);
  const rows = await tx.$queryRaw<{ year: number }[]>`
    SELECT DISTINCT f.year FROM study_freeze f
    WHERE f.decision = 'approved' AND f.year = ANY(${[...years]}::int[])
      AND NOT EXISTS (SELECT 1 FROM study_amendment a WHERE a.freeze_id = f.id AND a.closed_at IS NULL)
      AND (EXISTS (SELECT 1 FROM study_frozen_unit u WHERE u.freeze_id = f.id AND u.unit_id = ${unitId}::uuid)
        OR EXISTS (SELECT 1 FROM study_frozen_person p WHERE p.freeze_id = f.id AND p.person_id IN (
          SELECT id FROM person WHERE id = ANY(${[...personIds]}::uuid[]) OR merged_into_id = ANY(${[...personIds]}::uuid[]))))
    ORDER BY f.year`;
  return verdictOf(rows.map(({ year }) => refusal("study-record.year-frozen", { year }, FROZEN)));
}

/** The same of one entry, by when it was studied. */
export async function mayChange(
  tx: Tx,
  { personId, unitId, ...span }: { personId: string; unitId: string; startAt: Date; endAt: Date },
): Promise<Verdict> {
  return mayChangeYears(tx, { personIds: [personId], unitId }, yearsOfSpan(span));
}
