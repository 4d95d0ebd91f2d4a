import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const MEMORY = "/dev/shm";
const ENOUGH = 6 * 2 ** 30;

/**
 * An empty folder for a database nobody will miss, in memory where there is plenty of it: a disk takes ten times as long to
 * copy the template of a test file, and as long again for what is written to it.
 */
export function scratchFolder(prefix) {
  const folder = fs.mkdtempSync(path.join(hasRoom() ? MEMORY : os.tmpdir(), prefix));
  // As root the server runs as another user, who must get in.
  fs.chmodSync(folder, 0o711);
  return folder;
}

/** Programs may be unpacked there, so it must let them run. */
function hasRoom() {
  try {
    const mount = fs
      .readFileSync("/proc/mounts", "utf8")
      .split("\n")
      .map((line) => line.split(" "))
      .find(([, at]) => at === MEMORY);
    if (!mount || mount[3].split(",").some((option) => option === "noexec" || option === "ro")) return false;
    const { bavail, bsize } = fs.statfsSync(MEMORY);
    return Math.min(bavail * bsize, process.availableMemory()) >= ENOUGH;
  } catch {
    return false;
  }
}
