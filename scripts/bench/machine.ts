import os from "node:os";

/** What the figures below it were measured on: figures of two machines, or of a busy one, do not compare. */
export function machineLine(): string {
  return (
    `${new Date().toISOString().slice(0, 10)}, ${os.cpus().length} cores (${os.cpus()[0]?.model.trim()}), ` +
    `${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, load ${os.loadavg()[0]?.toFixed(1)}`
  );
}
