import fs from "node:fs";
import type { TestProject } from "vitest/node";
import { APP_ROLE, createDatabase, startCluster } from "../../prisma/cluster.ts";
import { migrate } from "../../prisma/migrate.ts";
import { scratchFolder } from "../../scripts/scratch.mjs";

declare module "vitest" {
  interface ProvidedContext {
    superuserUrl: string;
    /** With DATABASE where the database's name belongs. */
    appUrl: string;
    ownerUrl: string;
  }
}

export const TEMPLATE = "chizheng_template";

type Server = { began: ReturnType<typeof begin>; users: number };
// Each project is set up by a copy of this module.
const here = globalThis as typeof globalThis & { chizhengTestServer?: Server };

/** One server for the run and one migrated database, of which each test file that needs one gets a copy. */
export default async function setup(project: TestProject) {
  here.chizhengTestServer ??= { began: begin(), users: 0 };
  const server = here.chizhengTestServer;
  server.users += 1;
  const { cluster, end } = await server.began;
  project.provide("superuserUrl", cluster.superuserUrl("postgres"));
  project.provide("appUrl", cluster.appUrl("DATABASE"));
  project.provide("ownerUrl", cluster.ownerUrl("DATABASE"));
  return async () => {
    server.users -= 1;
    if (server.users > 0) return;
    here.chizhengTestServer = undefined;
    await end();
  };
}

async function begin() {
  const folder = scratchFolder("chizheng-test-");
  const cluster = await startCluster({ dataFolder: folder, durable: false });
  await createDatabase(cluster.superuserUrl("postgres"), TEMPLATE);
  await migrate({ ownerUrl: cluster.ownerUrl(TEMPLATE), appRole: APP_ROLE });
  const end = async () => {
    await cluster.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  return { cluster, end };
}
