import fs from "node:fs";
import { benchFolder, startBenchCluster } from "./bench/bench-cluster.ts";
import { machineLine } from "./bench/machine.ts";
import { type ImportCost, measureQuestionImport } from "./bench/question-imports.ts";

// npm run bench:question-import [-- counts]: a file of so many questions (default 10000) as an Excel workbook and as
// Moodle XML, through every step of an import.

const asked = process.argv.slice(2).map(Number).filter(Number.isInteger);
const data = benchFolder("question-import");
const lines: string[] = [];
try {
  const cluster = await startBenchCluster(data);
  const { disconnect, inTransaction } = await import("../app/db.server.ts");
  const { createAccount } = await import("../app/access/accounts.server.ts");
  const { createBank } = await import("../app/questions/own-banks.server.ts");
  const { registerLaws } = await import("../app/questions/laws.server.ts");
  const law = { name: "测试法", version: "2020-01-01", articles: 100 };
  const now = new Date();
  const [actorId, bankId] = await inTransaction(async (tx) => {
    const { name, version, articles } = law;
    const versions = [{ version, effectiveOn: version, articles }];
    await registerLaws(tx, [{ law: name, title: name, versions }], now);
    const account = { loginName: "bench", displayName: "bench", personId: null, passwordHash: "x" };
    const accountId = await createAccount(tx, account, null, now);
    const title = { "zh-CN": "测试题库", en: "Bench" };
    const made = await createBank(tx, { code: "bench", title, kind: "general", field: null }, accountId, now);
    if (!made.ok) throw new Error("The bank was refused");
    return [accountId, made.bankId] as const;
  });
  for (const count of asked.length > 0 ? asked : [10_000])
    for (const format of ["xlsx", "moodle-xml"] as const)
      await measureQuestionImport({ bankId, actorId, law, folder: data }, { count, format }, (step, cost) =>
        lines.push(told(count, step, cost)),
      );
  await disconnect();
  await cluster.stop();
} finally {
  fs.rmSync(data, { recursive: true, force: true });
}
console.log(`${machineLine()}\n`);
console.log(
  "| questions | step | s | s of its own | peak MB | longest without an answer, ms |\n|---:|---|---:|---:|---:|---:|",
);
for (const line of lines) console.log(line);
process.exit(0);

function told(
  count: number,
  step: string,
  { seconds, cpuSeconds, peakMegabytes, deafMs }: ImportCost,
): string {
  const line = `| ${count.toLocaleString("en")} | ${step} | ${seconds.toFixed(1)} | ${cpuSeconds.toFixed(1)} | ${peakMegabytes} | ${deafMs} |`;
  console.error(line);
  return line;
}
