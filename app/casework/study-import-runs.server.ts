/**
 * Entering, accepting and undoing a table of past study of any size: asked for once, worked on by whoever comes first, seen
 * while it is under way. Each run is one transaction, so that a crash leaves nothing of it; what a crash left unfinished
 * is begun again.
 */
import { inTransaction, lockStudyImport, prisma, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { enqueue } from "~/queue.server";
import { acceptImport, tallyOf, undoImport } from "~/study/import-acts.server";
import { latestCheck } from "~/study/import-check.server";
import type { ImportWords } from "~/study/import-columns";
import { enterImport } from "~/study/import-entry.server";
import { checkAgain, type EntryMode } from "~/study/imports.server";
import { type Refusal, refusal } from "~/verdict";

/** Rows that are dealt with while the browser waits for the answer. */
const AT_ONCE = 300;
const LONGEST_MS = 15 * 60_000;
/** Longer without a sign than any step takes: whoever worked on it is gone. */
const SILENT_MS = 3 * 60_000;

export const STUDY_RUNS = ["entry", "acceptance", "undoing"] as const;
type Kind = (typeof STUDY_RUNS)[number];
export type StudyRun = {
  runId: string;
  kind: Kind;
  total: number;
  done: number;
  /** Why it came to nothing; of an acceptance, what was left and why. */
  refusals: Refusal[];
  isOpen: boolean;
};
export type StudyRunAsked =
  | { kind: "entry"; mode: EntryMode }
  | { kind: "acceptance" }
  | { kind: "undoing"; reason: string };

/** The newest run of an import, under way or over. */
export async function latestStudyRun(tx: Tx, importId: string): Promise<StudyRun | null> {
  const run = await tx.studyImportRun.findFirst({ where: { importId }, orderBy: { id: "desc" } });
  return (
    run && {
      runId: run.id,
      kind: run.kind as Kind,
      total: run.total,
      done: run.done,
      refusals: (run.refusals ?? []) as Refusal[],
      isOpen: run.finishedAt === null,
    }
  );
}

/**
 * Asks for something to be done with an import. A run already under way is answered as it is. Large ones are put on the
 * queue; small ones are for the caller to run (`atOnce`).
 */
export async function requestStudyRun(
  tx: Tx,
  importId: string,
  asked: StudyRunAsked,
  actorId: string,
  now: Date,
): Promise<{ runId: string; atOnce: boolean }> {
  await lockStudyImport(tx, importId);
  const open = await tx.studyImportRun.findFirst({ where: { importId, finishedAt: null } });
  if (open) return { runId: open.id, atOnce: false };
  const total = await rowsOf(tx, importId, asked.kind);
  const runId = newId();
  await tx.studyImportRun.create({
    data: {
      ...{ id: runId, importId, kind: asked.kind, total, done: 0 },
      mode: asked.kind === "entry" ? asked.mode : null,
      reason: asked.kind === "undoing" ? asked.reason : null,
      ...{ requestedById: actorId, requestedAt: now, lastSeenAt: now },
    },
  });
  const atOnce = total <= AT_ONCE;
  if (!atOnce) await enqueue(tx, "study-import-run", { runId });
  return { runId, atOnce };
}

async function rowsOf(tx: Tx, importId: string, kind: Kind): Promise<number> {
  if (kind === "entry") {
    const { counts } = await latestCheck(tx, importId);
    return counts.new + counts.overlapping;
  }
  const tally = await tallyOf(tx, importId);
  return kind === "acceptance" ? tally.acceptable : tally.submitted + tally.confirmed + tally.accepted;
}

/** What time it is when asked: a run lasts a minute and more, and says when it was last alive. */
type Clock = () => Date;

/** Works on a run to its end, whoever asks and however often. Answers the refusals, none if it was done. */
export async function runStudyImport(runId: string, words: ImportWords, clock: Clock): Promise<Refusal[]> {
  const run = await prisma.studyImportRun.findUniqueOrThrow({ where: { id: runId } });
  if (run.finishedAt) return (run.refusals ?? []) as Refusal[];
  const { importId, requestedById: actorId } = run;
  const progress = async (done: number) => {
    await prisma.studyImportRun.updateMany({
      where: { id: runId, finishedAt: null },
      data: { done, lastSeenAt: clock() },
    });
  };
  try {
    const refusals = await inTransaction(
      (tx) => work(tx, run, words, clock(), progress),
      undefined,
      LONGEST_MS,
    );
    // The page shows why: what was found at upload no longer holds.
    if (run.kind === "entry" && refusals.length > 0)
      await inTransaction(
        (tx) => checkAgain(tx, { importId, words }, actorId, clock()),
        undefined,
        LONGEST_MS,
      );
    await finish(runId, refusals, clock());
    return refusals;
  } catch (error) {
    await finish(runId, [refusal("study-import.run-failed")], clock());
    throw error;
  }
}

async function work(
  tx: Tx,
  run: { importId: string; kind: string; mode: string | null; reason: string | null; requestedById: string },
  words: ImportWords,
  now: Date,
  progress: (done: number) => Promise<void>,
): Promise<Refusal[]> {
  const { importId, mode, reason, requestedById: actorId } = run;
  if (run.kind === "acceptance") return (await acceptImport(tx, importId, actorId, now, progress)).left;
  const answer =
    run.kind === "entry"
      ? await enterImport(tx, { importId, mode: mode as EntryMode, words }, actorId, now, progress)
      : await undoImport(tx, { importId, reason: reason ?? "" }, actorId, now, progress);
  return answer.ok ? [] : answer.refusals;
}

async function finish(runId: string, refusals: Refusal[], now: Date): Promise<void> {
  await prisma.studyImportRun.updateMany({
    where: { id: runId, finishedAt: null },
    data: { finishedAt: now, lastSeenAt: now, ...(refusals.length > 0 ? { refusals } : {}) },
  });
}

/** Runs that nobody has worked on for a while are begun again. Answers how many. */
export async function resumeStudyRuns(words: ImportWords, clock: Clock): Promise<number> {
  const left = await prisma.studyImportRun.findMany({
    where: { finishedAt: null, lastSeenAt: { lt: new Date(clock().getTime() - SILENT_MS) } },
    select: { id: true },
    take: 3,
  });
  for (const { id } of left) await runStudyImport(id, words, clock);
  return left.length;
}
