/**
 * Applying for the renewal of many. Asked for once; each application is decided and made in a transaction of its own together
 * with its line, by the verb that takes a single one, so that a crash leaves every line either decided or not begun.
 */
import { record } from "~/audit/audit.server";
import { type Submitted, submitApplication } from "~/certification/applications.server";
import { wantedFor } from "~/certification/renewals.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { enqueue } from "~/queue.server";
import { type Refusal, refusal } from "~/verdict";
import { type Clock, decideLine, type Line, type LineRuns, resumeRuns, workOn } from "./line-runs.server";

export const MOST_RENEWALS = 5_000;

/**
 * While a run of theirs is under way it is answered as it is; what waits in another's run is left to that. Refusals:
 * renewal-run.nothing, renewal-run.under-way, renewal-run.too-many { most }.
 */
export async function requestRenewalRun(
  tx: Tx,
  certificateIds: readonly string[],
  actorId: string,
  now: Date,
): Promise<{ ok: true; runId: string } | { ok: false; refusals: Refusal[] }> {
  if (certificateIds.length === 0) return { ok: false, refusals: [refusal("renewal-run.nothing")] };
  if (certificateIds.length > MOST_RENEWALS)
    return { ok: false, refusals: [refusal("renewal-run.too-many", { most: MOST_RENEWALS })] };
  // One asks at a time, so that nobody's certificate is put into two runs.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('renewal-run', 0))::text`;
  const open = await tx.renewalRun.findFirst({ where: { requestedById: actorId, finishedAt: null } });
  if (open) return { ok: true, runId: open.id };
  const waiting = await tx.renewalRunLine.findMany({
    where: { certificateId: { in: [...certificateIds] }, decidedAt: null },
    select: { certificateId: true },
  });
  const taken = new Set(waiting.map(({ certificateId }) => certificateId));
  const left = certificateIds.filter((id) => !taken.has(id));
  if (left.length === 0) return { ok: false, refusals: [refusal("renewal-run.under-way")] };
  const runId = newId();
  const total = left.length;
  await tx.renewalRun.create({
    data: { id: runId, total, requestedById: actorId, requestedAt: now, lastSeenAt: now },
  });
  await tx.renewalRunLine.createMany({
    data: left.map((certificateId, n) => ({ runId, place: n + 1, certificateId })),
  });
  await record(tx, {
    ...{ type: "renewal-run.requested", at: now, actorId, subjectId: runId },
    data: { runId, total },
  });
  await enqueue(tx, "renewal-run", { runId });
  return { ok: true, runId };
}

const runs: LineRuns = {
  table: "renewal_run",
  async decide(tx, line, now) {
    const { run, certificate } = await tx.renewalRunLine.findUniqueOrThrow({
      where: { runId_place: line },
      include: { run: true, certificate: { select: { personId: true, unitId: true, field: true } } },
    });
    const answer = await submitApplication(tx, wantedFor(certificate), run.requestedById, now);
    await closeLine(tx, line, answer, now);
  },
  fail: closeLine,
};

export const runRenewals = (runId: string, clock: Clock) => workOn(runs, runId, clock);
export const renewalLine = (tx: Tx, line: Line, now: Date) => decideLine(runs, tx, line, now);
export const resumeRenewalRuns = (clock: Clock) => resumeRuns(runs, clock);

async function closeLine(tx: Tx, { runId, place }: Line, answer: Submitted, now: Date): Promise<void> {
  await tx.renewalRunLine.updateMany({
    where: { runId, place, decidedAt: null },
    data: {
      decidedAt: now,
      ...(answer.ok ? { applicationId: answer.applicationId } : { refusals: answer.refusals }),
    },
  });
}
