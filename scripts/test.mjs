import { spawn } from "node:child_process";
import fs from "node:fs";
import { runChecks } from "./checks.mjs";
import { ensureClient, ensureDependencies, ensurePages, ROOT, requireNode } from "./prepare.mjs";

// Everything that must hold, on a machine that has nothing but Node, npm and git. The last line is the sum.

requireNode();
process.chdir(ROOT);
// Settings of a running installation must not reach the tests.
for (const name of [
  "DATABASE_URL",
  "MIGRATION_DATABASE_URL",
  "CHIZHENG_DATA",
  "CHIZHENG_KEYS",
  "CHIZHENG_SIGNING_FILE",
  "CHIZHENG_SIGNING_PASSWORD",
  "CHIZHENG_MODE",
  "PUBLIC_URL",
  "NODE_ENV",
])
  delete process.env[name];

const total = { passed: 0, failed: 0 };
const add = ({ passed, failed }) => {
  total.passed += passed;
  total.failed += failed;
};
const began = Date.now();
const step = (title) => console.log(`\n── ${title} (${Math.round((Date.now() - began) / 1000)} s)`);

step("Dependencies, build and checks");
ensureDependencies();
ensureClient();
fs.mkdirSync("test-results", { recursive: true });
// They begin first and go on beside the build, which takes about as long as the type check.
const checks = runChecks();
let built = true;
try {
  await ensurePages();
} catch (error) {
  built = false;
  console.error(error.message);
  add({ passed: 0, failed: 1 });
}
add(await checks);

step("Rules, verbs and walkthroughs");
add(await runVitest());

step("Browser journeys");
add(built ? await runPlaywright() : { passed: 0, failed: 1 });

console.log(`\n${Math.round((Date.now() - began) / 1000)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

async function runVitest() {
  const file = "test-results/vitest.json";
  const args = [
    "run",
    "--project",
    "default",
    "--project",
    "alone",
    "--project",
    "rules",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ];
  const code = await run("vitest/vitest.mjs", args, file, 40);
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1 };
  const broken = report.testResults.filter(
    (result) => result.status === "failed" && result.assertionResults.length === 0,
  );
  return countOf(report.numPassedTests, report.numFailedTests + broken.length, code);
}

async function runPlaywright() {
  const { default: importTypeScript } = await import("./typescript.mjs");
  const { findBrowser } = await importTypeScript("../test/support/browser.ts");
  try {
    const { origin } = await findBrowser(console.log);
    console.log(`Browser: ${origin}`);
  } catch (error) {
    console.error(error.message);
    return { passed: 0, failed: 1 };
  }
  const file = "test-results/playwright.json";
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = `${ROOT}/${file}`;
  const code = await run("@playwright/test/cli.js", ["test", "--reporter=list,json"], file, 40);
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, flaky, unexpected } = report.stats;
  return countOf(expected, unexpected + flaky, code);
}

/** A suite that ran nothing, or ended badly without naming a test, counts as one failure. */
function countOf(passed, failed, code) {
  const silent = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: silent ? 1 : failed };
}

function run(script, args, reportFile, minutes) {
  fs.rmSync(reportFile, { force: true });
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`node_modules/${script}`, ...args], { stdio: "inherit" });
    const patience = setTimeout(() => {
      console.error(`Stopped after ${minutes} minutes.`);
      child.kill("SIGTERM");
    }, minutes * 60_000);
    child.once("close", (code) => {
      clearTimeout(patience);
      resolve(code);
    });
  });
}

function readReport(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
