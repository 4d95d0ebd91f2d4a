import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { memorySettings } from "./cluster-memory.ts";
import { nativePrograms, type Programs, type ServerUser, serverUser } from "./cluster-programs.ts";

// The PostgreSQL that comes with the app: one server process in the data folder, on a loopback port of its own.
// The server outlives a killed app on purpose (what it acknowledged stays acknowledged); whoever starts next
// attaches to it, and the last process to leave stops it.

/** Kept in `cluster.json`, readable by its owner only. */
type Identity = {
  directory: string;
  port: number;
  superuserPassword: string;
  ownerPassword: string;
  appPassword: string;
};

export type Cluster = {
  /** Addresses of a database in this server; the app's own database unless another is named. */
  appUrl(database?: string): string;
  ownerUrl(database?: string): string;
  superuserUrl(database?: string): string;
  /** Leaves; stops the server if no other process uses it. */
  stop(): Promise<void>;
};

export type ClusterOptions = {
  dataFolder: string;
  log?: (line: string) => void;
  /** False trades safety for speed: for databases nobody will miss. */
  durable?: boolean;
};

export const OWNER_ROLE = "chizheng_owner";
export const APP_ROLE = "chizheng_app";
const DATABASE = "chizheng";
/** Every process that uses the server holds this lock shared; who can take it alone is the last. */
const USERS_LOCK = 7_305_201;
const RECOVERY_MS = 10 * 60_000;

/** Starts the server of a data folder, or attaches to the one that already runs there. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const log = options.log ?? (() => {});
  const durable = options.durable ?? true;
  const user = serverUser();
  // As root the server runs as another user, who must be able to walk through this folder to its own part of it.
  makeFolder(options.dataFolder, user ? 0o711 : 0o700);
  // The real path: a server is recognised by the directory on its command line.
  const dataFolder = fs.realpathSync(options.dataFolder);

  const identity = identityOf(dataFolder, user, log);
  const programs = nativePrograms(user, user ? "/var/lib/chizheng" : dataFolder, log);
  if (!fs.existsSync(path.join(identity.directory, "PG_VERSION"))) {
    log("Creating the database …");
    initialise(identity, programs, user, durable);
  }
  const version = fs.readFileSync(path.join(identity.directory, "PG_VERSION"), "utf8").trim();
  if (version !== programs.majorVersion)
    throw new Error(
      `The database in ${identity.directory} was made by PostgreSQL ${version}, this program brings ${programs.majorVersion}. ` +
        "Dump it with the old version and load it with the new one, or use DATABASE_URL.",
    );

  const server = new Server({ identity, programs, user, durable, dataFolder, log });
  await server.keep();
  await server.asSuperuser((client) => ensureRolesAndDatabase(client, identity));

  const url =
    (role: string, password: string) =>
    (database: string = DATABASE) =>
      `postgresql://${role}:${password}@127.0.0.1:${identity.port}/${database}`;
  return {
    superuserUrl: url("postgres", identity.superuserPassword),
    appUrl: url(APP_ROLE, identity.appPassword),
    ownerUrl: url(OWNER_ROLE, identity.ownerPassword),
    stop: () => server.leave(),
  };
}

function identityOf(dataFolder: string, user: ServerUser | undefined, log: (line: string) => void): Identity {
  const file = path.join(dataFolder, "cluster.json");
  const inside = path.join(dataFolder, "postgres");
  if (fs.existsSync(file)) {
    const kept = JSON.parse(fs.readFileSync(file, "utf8")) as Identity;
    // A relative folder moves with the data folder; an absolute one stays where it is.
    return { ...kept, directory: path.resolve(dataFolder, kept.directory) };
  }
  if (fs.existsSync(inside))
    throw new Error(
      `${inside} holds a database, but ${file} with its passwords is missing. Restore that file from the backup.`,
    );
  const secret = () => randomBytes(24).toString("base64url");
  const identity: Identity = {
    directory: "postgres",
    port: 0,
    superuserPassword: secret(),
    ownerPassword: secret(),
    appPassword: secret(),
  };
  if (user && !user.canEnter(dataFolder)) {
    identity.directory = `/var/lib/chizheng/${randomBytes(6).toString("hex")}`;
    log(`The user ${user.name} cannot reach ${dataFolder}: the database lives in ${identity.directory}.`);
  }
  saveIdentity(dataFolder, identity);
  return { ...identity, directory: path.resolve(dataFolder, identity.directory) };
}

function saveIdentity(dataFolder: string, identity: Identity) {
  const file = path.join(dataFolder, "cluster.json");
  const directory = path.relative(dataFolder, path.resolve(dataFolder, identity.directory));
  const kept = { ...identity, directory: directory.startsWith("..") ? identity.directory : directory };
  fs.writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600, flush: true });
  fs.renameSync(`${file}.new`, file);
}

/** Made beside its place and moved there when whole, so that an interrupted first start leaves nothing half made. */
function initialise(identity: Identity, programs: Programs, user: ServerUser | undefined, durable: boolean) {
  const fresh = `${identity.directory}.new`;
  const passwordFile = `${identity.directory}.password`;
  fs.rmSync(fresh, { recursive: true, force: true });
  makeFolder(path.dirname(fresh), 0o711);
  fs.mkdirSync(fresh, { mode: 0o700 });
  fs.writeFileSync(passwordFile, `${identity.superuserPassword}\n`, { mode: 0o600 });
  if (user) {
    fs.chownSync(fresh, user.uid, user.gid);
    fs.chownSync(passwordFile, user.uid, user.gid);
  }
  // Without these flags an unset LANG would give a database in SQL_ASCII.
  const flags = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  if (!durable) flags.push("--no-sync");
  const made = spawnSync(
    programs.initdb,
    [
      `--pgdata=${fresh}`,
      "--username=postgres",
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
      ...flags,
    ],
    { cwd: "/", env: programs.env, encoding: "utf8", ...ids(user) },
  );
  fs.rmSync(passwordFile, { force: true });
  if (made.status !== 0)
    throw new Error(`The database could not be created in ${fresh}: ${made.error?.message ?? made.stderr}`);
  fs.renameSync(fresh, identity.directory);
}

async function ensureRolesAndDatabase(client: pg.Client, identity: Identity) {
  const found = await client.query<{ name: string }>(
    "SELECT rolname AS name FROM pg_roles UNION ALL SELECT datname FROM pg_database",
  );
  const existing = new Set(found.rows.map((row) => row.name));
  const roles = [
    [OWNER_ROLE, identity.ownerPassword],
    [APP_ROLE, identity.appPassword],
  ] as const;
  for (const [role, password] of roles)
    if (!existing.has(role))
      await client.query(`CREATE ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  if (!existing.has(DATABASE)) {
    await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER_ROLE}`);
    await closeToPublic(client, DATABASE);
  }
}

/** A database that `chizheng_owner` owns and the app may sign in to, optionally copied from a template. For tests. */
export async function createDatabase(superuserUrl: string, name: string, template?: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const copied = template ? ` TEMPLATE ${pg.escapeIdentifier(template)}` : "";
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} OWNER ${OWNER_ROLE}${copied}`);
    await closeToPublic(client, name);
  } finally {
    await client.end();
  }
}

export async function dropDatabase(superuserUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}

async function closeToPublic(client: pg.Client, database: string) {
  const name = pg.escapeIdentifier(database);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${APP_ROLE}`);
}

type ServerOptions = {
  identity: Identity;
  programs: Programs;
  user: ServerUser | undefined;
  durable: boolean;
  dataFolder: string;
  log: (line: string) => void;
};

/** The running server and our hold on it: one superuser connection that tells at once when it dies. */
class Server {
  private hold: pg.Client | undefined;
  private child: ChildProcess | undefined;
  private leaving = false;

  constructor(private readonly options: ServerOptions) {}

  /** Makes the server run and stay running until `leave`. */
  async keep(): Promise<void> {
    const restarting = this.hold !== undefined;
    const client = await this.reach(!restarting);
    try {
      await client.query("SELECT pg_advisory_lock_shared($1)", [USERS_LOCK]);
    } catch {
      // Whoever held it alone was stopping the server under us.
      return this.keep();
    }
    this.hold = client;
    let lost = false;
    const onLost = () => {
      if (lost || this.leaving || this.hold !== client) return;
      lost = true;
      this.options.log("The database has stopped; starting it again …");
      this.keep().then(
        () => this.options.log("The database is back."),
        (error: unknown) => this.options.log(`The database does not start again: ${messageOf(error)}`),
      );
    };
    client.on("error", onLost);
    client.on("end", onLost);
  }

  async asSuperuser<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = await this.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  async leave(): Promise<void> {
    if (this.leaving) return;
    this.leaving = true;
    const last = await this.isLast().catch(() => true);
    await this.hold?.end().catch(() => {});
    const pid = this.runningPid();
    if (!last || pid === undefined) return;
    for (const [signal, patience] of [
      ["SIGINT", 20_000],
      ["SIGQUIT", 5_000],
    ] as const) {
      signalTo(pid, signal);
      const deadline = Date.now() + patience;
      while (Date.now() < deadline) {
        if (this.runningPid() !== pid) return;
        await sleep(20);
      }
    }
  }

  private async isLast(): Promise<boolean> {
    if (!this.hold) return true;
    await this.hold.query("SELECT pg_advisory_unlock_shared($1)", [USERS_LOCK]);
    const answer = await this.hold.query<{ last: boolean }>("SELECT pg_try_advisory_lock($1) AS last", [
      USERS_LOCK,
    ]);
    return answer.rows[0]?.last ?? true;
  }

  /** A connection to the server, starting it if nobody has; waits out shutdowns, crash recovery and dying remains. */
  private async reach(mayChangePort: boolean): Promise<pg.Client> {
    const deadline = Date.now() + RECOVERY_MS;
    let failedStarts = 0;
    for (;;) {
      if (this.runningPid() === undefined) {
        if (this.child && failedStarts++ >= 20)
          throw new Error(`PostgreSQL does not start. Its log ends with:\n${this.logTail()}`);
        if (failedStarts > 0) await sleep(250);
        await this.launch(mayChangePort);
      }
      const client = await this.connect().catch((error: unknown) => {
        const code = (error as { code?: string }).code;
        if (code === "28P01") throw new Error(wrongPassword(this.options.dataFolder));
        return undefined;
      });
      if (client) return client;
      if (Date.now() > deadline)
        throw new Error(`PostgreSQL does not answer. Its log ends with:\n${this.logTail()}`);
      await sleep(25);
    }
  }

  private async connect(): Promise<pg.Client> {
    const { identity } = this.options;
    const client = new pg.Client({
      host: "127.0.0.1",
      port: identity.port,
      user: "postgres",
      password: identity.superuserPassword,
      database: "postgres",
      ssl: false,
      connectionTimeoutMillis: 5_000,
    });
    // Without a listener a connection lost while idle would end the whole process.
    client.on("error", () => {});
    await client.connect();
    return client;
  }

  private async launch(mayChangePort: boolean) {
    const { identity, programs, user, durable, dataFolder } = this.options;
    this.forgetRecycledPid();
    if (mayChangePort && (identity.port === 0 || !(await isFree(identity.port)))) {
      identity.port = await freePort();
      saveIdentity(dataFolder, identity);
    }
    const settings = [
      "listen_addresses=127.0.0.1",
      `port=${identity.port}`,
      "unix_socket_directories=",
      "timezone=UTC",
      "log_timezone=UTC",
      "max_connections=200",
      "jit=off",
      // Disks of today find any page as fast as the next one; and a page of this program is not worth a second process.
      "random_page_cost=1.1",
      "max_parallel_workers_per_gather=0",
      ...memorySettings(),
      ...(durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
    ];
    const logFile = this.logFile();
    if (fs.existsSync(logFile) && fs.statSync(logFile).size > 5_000_000)
      fs.renameSync(logFile, `${logFile}.1`);
    const output = fs.openSync(logFile, "a", 0o600);
    // A process group of its own: Ctrl-C reaches the app first, which finishes its requests and then stops the server.
    this.child = spawn(
      programs.postgres,
      ["-D", identity.directory, ...settings.flatMap((setting) => ["-c", setting])],
      { cwd: "/", env: programs.env, stdio: ["ignore", output, output], detached: true, ...ids(user) },
    );
    this.child.on("error", () => {});
    this.child.unref();
    fs.closeSync(output);
  }

  /** The pid of the server that runs in this directory. A recycled pid that belongs to something else does not count. */
  private runningPid(): number | undefined {
    const child = this.child;
    if (child?.pid && child.exitCode === null && child.signalCode === null) return child.pid;
    const [pid, , , port] = this.pidFile();
    if (!pid || !commandOf(pid).includes(this.options.identity.directory)) return undefined;
    if (port) this.options.identity.port = port;
    return pid;
  }

  /** A dead server's pid file that names a live process of something else makes PostgreSQL refuse to start. */
  private forgetRecycledPid() {
    const [pid] = this.pidFile();
    if (pid && this.runningPid() === undefined && isAlive(pid)) fs.rmSync(this.pidPath(), { force: true });
  }

  private pidFile(): number[] {
    try {
      return fs.readFileSync(this.pidPath(), "utf8").split("\n").map(Number);
    } catch {
      return [];
    }
  }

  private pidPath() {
    return path.join(this.options.identity.directory, "postmaster.pid");
  }

  private logFile() {
    return path.join(this.options.dataFolder, "postgres.log");
  }

  private logTail() {
    return fs.readFileSync(this.logFile(), "utf8").trimEnd().split("\n").slice(-8).join("\n");
  }
}

function ids(user: ServerUser | undefined) {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

function commandOf(pid: number): string {
  try {
    // A zombie has no command line left, which is what we want: it serves nobody.
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    if (process.platform === "linux") return "";
    return spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
  }
}

function isAlive(pid: number) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function makeFolder(folder: string, mode: number) {
  if (fs.existsSync(folder)) return;
  fs.mkdirSync(folder, { recursive: true });
  // Not left to the umask.
  fs.chmodSync(folder, mode);
}

function signalTo(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone.
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function wrongPassword(dataFolder: string) {
  return `The database refuses the password kept in ${path.join(dataFolder, "cluster.json")}. Restore that file from the backup.`;
}

function messageOf(error: unknown) {
  return error instanceof Error ? error.message : String(error);
}
