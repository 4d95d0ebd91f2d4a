/**
 * Issuing many certificates of training. Asked for once; each is decided and written in a transaction of its own together with
 * its line, so that a crash leaves every line either decided or not begun, and whoever goes on gives no number twice.
 */
import { record } from "~/audit/audit.server";
import type { TrainingWanted } from "~/certification/training";
import { type Drafted, draftTraining } from "~/certification/training-issuance.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { enqueue } from "~/queue.server";
import type { TrainingWord } from "~/rulebook/words";
import { type Refusal, refusal } from "~/verdict";
import { type Clock, decideLine, type Line, type LineRuns, resumeRuns, workOn } from "./line-runs.server";

export const MOST_TRAININGS = 5_000;

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

const runs: LineRuns = {
  table: "training_run",
  async decide(tx, line, now) {
    const { run, kind, basis, personId } = await tx.trainingRunLine.findUniqueOrThrow({
      where: { runId_place: line },
      include: { run: true },
    });
    const wanted = { kind: kind as TrainingWord, basis, personId };
    await closeLine(tx, line, await draftTraining(tx, wanted, run.requestedById, now), now);
  },
  fail: closeLine,
};

export const runTrainings = (runId: string, clock: Clock) => workOn(runs, runId, clock);
export const trainingLine = (tx: Tx, line: Line, now: Date) => decideLine(runs, tx, line, now);
export const resumeTrainingRuns = (clock: Clock) => resumeRuns(runs, clock);

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
