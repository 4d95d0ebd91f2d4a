import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { createDatabase, dropDatabase } from "../../prisma/cluster.ts";
import { migrate } from "../../prisma/migrate.ts";

const superuserUrl = inject("superuserUrl");
let name: string;
let directory: string;
let ownerUrl: string;
let client: pg.Client;

beforeEach(async () => {
  name = `migrate_${randomBytes(6).toString("hex")}`;
  await createDatabase(superuserUrl, name);
  ownerUrl = inject("ownerUrl").replace("DATABASE", name);
  directory = fs.mkdtempSync(path.join(os.tmpdir(), "chizheng-migrations-"));
  client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await dropDatabase(superuserUrl, name);
  fs.rmSync(directory, { recursive: true });
});

const write = (migration: string, sql: string) => {
  fs.mkdirSync(path.join(directory, migration), { recursive: true });
  fs.writeFileSync(path.join(directory, migration, "migration.sql"), sql);
};
const run = () => migrate({ ownerUrl, appRole: "chizheng_app", directory });
const tables = async () =>
  (await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")).rows.map(
    (row) => row.tablename,
  );

test("applies in order, writes down what Prisma would, and then has nothing to do", async () => {
  write("2_more", "ALTER TABLE things ADD COLUMN name text;");
  write("1_things", "CREATE TABLE things (id int); -- 物");
  expect(await run()).toEqual(["1_things", "2_more"]);
  const { rows } = await client.query("SELECT * FROM _prisma_migrations ORDER BY migration_name");
  expect(rows[0]).toMatchObject({
    migration_name: "1_things",
    checksum: createHash("sha256").update("CREATE TABLE things (id int); -- 物").digest("hex"),
    applied_steps_count: 1,
    rolled_back_at: null,
    logs: null,
  });
  expect(rows[0].finished_at).toBeInstanceOf(Date);
  expect(await run()).toEqual([]);
});

test("two at once apply each migration once", async () => {
  write("1_things", "CREATE TABLE things (id int); SELECT pg_sleep(0.2);");
  const results = await Promise.all([run(), run(), run()]);
  expect(results.flat()).toEqual(["1_things"]);
});

test("a migration that fails leaves nothing and says where", async () => {
  write("1_things", "CREATE TABLE things (id int);");
  write("2_broken", "CREATE TABLE other (id int);\nSELECT nonsense;");
  await expect(run()).rejects.toThrow(/2_broken failed and was undone: column "nonsense".*line 2/);
  expect(await tables()).toEqual(["_prisma_migrations", "things"]);
});

test("refuses an applied file that was changed", async () => {
  write("1_things", "CREATE TABLE things (id int);");
  await run();
  write("1_things", "CREATE TABLE things (id bigint);");
  await expect(run()).rejects.toThrow(/1_things was changed after it had been applied/);
});

test("refuses a database newer than itself", async () => {
  write("1_things", "CREATE TABLE things (id int);");
  await run();
  fs.rmSync(path.join(directory, "1_things"), { recursive: true });
  await expect(run()).rejects.toThrow(/knows migration 1_things, which this program does not/);
});

test("refuses a migration that would go in before an applied one", async () => {
  write("2_things", "CREATE TABLE things (id int);");
  await run();
  write("1_late", "SELECT 1;");
  await expect(run()).rejects.toThrow(/1_late sorts before 2_things/);
});

test("the app may use jobs and make a queue, but not drop one", async () => {
  write("1_things", "CREATE TABLE things (id int);");
  await run();
  const app = new pg.Client({ connectionString: inject("appUrl").replace("DATABASE", name) });
  await app.connect();
  try {
    await app.query("SELECT pgboss.create_queue('render', '{}'::json)");
    await app.query("INSERT INTO pgboss.job (name, data) VALUES ('render', '{}')");
    expect((await app.query("UPDATE pgboss.job SET state = 'active'")).rowCount).toBe(1);
    await expect(app.query("SELECT pgboss.delete_queue('render')")).rejects.toThrow(/permission denied/);
  } finally {
    await app.end();
  }
});
