import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { type Cluster, startCluster } from "../../prisma/cluster.ts";
import { migrate } from "../../prisma/migrate.ts";
import { SIGNING_FILE, SIGNING_PASSWORD } from "./signing.ts";

// The built app in a process of its own, on a database server of its own that keeps what it acknowledged: made to be
// killed. The test itself works on the same database through `~/db.server`.

export type OwnApp = {
  url: string;
  cluster: Cluster;
  /** SIGKILL, as the power going: nothing is finished, nothing is said. */
  killApp(): Promise<void>;
  /** SIGKILL of the database server; the app starts it again by itself. */
  killDatabase(): void;
  start(): Promise<void>;
  close(): Promise<void>;
};

/** An empty, migrated database and the app before it, not yet started. Sets this process's environment. */
export async function ownApp(): Promise<OwnApp> {
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), "chizheng-crash-"));
  fs.chmodSync(dataFolder, 0o711);
  const cluster = await startCluster({ dataFolder });
  const appUrl = cluster.appUrl();
  await migrate({
    ownerUrl: cluster.ownerUrl(),
    appRole: decodeURIComponent(new URL(appUrl).username),
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const keys = path.join(dataFolder, "keys.json");
  Object.assign(process.env, {
    ...{ DATABASE_URL: appUrl, CHIZHENG_DATA: dataFolder, CHIZHENG_KEYS: keys },
    ...{ CHIZHENG_SIGNING_FILE: SIGNING_FILE, CHIZHENG_SIGNING_PASSWORD: SIGNING_PASSWORD },
  });
  const { writeNewRing } = await import("~/keys.server");
  writeNewRing(keys);
  const { disconnect } = await import("~/db.server");

  const environment = {
    ...process.env,
    DATABASE_URL: "",
    MIGRATION_DATABASE_URL: "",
    CHIZHENG_MODE: "production",
    PUBLIC_URL: url,
    HOST: "127.0.0.1",
    PORT: String(port),
    // What it says while the database is dead is known.
    LOG_LEVEL: process.env.OWN_APP_LOG ?? "silent",
  };
  let child: ChildProcess | undefined;
  const kill = async (signal: NodeJS.Signals) => {
    const ending = child;
    child = undefined;
    if (!ending || ending.exitCode !== null) return;
    const ended = once(ending, "exit");
    ending.kill(signal);
    await ended;
  };
  return {
    url,
    cluster,
    killApp: () => kill("SIGKILL"),
    killDatabase() {
      try {
        const pidFile = fs.readFileSync(path.join(dataFolder, "postgres/postmaster.pid"), "utf8");
        process.kill(Number(pidFile.split("\n")[0]), "SIGKILL");
      } catch (error) {
        // Killed already and not back yet: as dead as it can be.
        if (!["ESRCH", "ENOENT"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
      }
    },
    async start() {
      const started = spawn(process.execPath, ["scripts/start.mjs"], {
        env: environment,
        stdio: ["ignore", "inherit", "inherit"],
      });
      child = started;
      const isUp = () =>
        fetch(`${url}/healthz`).then(
          (answer) => answer.ok,
          () => false,
        );
      while (!(await isUp())) {
        if (started.exitCode !== null) throw new Error("the app ended before it answered");
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async close() {
      await kill("SIGTERM");
      await disconnect();
      await cluster.stop();
      fs.rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as net.AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
