import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

// What must be there before anything else can run: dependencies, the database client, the built pages. Plain JavaScript
// without a dependency, because it runs before there are any. Each product carries a stamp of what it was made from.

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
const at = (...parts) => path.join(ROOT, ...parts);

/** Everything a command needs before it starts; `pages` may be "none", "if stale" or "always". Ends the process if it fails. */
export async function prepare({ pages }) {
  try {
    requireNode();
    process.chdir(ROOT);
    // Settings from a .env file, where there is one; variables that are already set win.
    if (fs.existsSync(".env")) process.loadEnvFile(".env");
    ensureDependencies();
    ensureClient();
    if (pages !== "none") await ensurePages({ force: pages === "always" });
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
}

export function ensureDependencies() {
  const lock = fs.readFileSync(at("package-lock.json"));
  const stamp = at("node_modules/.made-from");
  const wanted = sha256(lock);
  if (read(stamp) === wanted) return;
  if (!holdsEverything(JSON.parse(lock.toString()))) {
    console.log("Installing the dependencies …");
    // Development tools build the pages, so they are needed in production too.
    const npm = process.env.npm_execpath?.endsWith("npm-cli.js")
      ? [process.execPath, process.env.npm_execpath]
      : [process.platform === "win32" ? "npm.cmd" : "npm"];
    run([...npm, "ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"], {
      npm_config_cache: npmCache(),
    });
  }
  fs.writeFileSync(stamp, wanted);
}

/** Whether node_modules is what the lock file says, whoever installed it; npm keeps its own list of what it put there. */
function holdsEverything(lock) {
  const installed = JSON.parse(read(at("node_modules/.package-lock.json")) || "{}").packages ?? {};
  return Object.entries(lock.packages).every(([name, { version, optional }]) => {
    if (name === "") return true;
    if (!installed[name]) return Boolean(optional);
    return installed[name].version === version && fs.existsSync(at(name, "package.json"));
  });
}

/** npm's cache, or a folder of ours where the home directory cannot be written. */
function npmCache() {
  const usual = process.env.npm_config_cache ?? path.join(os.homedir(), ".npm");
  try {
    fs.mkdirSync(usual, { recursive: true });
    fs.accessSync(usual, fs.constants.W_OK);
    return usual;
  } catch {
    return at(".cache/npm");
  }
}

/** The database client, made from the schema. */
export function ensureClient() {
  const wanted = stampOf(["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"]);
  const stamp = at("prisma/generated/.made-from");
  if (read(stamp) === wanted) return;
  runTool("prisma/build/index.js", ["generate", "--no-hints"], {}, "quiet");
  fs.writeFileSync(stamp, wanted);
}

const PAGE_SOURCES = [
  "app",
  "certificates",
  "prisma/schema.prisma",
  "public",
  "question-banks",
  "package-lock.json",
  "remix.config.js",
  "tsconfig.json",
  "vite.config.ts",
];

/** The pages for browser and server, with their assets compressed once instead of at every request. */
export async function ensurePages({ force = false } = {}) {
  const wanted = stampOf(PAGE_SOURCES);
  const stamp = at("build/.made-from");
  if (!force && read(stamp) === wanted) return;
  console.log("Building the pages …");
  fs.rmSync(stamp, { force: true });
  runTool("@remix-run/dev/dist/cli.js", ["vite:build", "--logLevel", "error"], { NODE_ENV: "production" });
  const { compressFolder } = await import("./compress.mjs");
  await compressFolder(at("build/client"));
  fs.writeFileSync(stamp, wanted);
}

/** Runs a tool out of node_modules; throws when it fails. */
function runTool(script, args, env, manner) {
  run([process.execPath, at("node_modules", script), ...args], env, manner);
}

function run([command, ...args], env = {}, manner = "loud") {
  const answer = spawnSync(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: manner === "quiet" ? "pipe" : "inherit",
    shell: command.endsWith(".cmd"),
  });
  if (answer.status === 0) return;
  if (answer.error) console.error(answer.error.message);
  if (manner === "quiet")
    process.stderr.write(Buffer.concat([answer.stdout ?? "", answer.stderr ?? ""].map(Buffer.from)));
  throw new Error(`Failed: ${[command, ...args].join(" ")}`);
}

function stampOf(sources) {
  const hash = createHash("sha256");
  const add = (name) => {
    const entry = fs.statSync(at(name), { throwIfNoEntry: false });
    if (entry?.isDirectory())
      for (const inside of fs.readdirSync(at(name)).sort()) add(path.posix.join(name, inside));
    else if (entry) hash.update(`${name}\0${entry.size}\0`).update(fs.readFileSync(at(name)));
  };
  for (const source of sources) add(source);
  return hash.digest("hex");
}

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
