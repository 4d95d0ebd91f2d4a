import { spawn } from "node:child_process";
import { ROOT } from "./prepare.mjs";

const node = (script, ...args) => [process.execPath, [`node_modules/${script}`, ...args]];

/** What Git ignores (unpacked browsers, test results, data) is not ours to check. */
const IGNORED = ["--vcs-enabled=true", "--vcs-client-kind=git", "--vcs-use-ignore-file=true"];

/** The checks that need no database and no browser. */
export const CHECKS = [
  { name: "type check", command: node("typescript/bin/tsc", "--noEmit") },
  {
    name: "lint",
    command: node("@biomejs/biome/bin/biome", "check", "--max-diagnostics=40", ...IGNORED, "."),
  },
  { name: "bank check", command: [process.execPath, ["--import", "tsx", "question-banks/check.ts"]] },
];

/** Runs them side by side; prints what a failed one said. Answers { passed, failed }. */
export async function runChecks() {
  const results = await Promise.all(
    CHECKS.map(async ({ name, command }) => {
      const { ok, output } = await runCaptured(...command);
      console.log(`${ok ? "✓" : "✗"} ${name}`);
      if (!ok) console.log(output);
      return ok;
    }),
  );
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

function runCaptured(command, args) {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
      });
    child.once("error", (error) => resolve({ ok: false, output: error.message }));
    child.once("close", (code) => resolve({ ok: code === 0, output }));
  });
}
