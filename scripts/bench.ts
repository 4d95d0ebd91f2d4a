import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { benchCertificates } from "../certificates/bench.ts";
import { startApp } from "./bench/app.ts";
import { benchPages } from "./bench/pages.ts";
import { benchSaves } from "./bench/saves.ts";

// npm run bench: one run of everything, as the table that docs/benchmarks.md keeps.

const CERTIFICATE_SECONDS = 8;

const data = fs.mkdtempSync(path.join(os.tmpdir(), "chizheng-bench-"));
fs.chmodSync(data, 0o711);
try {
  for (const line of await report()) console.log(line);
} finally {
  fs.rmSync(data, { recursive: true, force: true });
}
process.exit(0);

async function report(): Promise<string[]> {
  const first = await startApp(data);
  await first.stop();
  const second = await startApp(data);
  const pages = await benchPages(second.url);
  await second.stop();
  const saves = await benchSaves(data);
  const certificates = await benchCertificates(CERTIFICATE_SECONDS);
  const [slowest] = [...pages].sort((a, b) => a.perSecond - b.perSecond);
  const ratio = (value: number) => (value / slowest!.perSecond).toFixed(1);
  return [
    `${new Date().toISOString().slice(0, 10)}, ${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}), ` +
      `${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, load ${os.loadavg()[0]?.toFixed(1)}`,
    "",
    "| page, one process, 8 connections | per second | p95 ms | to the slowest |",
    "|---|---:|---:|---:|",
    ...pages.map(
      ({ page, perSecond, p95 }) => `| ${page} | ${perSecond.toFixed(0)} | ${p95} | ${ratio(perSecond)} |`,
    ),
    "",
    "| what | figure | beside | ratio |",
    "|---|---:|---:|---:|",
    `| answers saved per second | ${saves.savesPerSecond.toFixed(0)} | ${saves.upsertsPerSecond.toFixed(0)} plain upserts | ${saves.ratio.toFixed(2)} |`,
    `| certificates per second and core, warm | ${certificates.toFixed(0)} | 60 aimed at | ${(certificates / 60).toFixed(2)} |`,
    `| seconds from start to first page, first time with the demo district | ${first.seconds.toFixed(1)} | | |`,
    `| seconds from start to first page, again | ${second.seconds.toFixed(1)} | 10 at most | ${(second.seconds / 10).toFixed(2)} |`,
  ];
}
