/**
 * Runs of many lines. Asked for once; each line is decided in a transaction of its own together with what it answers, so that
 * a crash leaves every line either decided or not begun, and whoever goes on decides none twice.
 */
import { failureOf, inTransaction, prisma, type Tx } from "~/db.server";
import { type Refusal, refusal } from "~/verdict";
import { Prisma } from "../../prisma/generated/client";

export type Line = { runId: string; place: number };
/** What time it is when asked: a run lasts minutes, and says when it was last alive. */
export type Clock = () => Date;
/** Hears of every line at which the system failed: run, place and codes, never what was written about anybody. */
export type Report = (error: unknown) => void;

export type LineRuns = {
  /** The table of runs; their lines are in `<table>_line`. */
  table: "issuance_run" | "training_run" | "renewal_run";
  /** Decides a line that is locked and not decided yet, and closes it. */
  decide(tx: Tx, line: Line, now: Date): Promise<void>;
  /** Closes a line that the system failed at. */
  fail(tx: Tx, line: Line, failed: { ok: false; refusals: Refusal[] }, now: Date): Promise<void>;
};

/** Longer without a sign than any line takes: whoever worked on it is gone. */
const SILENT_MS = 60_000;
/** A database that just restarts must not cost anybody a line: it is tried again before it is given up. */
const TRIES_AFTER_MS = [0, 500, 2_000];

const linesOf = ({ table }: LineRuns) => Prisma.raw(`${table}_line`);
const runsOf = ({ table }: LineRuns) => Prisma.raw(table);

/** Works on a run to its end, whoever asks and however often; two at once share its lines. */
export async function workOn(
  runs: LineRuns,
  runId: string,
  clock: Clock,
  report: Report = () => {},
): Promise<void> {
  let place = 0;
  for (;;) {
    const [next] = await prisma.$queryRaw<{ place: number }[]>`
      SELECT place FROM ${linesOf(runs)} WHERE run_id = ${runId}::uuid AND decided_at IS NULL AND place > ${place}
      ORDER BY place LIMIT 1`;
    if (!next) break;
    place = next.place;
    await tryLine(runs, { runId, place }, clock, report);
    await prisma.$executeRaw`UPDATE ${runsOf(runs)} SET last_seen_at = ${clock()} WHERE id = ${runId}::uuid`;
  }
  await prisma.$executeRaw`
    UPDATE ${runsOf(runs)} SET finished_at = ${clock()} WHERE id = ${runId}::uuid AND finished_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM ${linesOf(runs)} WHERE run_id = ${runId}::uuid AND decided_at IS NULL)`;
}

async function tryLine(runs: LineRuns, line: Line, clock: Clock, report: Report): Promise<void> {
  for (const afterMs of TRIES_AFTER_MS) {
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const done = await inTransaction((tx) => decideLine(runs, tx, line, clock())).then(
      () => true,
      (error: unknown) => {
        report(
          new Error(`${runs.table.replace("_", "-")} ${line.runId} line ${line.place}: ${failureOf(error)}`),
        );
        return false;
      },
    );
    if (done) return;
  }
  // It must not stop the others. A database that is gone fails here too, and the run goes on later.
  const failed = { ok: false as const, refusals: [refusal("issuance-run.line-failed")] };
  await inTransaction((tx) => runs.fail(tx, line, failed, clock()));
}

/** Harmless to call twice: a decided line stays as it is. */
export async function decideLine(runs: LineRuns, tx: Tx, line: Line, now: Date): Promise<void> {
  const [held] = await tx.$queryRaw<{ decided: boolean }[]>`
    SELECT decided_at IS NOT NULL AS decided FROM ${linesOf(runs)}
    WHERE run_id = ${line.runId}::uuid AND place = ${line.place} FOR UPDATE`;
  if (held && !held.decided) await runs.decide(tx, line, now);
}

/** Runs that nobody has worked on for a while are gone on with. Answers how many. */
export async function resumeRuns(runs: LineRuns, clock: Clock, report?: Report): Promise<number> {
  const silentSince = new Date(clock().getTime() - SILENT_MS);
  const left = await prisma.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM ${runsOf(runs)} WHERE finished_at IS NULL AND last_seen_at < ${silentSince} LIMIT 3`;
  for (const { id } of left) await workOn(runs, id, clock, report);
  return left.length;
}
