/** The two times of a file side by side: what was so on a day and only recorded later, and what was believed then and is not now. */
import { addDays, type DateOn, startOfDay, toDbDate } from "~/calendar";
import type { Tx } from "~/db.server";
import { Prisma } from "../../prisma/generated/client";

/** Tables of facts with two times, by what they are called. */
const SUBJECTS = {
  name: "person_name",
  employment: "employment",
  "legal-duty": "legal_duty",
  sanction: "sanction",
  "study-category": "study_category",
  qualification: "qualification_part",
  post: "assignment",
} as const;
export type LaterSubject = keyof typeof SUBJECTS;
export type KnownOtherwise = { subject: LaterSubject; at: Date };
export type TwoViews = { recordedLater: KnownOtherwise[]; believedNoLonger: KnownOtherwise[] };

/** The differences about one day between "as known now" and "as known at the end of `knownOn`" (that day), oldest first. */
export async function twoViewsOf(
  tx: Tx,
  personId: string,
  trueOn: DateOn,
  knownOn: DateOn = trueOn,
): Promise<TwoViews> {
  const end = startOfDay(addDays(knownOn, 1));
  const day = toDbDate(trueOn);
  const views: TwoViews = { recordedLater: [], believedNoLonger: [] };
  for (const [subject, table] of Object.entries(SUBJECTS) as [LaterSubject, string][]) {
    // A version written again unchanged (another day of the same fact was changed) is no difference.
    const rows = await tx.$queryRaw<{ at: Date; known: boolean }[]>`
      WITH here AS (
        SELECT t.recorded_at, t.superseded_at, to_jsonb(t) - ARRAY['id', 'fact_id', 'from_on', 'to_on', 'recorded_at',
          'recorded_by_id', 'superseded_at', 'document', 'decision', 'pack_version_id', 'end_reason'] AS says
        FROM ${Prisma.raw(`"${table}"`)} t
        WHERE t.person_id = ${personId}::uuid AND daterange(t.from_on, t.to_on) @> ${day}::date
      ), now_said AS (SELECT says FROM here WHERE superseded_at IS NULL),
      then_said AS (SELECT says FROM here WHERE recorded_at < ${end}::timestamptz
        AND (superseded_at IS NULL OR superseded_at >= ${end}::timestamptz))
      SELECT h.recorded_at AS at, false AS known FROM here h
        WHERE h.superseded_at IS NULL AND h.recorded_at >= ${end}::timestamptz AND h.says NOT IN (SELECT says FROM then_said)
      UNION ALL
      SELECT h.superseded_at, true FROM here h
        WHERE h.recorded_at < ${end}::timestamptz AND h.superseded_at >= ${end}::timestamptz
          AND h.says NOT IN (SELECT says FROM now_said)
      ORDER BY at`;
    for (const { at, known } of rows)
      views[known ? "believedNoLonger" : "recordedLater"].push({ subject, at });
  }
  return views;
}
