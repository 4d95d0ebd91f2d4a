import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

/** The app in a process of its own, started the way an operator starts it. */
export type RunningApp = { url: string; pid: number; seconds: number; stop(): Promise<void> };

/** Starts it on a free port; `seconds` is from the command to the first page. `more` goes into its environment, `flags` to Node. */
export async function startApp(
  dataFolder: string,
  more: Record<string, string> = {},
  flags: readonly string[] = [],
): Promise<RunningApp> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const begun = performance.now();
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: "127.0.0.1",
    PUBLIC_URL: url,
    CHIZHENG_DATA: dataFolder,
    CHIZHENG_MODE: "demo",
    LOG_LEVEL: "error",
    DATABASE_URL: "",
    MIGRATION_DATABASE_URL: "",
    ...more,
  };
  const child = spawn(process.execPath, [...flags, "scripts/start.mjs"], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  await firstPage(url, child);
  const seconds = (performance.now() - begun) / 1000;
  return { url, pid: child.pid!, seconds, stop: () => stop(child) };
}

const PATIENCE_MS = 10 * 60_000;

async function firstPage(url: string, child: ChildProcess): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error("The app ended before it answered");
    const ok = await fetch(`${url}/sign-in`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The app did not answer in time");
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No free port");
  return address.port;
}
