/**
 * Who has an exam room or the board of an exam open is told within seconds that something has changed, whichever process
 * changed it: one statement for all who listen in a process, and none while nobody listens.
 */
import type { Tx } from "~/db.server";

type Seen = { id: string; now: string };
type Watched = { tellers: Set<() => void>; known: string | null };
/** Calls `tell` at each change of the thing with this id, until the answer is called. */
type Watch = (tx: Tx, id: string, tell: () => void) => () => void;

function watcher(everyMs: number, look: (tx: Tx, ids: readonly string[]) => Promise<Seen[]>): Watch {
  const watched = new Map<string, Watched>();
  let timer: NodeJS.Timeout | undefined;
  let looking = false;

  async function tellChanges(tx: Tx): Promise<void> {
    // A slow database is not asked again before it has answered.
    if (looking) return;
    looking = true;
    try {
      for (const { id, now } of await look(tx, [...watched.keys()])) {
        const entry = watched.get(id);
        if (!entry || entry.known === now) continue;
        // The first look tells, too: something may have changed since the page was made.
        entry.known = now;
        for (const tell of entry.tellers) tell();
      }
    } catch {
      // The pages also ask by themselves; the next look may find the database again.
    } finally {
      looking = false;
    }
  }

  return (tx, id, tell) => {
    const entry = watched.get(id) ?? { tellers: new Set(), known: null };
    // Who joins others has not heard what they were told: everyone is told again, which costs a question each.
    entry.known = null;
    watched.set(id, entry);
    entry.tellers.add(tell);
    timer ??= setInterval(() => void tellChanges(tx), everyMs).unref();
    return () => {
      entry.tellers.delete(tell);
      if (entry.tellers.size === 0 && watched.get(id) === entry) watched.delete(id);
      if (watched.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  };
}

/** The attempt's deadline, pause, epoch or state. */
export const watchAttempt = watcher(
  1_000,
  (tx, ids) => tx.$queryRaw<Seen[]>`
    SELECT id, concat_ws('|', state, epoch, deadline_at, paused_since) AS now FROM attempt
    WHERE id = ANY(${[...ids]}::uuid[])`,
);

/** What the board of an exam shows, but for when each candidate was last seen: that changes with every breath. */
export const watchExam = watcher(
  2_000,
  (tx, ids) => tx.$queryRaw<Seen[]>`
    SELECT r.exam_id AS id, concat_ws('|', count(*), count(a.id), count(a.submitted_at), count(a.paused_since),
      sum(a.epoch), max(a.last_saved_at), sum(extract(epoch FROM a.deadline_at)), max(g.id),
      (SELECT max(t.at) FROM invigilation_act t WHERE t.exam_id = r.exam_id)) AS now
    FROM registration r LEFT JOIN attempt a ON a.registration_id = r.id
    LEFT JOIN LATERAL (SELECT max(id) AS id FROM page_leaving WHERE attempt_id = a.id) g ON true
    WHERE r.exam_id = ANY(${[...ids]}::uuid[]) AND r.withdrawn_at IS NULL
    GROUP BY r.exam_id`,
);
