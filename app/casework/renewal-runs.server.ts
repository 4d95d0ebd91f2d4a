/**
 * Applying for the renewal of many. Asked for once; each application is decided and made in a transaction of its own together
 * with its line, by the verb that takes a single one, so that a crash leaves every line either decided or not begun.
 */
import { record } from "~/audit/audit.server";
import { type Submitted, submitApplication } from "~/certification/applications.server";
import { wantedFor } from "~/certification/renewals.server";
import { inTransaction, prisma, type Tx } from "~/db.server";
import { newId } from "~/ids";
import { enqueue } from "~/queue.server";
import { type Refusal, refusal } from "~/verdict";

export const MOST_RENEWALS = 5_000;
/** Longer without a sign than any line takes: whoever worked on it is gone. */
const SILENT_MS = 60_000;

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

type Clock = () => Date;

/** Works on a run to its end, whoever asks and however often; two at once share its lines. */
export async function runRenewals(runId: string, clock: Clock): Promise<void> {
  let place = 0;
  for (;;) {
    const next = await prisma.renewalRunLine.findFirst({
      where: { runId, decidedAt: null, place: { gt: place } },
      orderBy: { place: "asc" },
      select: { place: true },
    });
    if (!next) break;
    place = next.place;
    await decideLine({ runId, place }, clock);
    await prisma.renewalRun.updateMany({ where: { id: runId }, data: { lastSeenAt: clock() } });
  }
  const left = await prisma.renewalRunLine.count({ where: { runId, decidedAt: null } });
  if (left === 0)
    await prisma.renewalRun.updateMany({
      where: { id: runId, finishedAt: null },
      data: { finishedAt: clock() },
    });
}

/** A database that just restarts must not cost anybody a renewal: it is tried again before a line is given up. */
const TRIES_AFTER_MS = [0, 500, 2_000];

async function decideLine(line: Line, clock: Clock): Promise<void> {
  for (const afterMs of TRIES_AFTER_MS) {
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const done = await inTransaction((tx) => renewalLine(tx, line, clock())).then(
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
export async function renewalLine(tx: Tx, line: Line, now: Date): Promise<void> {
  const [held] = await tx.$queryRaw<{ decided: boolean }[]>`
    SELECT decided_at IS NOT NULL AS decided FROM renewal_run_line
    WHERE run_id = ${line.runId}::uuid AND place = ${line.place} FOR UPDATE`;
  if (!held || held.decided) return;
  const { run, certificate } = await tx.renewalRunLine.findUniqueOrThrow({
    where: { runId_place: line },
    include: { run: true, certificate: { select: { personId: true, unitId: true, field: true } } },
  });
  await closeLine(tx, line, await submitApplication(tx, wantedFor(certificate), run.requestedById, now), now);
}

async function closeLine(tx: Tx, { runId, place }: Line, answer: Submitted, now: Date): Promise<void> {
  await tx.renewalRunLine.updateMany({
    where: { runId, place, decidedAt: null },
    data: {
      decidedAt: now,
      ...(answer.ok ? { applicationId: answer.applicationId } : { refusals: answer.refusals }),
    },
  });
}

/** Runs that nobody has worked on for a while are gone on with. Answers how many. */
export async function resumeRenewalRuns(clock: Clock): Promise<number> {
  const left = await prisma.renewalRun.findMany({
    where: { finishedAt: null, lastSeenAt: { lt: new Date(clock().getTime() - SILENT_MS) } },
    select: { id: true },
    take: 3,
  });
  for (const { id } of left) await runRenewals(id, clock);
  return left.length;
}
