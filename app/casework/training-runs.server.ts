/**
 * Issuing many certificates of training. Asked for once; each is decided and written in a transaction of its own together with
 * its line, so that a crash leaves every line either decided or not begun, and whoever goes on gives no number twice.
 */
import { record } from "~/audit/audit.server";
import type { TrainingWanted } from "~/certification/training";
import { type Drafted, draftTraining } from "~/certification/training-issuance.server";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { enqueue } from "~/queue.server";
import type { TrainingWord } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";

export const MOST_TRAININGS = 5_000;
/** Longer without a sign than any line takes: whoever worked on it is gone. */
const SILENT_MS = 60_000;

/** While a run of theirs is under way it is answered as it is. Refusals: training-run.nothing, training-run.too-many { most }. */
export async function requestTrainingRun(
  tx: Tx,
  wanted: readonly TrainingWanted[],
  actorId: string,
  now: Date,
): Promise<{ ok: true; runId: string } | { ok: false; refusals: Refusal[] }> {
  if (wanted.length === 0) return { ok: false, refusals: [refusal("training-run.nothing")] };
  if (wanted.length > MOST_TRAININGS)
    return { ok: false, refusals: [refusal("training-run.too-many", { most: MOST_TRAININGS })] };
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`training-run ${actorId}`}, 0))::text`;
  const open = await tx.trainingRun.findFirst({ where: { requestedById: actorId, finishedAt: null } });
  if (open) return { ok: true, runId: open.id };
  const runId = newId();
  const total = wanted.length;
  await tx.trainingRun.create({
    data: { id: runId, total, requestedById: actorId, requestedAt: now, lastSeenAt: now },
  });
  await tx.trainingRunLine.createMany({ data: wanted.map((one, n) => ({ runId, place: n + 1, ...one })) });
  await record(tx, {
    ...{ type: "training-run.requested", at: now, actorId, subjectId: runId },
    data: { runId, total },
  });
  await enqueue(tx, "training-run", { runId });
  return { ok: true, runId };
}

type Clock = () => Date;

/** Works on a run to its end, whoever asks and however often; two at once share its lines. */
export async function runTrainings(runId: string, clock: Clock): Promise<void> {
  let place = 0;
  for (;;) {
    const next = await prisma.trainingRunLine.findFirst({
      where: { runId, decidedAt: null, place: { gt: place } },
      orderBy: { place: "asc" },
      select: { place: true },
    });
    if (!next) break;
    place = next.place;
    await decideLine({ runId, place }, clock);
    await prisma.trainingRun.updateMany({ where: { id: runId }, data: { lastSeenAt: clock() } });
  }
  const left = await prisma.trainingRunLine.count({ where: { runId, decidedAt: null } });
  if (left === 0)
    await prisma.trainingRun.updateMany({
      where: { id: runId, finishedAt: null },
      data: { finishedAt: clock() },
    });
}

/** A database that just restarts must not cost anybody a certificate: it is tried again before a line is given up. */
const TRIES_AFTER_MS = [0, 500, 2_000];

async function decideLine(line: Line, clock: Clock): Promise<void> {
  for (const afterMs of TRIES_AFTER_MS) {
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const done = await inTransaction((tx) => trainingLine(tx, line, clock())).then(
      () => true,
      () => false,
    );
    if (done) return;
  }
  const failed = { ok: false as const, refusals: [refusal("issuance-run.line-failed")] };
  await inTransaction((tx) => closeLine(tx, line, failed, clock()));
}

type Line = { runId: string; place: number };

/** Harmless to call twice: a decided line stays as it is. */
export async function trainingLine(tx: Tx, line: Line, now: Date): Promise<void> {
  const [held] = await tx.$queryRaw<{ decided: boolean }[]>`
    SELECT decided_at IS NOT NULL AS decided FROM training_run_line
    WHERE run_id = ${line.runId}::uuid AND place = ${line.place} FOR UPDATE`;
  if (!held || held.decided) return;
  const { run, kind, basis, personId } = await tx.trainingRunLine.findUniqueOrThrow({
    where: { runId_place: line },
    include: { run: true },
  });
  const wanted = { kind: kind as TrainingWord, basis, personId };
  await closeLine(tx, line, await draftTraining(tx, wanted, run.requestedById, now), now);
}

async function closeLine(tx: Tx, { runId, place }: Line, answer: Drafted, now: Date): Promise<void> {
  const outcome = !answer.ok
    ? { refusals: answer.refusals }
    : answer.certificateId
      ? { certificateId: answer.certificateId }
      : { draftId: answer.draftId };
  await tx.trainingRunLine.updateMany({
    where: { runId, place, decidedAt: null },
    data: { decidedAt: now, ...outcome },
  });
}

/** Runs that nobody has worked on for a while are gone on with. Answers how many. */
export async function resumeTrainingRuns(clock: Clock): Promise<number> {
  const left = await prisma.trainingRun.findMany({
    where: { finishedAt: null, lastSeenAt: { lt: new Date(clock().getTime() - SILENT_MS) } },
    select: { id: true },
    take: 3,
  });
  for (const { id } of left) await runTrainings(id, clock);
  return left.length;
}
