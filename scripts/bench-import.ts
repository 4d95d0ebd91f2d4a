import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildImports, type Cost } from "./bench/import-scene.ts";

// npm run bench:import [-- sizes]: uploading and checking a roster, taking it in, undoing it, and taking in people the
// register knows already, each step in a process of its own. Sizes default to 5000 and 50000.

const asked = process.argv.slice(2).map(Number).filter(Number.isInteger);
const sizes = asked.length > 0 ? asked : [5_000, 50_000];
const data = fs.mkdtempSync(path.join(os.tmpdir(), "chizheng-bench-import-"));
// The database server runs as another user.
fs.chmodSync(data, 0o711);
const figures = new Map<number, Map<string, Cost>>();
try {
  const scene = await buildImports(data);
  for (const size of sizes) {
    const costs = new Map<string, Cost>();
    figures.set(size, costs);
    await scene.measure(size, (step, cost) => {
      costs.set(step, cost);
      console.error(`${size} ${step}: ${cost.seconds.toFixed(1)} s, ${cost.peakMegabytes} MB`);
    });
  }
  await scene.close();
} finally {
  fs.rmSync(data, { recursive: true, force: true });
}
for (const line of report()) console.log(line);
process.exit(0);

function report(): string[] {
  const [small = 0, large = 0] = [sizes[0], sizes.at(-1)];
  const steps = [...(figures.get(small)?.keys() ?? [])];
  const number = (n: number) => n.toLocaleString("en");
  const at = (size: number, step: string) => figures.get(size)?.get(step);
  const ratio = (step: string) => {
    const [few, many] = [at(small, step), at(large, step)];
    return few && many ? (many.seconds / large / (few.seconds / small)).toFixed(2) : "";
  };
  return [
    `${new Date().toISOString().slice(0, 10)}, ${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}), ` +
      `${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, load ${os.loadavg()[0]?.toFixed(1)}`,
    "",
    `| step | ${sizes.map((size) => `${number(size)}: s | ms a row | peak MB`).join(" | ")} | cost of a row, last to first |`,
    `|---|${sizes.map(() => "---:|---:|---:").join("|")}|---:|`,
    ...steps.map((step) => {
      const cells = sizes.map((size) => {
        const cost = at(size, step);
        return cost
          ? `${cost.seconds.toFixed(1)} | ${((cost.seconds * 1000) / size).toFixed(2)} | ${cost.peakMegabytes}`
          : " | | ";
      });
      return `| ${step} | ${cells.join(" | ")} | ${ratio(step)} |`;
    }),
  ];
}
