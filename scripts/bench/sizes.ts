import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { benchFolder } from "./bench-cluster.ts";

/**
 * Measures a benchmark at the sizes its command names, or at the usual ones, and hears of each as soon as it is done: a
 * larger one may not come to its end. Each size runs in a process of its own, because the program reads its environment
 * once; it answers in a file, because a pipe stays open for as long as anything it started does.
 */
export async function atEachSize<T>(
  name: string,
  usual: readonly number[],
  measure: (dataFolder: string, size: number) => Promise<T>,
  hear: (size: number, measured: T) => void,
): Promise<void> {
  const [first, ...others] = process.argv.slice(2);
  if (first === "one") {
    const [size = "", answer = ""] = others;
    const data = benchFolder(name);
    try {
      fs.writeFileSync(answer, JSON.stringify(await measure(data, Number(size))));
    } finally {
      fs.rmSync(data, { recursive: true, force: true });
    }
    process.exit(0);
  }
  const asked = process.argv.slice(2).map(Number).filter(Number.isInteger);
  for (const size of asked.length > 0 ? asked : usual) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "chizheng-bench-answer-"));
    try {
      const answer = path.join(folder, "answer.json");
      const program = ["--import", "tsx", process.argv[1]!, "one", String(size), answer];
      const ended = spawnSync(process.execPath, program, { stdio: ["ignore", "ignore", "inherit"] });
      if (ended.status !== 0) process.exit(1);
      hear(size, JSON.parse(fs.readFileSync(answer, "utf8")));
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
}
