import { monitorEventLoopDelay } from "node:perf_hooks";
import { createAccount } from "~/access/accounts.server";
import { requestRun, runRoster } from "~/casework/roster-runs.server";
import { inTransaction, prisma } from "~/db.server";
import { uploadRoster } from "~/personnel/roster-import.server";
import { rosterWords } from "~/text/roster-words";
import { rosterRows } from "../../scripts/bench/roster-rows.ts";

/** A roster of any size, and what it costs: time of each step, the most memory, how long others had to wait. */

export const bigRoster = (rows: number): string[][] => [...rosterRows({ rows })];

export async function measured<T>(work: () => Promise<T>) {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  let peak = 0;
  const sample = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  delay.enable();
  const began = performance.now();
  const value = await work();
  clearInterval(sample);
  delay.disable();
  return {
    value,
    seconds: (performance.now() - began) / 1000,
    peakMegabytes: Math.round(Math.max(peak, process.memoryUsage().rss) / 1024 / 1024),
    longestWaitMs: Math.round(delay.max / 1e6),
    usualWaitMs: Math.round(delay.percentile(99) / 1e6),
  };
}

/** Uploads, takes in and undoes a file, as the pages and the job do, and answers what each step cost. */
export async function importBig(bytes: Buffer, rows: number, unitId: string) {
  const officer = await inTransaction((tx) =>
    createAccount(
      tx,
      { loginName: "zhao", displayName: "赵", personId: null, passwordHash: "x" },
      null,
      new Date(),
    ),
  );
  const file = { unitId, fileName: "名册.xlsx", bytes, words: rosterWords };
  const upload = await measured(() =>
    inTransaction((tx) => uploadRoster(tx, file, officer, new Date()), undefined, 300_000),
  );
  if (!upload.value.ok) throw new Error(upload.value.refusals.map((refusal) => refusal.code).join());
  const { importId } = upload.value;
  const found = await prisma.rosterImportCheck.findFirstOrThrow({ where: { importId } });
  if ((found.counts as { bad: number }).bad > 0) throw new Error("The roster should be good");
  const run = async (mode: "all" | null) => {
    const { runId } = await inTransaction((tx) => requestRun(tx, { importId, mode }, officer, new Date()));
    const seen: number[] = [];
    const watch = setInterval(async () => {
      const row = await prisma.rosterImportRun.findUnique({ where: { id: runId } });
      if (row && row.done !== seen.at(-1)) seen.push(row.done);
    }, 200);
    const cost = await measured(() => runRoster(runId, rosterWords, () => new Date())).finally(() =>
      clearInterval(watch),
    );
    return { ...cost, seen };
  };
  const acceptance = await run("all");
  if (acceptance.value.length > 0) throw new Error(JSON.stringify(acceptance.value));
  const people = await prisma.personName.count({ where: { supersededAt: null } });
  const undoing = await run(null);
  const left = await prisma.personName.count({ where: { supersededAt: null } });
  return { rows, importId, upload, acceptance, people, undoing, left };
}
