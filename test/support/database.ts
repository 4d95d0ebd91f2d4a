import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { createDatabase, dropDatabase } from "../../prisma/cluster.ts";
import { SIGNING_FILE, SIGNING_PASSWORD } from "./signing.ts";

export type TestDatabase = {
  appUrl: string;
  ownerUrl: string;
  /** The app's data folder (keys, files), empty at first. */
  dataFolder: string;
  /** SQL as the owner, who may what the app may not: to look behind the verbs, or to backdate. */
  ownerQuery<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    sql: string,
    values?: unknown[],
  ): Promise<Row[]>;
};

/**
 * An empty, migrated database of this test file's own; `~/db.server` reaches it as the app's role. Call once, at the
 * top of the file and before anything touches the database:
 *
 *     const database = await useDatabase();
 */
export async function useDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const superuserUrl = inject("superuserUrl");
  await createDatabase(superuserUrl, name, "chizheng_template");
  const appUrl = inject("appUrl").replace("DATABASE", name);
  const ownerUrl = inject("ownerUrl").replace("DATABASE", name);
  const dataFolder = fs.mkdtempSync(path.join(os.tmpdir(), "chizheng-test-data-"));
  process.env.DATABASE_URL = appUrl;
  process.env.CHIZHENG_DATA = dataFolder;
  process.env.CHIZHENG_SIGNING_FILE = SIGNING_FILE;
  process.env.CHIZHENG_SIGNING_PASSWORD = SIGNING_PASSWORD;
  // The file before this one may have had the same process.
  const { disconnect } = await import("~/db.server");
  await disconnect();
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  owner.on("error", () => {});

  afterAll(async () => {
    await disconnect();
    await owner.end();
    await dropDatabase(superuserUrl, name);
    fs.rmSync(dataFolder, { recursive: true, force: true });
  });

  return {
    appUrl,
    ownerUrl,
    dataFolder,
    ownerQuery: async <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) =>
      (await owner.query<Row>(sql, values)).rows,
  };
}
