import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { FormatName } from "../../app/questions/formats/not-said.ts";
import { manyQuestions } from "./question-files.ts";

export type ImportCost = {
  seconds: number;
  cpuSeconds: number;
  deafMs: number;
  beforeMegabytes: number;
  peakMegabytes: number;
};
export type MeasuredImport = {
  bankId: string;
  actorId: string;
  law: { name: string; version: string; articles: number };
  /** Where files are laid. */
  folder: string;
};

/**
 * A file of so many questions in one format: uploaded, looked at, taken in, handed over and undone, each step in a
 * process of its own that reads DATABASE_URL and CHIZHENG_DATA as this one does. The bank is as before afterwards, but
 * for discarded drafts.
 */
export async function measureQuestionImport(
  { bankId, actorId, law, folder }: MeasuredImport,
  { count, format }: { count: number; format: FormatName },
  hear: (step: string, cost: ImportCost) => void,
): Promise<void> {
  const { writeQuestions } = await import("../../app/questions/formats/formats.server.ts");
  const file = path.join(folder, `questions-${count}.${format}`);
  const { bytes } = await writeQuestions(format, manyQuestions(count, law), "zh-CN");
  fs.writeFileSync(file, bytes);
  const first = await step<ImportCost & { importId: string }>("upload", bankId, actorId, file);
  hear(`${format}, ${(bytes.length / 2 ** 20).toFixed(1)} MB: upload`, first);
  for (const name of ["preview", "acceptance", "submission", "undoing"])
    hear(`${format}: ${name}`, await step<ImportCost>(name, first.importId, actorId));
  fs.rmSync(file);
}

function step<T>(...words: string[]): Promise<T> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "scripts/bench/question-import-step.ts", ...words],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(said.trim().split("\n").at(-1) ?? "null"));
      else reject(new Error(`${words[0]} failed`));
    });
  });
}
