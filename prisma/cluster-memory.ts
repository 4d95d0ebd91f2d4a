import os from "node:os";

const MEGABYTE = 1024 * 1024;
const LEAST_MB = 128;
const MOST_MB = 1024;

/**
 * How much of the machine's memory the database server takes: a quarter for what it keeps itself, up to a register of
 * some hundred thousand people; without it every page asks the operating system for the same blocks again.
 */
export function memorySettings(bytes = memoryOfMachine()): string[] {
  const megabytes = Math.floor(bytes / MEGABYTE);
  const own = Math.min(MOST_MB, Math.max(LEAST_MB, Math.floor(megabytes / 4)));
  return [`shared_buffers=${own}MB`, `effective_cache_size=${Math.floor(megabytes / 2)}MB`];
}

/** What a container may use, where one sets a limit. */
function memoryOfMachine(): number {
  const limit = process.constrainedMemory() ?? 0;
  return limit > 0 ? Math.min(limit, os.totalmem()) : os.totalmem();
}
