/**
 * Issuing many approved applications under one decision. Asked for once; each certificate is decided and written in a
 * transaction of its own together with its line of the result, so that a crash leaves every line either decided or not begun,
 * and whoever goes on gives no number twice. The documents follow as for single ones.
 */
import { record } from "~/audit/audit.server";
import { allocateCertificate } from "~/certification/issuance.server";
import { failureOf, inTransaction, prisma, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { enqueue } from "~/queue.server";
import { type Refusal, refusal, type Verdict } from "~/verdict";

export const MOST_AT_ONCE = 5_000;
/** Longer without a sign than any line takes: whoever worked on it is gone. */
const SILENT_MS = 60_000;

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

/** What time it is when asked: a run lasts minutes, and says when it was last alive. */
type Clock = () => Date;

/** Hears of every line at which the system failed: run, place and codes, never what was written about anybody. */
type Report = (error: unknown) => void;

/** Works on a run to its end, whoever asks and however often; two at once share its lines. */
export async function runIssuance(runId: string, clock: Clock, report: Report): Promise<void> {
  let place = 0;
  for (;;) {
    const next = await prisma.issuanceRunLine.findFirst({
      where: { runId, decidedAt: null, place: { gt: place } },
      orderBy: { place: "asc" },
      select: { place: true },
    });
    if (!next) break;
    place = next.place;
    await decideLine(runId, place, clock, report);
    await prisma.issuanceRun.updateMany({ where: { id: runId }, data: { lastSeenAt: clock() } });
  }
  const left = await prisma.issuanceRunLine.count({ where: { runId, decidedAt: null } });
  if (left === 0)
    await prisma.issuanceRun.updateMany({
      where: { id: runId, finishedAt: null },
      data: { finishedAt: clock() },
    });
}

/** A database that just restarts must not cost anybody a certificate: it is tried again before a line is given up. */
const TRIES_AFTER_MS = [0, 500, 2_000];

async function decideLine(runId: string, place: number, clock: Clock, report: Report): Promise<void> {
  for (const afterMs of TRIES_AFTER_MS) {
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const done = await inTransaction((tx) => issueLine(tx, { runId, place }, clock())).then(
      () => true,
      (error: unknown) => {
        report(new Error(`issuance-run ${runId} line ${place}: ${failureOf(error)}`));
        return false;
      },
    );
    if (done) return;
  }
  // It must not stop the others. A database that is gone fails here too, and the run goes on later.
  const failed = { ok: false as const, refusals: [refusal("issuance-run.line-failed")] };
  await inTransaction((tx) => closeLine(tx, { runId, place }, failed, clock()));
}

type Line = { runId: string; place: number };

/** Harmless to call twice: a decided line stays as it is. */
export async function issueLine(tx: Tx, line: Line, now: Date): Promise<void> {
  const [held] = await tx.$queryRaw<{ decided: boolean }[]>`
    SELECT decided_at IS NOT NULL AS decided FROM issuance_run_line
    WHERE run_id = ${line.runId}::uuid AND place = ${line.place} FOR UPDATE`;
  if (!held || held.decided) return;
  const { run, applicationId } = await tx.issuanceRunLine.findUniqueOrThrow({
    where: { runId_place: line },
    include: { run: true },
  });
  const { decisionNumber, requestedById } = run;
  const answer = await allocateCertificate(tx, { applicationId, decisionNumber }, requestedById, now);
  await closeLine(tx, line, answer, now);
}

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

/** Runs that nobody has worked on for a while are gone on with. Answers how many. */
export async function resumeIssuanceRuns(clock: Clock, report: Report): Promise<number> {
  const left = await prisma.issuanceRun.findMany({
    where: { finishedAt: null, lastSeenAt: { lt: new Date(clock().getTime() - SILENT_MS) } },
    select: { id: true },
    take: 3,
  });
  for (const { id } of left) await runIssuance(id, clock, report);
  return left.length;
}
