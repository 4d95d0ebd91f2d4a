/**
 * Taking in and undoing a roster of any size: asked for once, worked on by whoever comes first, seen while it is under
 * way. Each run is one transaction, so that a crash leaves nothing of it; what a crash left unfinished is begun again.
 */
import { inTransaction, lockRosterImport, prisma, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { latestCheck } from "~/personnel/roster-check.server";
import type { RosterWords } from "~/personnel/roster-columns";
import type { AcceptanceMode } from "~/personnel/roster-import.server";
import { enqueue } from "~/queue.server";
import { type Refusal, refusal } from "~/verdict";
import { acceptRosterAsked, checkRosterAsked } from "./roster-asked.server";
import { undoRoster } from "./roster-undoing.server";

/** Rows that are taken in while the browser waits for the answer. */
const AT_ONCE = 500;
const LONGEST_MS = 15 * 60_000;
/** Longer without a sign than any step takes: whoever worked on it is gone. */
const SILENT_MS = 3 * 60_000;

export const RUN_KINDS = ["acceptance", "undoing"] as const;
export type RosterRun = {
  runId: string;
  kind: (typeof RUN_KINDS)[number];
  total: number;
  done: number;
  refusals: Refusal[];
  isOpen: boolean;
};

/** The newest run of an import, under way or over. */
export async function latestRun(tx: Tx, importId: string): Promise<RosterRun | null> {
  const run = await tx.rosterImportRun.findFirst({ where: { importId }, orderBy: { requestedAt: "desc" } });
  return (
    run && {
      runId: run.id,
      kind: run.kind as RosterRun["kind"],
      total: run.total,
      done: run.done,
      refusals: (run.refusals ?? []) as Refusal[],
      isOpen: run.finishedAt === null,
    }
  );
}

/**
 * Asks for an import to be taken in (`mode`) or undone. A run already under way is answered as it is. Large ones are put
 * on the queue; small ones are for the caller to run (`atOnce`).
 */
export async function requestRun(
  tx: Tx,
  asked: { importId: string; mode: AcceptanceMode | null },
  actorId: string,
  now: Date,
): Promise<{ runId: string; atOnce: boolean }> {
  const { importId, mode } = asked;
  await lockRosterImport(tx, importId);
  const open = await tx.rosterImportRun.findFirst({ where: { importId, finishedAt: null } });
  if (open) return { runId: open.id, atOnce: open.total <= AT_ONCE };
  const total = mode ? await rowsToTake(tx, importId) : await rowsToUndo(tx, importId);
  const runId = newId();
  await tx.rosterImportRun.create({
    data: {
      id: runId,
      importId,
      kind: mode ? "acceptance" : "undoing",
      mode,
      total,
      done: 0,
      requestedById: actorId,
      requestedAt: now,
      lastSeenAt: now,
    },
  });
  const atOnce = total <= AT_ONCE;
  if (!atOnce) await enqueue(tx, "roster-run", { runId });
  return { runId, atOnce };
}

async function rowsToTake(tx: Tx, importId: string): Promise<number> {
  const check = await latestCheck(tx, importId);
  return check ? Object.values(check.counts).reduce((sum, count) => sum + count, 0) : 0;
}

const rowsToUndo = (tx: Tx, importId: string) =>
  tx.rosterImportRow.count({ where: { importId, outcome: { not: "refused" } } });

/** What time it is when asked: a run lasts a minute and more, and says when it was last alive. */
type Clock = () => Date;

/** Works on a run to its end, whoever asks and however often. Answers the refusals, none if it was done. */
export async function runRoster(runId: string, words: RosterWords, clock: Clock): Promise<Refusal[]> {
  const run = await prisma.rosterImportRun.findUniqueOrThrow({ where: { id: runId } });
  if (run.finishedAt) return (run.refusals ?? []) as Refusal[];
  const { importId } = run;
  const actorId = run.requestedById;
  const mode = run.mode as AcceptanceMode | null;
  const progress = async (done: number) => {
    await prisma.rosterImportRun.updateMany({
      where: { id: runId, finishedAt: null },
      data: { done, lastSeenAt: clock() },
    });
  };
  try {
    const answer = await inTransaction<{ ok: true } | { ok: false; refusals: Refusal[] }>(
      (tx) =>
        mode
          ? acceptRosterAsked(tx, { importId, mode, words }, actorId, clock(), progress)
          : undoRoster(tx, importId, actorId, clock(), progress),
      undefined,
      LONGEST_MS,
    );
    const refusals = answer.ok ? [] : answer.refusals;
    // The page shows why: what was found at upload no longer holds.
    if (!answer.ok && mode) await checkAgain(importId, words, actorId, clock());
    await finish(runId, refusals, clock());
    return refusals;
  } catch (error) {
    await finish(runId, [refusal("roster.run-failed")], clock());
    throw error;
  }
}

async function finish(runId: string, refusals: Refusal[], now: Date): Promise<void> {
  await prisma.rosterImportRun.updateMany({
    where: { id: runId, finishedAt: null },
    data: { finishedAt: now, lastSeenAt: now, ...(refusals.length > 0 ? { refusals } : {}) },
  });
}

async function checkAgain(importId: string, words: RosterWords, actorId: string, now: Date): Promise<void> {
  const check = await latestCheck(prisma, importId);
  if (!check) return;
  const { mapping, chosen } = check;
  await inTransaction(
    (tx) => checkRosterAsked(tx, { importId, mapping, chosen, words }, actorId, now),
    undefined,
    LONGEST_MS,
  );
}

/** Runs that nobody has worked on for a while are begun again. Answers how many. */
export async function resumeRosterRuns(words: RosterWords, clock: Clock): Promise<number> {
  const left = await prisma.rosterImportRun.findMany({
    where: { finishedAt: null, lastSeenAt: { lt: new Date(clock().getTime() - SILENT_MS) } },
    select: { id: true },
    take: 3,
  });
  for (const { id } of left) await runRoster(id, words, clock);
  return left.length;
}
