/**
 * Issuing many approved applications under one decision. Asked for once; each certificate is decided and written in a
 * transaction of its own together with its line of the result, so that a crash leaves every line either decided or not begun,
 * and whoever goes on gives no number twice. The documents follow as for single ones.
 */
import { record } from "~/audit/audit.server";
import { allocateCertificate } from "~/certification/issuance.server";
import type { Tx } from "~/db.server";
import { newId } from "~/ids";
import { enqueue } from "~/queue.server";
import { type Refusal, refusal, type Verdict } from "~/verdict";
import {
  type Clock,
  decideLine,
  type Line,
  type LineRuns,
  type Report,
  resumeRuns,
  workOn,
} from "./line-runs.server";

export const MOST_AT_ONCE = 5_000;

export type RunAsked = { applicationIds: readonly string[]; decisionNumber: string; unitId: string };

/**
 * Asks for all of these to be issued. While a run of theirs is under way it is answered as it is. Refusals: issuance-run.nothing,
 * issuance-run.too-many { most }.
 */
export async function requestIssuanceRun(
  tx: Tx,
  { applicationIds, decisionNumber, unitId }: RunAsked,
  actorId: string,
  now: Date,
): Promise<{ ok: true; runId: string } | { ok: false; refusals: Refusal[] }> {
  if (applicationIds.length === 0) return { ok: false, refusals: [refusal("issuance-run.nothing")] };
  if (applicationIds.length > MOST_AT_ONCE)
    return { ok: false, refusals: [refusal("issuance-run.too-many", { most: MOST_AT_ONCE })] };
  // One at a time for each who issues: a second press of the button finds the first.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`issuance-run ${actorId}`}, 0))::text`;
  const open = await tx.issuanceRun.findFirst({ where: { requestedById: actorId, finishedAt: null } });
  if (open) return { ok: true, runId: open.id };
  const runId = newId();
  const total = applicationIds.length;
  await tx.issuanceRun.create({
    data: { id: runId, decisionNumber, total, requestedById: actorId, requestedAt: now, lastSeenAt: now },
  });
  await tx.issuanceRunLine.createMany({
    data: applicationIds.map((applicationId, n) => ({ runId, place: n + 1, applicationId })),
  });
  await record(tx, {
    ...{ type: "issuance-run.requested", at: now, actorId, unitId, subjectId: runId },
    data: { runId, total },
  });
  await enqueue(tx, "issuance-run", { runId });
  return { ok: true, runId };
}

const runs: LineRuns = {
  table: "issuance_run",
  async decide(tx, line, now) {
    const { run, applicationId } = await tx.issuanceRunLine.findUniqueOrThrow({
      where: { runId_place: line },
      include: { run: true },
    });
    const { decisionNumber, requestedById } = run;
    const answer = await allocateCertificate(tx, { applicationId, decisionNumber }, requestedById, now);
    await closeLine(tx, line, answer, now);
  },
  fail: closeLine,
};

export const runIssuance = (runId: string, clock: Clock, report: Report) =>
  workOn(runs, runId, clock, report);
export const issueLine = (tx: Tx, line: Line, now: Date) => decideLine(runs, tx, line, now);
export const resumeIssuanceRuns = (clock: Clock, report: Report) => resumeRuns(runs, clock, report);

async function closeLine(
  tx: Tx,
  { runId, place }: Line,
  answer: Verdict | { ok: true; certificateId: string },
  now: Date,
): Promise<void> {
  await tx.issuanceRunLine.updateMany({
    where: { runId, place, decidedAt: null },
    data: {
      decidedAt: now,
      ...(answer.ok
        ? { certificateId: "certificateId" in answer ? answer.certificateId : null }
        : { refusals: answer.refusals }),
    },
  });
}
