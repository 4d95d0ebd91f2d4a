/**
 * 年度封账 as the ledger's verbs ask about it: whether a year was signed off for a unit or for somebody. Once it was, an entry
 * changes only under an open amendment (H20); the table's own trigger says the same.
 */
import { chinaDateOf, yearOf } from "~/calendar";
import { rowsOf, shareStudyYears, type Tx } from "~/db.server";
import { refusal, type Source, type Verdict, verdictOf } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";

const FROZEN: Source = { title: "本平台默认设置", rule: "H20" };

/** Whose study, for which unit, and when. */
export type Studied = { personIds: readonly string[]; unitId: string; startAt: Date; endAt: Date };

/** The China years that a span of study lies in: one, or two at the turn of the year. */
function yearsOfSpan({ startAt, endAt }: { startAt: Date; endAt: Date }): number[] {
  const ends = [startAt, new Date(endAt.getTime() - 1)].map((at) => yearOf(chinaDateOf(at)));
  return [...new Set(ends)];
}

/** A year signed off, for a unit or for a person: as who is asked about, also where the freeze knew the record that was merged into it. */
type Closed = { year: number; unitId: string | null; personId: string | null };

/** Holds off a freeze until the transaction ends. */
async function closedFor(
  tx: Tx,
  { personIds, unitIds }: { personIds: readonly string[]; unitIds: readonly string[] },
  years: readonly number[],
): Promise<Closed[]> {
  if (years.length === 0) return [];
  await shareStudyYears(tx, years);
  const statement = Prisma.sql`/* prepared as study-closed */
    WITH closed AS (
      SELECT f.id, f.year FROM study_freeze f
      WHERE f.decision = 'approved' AND f.year = ANY(${[...years]}::int[])
        AND NOT EXISTS (SELECT 1 FROM study_amendment a WHERE a.freeze_id = f.id AND a.closed_at IS NULL)
    ), asked AS (
      SELECT k.id, k.id AS of FROM person k WHERE k.id = ANY(${[...personIds]}::uuid[])
      UNION ALL
      SELECT k.id, k.merged_into_id FROM person k WHERE k.merged_into_id = ANY(${[...personIds]}::uuid[])
    )
    SELECT c.year, u.unit_id::text AS "unitId", NULL AS "personId"
    FROM closed c JOIN study_frozen_unit u ON u.freeze_id = c.id WHERE u.unit_id = ANY(${[...unitIds]}::uuid[])
    UNION
    SELECT c.year, NULL, a.of::text
    FROM closed c JOIN study_frozen_person p ON p.freeze_id = c.id JOIN asked a ON a.id = p.person_id
    ORDER BY 1`;
  return rowsOf(tx, statement);
}

const refusedIn = (years: Iterable<number>): Verdict =>
  verdictOf([...new Set(years)].sort().map((year) => refusal("study-record.year-frozen", { year }, FROZEN)));

/**
 * Whether entries of these people for this unit may change in these years. Holds off a freeze until the transaction ends.
 * Refusal: study-record.year-frozen { year } for each that may not.
 */
export async function mayChangeYears(
  tx: Tx,
  { personIds, unitId }: Pick<Studied, "personIds" | "unitId">,
  years: readonly number[],
): Promise<Verdict> {
  return refusedIn((await closedFor(tx, { personIds, unitIds: [unitId] }, years)).map(({ year }) => year));
}

/** Answers the same of any of many entries, by when each was studied; the tables are asked once. */
export async function frozenOver(tx: Tx, entries: readonly Studied[]): Promise<(entry: Studied) => Verdict> {
  const personIds = [...new Set(entries.flatMap((entry) => entry.personIds))];
  const unitIds = [...new Set(entries.map(({ unitId }) => unitId))];
  const closed = await closedFor(tx, { personIds, unitIds }, [...new Set(entries.flatMap(yearsOfSpan))]);
  const keys = new Set(closed.map(({ year, unitId, personId }) => `${year} ${unitId ?? personId}`));
  return (entry) =>
    refusedIn(
      yearsOfSpan(entry).filter((year) =>
        [entry.unitId, ...entry.personIds].some((id) => keys.has(`${year} ${id}`)),
      ),
    );
}

/** An entry of the ledger as `frozenOver` looks at it. */
export const studiedIn = ({
  personId,
  unitId,
  startAt,
  endAt,
}: {
  personId: string;
  unitId: string;
  startAt: Date;
  endAt: Date;
}): Studied => ({ personIds: [personId], unitId, startAt, endAt });

/** The same of one entry. */
export async function mayChange(tx: Tx, entry: Parameters<typeof studiedIn>[0]): Promise<Verdict> {
  const studied = studiedIn(entry);
  return (await frozenOver(tx, [studied]))(studied);
}
