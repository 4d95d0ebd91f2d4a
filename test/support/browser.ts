import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

// Where the browser journeys find a Chromium: the first of these that really starts is taken, and said.

export type TestBrowser = {
  /** Undefined: Playwright's own. */
  executablePath?: string;
  args: string[];
  env?: Record<string, string>;
  /** Where it came from, in words. */
  origin: string;
};

/** No sandbox: containers and root have none to offer. The rest keeps the browser from calling home. */
const ARGS = [
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
];
const INSTALLED = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The browser found before by this run, or found now. Throws a sentence when there is none and none can be had. */
export async function findBrowser(say: (line: string) => void = () => {}): Promise<TestBrowser> {
  if (process.env.CHIZHENG_TEST_BROWSER) return JSON.parse(process.env.CHIZHENG_TEST_BROWSER) as TestBrowser;
  const browser = await search(say);
  process.env.CHIZHENG_TEST_BROWSER = JSON.stringify(browser);
  return browser;
}

async function search(say: (line: string) => void): Promise<TestBrowser> {
  const named = process.env.CHIZHENG_CHROMIUM;
  if (named) {
    const browser = { executablePath: named, args: ARGS, origin: `CHIZHENG_CHROMIUM (${named})` };
    if (await starts(browser)) return browser;
    throw new Error(`CHIZHENG_CHROMIUM names ${named}, which does not start.`);
  }
  const installed = await firstInstalled();
  if (installed) return installed;

  const own: TestBrowser = { args: ARGS, origin: "Playwright's own download" };
  if (await starts(own)) return own;
  say("No browser found; trying Playwright's own download …");
  if (runs("npx", ["playwright", "install", "chromium"], 90_000) && (await starts(own))) return own;

  if (process.getuid?.() === 0 && runs("apt-get", ["--version"], 5_000)) {
    say("… which cannot be had here; trying the system's package manager …");
    if (runs("apt-get", ["update"], 120_000)) {
      runs("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"], 300_000);
      const fromSystem = await firstInstalled();
      if (fromSystem)
        return { ...fromSystem, origin: `the system's package manager (${fromSystem.executablePath})` };
    }
  }
  say("… taking the Chromium inside the npm package @sparticuz/chromium.");
  const packaged = await fromPackage();
  for (const env of [undefined, packaged.env])
    if (await starts({ ...packaged, env })) return { ...packaged, env };
  throw new Error("No browser starts on this machine. Install Chromium, or name one in CHIZHENG_CHROMIUM.");
}

async function firstInstalled(): Promise<TestBrowser | undefined> {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = [
    ...INSTALLED.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    ...PLACES,
  ];
  for (const executablePath of candidates) {
    if (!fs.existsSync(executablePath)) continue;
    const browser = { executablePath, args: ARGS, origin: `installed (${executablePath})` };
    if (await starts(browser)) return browser;
  }
  return undefined;
}

/** Some installed names are stubs that only ask to install a browser, so each is really started. */
async function starts({ executablePath, args, env }: Omit<TestBrowser, "origin">): Promise<boolean> {
  try {
    const browser = await chromium.launch({
      executablePath,
      args,
      env: env && { ...(process.env as Record<string, string>), ...env },
      timeout: 30_000,
    });
    const page = await browser.newPage();
    await page.goto("about:blank");
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

/** Unpacked into a folder of this project: in the shared temporary folder another user's copy would be in the way. */
async function fromPackage(): Promise<TestBrowser> {
  const folder = fileURLToPath(new URL("../../.cache/chromium", import.meta.url));
  const before = { TMPDIR: process.env.TMPDIR, AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV };
  const whole = path.join(folder, "whole");
  if (!fs.existsSync(whole)) fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  // The package unpacks its own system libraries only where it believes to be in Amazon's cloud.
  process.env.TMPDIR = folder;
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs20.x";
  const libraries = process.env.LD_LIBRARY_PATH;
  try {
    const { default: packaged } = await import("@sparticuz/chromium");
    const executablePath = await packaged.executablePath();
    fs.writeFileSync(whole, "");
    // The arguments it recommends tie everything into one process, which dies with the first page; ours do.
    return {
      executablePath,
      args: ARGS,
      env: { LD_LIBRARY_PATH: path.join(folder, "al2023/lib") },
      origin: "the npm package @sparticuz/chromium",
    };
  } finally {
    for (const [name, value] of Object.entries({ ...before, LD_LIBRARY_PATH: libraries }))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  }
}

function runs(command: string, args: string[], timeout: number): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { timeout, stdio: "ignore", env }).status === 0;
}
