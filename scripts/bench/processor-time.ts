import fs from "node:fs";
import path from "node:path";

// Seconds of processor that the app and its database have used, from /proc: what a machine shared with others does not
// change. Linux only.

/** Of one clock tick; the kernel's USER_HZ is 100 wherever Node runs. */
const TICK_SECONDS = 0.01;

export type Used = { app: number; hashing: number; database: number };

/**
 * Begins to watch. Threads that appear from now on check passwords: all others are there once a few requests have been
 * answered. They go when they have been idle, so each is read twice a second and remembered.
 */
export function watchProcessors(appPid: number, dataFolder: string): { used(): Used; stop(): void } {
  const before = new Set(threadsOf(appPid));
  const hashing = new Map<string, number>();
  const look = () => {
    for (const thread of threadsOf(appPid)) {
      if (before.has(thread)) continue;
      const ticks = timesIn(`/proc/${appPid}/task/${thread}/stat`)?.own;
      if (ticks !== undefined) hashing.set(thread, ticks);
    }
  };
  const timer = setInterval(look, 500);
  const database = Number(fs.readFileSync(pidFileIn(dataFolder), "utf8").split("\n")[0]);
  return {
    used() {
      look();
      const all = timesIn(`/proc/${appPid}/stat`)?.own ?? 0;
      const hashed = [...hashing.values()].reduce((sum, ticks) => sum + ticks, 0);
      return {
        app: (all - hashed) * TICK_SECONDS,
        hashing: hashed * TICK_SECONDS,
        database: databaseTicks(database) * TICK_SECONDS,
      };
    },
    stop: () => clearInterval(timer),
  };
}

function pidFileIn(dataFolder: string): string {
  const { directory } = JSON.parse(fs.readFileSync(path.join(dataFolder, "cluster.json"), "utf8"));
  return path.join(path.resolve(dataFolder, directory), "postmaster.pid");
}

/** The server process, what of it has ended, and what still runs. */
function databaseTicks(pid: number): number {
  const server = timesIn(`/proc/${pid}/stat`);
  const running = fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => timesIn(`/proc/${name}/stat`))
    .filter((times) => times?.parent === pid)
    .reduce((sum, times) => sum + times!.own, 0);
  return server ? server.own + server.ended + running : 0;
}

function threadsOf(pid: number): string[] {
  return fs.readdirSync(`/proc/${pid}/task`);
}

function timesIn(file: string): { parent: number; own: number; ended: number } | undefined {
  try {
    // Behind the name, which may hold anything.
    const fields = fs.readFileSync(file, "utf8").split(") ").at(-1)!.split(" ").map(Number);
    const [, parent] = fields;
    const [own, ownSystem, ended, endedSystem] = fields.slice(11, 15);
    return { parent: parent!, own: own! + ownSystem!, ended: ended! + endedSystem! };
  } catch {
    return undefined;
  }
}
