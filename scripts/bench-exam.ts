import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { startApp } from "./bench/app.ts";
import { benchFolder } from "./bench/bench-cluster.ts";
import { type Drive, drive, STEPS, startAtOnce } from "./bench/exam-drive.ts";
import { buildExamScene, type ExamScene } from "./bench/exam-scene.ts";
import { machineLine } from "./bench/machine.ts";
import { type Used, watchProcessors } from "./bench/processor-time.ts";

// npm run bench:exam [-- --examinees 100,1000 --stored 1000 --starts 2000]: whole exams over HTTP, as the tables that
// docs/benchmarks.md keeps. 10,000 examinees or 1,000,000 stored papers take long and are measured when asked for.

const { values } = parseArgs({
  options: {
    examinees: { type: "string", default: "100,1000" },
    stored: { type: "string", default: "1000" },
    starts: { type: "string", default: "2000" },
    "at-once": { type: "string", default: "32" },
    /** A folder for a profile of the app's processor time. */
    profile: { type: "string" },
  },
});
const numbers = (list: string) => list.split(",").map(Number);
const atOnce = Number(values["at-once"]);

type Row = Drive & { what: string; examinees: number; used: Used; marked: number; wrong: number };

const data = benchFolder("exam");
try {
  const scene = await buildExamScene(data);
  try {
    for (const stored of numbers(values.stored)) {
      console.error(`storing ${stored} papers …`);
      await scene.storeAttempts(stored);
      await measure(scene, stored);
    }
  } finally {
    await scene.close();
  }
} finally {
  fs.rmSync(data, { recursive: true, force: true });
}
process.exit(0);

/** With so many papers stored; what is measured is said at once. */
async function measure(scene: ExamScene, stored: number) {
  const profile = values.profile ? ["--cpu-prof", `--cpu-prof-dir=${path.resolve(values.profile)}`] : [];
  // Addresses come from a proxy, or everybody would sign in from one.
  const app = await startApp(data, { TRUST_PROXY: "1" }, profile);
  try {
    const warm = await scene.examFor(atOnce);
    await drive(app.url, warm.examId, warm.candidates, { atOnce, signsIn: false });
    const watch = watchProcessors(app.pid, data);
    const rows: Row[] = [];
    const row = async (
      what: string,
      examinees: number,
      run: typeof drive | typeof startAtOnce,
      signsIn = false,
    ) => {
      const { examId, candidates } = await scene.examFor(examinees);
      console.error(`${examinees} examinees, ${what} …`);
      const before = watch.used();
      const driven = await run(app.url, examId, candidates, { atOnce, signsIn });
      const after = watch.used();
      const used = {
        app: after.app - before.app,
        hashing: after.hashing - before.hashing,
        database: after.database - before.database,
      };
      rows.push({ ...driven, what, examinees, used, ...(await scene.marksOf(examId)) });
      // What is measured is said at once: a larger run may not come to its end.
      console.error(rowLine(rows.at(-1)!));
    };
    const sizes = numbers(values.examinees);
    for (const size of sizes) await row("signed in before", size, drive);
    await row("with sign-in", Math.min(200, sizes[0]!), drive, true);
    if (Number(values.starts) > 0) await row("starts in one moment", Number(values.starts), startAtOnce);
    watch.stop();
    for (const line of report(stored, rows)) console.log(line);
  } finally {
    await app.stop();
  }
}

function report(stored: number, rows: readonly Row[]): string[] {
  return [
    `${machineLine()}; ${stored.toLocaleString("en")} papers stored, ${atOnce} examinees at once`,
    "",
    "| examinees | per second | CPU ms each: app | database | hashing | requests each | errors | marked | marked wrongly |",
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ...rows.map(rowLine),
    "",
    ...rows.flatMap((row) => [
      `| step, ${row.examinees.toLocaleString("en")}, ${row.what} | p50 ms | p95 ms | p99 ms |`,
      "|---|---:|---:|---:|",
      ...STEPS.flatMap((step) => {
        const took = row.took.get(step)?.sort((a, b) => a - b);
        const at = (share: number) => took![Math.floor(took!.length * share)]!.toFixed(0);
        return took ? [`| ${step} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} |`] : [];
      }),
      "",
      ...row.errors.slice(0, 3),
    ]),
  ];
}

function rowLine(row: Row): string {
  const { examinees, used } = row;
  const each = (seconds: number) => ((seconds * 1000) / examinees).toFixed(1);
  const cells = [
    `${examinees.toLocaleString("en")}, ${row.what}`,
    (examinees / row.seconds).toFixed(1),
    each(used.app),
    each(used.database),
    each(used.hashing),
    (row.requests / examinees).toFixed(0),
    row.errors.length,
    row.marked,
    row.wrong,
  ];
  return `| ${cells.join(" | ")} |`;
}
