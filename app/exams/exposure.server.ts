/**
 * 曝光: on how many papers each question stood. A day that is over is counted once and kept; of the papers of a year only
 * those of the days not yet counted are read.
 */
import { addDays, chinaDateOf, type DateOn, fromDbDate, startOfDay, toDbDate } from "~/calendar";
import { keptWhileConnected, type Tx } from "~/db.server";

/** By id of question version, a case by its own; never seen, not named. */
export type Seen = Readonly<Record<string, number>>;

// Hundreds begin in the same minute, and an instant that is past gives the same count for ever. A draw stores what it used.
const counted = keptWhileConnected<string, Seen>();
const COUNTS_KEPT = 12;
/** Counts under way: who comes meanwhile waits for the one that began, for each reads every paper of the days behind it. */
const counting = keptWhileConnected<string, Promise<Seen>>();

/** Papers begun on the `days` days before the day of that instant, and on that day before it. */
export async function seenBefore(tx: Tx, until: Date, days: number, now: Date): Promise<Seen> {
  const key = `${until.getTime()}/${days}`;
  const known = counted.get(key);
  if (known) return known;
  if (until >= now) return countPapers(tx, until, days);
  const begun = counting.get(key);
  // The other's transaction may fail under it: then everybody counts for themselves.
  if (begun) return begun.catch(() => countPapers(tx, until, days));
  const own = countPapers(tx, until, days).finally(() => counting.delete(key));
  counting.set(key, own);
  const seen = await own;
  counted.set(key, seen);
  if (counted.size > COUNTS_KEPT) counted.delete(counted.keys().next().value!);
  return seen;
}

async function countPapers(tx: Tx, until: Date, days: number): Promise<Seen> {
  const on = chinaDateOf(until);
  const from = addDays(on, -days);
  const uncounted = (await firstUncounted(tx)) ?? from;
  const live = [from, uncounted < on ? uncounted : on].sort().at(-1)!;
  const rows = await tx.$queryRaw<{ id: string; seen: number }[]>`
    SELECT id::text, sum(papers)::int AS seen FROM (
      SELECT question_version_id AS id, papers FROM question_exposure
      WHERE begun_on >= ${toDbDate(from)}::date AND begun_on < ${toDbDate(live)}::date
      UNION ALL
      SELECT question_id, count(*) FROM attempt a
      JOIN paper p ON p.attempt_id = a.id CROSS JOIN unnest(p.question_ids) AS question_id
      WHERE a.started_at >= ${startOfDay(live)} AND a.started_at < ${until}
      GROUP BY question_id) AS papers
    GROUP BY id`;
  return Object.fromEntries(rows.map(({ id, seen }) => [id, seen]));
}

/** The first day whose papers nobody has counted; null: none has been. */
async function firstUncounted(tx: Tx): Promise<DateOn | null> {
  const last = await tx.questionExposure.findFirst({
    orderBy: { begunOn: "desc" },
    select: { begunOn: true },
  });
  return last && addDays(fromDbDate(last.begunOn), 1);
}

/** An attempt that began just before midnight is committed by then. */
const SETTLED_MS = 10 * 60_000;

/**
 * Counts the papers of the next day that is over and has any, and answers the day; null: none is left. Harmless to
 * repeat and by several processes at once.
 */
export async function countNextDay(tx: Tx, now: Date): Promise<DateOn | null> {
  const today = chinaDateOf(new Date(now.getTime() - SETTLED_MS));
  const uncounted = await firstUncounted(tx);
  const first = await tx.attempt.findFirst({
    where: {
      startedAt: { lt: startOfDay(today), ...(uncounted ? { gte: startOfDay(uncounted) } : {}) },
      paper: { questionIds: { isEmpty: false } },
    },
    orderBy: { startedAt: "asc" },
    select: { startedAt: true },
  });
  if (!first) return null;
  const day = chinaDateOf(first.startedAt);
  await tx.$executeRaw`
    INSERT INTO question_exposure (begun_on, question_version_id, papers)
    SELECT ${toDbDate(day)}::date, question_id, count(*)
    FROM attempt a JOIN paper p ON p.attempt_id = a.id CROSS JOIN unnest(p.question_ids) AS question_id
    WHERE a.started_at >= ${startOfDay(day)} AND a.started_at < ${startOfDay(addDays(day, 1))}
    GROUP BY question_id
    ON CONFLICT DO NOTHING`;
  return day;
}
