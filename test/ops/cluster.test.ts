import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cluster, startCluster } from "../../prisma/cluster.ts";

// What the data folder promises: whatever is killed, the next start serves again and has every acknowledged row.

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "chizheng-cluster-"));
const KEEPER = fileURLToPath(new URL("../support/cluster-keeper.ts", import.meta.url));
let keeper: ChildProcess | undefined;

beforeAll(() => fs.chmodSync(folder, 0o711));

afterAll(async () => {
  keeper?.kill("SIGKILL");
  const cluster = await startCluster({ dataFolder: folder });
  await cluster.stop();
  fs.rmSync(folder, { recursive: true });
}, 60_000);

const postmaster = () =>
  Number(fs.readFileSync(path.join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);

/** Asked at the port, not by pid: an orphan's pid may stay behind as a zombie where nobody reaps it. */
const serves = async (cluster: Cluster) => {
  const client = new pg.Client({ connectionString: cluster.ownerUrl() });
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  );
};

/** An app in a process of its own, which can be killed: it inserts row after row and prints each acknowledged one. */
async function startKeeper(): Promise<{ child: ChildProcess; acknowledged: () => number }> {
  const child = spawn(process.execPath, ["--import", "tsx", KEEPER, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  keeper = child;
  let acknowledged = 0;
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error("the keeper ended")));
    child.stdout!.on("data", (chunk: Buffer) => {
      acknowledged = Number(chunk.toString().trim().split("\n").at(-1));
      if (acknowledged > 20) resolve();
    });
  });
  return { child, acknowledged: () => acknowledged };
}

async function rows(cluster: Cluster): Promise<number> {
  const client = new pg.Client({ connectionString: cluster.ownerUrl() });
  await client.connect();
  const { rows } = await client.query("SELECT count(*)::int AS count, max(n) AS last FROM kept");
  await client.end();
  expect(rows[0].count).toBe(rows[0].last);
  return rows[0].last;
}

test("kill -9 of the app leaves the database running; the next start takes it over", async () => {
  const { child, acknowledged } = await startKeeper();
  const server = postmaster();
  child.kill("SIGKILL");
  const cluster = await startCluster({ dataFolder: folder });
  expect(postmaster()).toBe(server);
  expect(await rows(cluster)).toBeGreaterThanOrEqual(acknowledged());
  await cluster.stop();
  expect(await serves(cluster)).toBe(false);
}, 60_000);

test("kill -9 of the database under a running app: the app starts it again by itself and loses nothing", async () => {
  const { child, acknowledged } = await startKeeper();
  const killed = postmaster();
  const before = acknowledged();
  process.kill(killed, "SIGKILL");
  await expect.poll(() => acknowledged(), { timeout: 40_000 }).toBeGreaterThan(before + 20);
  expect(postmaster()).not.toBe(killed);
  child.kill("SIGKILL");
}, 60_000);

test("kill -9 of both: recovery, and every acknowledged row is there", async () => {
  const { child, acknowledged } = await startKeeper();
  child.kill("SIGKILL");
  process.kill(postmaster(), "SIGKILL");
  const cluster = await startCluster({ dataFolder: folder });
  expect(await rows(cluster)).toBeGreaterThanOrEqual(acknowledged());
  await cluster.stop();
}, 60_000);

test("a pid file left behind that names a live stranger does not keep the database down", async () => {
  const cluster = await startCluster({ dataFolder: folder });
  const pidFile = path.join(folder, "postgres/postmaster.pid");
  const kept = fs.readFileSync(pidFile, "utf8");
  await cluster.stop();
  fs.writeFileSync(pidFile, kept.replace(/^\d+/, String(process.pid)));
  const again = await startCluster({ dataFolder: folder });
  expect(postmaster()).not.toBe(process.pid);
  await again.stop();
}, 60_000);

test("the last one to leave stops the server, not the first", async () => {
  const first = await startCluster({ dataFolder: folder });
  const second = await startCluster({ dataFolder: folder });
  await first.stop();
  expect(await serves(second)).toBe(true);
  await second.stop();
  expect(await serves(second)).toBe(false);
}, 60_000);

test("passwords are readable by their owner only, and the app's role is no superuser", async () => {
  expect(fs.statSync(path.join(folder, "cluster.json")).mode & 0o777).toBe(0o600);
  const cluster = await startCluster({ dataFolder: folder });
  const client = new pg.Client({ connectionString: cluster.appUrl() });
  await client.connect();
  const { rows } = await client.query(
    "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user",
  );
  expect(rows).toEqual([{ rolsuper: false, rolcreatedb: false, rolcreaterole: false }]);
  await client.end();
  await cluster.stop();
}, 60_000);
