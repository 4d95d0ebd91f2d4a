/**
 * Who has an exam room open is told within a second or two that something about the attempt has changed, whichever
 * process changed it: one statement a second for all of them, and none while nobody listens.
 */
import type { Tx } from "~/db.server";

const LOOK_EVERY_MS = 1_000;

type Watched = { tellers: Set<() => void>; known: string | null };
const watched = new Map<string, Watched>();
let timer: NodeJS.Timeout | undefined;
let looking = false;

/** Calls `tell` at each change of the attempt's deadline, pause, epoch or state until the answer is called. */
export function watchAttempt(tx: Tx, attemptId: string, tell: () => void): () => void {
  const entry = watched.get(attemptId) ?? { tellers: new Set(), known: null };
  watched.set(attemptId, entry);
  entry.tellers.add(tell);
  timer ??= setInterval(() => void look(tx), LOOK_EVERY_MS).unref();
  return () => {
    entry.tellers.delete(tell);
    if (entry.tellers.size === 0 && watched.get(attemptId) === entry) watched.delete(attemptId);
    if (watched.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

async function look(tx: Tx): Promise<void> {
  // A slow database is not asked again before it has answered.
  if (looking) return;
  looking = true;
  try {
    const rows = await tx.$queryRaw<{ id: string; now: string }[]>`
      SELECT id, concat_ws('|', state, epoch, deadline_at, paused_since) AS now FROM attempt
      WHERE id = ANY(${[...watched.keys()]}::uuid[])`;
    for (const { id, now } of rows) {
      const entry = watched.get(id);
      if (!entry || entry.known === now) continue;
      // The first look tells, too: something may have changed since the page was made.
      entry.known = now;
      for (const tell of entry.tellers) tell();
    }
  } catch {
    // The pages also ask by themselves; the next second may find the database again.
  } finally {
    looking = false;
  }
}
