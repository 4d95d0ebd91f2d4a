import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Cluster, startCluster } from "../../prisma/cluster.ts";
import { migrate } from "../../prisma/migrate.ts";

/** A folder of its own for one measurement. The database server runs as another user and walks through it. */
export function benchFolder(name: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `chizheng-bench-${name}-`));
  fs.chmodSync(folder, 0o711);
  return folder;
}

/** A migrated database in that folder; what this process imports of the program from now on uses it. */
export async function startBenchCluster(dataFolder: string): Promise<Cluster> {
  const cluster = await startCluster({ dataFolder });
  await migrate({
    ownerUrl: cluster.ownerUrl(),
    appRole: decodeURIComponent(new URL(cluster.appUrl()).username),
  });
  process.env.DATABASE_URL = cluster.appUrl();
  process.env.CHIZHENG_DATA = dataFolder;
  process.env.CHIZHENG_MODE = "demo";
  return cluster;
}
